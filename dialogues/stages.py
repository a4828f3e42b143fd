"""Stages of change: one table, and the evidence that moves it.

Readiness is not a trait of a person; it is what the talk about one target shows just now, and it
goes back as naturally as it goes forward.
So each target has a stage of its own, evidence for every move adds up and fades, and one message
never flips a stage, except where the client says it outright ("I used again", "I stopped last
week", "I'm not planning anything").

This module and `flow` are the only ones that know `transitions`.
Nothing happens on a move: the caller reads the new stage.
Source of the stages and their order: Prochaska and DiClemente's model as the project's founding
documents give it, with return as a stage of its own.
"""

from __future__ import annotations

import logging
from enum import Enum

from dialogues.machines import build, step

logging.getLogger("transitions").setLevel(logging.WARNING)


class Stage(Enum):
    """Where a person is with one target, as far as the talk shows."""

    UNCLEAR = "unclear"
    PRECONTEMPLATION = "precontemplation"
    CONTEMPLATION = "contemplation"
    PREPARATION = "preparation"
    ACTION = "action"
    MAINTENANCE = "maintenance"
    RETURN = "return"


class StageEvent(Enum):
    """What the evidence, once enough, amounts to."""

    CONTENT = "content"
    """Sustain talk only, over several turns."""
    WEIGHING = "weighing"
    """Both sides voiced, an own worry, looking at it."""
    READYING = "readying"
    """Reasons outweigh; commitment, planning, telling others."""
    ACTING = "acting"
    """Steps taken."""
    KEEPING = "keeping"
    """Kept up for about six months, in their own account."""
    DOUBTING = "doubting"
    """Doubt again after having decided."""
    USED_AGAIN = "used_again"
    """Used again, or left the safer way, in their own account."""
    CORRECTED_PRECONTEMPLATION = "corrected_precontemplation"
    CORRECTED_CONTEMPLATION = "corrected_contemplation"
    CORRECTED_PREPARATION = "corrected_preparation"
    CORRECTED_ACTION = "corrected_action"
    CORRECTED_MAINTENANCE = "corrected_maintenance"
    CORRECTED_RETURN = "corrected_return"


_S, _E = Stage, StageEvent
_CORRECTIONS = {
    _E[f"CORRECTED_{stage.name}"]: stage for stage in Stage if stage is not Stage.UNCLEAR
}

TABLE: dict[Stage, dict[StageEvent, Stage]] = {
    _S.UNCLEAR: {
        _E.CONTENT: _S.PRECONTEMPLATION,
        _E.WEIGHING: _S.CONTEMPLATION,
        _E.READYING: _S.PREPARATION,
        _E.ACTING: _S.ACTION,
        _E.KEEPING: _S.MAINTENANCE,
        _E.DOUBTING: _S.CONTEMPLATION,
        _E.USED_AGAIN: _S.RETURN,
    },
    _S.PRECONTEMPLATION: {
        _E.WEIGHING: _S.CONTEMPLATION,
        _E.READYING: _S.PREPARATION,
        _E.ACTING: _S.ACTION,
        _E.KEEPING: _S.MAINTENANCE,
    },
    _S.CONTEMPLATION: {
        _E.CONTENT: _S.PRECONTEMPLATION,
        _E.USED_AGAIN: _S.RETURN,
        _E.READYING: _S.PREPARATION,
        _E.ACTING: _S.ACTION,
        _E.KEEPING: _S.MAINTENANCE,
    },
    _S.PREPARATION: {
        _E.CONTENT: _S.PRECONTEMPLATION,
        _E.USED_AGAIN: _S.RETURN,
        _E.DOUBTING: _S.CONTEMPLATION,
        _E.ACTING: _S.ACTION,
        _E.KEEPING: _S.MAINTENANCE,
    },
    _S.ACTION: {
        _E.DOUBTING: _S.CONTEMPLATION,
        _E.KEEPING: _S.MAINTENANCE,
        _E.USED_AGAIN: _S.RETURN,
    },
    _S.MAINTENANCE: {
        _E.DOUBTING: _S.CONTEMPLATION,
        _E.USED_AGAIN: _S.RETURN,
    },
    _S.RETURN: {
        _E.CONTENT: _S.PRECONTEMPLATION,
        _E.WEIGHING: _S.CONTEMPLATION,
        _E.DOUBTING: _S.CONTEMPLATION,
        _E.READYING: _S.PREPARATION,
        _E.ACTING: _S.ACTION,
    },
}
"""Every move; corrections by the client lead from any stage to the one they name."""
for _stage in Stage:
    TABLE[_stage].update({event: to for event, to in _CORRECTIONS.items() if to is not _stage})

STAYS: frozenset[tuple[Stage, StageEvent]] = frozenset(
    {
        # More of the same confirms the stage.
        (_S.PRECONTEMPLATION, _E.CONTENT),
        (_S.CONTEMPLATION, _E.WEIGHING),
        (_S.CONTEMPLATION, _E.DOUBTING),
        (_S.PREPARATION, _E.READYING),
        (_S.PREPARATION, _E.WEIGHING),
        (_S.ACTION, _E.ACTING),
        (_S.ACTION, _E.READYING),
        (_S.MAINTENANCE, _E.KEEPING),
        (_S.MAINTENANCE, _E.ACTING),
        (_S.MAINTENANCE, _E.READYING),
        (_S.RETURN, _E.USED_AGAIN),
        # Someone who has not decided has nothing to doubt.
        (_S.PRECONTEMPLATION, _E.DOUBTING),
        # Using on is no return when leaving off was never the question.
        (_S.PRECONTEMPLATION, _E.USED_AGAIN),
        # Someone acting who also likes what use gave is still acting; doubt has its own event.
        (_S.ACTION, _E.CONTENT),
        (_S.ACTION, _E.WEIGHING),
        (_S.MAINTENANCE, _E.CONTENT),
        (_S.MAINTENANCE, _E.WEIGHING),
        # Six months kept up cannot follow straight on having used again.
        (_S.RETURN, _E.KEEPING),
    }
    | {(stage, event) for event, stage in _CORRECTIONS.items()}
)
"""Every pair that changes nothing, written out: silence about a pair is a decision."""

_MACHINE = build(TABLE, initial=Stage.UNCLEAR)


def advance(stage: Stage, event: StageEvent) -> Stage:
    """Return the stage after `event`; the same stage where the table has no row."""
    return step(_MACHINE, stage, event) if event in TABLE[stage] else stage


def correction(stage: Stage) -> StageEvent:
    """Return the event by which the client names `stage` as theirs."""
    return StageEvent[f"CORRECTED_{stage.name}"]
