"""What one answer in danger depends on, and how a message becomes a turn."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import datetime

from dialogues import flow as flows
from dialogues.crisis.minors import flagged, is_minor
from dialogues.crisis.saying import TALKED, YOUNG, Message, labels, number_slots
from dialogues.crisis.scenarios import Opening
from dialogues.crisis.state import DangerTalk
from dialogues.flow import Flow, FlowEvent
from dialogues.listening.heard import Heard
from dialogues.phrasing import Phrasebook
from dialogues.safety import Danger, Register
from dialogues.session import Session
from dialogues.turn import Turn

RANK = {Register.EMERGENCY: 3, Register.CRISIS: 2, Register.CHECK: 1, Register.OFFER: 1,
        Register.CONVERSATION: 0}  # fmt: skip
EVENTS = {
    Register.EMERGENCY: FlowEvent.DANGER,
    Register.CRISIS: FlowEvent.CRISIS,
    Register.CHECK: FlowEvent.CHECK,
}


@dataclass(frozen=True, slots=True)
class Room:
    """All that one answer in danger depends on."""

    before: Session
    """The session as the message met it."""
    danger: Danger
    heard: Heard
    text: str = field(repr=False)
    now: datetime
    rng: random.Random
    phrasebook: Phrasebook

    @property
    def young(self) -> bool:
        """Return whether they are under 18, as far as they said."""
        return is_minor(self.before) or self.heard.has("minor")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the message: a turn, or the conversation goes on with `session`."""

    session: Session
    turn: Turn | None = None
    stood_down: str = ""
    """How to say that it was no emergency: a part of the conversation, or ""."""


def new_message(room: Room, row: Opening, country: str = "", *, young: bool = False) -> Message:
    """Return an empty message that knows the numbers for `row`, or the `young`, there."""
    country = country or room.before.country
    topic = YOUNG if young and row.topic not in TALKED else row.topic
    slots = number_slots(
        room.phrasebook, country, topic, room.now.date(), young=young or room.young
    )
    return Message(room.phrasebook, room.rng, room.before.used_codes(), slots)


def fresh_talk(room: Room) -> DangerTalk:
    """Return a talk that begins now and knows what the conversation was waiting for."""
    old = room.before.danger_talk
    awaiting = old.awaiting if old.open else room.before.awaiting
    return DangerTalk(opened=room.before.turn + 1, awaiting=awaiting)


def turn_of(
    room: Room, row: Opening, message: Message, talk: DangerTalk,
    choices: tuple[str, ...] = (), *, country: str = "",
) -> Outcome:  # fmt: skip
    """Return the turn that `message` makes, with the session after it."""
    before = room.before
    event = EVENTS.get(row.register)
    flow = before.flow
    if flow is Flow.OPENING and event is None:
        flow = flows.move(flow, FlowEvent.OPENED)
    left = before.left if flows.interrupts(before.flow) else before.flow
    session = replace(
        before,
        turn=before.turn + 1,
        seen=room.now.isoformat(),
        awaiting="",
        left=left if left in flows.MAIN else Flow.ENGAGING,
        flow=flows.move(flow, event) if event else flow,
        danger=before.turn + 1 if RANK[row.register] > 1 else before.danger,
        danger_talk=replace(talk, due=False),
        used=before.used + "".join(message.said),
        country=country or before.country,
    )
    if room.young:
        session = flagged(session)
    return Outcome(session, Turn(
        message.text, labels(room.phrasebook, choices), row.register, session, room.heard,
        tuple(message.moves),
    ))  # fmt: skip


def over(room: Room, *, settled: bool) -> Session:
    """Return the session with the talk ended, and what was asked before it asked again."""
    before = room.before
    talk = replace(before.danger_talk, asked="", over=before.turn + 1, settled=settled)
    return replace(before, danger_talk=talk, awaiting=talk.awaiting)
