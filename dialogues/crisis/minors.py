"""What somebody under 18 gets: safety like anybody, lines for their age, and no notes kept."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from dialogues.crisis.saying import YOUNG as YOUNG_LINES
from dialogues.crisis.saying import Message, number_slots
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

NOTICE = "notice/minor"
PRIVACY = "notice/privacy_young"
"""What they are told of who reads along: of them nothing is kept."""
YOUNG = ("danger/first/young_both", "danger/first/young_lines", "danger/first/young_web")
FLAG = "minor"
"""Under this name it is remembered, among what has been offered once."""


def is_minor(session: Session) -> bool:
    """Return whether they said that they are under 18."""
    return FLAG in session.offered


def flagged(session: Session) -> Session:
    """Return the session that knows they are under 18 and keeps no notes and no plan."""
    if is_minor(session):
        return session
    return replace(session, offered=(*session.offered, FLAG), notes=(), plan=())


def told(
    session: Session, phrasebook: Phrasebook, rng: random.Random
) -> tuple[str, Session, tuple[tuple[str, str], ...]]:
    """Return what somebody under 18 is told, the session that keeps the flag, and the trace."""
    slots = number_slots(
        phrasebook, session.country, YOUNG_LINES, date.fromisoformat(session.seen[:10])
    )
    message = Message(phrasebook, rng, frozenset(), slots)
    message.notice(NOTICE, *YOUNG)
    if not session.country:
        message.lines.append(phrasebook.notice("information/line/which_country"))
        session = replace(session, awaiting=f"numbers:{YOUNG_LINES}+suicide")
    return message.text, flagged(session), tuple(message.moves)
