"""The table of the talk: after which answer what is said, and what is asked next.

An answer is looked up in the groups of its talk, in order. What is said stands in
`templates/en/danger/<group>/<answer>.j2`, or where `say` points.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.crisis.crisis_steps import CRISES
from dialogues.crisis.emergency_steps import EMERGENCIES
from dialogues.crisis.step import ASKED, NEXT, Step

__all__ = ["ASKED", "NEXT", "PLAN", "STEPS", "Step"]

STEPS: Mapping[str, Mapping[str, Step]] = {**EMERGENCIES, **CRISES}
"""Group, answer, step."""
PLAN = ("sign", "helps", "plan_who", "place")
"""Parts of the plan for a bad hour, asked in this order."""
