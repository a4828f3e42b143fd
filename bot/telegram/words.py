"""Which words do the same as a command: typed as a whole message, or tapped as a button."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot import datafiles
from bot.telegram.phrasebook import TelegramPhrasebook

HIDE = "hide"
"""The command whose words are heard in any line of a message."""
LABELLED = frozenset(
    {"pause", "resume", "forget", "export", "keep_longer", "keep_less", "hide_wipes", "hide_only"}
)
"""Commands with a button whose label stands for them."""
_MARKS = re.compile(r"[^\w' ]+|_")


def plain(text: str) -> str:
    """Return `text` in small letters, without marks and doubled spaces."""
    return " ".join(_MARKS.sub(" ", text.replace("’", "'").casefold()).split())


@dataclass(frozen=True, slots=True)
class Words:
    """The typed words of one language."""

    commands: Mapping[str, str] = field(repr=False)
    """Command by plain words."""

    @classmethod
    def of(cls, book: TelegramPhrasebook) -> Words:
        """Return the words of the phrasebook's language; raises DataError naming the file."""
        return cls(
            datafiles.read("bot.telegram", "words", book.language, partial(_commands, book))
        )

    def command(self, text: str) -> str:
        """Return the command that a whole message stands for, or ""."""
        return self.commands.get(plain(text), "") if len(text) <= 60 else ""

    def hides(self, text: str) -> bool:
        """Return whether a line of the message is a code word for hiding."""
        return any(self.command(line) == HIDE for line in text.splitlines())


def _commands(book: TelegramPhrasebook, table: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the commands by plain words; raises ValueError for a row that cannot be heard."""
    commands: dict[str, str] = {}
    for command, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"{command} has to be a list of words")
        own = [book.label(command)] if command in LABELLED else []
        for word in (*words, *own, command):
            if commands.setdefault(plain(word), command) != command:
                raise ValueError(f"{word!r} stands for two commands")
    return commands
