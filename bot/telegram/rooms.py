"""Rooms: parts of the bot that take part in people's turns beside the dialogue.

A room (peer workers, check-ins) overrides what concerns it. Its handlers are as all handlers:
they read and fill the visit and send nothing; what they know of a person was loaded by `look`
before the turn, what they change stands in `visit.writes`.
Danger and commands come before every room; a room may never keep anybody from either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Message

from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Command, Tools
from bot.visit import Visit
from dialogues.turn import Turn


class Room:
    """A room that does nothing: each of its verbs is there to be overridden."""

    async def look(self, connection: AsyncConnection, key: bytes, visit: Visit) -> None:
        """Load what the room knows of the visit's person, whose key is `key`."""

    async def files(
        self, connection: AsyncConnection, people: Collection[bytes]
    ) -> Mapping[bytes, frozenset[str]]:
        """Return which kinds of files of these people the room passes on: all others are dropped
        before anything is written.
        """
        return {}

    async def tick(self, now: datetime) -> None:
        """Do what is due by the clock; called about every second, by one process."""

    def command(self, visit: Visit, name: str) -> Command | None:
        """Return what the command does if this person may give it; None looks as if unknown."""
        return None

    def link(self, visit: Visit, tools: Tools, word: str) -> bool:
        """Return whether the room answers the word of a deep link."""
        return False

    def tap(self, visit: Visit, tools: Tools, data: str) -> bool:
        """Return whether the room answers a tap on a button of its own."""
        return False

    def alarm(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Hear that danger was heard in `text`; return whether the room answers in the dialogue's
        place, which only a room may that has a person at the other end.
        """
        return False

    def hear(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Return whether the room answers a message that is no command and no danger."""
        return False

    def media(self, visit: Visit, tools: Tools, message: Message) -> bool:
        """Return whether the room answers a message that is not of words."""
        return False

    def instead(self, visit: Visit, tools: Tools, turn: Turn) -> bool:
        """Return whether the room answers in place of this turn of the dialogue."""
        return False

    def beside(self, visit: Visit, tools: Tools, turn: Turn) -> tuple[str, tuple[str, ...]]:
        """Return what the room adds to a turn's reply: a text or "", and labels of buttons."""
        return "", ()

    def recounted(self, visit: Visit, book: TelegramPhrasebook) -> list[str]:
        """Return what the room keeps of the person, told in plain words."""
        return []

    def record(self, visit: Visit) -> Mapping[str, Any]:
        """Return the same as it is kept, for the person's own export."""
        return {}
