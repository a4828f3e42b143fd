"""Coming back to danger once it is over: a few turns later, and at the next session's start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from dialogues.answers import Going
from dialogues.composing import Move
from dialogues.crisis.minors import is_minor
from dialogues.crisis.saying import number_slots
from dialogues.crisis.scenarios import back_kind
from dialogues.crisis.state import DangerTalk
from dialogues.phrasing import Phrasebook
from dialogues.session import Session
from dialogues.situation import Situation

LATER = 4
"""Turns after the end of the talk at which it is come back to."""
NEXT_TIME = timedelta(hours=12)
"""After how long a silence it is come back to as well."""


def noted(session: Session, now: datetime) -> DangerTalk:
    """Return the talk about danger with `due` set if the coming reply is to come back to it."""
    talk = session.danger_talk
    if not talk.over or talk.scenario in ("check", "police"):
        return talk
    away = bool(session.seen) and now - datetime.fromisoformat(session.seen) > NEXT_TIME
    later = session.turn + 1 - talk.over >= LATER and not talk.settled and not talk.asked_later
    due = talk.due or later or (away and not talk.asked_next_time)
    return replace(talk, due=due, asked_next_time=talk.asked_next_time or away)


def back_slots(session: Session, phrasebook: Phrasebook) -> dict[str, str]:
    """Return what a question that comes back to danger may name, if one is due."""
    talk = session.danger_talk
    if not talk.due:
        return {}
    on, young = date.fromisoformat(session.seen[:10]), is_minor(session)
    slots = number_slots(phrasebook, session.country, "suicide", on, young=young)
    doubted = talk.scenario == "suicide" and "plan" not in talk.posed
    kind = "dying_maybe" if doubted and talk.denied == 0 else back_kind(talk)
    return {name: slots[name] for name in ("emergency", "web")} | {"danger": kind}


def came_back(talk: DangerTalk, moves: Iterable[Move]) -> DangerTalk:
    """Return the talk after a reply of `moves`, which may have come back to it."""
    if any(move.template.startswith("danger/back/") for move in moves):
        return replace(talk, due=False, asked_later=True)
    return talk


def back_to_the_thread(situation: Situation, said: str, awaiting: str) -> Going:
    """Return how to go on after "not an emergency": what was asked before is asked again."""
    kind, _, detail = awaiting.partition(":")
    if said == "stood_down" and situation.session.danger_talk.opened <= 1:
        said = "misheard"  # nothing was said before, so there is nothing to go back to
        return Going(said, situation.session)
    if kind == "plan":
        return Going(f"{said} plan:{detail}!", situation.session)
    if kind == "ruler":
        return Going(f"{said} ask_ruler!", situation.session, {"ruler": detail})
    if kind == "goal":
        return Going(f"{said} ask_goal!", situation.session, awaits=awaiting)
    return Going(f"{said} ask_back|ask_open!", situation.session)
