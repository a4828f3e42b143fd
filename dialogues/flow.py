"""The flow of a conversation: where it is, and what may interrupt it.

MI's four processes (engage, focus, evoke, plan) are a way forward that can be walked back at any
time; around them stand an opening and a closing.
An interruption (permission, ruler, goal, plan, paused, emergency, crisis, check, and later
check-in and a talk with a peer worker) remembers where it left and returns there.
"""

from __future__ import annotations

from enum import Enum

from dialogues.machines import build, step


class Flow(Enum):
    """Where the conversation is."""

    OPENING = "opening"
    ENGAGING = "engaging"
    FOCUSING = "focusing"
    EVOKING = "evoking"
    PLANNING = "planning"
    CLOSING = "closing"
    PERMISSION = "permission"
    RULER = "ruler"
    GOAL = "goal"
    PLAN = "plan"
    PAUSED = "paused"
    EMERGENCY = "emergency"
    CRISIS = "crisis"
    CHECK = "check"


class FlowEvent(Enum):
    """What moves the flow."""

    OPENED = "opened"
    """The opening has been said."""
    WANDERED = "wandered"
    """Some turns have gone by and nothing stands in focus."""
    FOCUSED = "focused"
    """A target, or a thing to talk about, is in focus."""
    MOBILISED = "mobilised"
    """The talk about the target turns to doing."""
    STEPPED_BACK = "stepped_back"
    """Doubt, discord or vagueness: back to listening."""
    LEFT = "left"
    """The client says goodbye."""
    ASKED_PERMISSION = "asked_permission"
    OFFERED_RULER = "offered_ruler"
    NAMED_GOAL = "named_goal"
    STARTED_PLAN = "started_plan"
    PAUSE = "pause"
    DANGER = "danger"
    CRISIS = "crisis"
    CHECK = "check"
    BACK_TO_ENGAGING = "back_to_engaging"
    BACK_TO_FOCUSING = "back_to_focusing"
    BACK_TO_EVOKING = "back_to_evoking"
    BACK_TO_PLANNING = "back_to_planning"
    BACK_TO_CLOSING = "back_to_closing"


_F, _E = Flow, FlowEvent
MAIN = (_F.ENGAGING, _F.FOCUSING, _F.EVOKING, _F.PLANNING, _F.CLOSING)
"""Where an interruption may return to."""
INTERRUPTIONS = {
    _E.ASKED_PERMISSION: _F.PERMISSION,
    _E.OFFERED_RULER: _F.RULER,
    _E.NAMED_GOAL: _F.GOAL,
    _E.STARTED_PLAN: _F.PLAN,
    _E.PAUSE: _F.PAUSED,
    _E.DANGER: _F.EMERGENCY,
    _E.CRISIS: _F.CRISIS,
    _E.CHECK: _F.CHECK,
}
_RETURNS = {_E[f"BACK_TO_{flow.name}"]: flow for flow in MAIN}

TABLE: dict[Flow, dict[FlowEvent, Flow]] = {
    _F.OPENING: {
        _E.OPENED: _F.ENGAGING,
        _E.PAUSE: _F.PAUSED,
        _E.DANGER: _F.EMERGENCY,
        _E.CRISIS: _F.CRISIS,
        _E.CHECK: _F.CHECK,
    },
    _F.ENGAGING: {_E.WANDERED: _F.FOCUSING, _E.FOCUSED: _F.EVOKING, _E.LEFT: _F.CLOSING},
    _F.FOCUSING: {_E.FOCUSED: _F.EVOKING, _E.STEPPED_BACK: _F.ENGAGING, _E.LEFT: _F.CLOSING},
    _F.EVOKING: {
        _E.MOBILISED: _F.PLANNING,
        _E.STEPPED_BACK: _F.ENGAGING,
        _E.WANDERED: _F.FOCUSING,
        _E.LEFT: _F.CLOSING,
    },
    _F.PLANNING: {_E.STEPPED_BACK: _F.EVOKING, _E.WANDERED: _F.FOCUSING, _E.LEFT: _F.CLOSING},
    _F.CLOSING: {
        _E.OPENED: _F.ENGAGING,
        _E.FOCUSED: _F.EVOKING,
        _E.STEPPED_BACK: _F.ENGAGING,
    },
}
for _main in MAIN:
    TABLE[_main].update(INTERRUPTIONS)
for _event, _interruption in INTERRUPTIONS.items():
    TABLE[_interruption] = {
        **_RETURNS,
        _E.LEFT: _F.CLOSING,
        **{event: to for event, to in INTERRUPTIONS.items() if to is not _interruption},
    }

STAYS: frozenset[tuple[Flow, FlowEvent]] = frozenset(
    {
        # The opening is said once, before anything else can happen.
        *((_F.OPENING, event) for event in FlowEvent if event not in TABLE[_F.OPENING]),
        # Already there, or not a step that makes sense from here.
        *((flow, event) for flow in MAIN for event in _RETURNS),
        *((flow, _E.OPENED) for flow in MAIN if flow is not _F.CLOSING),
        (_F.ENGAGING, _E.MOBILISED), (_F.ENGAGING, _E.STEPPED_BACK),
        (_F.FOCUSING, _E.MOBILISED), (_F.FOCUSING, _E.WANDERED),
        (_F.EVOKING, _E.FOCUSED), (_F.PLANNING, _E.FOCUSED), (_F.PLANNING, _E.MOBILISED),
        (_F.CLOSING, _E.WANDERED), (_F.CLOSING, _E.MOBILISED), (_F.CLOSING, _E.LEFT),
        # An interruption ends by returning, never by moving on by itself.
        *(
            (flow, event)
            for event_in, flow in INTERRUPTIONS.items()
            for event in (
                _E.OPENED, _E.WANDERED, _E.FOCUSED, _E.MOBILISED, _E.STEPPED_BACK, event_in,
            )
        ),
    }
)  # fmt: skip
"""Every pair that changes nothing, written out."""

_MACHINE = build(TABLE, initial=Flow.OPENING)


def move(flow: Flow, event: FlowEvent) -> Flow:
    """Return the flow after `event`; the same flow where the table has no row."""
    return step(_MACHINE, flow, event) if event in TABLE[flow] else flow


def interrupts(flow: Flow) -> bool:
    """Return whether `flow` is an interruption that returns to where it left."""
    return flow in INTERRUPTIONS.values()


def back(to: Flow) -> FlowEvent:
    """Return the event that ends an interruption towards `to` (one of MAIN)."""
    return FlowEvent[f"BACK_TO_{to.name}"]
