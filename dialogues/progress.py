"""Where the conversation is after a reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogues import flow as flows
from dialogues.flow import Flow, FlowEvent
from dialogues.session import Session
from dialogues.situation import Situation
from dialogues.stages import Stage

_AWAITED: Mapping[str, FlowEvent] = {
    "permission": FlowEvent.ASKED_PERMISSION,
    "ruler": FlowEvent.OFFERED_RULER,
    "number": FlowEvent.OFFERED_RULER,
    "goal": FlowEvent.NAMED_GOAL,
    "plan": FlowEvent.STARTED_PLAN,
}
"""Which interruption a reply opens by waiting for something."""


def flowed(session: Session, event: FlowEvent | None, awaits: str, s: Situation) -> Session:
    """Return `session` with the flow moved on."""
    flow, target = session.flow, session.target()
    if event is not None and event not in flows.INTERRUPTIONS:
        flow = flows.move(flow, event)
    elif event is None:
        known = bool(target.key or target.goal) or len(session.notes) >= 2
        if flow in (Flow.ENGAGING, Flow.FOCUSING, Flow.CLOSING) and known and session.turn >= 2:
            flow = flows.move(flow, FlowEvent.FOCUSED)
        elif flow is Flow.ENGAGING and session.turn >= 4 and not known:
            flow = flows.move(flow, FlowEvent.WANDERED)
        elif flow is Flow.EVOKING and target.stage in (Stage.PREPARATION, Stage.ACTION):
            flow = flows.move(flow, FlowEvent.MOBILISED)
        elif flow is Flow.PLANNING and target.stage in (
            Stage.CONTEMPLATION, Stage.PRECONTEMPLATION, Stage.RETURN,
        ):  # fmt: skip
            flow = flows.move(flow, FlowEvent.STEPPED_BACK)
    interruption = _AWAITED.get(awaits.partition(":")[0])
    if event in flows.INTERRUPTIONS:
        interruption = event
    left = flow if flow in flows.MAIN else session.left
    if interruption is not None:
        flow = flows.move(flow, interruption)
    return replace(session, flow=flow, left=left)


def appended(known: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return `known` with `new` at its end, each once."""
    return (*(one for one in known if one not in new), *dict.fromkeys(new))
