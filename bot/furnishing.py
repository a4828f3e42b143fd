"""Which rooms the bot has beside the dialogue, in the order in which they hear a turn."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from bot import clock
from bot.checkins.room import CheckIns
from bot.peers.room import Peers
from bot.settings import Settings
from bot.store.opening import Store
from bot.telegram.client import Client
from bot.telegram.house import Furnish
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.rooms import Room


def furnish(settings: Settings, store: Store, bot: Client) -> Furnish:
    """Return what makes the rooms once the words have been read."""

    def rooms(books: Mapping[str, TelegramPhrasebook]) -> Sequence[Room]:
        spoken = {settings.language: books[settings.language], **books}
        return [
            Peers(store, books[settings.language], lambda: bot.username),
            CheckIns(store, spoken, _chance),
        ]

    return rooms


def _chance() -> random.Random:
    return random.Random(clock.new_seed())  # noqa: S311 - chooses wordings, guards nothing
