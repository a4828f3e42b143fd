"""docs/machines.md: the state diagrams, drawn from the tables the program runs on."""

from __future__ import annotations

from dialogues import checkin, flow, stages
from dialogues.machines import mermaid

_HEAD = """# The machines

Made by `make docs` from the tables in `dialogues/stages.py`, `dialogues/flow.py` and
`dialogues/checkin.py`; a test fails when this page is out of date.

## Stages of change

One for each target (a substance, or a change the person named).
The client can also name their stage from anywhere; those moves are left out of the picture.

"""
_MIDDLE = """
## Flow of the conversation

Interruptions return to where they left.

"""
_LAST = """
## A check-in

Unanswered, it speaks once more and then rests; only the client wakes it.

"""


def page() -> str:
    """Return the page."""
    stage = mermaid(stages.TABLE, initial=stages.Stage.UNCLEAR, skip=("corrected_",))
    place = mermaid(flow.TABLE, initial=flow.Flow.OPENING)
    hello = mermaid(checkin.TABLE, initial=checkin.CheckIn.PROPOSED)
    drawn = [f"```mermaid\n{picture}```\n" for picture in (stage, place, hello)]
    return f"{_HEAD}{drawn[0]}{_MIDDLE}{drawn[1]}{_LAST}{drawn[2]}"
