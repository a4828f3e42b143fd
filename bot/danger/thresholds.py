"""From which chance on each register is given: as low as false alarms allow.

The limits are those on false alarms among ordinary messages that look like danger, a fifth
below what is aimed at, since the next writer's messages will be others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.danger.examples import ORDINARY, TALK
from bot.danger.hearing import Judged
from dialogues.safety.danger import Register
from dialogues.safety.judging import chance_of
from dialogues.safety.model import Model

EMERGENCY, CRISIS, CHECK, OFFER = 0.004, 0.01, 0.046, 0.04
"""Shares of ordinary messages that may be taken for each register."""


def choose(known: Model, judged: Sequence[Judged]) -> dict[str, float]:
    """Return the thresholds at which ordinary messages stay within the limits."""
    ordinary = [
        one
        for one in judged
        if one.seen.example.label == ORDINARY and one.seen.example.style != TALK
    ]
    emergency, crisis, offer = (
        np.array([_chance(known, one, register) for one in ordinary])
        for register in (Register.EMERGENCY, Register.CRISIS, Register.OFFER)
    )
    least = {"emergency": float(np.quantile(emergency, 1 - EMERGENCY))}
    left = emergency < least["emergency"]
    least["crisis"] = _above(crisis[left], CRISIS, len(ordinary))
    left &= crisis < least["crisis"]
    least["check"] = _above((emergency + crisis)[left], CHECK, len(ordinary))
    left &= emergency + crisis < least["check"]
    least["offer"] = _above(offer[left], OFFER, len(ordinary))
    return least


def _above(chances: np.ndarray[tuple[int], np.dtype[np.float64]], share: float, of: int) -> float:
    """Return the chance that only `share` of `of` messages lie above."""
    return float(np.sort(chances)[-1 - int(share * of)])


def _chance(known: Model, one: Judged, register: Register) -> float:
    return 0.0 if one.chances is None else chance_of(known, one.chances, register)
