"""Which words do the same as a command: typed as a whole message, or tapped as a button."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from bot.telegram.phrasebook import TelegramPhrasebook
from dialogues.errors import DataError

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
        name = f"data/{book.language}/words.toml"
        file = files("bot.telegram").joinpath(name)
        try:
            table = tomllib.loads(file.read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise DataError(f"bot/telegram/{name}: {error}") from error
        commands: dict[str, str] = {}
        for command, words in table.items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise DataError(f"bot/telegram/{name}: {command} has to be a list of words")
            own = [book.label(command)] if command in LABELLED else []
            for word in (*words, *own, command):
                if commands.setdefault(plain(word), command) != command:
                    raise DataError(f"bot/telegram/{name}: {word!r} stands for two commands")
        return cls(commands)

    def command(self, text: str) -> str:
        """Return the command that a whole message stands for, or ""."""
        return self.commands.get(plain(text), "") if len(text) <= 60 else ""

    def hides(self, text: str) -> bool:
        """Return whether a line of the message is a code word for hiding."""
        return any(self.command(line) == HIDE for line in text.splitlines())
