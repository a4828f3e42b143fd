"""docs/machines.md: both state diagrams, drawn from the tables the program runs on."""

from __future__ import annotations

from dialogues import flow, stages
from dialogues.machines import mermaid

_HEAD = """# The two machines

Made by `make docs` from the tables in `dialogues/stages.py` and `dialogues/flow.py`; a test fails
when this page is out of date.

## Stages of change

One for each target (a substance, or a change the person named).
The client can also name their stage from anywhere; those moves are left out of the picture.

"""
_MIDDLE = """
## Flow of the conversation

Interruptions return to where they left.

"""


def page() -> str:
    """Return the page."""
    stage = mermaid(stages.TABLE, initial=stages.Stage.UNCLEAR, skip=("corrected_",))
    place = mermaid(flow.TABLE, initial=flow.Flow.OPENING)
    return f"{_HEAD}```mermaid\n{stage}```\n{_MIDDLE}```mermaid\n{place}```\n"
