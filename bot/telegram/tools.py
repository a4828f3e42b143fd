"""What every handler works with besides its visit: words, chance, memory and links."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.telegram.held import Held
from bot.telegram.links import Links
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.words import Words
from bot.visit import Person, Visit
from dialogues.facts.directory import EMPTY, Directory

if TYPE_CHECKING:
    from bot.telegram.rooms import Room

Command = Callable[[Visit, "Tools", str], None]
"""Gets the visit, the tools and what stood after the command."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the handlers of one application share."""

    books: Mapping[str, TelegramPhrasebook] = field(repr=False)
    """Phrasebook by language."""
    language: str
    """The language of somebody who has not talked yet."""
    chance: Callable[[], random.Random]
    """Gives the chance of one turn."""
    words: Mapping[str, Words] = field(repr=False)
    """Typed words by language."""
    commands: Mapping[str, Command] = field(repr=False)
    """What each command does."""
    directory: Directory = field(default=EMPTY, repr=False)
    """The operator's list of local services."""
    held: Held = field(default_factory=Held, repr=False)
    links: Links = field(default_factory=Links, repr=False)
    rooms: tuple[Room, ...] = ()
    """Parts of the bot that take part in turns beside the dialogue, in order."""

    def spoken(self, person: Person) -> str:
        """Return the language to speak with `person`."""
        chosen = person.session.language if person.session else self.language
        return chosen if chosen in self.books else self.language

    def book(self, visit: Visit) -> TelegramPhrasebook:
        """Return the phrasebook to speak with."""
        return self.books[self.spoken(visit.person)]
