"""A message that is talk: the dialogue's turn, and when a record begins.

Nothing is kept before consent (guarantee G17). The welcome says that writing on means yes; so
the first turn that really answers something begins the record (`settings["since"]`), with the
notice before it that says so. Danger is answered before consent and kept in memory only until
it has passed; somebody who only asks about the bot is answered and not remembered at all.
"""

from __future__ import annotations

from dataclasses import replace

from bot import reminding
from bot.reminding import CALM, OPENING
from bot.telegram import forgetting
from bot.telegram.choosing import offer
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues import safety
from dialogues.crisis.minors import is_minor
from dialogues.engine import Turn, respond
from dialogues.flow import Flow
from dialogues.session import Session

COUNTED = {"SR": "move_reflection", "CR": "move_reflection", "OQ": "move_question",
           "CQ": "move_question"}  # fmt: skip
"""Moves that are counted, for how a talk with the bot keeps to its ways; nobody's."""
FORGET_ASKED = "meta/any/forget_ask"
FORGOTTEN = "notice/forgotten"


def alarming(text: str, tools: Tools, visit: Visit) -> bool:
    """Return whether danger is heard in `text`; never raises, and when in doubt it is."""
    return safety.register(text, tools.spoken(visit.person)) not in CALM


def talk(visit: Visit, tools: Tools, text: str, *, looking: bool = False) -> None:
    """Answer `text` with the dialogue's turn, and keep what may be kept.

    With `looking` it begins no record: the person asked for facts or numbers and told nothing.
    """
    person, book = visit.person, tools.book(visit)
    before = person.session or Session(language=tools.language)
    if looking and "since" not in person.settings and before.flow is Flow.OPENING:
        before = replace(before, flow=Flow.ENGAGING)  # nothing is told yet that has to be kept
    turn = respond(
        before, text, now=visit.now, rng=tools.chance(), phrasebook=book,
        directory=tools.directory,
    )  # fmt: skip
    if any(room.instead(visit, tools, turn) for room in tools.rooms):
        return
    said = {template for _, template in turn.moves}
    if FORGOTTEN in said or (FORGET_ASKED in said and "since" not in person.settings):
        forgetting.wipe(visit, tools)
        return
    visit.counts.append(f"turn_{turn.register.value}")
    visit.counts.extend(COUNTED[code] for code, _ in turn.moves if code in COUNTED)
    if is_minor(turn.session):
        person.settings["young"] = True
    if looking and "since" not in person.settings:
        person.session = turn.session
        offer(visit, turn.reply, turn.choices, tools.chance())
        return
    if _only_looking(visit, turn):
        if is_minor(turn.session):
            person.session = turn.session  # in memory only, so that no notes begin later
        offer(visit, turn.reply.removeprefix(f"{book.notice(OPENING)}\n\n"), (), tools.chance())
        return
    lead = _lead(visit, turn, book)
    person.session = turn.session
    more = [room.beside(visit, tools, turn) for room in tools.rooms]
    text = "\n\n".join(filter(None, [lead + turn.reply, *(text for text, _ in more)]))
    labels = (*turn.choices, *(label for _, labels in more for label in labels))
    offer(visit, text, labels, tools.chance())


def _lead(visit: Visit, turn: Turn, book: TelegramPhrasebook) -> str:
    """Begin the record if this turn may, and return the notice that has to stand first, or ""."""
    settings, now = visit.person.settings, int(visit.now.timestamp())
    told = settings.get("told", 0)
    if (since := reminding.noted(turn, visit.now, told)) != told:
        settings["told"] = since
    if reminding.dangerous(turn):  # the number stands in the first line, and nothing before it
        return ""
    if "since" not in settings:
        settings["since"] = settings["told"] = now
        return "" if _said(turn, OPENING) else f"{book.notice(OPENING)}\n\n"
    if reminding.owed(turn, visit.now, told, young=settings.get("young", False)):
        settings["told"] = now
        return f"{book.notice(reminding.STILL)}\n\n"
    return ""


def _said(turn: Turn, template: str) -> bool:
    return any(template == one for _, one in turn.moves)


def _only_looking(visit: Visit, turn: Turn) -> bool:
    """Return whether somebody of whom nothing is kept asked about the bot and nothing else."""
    notices = all(code == "NOTICE" for code, _ in turn.moves)
    return notices and "since" not in visit.person.settings and not reminding.dangerous(turn)
