"""A check-in with the real process over real HTTP: agreed, killed around its moment, sent once."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.botapi import BotApi
from support.process import Porchlight

from bot.checkins.hellos import LINES
from bot.telegram.phrasebook import TelegramPhrasebook

Launch = Callable[..., Porchlight]


def _bring_forward(bot: Porchlight, seconds: float) -> None:
    """Let the check-in be due so many seconds from now, while the bot is not running."""
    file = Path(str(bot.settings["database_url"]).removeprefix("sqlite:///"))
    due = datetime.now(UTC) + timedelta(seconds=seconds)  # noqa: TID251 - the process has its own
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE checkin SET next_at = ?", (due.strftime("%Y-%m-%d %H:%M:%S"),))
        connection.commit()


@pytest.mark.parametrize("dies_after", [0.2, 0.8])
def test_killed_around_the_moment_it_is_sent_once(
    telegram: BotApi, porchlight: Launch, words: TelegramPhrasebook, dies_after: float
) -> None:
    """And answered by a tap, in the process that came up last."""
    bot = porchlight()
    bot.starts()
    ann = telegram.person()
    ann.says("can you text me in 3 hours")
    assert str(ann.hears().body["text"]).startswith("In 3 hours. Right?")
    ann.taps("Yes, set it")
    ann.hears()
    ann.taps("Nothing special")
    ann.hears()
    assert bot.stops() == 0
    before = len(ann.texts)

    _bring_forward(bot, 1.0)
    bot.starts()
    time.sleep(dies_after)
    bot.dies()
    bot.starts()
    hello = str(ann.hears(40).body["text"])
    time.sleep(2.5)  # in which a second one would come

    assert ann.texts[before:] == [hello]
    assert hello.splitlines()[0] in [one.source for one in words.wordings(LINES)]
    ann.taps("I'm here")
    assert "?" in str(ann.hears().body["text"])
