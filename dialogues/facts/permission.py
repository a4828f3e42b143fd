"""The ledger of permissions: which topic was offered or asked about, when, and the answer.

A fact may be told after a yes to an offer, or when the person asked for it outright; each topic
has an entry of its own, and the last one counts.
Form: elicit, provide, elicit, as Motivational Interviewing gives information.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from dialogues.errors import NotPermitted
from dialogues.session import Session


class Answer(StrEnum):
    """Where the permission for one topic stands."""

    OFFERED = "offered"
    """The bot said that there is something, and asked."""
    YES = "yes"
    NO = "no"
    ASKED = "asked"
    """The person asked for it outright, which is permission."""


def noted(session: Session, topic: str, answer: Answer) -> Session:
    """Return the session with `answer` on `topic` at this turn in its ledger."""
    others = tuple(one for one in session.permissions if one[0] != topic)
    return replace(session, permissions=(*others, (topic, answer.value, session.turn)))


def answer_on(session: Session, topic: str) -> Answer | None:
    """Return the last entry on `topic`, None if there is none."""
    return next((Answer(one[1]) for one in session.permissions if one[0] == topic), None)


def permitted(session: Session, topic: str) -> bool:
    """Return whether facts on `topic` may be told."""
    return answer_on(session, topic) in (Answer.YES, Answer.ASKED)


def require(session: Session, topic: str) -> None:
    """Raise NotPermitted unless facts on `topic` may be told; every telling passes here."""
    if not permitted(session, topic):
        raise NotPermitted(f"no yes and no question on record for the topic {topic!r}")
