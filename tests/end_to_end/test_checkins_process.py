"""Check-ins of the real process over real HTTP: killed around their moment, sent once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from support.botapi import BotApi, Person
from support.process import Porchlight

from bot.checkins.hellos import LINES
from bot.telegram.phrasebook import TelegramPhrasebook

Launch = Callable[..., Porchlight]
FOR_LONG = 600.0
"""Seconds of a flood that is over when Telegram's clock is put ahead."""


def _asked(bot: Porchlight, statement: str, *values: object) -> list[Any]:
    """Do a statement on the bot's database beside it, as its process keeps running."""
    file = Path(str(bot.settings["database_url"]).removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file, timeout=20)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def _now() -> str:
    """Return the time as the database has it."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")  # noqa: TID251 - as the process does


def _due_now(bot: Porchlight, place: int) -> None:
    """Let the check-in that was agreed on first, or second, be due."""
    _asked(bot, "UPDATE checkin SET next_at = ? WHERE seq = ?", _now(), place)


def _agrees(person: Person) -> int:
    """Let somebody agree on a check-in in three hours; return how many messages they have."""
    person.says("can you text me in 3 hours")
    assert str(person.hears().body["text"]).startswith("In 3 hours. Right?")
    for label in ("Yes, set it", "Nothing special"):
        person.taps(label)
        person.hears()
    return len(person.texts)


def test_killed_before_and_after_it_is_sent_it_is_sent_once(
    telegram: BotApi, porchlight: Launch, words: TelegramPhrasebook
) -> None:
    """And answered by a tap, in the process that came up last.

    Killed first when the check-in is claimed and Telegram refuses it still, then when it has
    arrived and that is written down. When a check-in of Ben's that is due later has come, the
    last process has looked at what is due.
    """
    bot = porchlight()
    bot.starts()
    ann, ben = telegram.person(), telegram.person("Ben")
    before = _agrees(ann)
    _agrees(ben)

    telegram.floods(FOR_LONG, ann.id)
    _due_now(bot, 1)
    telegram.waits(lambda: _asked(bot, "SELECT 1 FROM checkin WHERE seq = 1 AND state = 'sent'"))
    bot.dies()
    assert len(ann.texts) == before
    telegram.jump(FOR_LONG)
    _asked(bot, "UPDATE outbox SET due_at = ? WHERE sealed IS NOT NULL", _now())  # as if it passed
    bot.starts()
    hello = str(ann.hears(40).body["text"])
    telegram.waits(lambda: not _asked(bot, "SELECT 1 FROM outbox WHERE sealed IS NOT NULL"))
    bot.dies()
    _due_now(bot, 2)
    bot.starts()
    ben.hears(40)

    assert ann.texts[before:] == [hello]
    assert hello.splitlines()[0] in [one.source for one in words.wordings(LINES)]
    ann.taps("I'm here")
    assert "?" in str(ann.hears().body["text"])
