"""One turn: register, hearing, stage, policy, words. The one public verb is `respond`.

A pure function: the same session, text, time, seed and phrasebook give the same turn.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from dialogues import flow as flows
from dialogues import safety
from dialogues.correcting import take_back
from dialogues.crisis import returning, talking
from dialogues.crisis.minors import is_minor
from dialogues.crisis.room import Outcome, Room
from dialogues.crisis.scenarios import family
from dialogues.evidence import weigh
from dialogues.facts.directory import EMPTY, Directory
from dialogues.flow import Flow, FlowEvent
from dialogues.leaning.model import Trail
from dialogues.listening.asides import without_asides
from dialogues.listening.frames import frames
from dialogues.listening.hearing import hear
from dialogues.listening.words import LONGEST, clean
from dialogues.memory import remember
from dialogues.mirroring import mirrorings
from dialogues.mirroring.hyphens import hyphened, hyphens
from dialogues.mirroring.orders import ordering
from dialogues.phrasing import Phrasebook
from dialogues.replying import Reply
from dialogues.safety import Danger, Register
from dialogues.session import Session
from dialogues.situation import Situation
from dialogues.turn import Turn
from dialogues.understanding import understood

__all__ = ["Turn", "begin", "respond"]

ABOUT_THE_TALK = (
    "testing_bot", "lectured", "distrust", "insult", "quotes_bot", "asks_what_you_do",
    "off_topic_question", "asks_feelings", "asks_lecture", "may_talk", "where_to_start", "odd",
    "just_looking", "asks_if_helps", "catch", "dont_know_me", "no_act", "parrots", "asks_bot_life",
    "doubts", "guess_me", "no_fuss", "do_about_it", "no_offence",
)  # fmt: skip
"""Signals of a message that is about the conversation: no evidence, nothing to note."""
SAID = 240
"""Characters of a reply that are kept: its question, and what led to it."""
AWAY = timedelta(hours=24)
"""After how long a silence the bot says again what it is."""


def begin(session: Session, *, now: datetime, phrasebook: Phrasebook) -> Turn:
    """Return the opening message: that it is a bot, what it is and isn't, what it keeps."""
    said = phrasebook.notice("notice/opening")
    session = replace(
        session, flow=flows.move(session.flow, FlowEvent.OPENED), seen=now.isoformat()
    )
    return Turn(
        said, (), Register.CONVERSATION, session, hear("", session.language),
        (("NOTICE", "notice/opening"),),
    )  # fmt: skip


def respond(
    session: Session,
    text: str,
    *,
    now: datetime,
    rng: random.Random,
    phrasebook: Phrasebook,
    amplified: bool = False,
    directory: Directory = EMPTY,
    danger: Danger | None = None,
) -> Turn:
    """Return the turn that `text` (one message, or a burst joined by newlines) leads to.

    `now` must carry its time zone; `rng` decides between wordings and nothing else; `directory`
    holds the operator's local services; `danger` is what a caller has heard in the message
    already, None to have it assessed here.
    """
    danger = danger or safety.assess(text, session.language, before=family(session.danger_talk))
    heard, trail = understood(
        text, danger, session.language, session.target().goal, session.said,
        Trail.of(session.leaned),
    )  # fmt: skip
    session = replace(session, leaned=trail.numbers())
    room = Room(session, danger, heard, text, now, rng, phrasebook)
    outcome = talking.answer(room) or Outcome(session)
    if outcome.turn is not None:
        return _heard_back(outcome.turn)
    known = frames(session.language)
    heard = without_asides(heard, session.language)
    before = take_back(outcome.session, heard, known)
    session = replace(
        before, turn=before.turn + 1, seen=now.isoformat(), awaiting="",
        danger_talk=returning.noted(before, now),
    )  # fmt: skip
    if heard.has("stop_questions", "just_listen"):
        session = replace(session, quiet=True)
    elif heard.has("questions_ok", "wants_ideas", "wants_plan", "something_else"):
        session = replace(session, quiet=False)
    preface = _preface(before, now, phrasebook, len(text) > LONGEST)
    session = replace(session, flow=_left_off(session))
    pairs = hyphens(clean(text))
    mirrors = tuple(
        replace(one, text=hyphened(one.text, pairs))
        for one in mirrorings(heard.clauses)
        if not ordering(one.text)
    )
    if not outcome.stood_down and not heard.has(*ABOUT_THE_TALK):
        session = weigh(session, heard, known)
        if not is_minor(session):
            session = remember(session, heard, mirrors, known)
    situation = Situation(
        session, heard, mirrors, known, before.notes, amplified, danger.scenario, directory,
        pairs,
    )  # fmt: skip
    reply = Reply(situation, phrasebook, rng, preface, before)
    if outcome.stood_down:
        going = returning.back_to_the_thread(situation, outcome.stood_down, before.awaiting)
        return _heard_back(reply.going_on(going))
    return _heard_back(reply.turn(before.awaiting, text))


def _heard_back(turn: Turn) -> Turn:
    """Return the turn with the end of its reply kept, for what the next message answers."""
    return replace(turn, session=replace(turn.session, said=turn.reply[-SAID:]))


def _preface(
    session: Session, now: datetime, phrasebook: Phrasebook, cut: bool
) -> tuple[str, str]:
    """Return the notice, with its id, that has to stand before the reply, or ("", "")."""
    name = ""
    if session.flow is Flow.OPENING:
        name = "notice/opening"
    elif session.seen and now - datetime.fromisoformat(session.seen) > AWAY:
        name = "notice/opening_again"
    elif cut:
        name = "notice/too_long"
    return (phrasebook.notice(name), name) if name else ("", "")


def _left_off(session: Session) -> Flow:
    """Return the flow the message arrives in: out of the opening and of any interruption."""
    if session.flow is Flow.OPENING:
        return flows.move(session.flow, FlowEvent.OPENED)
    if flows.interrupts(session.flow):
        return flows.move(session.flow, flows.back(session.left))
    return session.flow
