"""A message that is talk: the dialogue's turn, and when a record begins.

Nothing is kept before consent (guarantee G17). The welcome says that writing on means yes; so
the first turn that really answers something begins the record (`settings["since"]`), with the
notice before it that says so. Danger is answered before consent and kept in memory only until
it has passed; somebody who only asks about the bot is answered and not remembered at all.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.telegram import forgetting
from bot.telegram.choosing import offer
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues import safety
from dialogues.crisis.minors import is_minor
from dialogues.engine import Turn, respond
from dialogues.flow import Flow
from dialogues.safety import Register
from dialogues.session import Session

CALM = frozenset({Register.CONVERSATION, Register.OFFER})
"""Registers in which nobody's safety comes before the rest."""
REMIND = timedelta(hours=3)
"""How often a talk that goes on says again that it is a bot; New York General Business Law
article 47 and California's companion chatbot law ask for every three hours."""
REMIND_YOUNG = timedelta(hours=1)
"""The same for somebody who said they are under 18."""
COUNTED = {"SR": "move_reflection", "CR": "move_reflection", "OQ": "move_question",
           "CQ": "move_question"}  # fmt: skip
"""Moves that are counted, for how a talk with the bot keeps to its ways; nobody's."""
OPENING = "notice/opening"
TELLS = frozenset({OPENING, "notice/opening_again", "notice/bot"})
"""Notices that say it is a bot."""
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
    lead = _lead(visit, turn, said, book)
    person.session = turn.session
    more = [room.beside(visit, tools, turn) for room in tools.rooms]
    text = "\n\n".join(filter(None, [lead + turn.reply, *(text for text, _ in more)]))
    labels = (*turn.choices, *(label for _, labels in more for label in labels))
    offer(visit, text, labels, tools.chance())


def _lead(visit: Visit, turn: Turn, said: set[str], book: TelegramPhrasebook) -> str:
    """Begin the record if this turn may, and return the notice that has to stand first, or ""."""
    settings, now = visit.person.settings, int(visit.now.timestamp())
    told = settings.get("told", 0)
    if said & TELLS:
        settings["told"] = now
    if _dangerous(turn):  # the number stands in the first line, and nothing before it
        return ""
    if "since" not in settings:
        settings["since"] = settings["told"] = now
        return "" if OPENING in said else f"{book.notice(OPENING)}\n\n"
    if not said & TELLS and _due(visit.now, told, settings.get("young", False)):
        settings["told"] = now
        return f"{book.telegram('still_a_bot')}\n\n"
    return ""


def _dangerous(turn: Turn) -> bool:
    return turn.register not in CALM or turn.session.after_danger


def _only_looking(visit: Visit, turn: Turn) -> bool:
    """Return whether somebody of whom nothing is kept asked about the bot and nothing else."""
    notices = all(code == "NOTICE" for code, _ in turn.moves)
    return notices and "since" not in visit.person.settings and not _dangerous(turn)


def _due(now: datetime, told: int, young: bool) -> bool:
    return now.timestamp() - told >= (REMIND_YOUNG if young else REMIND).total_seconds()
