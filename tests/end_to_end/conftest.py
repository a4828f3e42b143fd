"""Fixtures only: an emulated Telegram, and real processes that are gone when a test ends."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.botapi import BotApi
from support.process import UNLIMITED, Porchlight

from bot.telegram.phrasebook import TelegramPhrasebook

Launch = Callable[..., Porchlight]


@pytest.fixture(name="telegram")
def _telegram() -> Iterator[BotApi]:
    """Return an emulated Telegram that fails the test if a published rule was broken."""
    with BotApi() as api:
        yield api
        api.check()


@pytest.fixture(name="porchlight")
def _porchlight(telegram: BotApi, tmp_path: Path) -> Iterator[Launch]:
    """Return a function that prepares a bot on that Telegram; all are killed at the end."""
    bots: list[Porchlight] = []

    def prepare(**settings: Any) -> Porchlight:
        bots.append(Porchlight(tmp_path / "home", telegram, **settings))
        return bots[-1]

    yield prepare
    for bot in bots:
        bot.dies()


@pytest.fixture(scope="session", name="words")
def _words() -> TelegramPhrasebook:
    """Return the bot's notices and labels."""
    return TelegramPhrasebook("en")


@pytest.fixture(scope="module", name="chat")
def _chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    """Return a Telegram with a running bot that answers without rate limits, for many talks."""
    with BotApi(pace=False) as api:
        bot = Porchlight(tmp_path_factory.mktemp("chat"), api, **UNLIMITED)
        bot.starts()
        yield api
        bot.dies()
        api.check()
