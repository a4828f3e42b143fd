"""What facts can be asked about, and how each topic is named in a message.

The topics and their words are `data/<language>/topics.toml`; the label of a topic's button is a
template, and a tap on it comes back as that label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dialogues.errors import DataError
from dialogues.facts.helplines import TOPICS as LINES
from dialogues.facts.tables import packaged, parsed, rows
from dialogues.listening.phrases import Matcher
from dialogues.listening.words import Clause

_COLUMNS = frozenset({"id", "parts", "lines", "offer", "patterns", "examples", "near"})


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of facts, or a menu of some."""

    id: str
    parts: tuple[str, ...]
    """The topics of the menu it opens; a topic with parts has no facts of its own."""
    lines: tuple[str, ...]
    """The lines that go with it, as helplines name what they are for."""
    offer: bool
    """Whether the bot may offer it unasked, once in a conversation."""
    examples: tuple[str, ...]
    near: tuple[str, ...]

    @property
    def button(self) -> str:
        """Return the name of its button."""
        return f"topic/{self.id}"


class Topics:
    """All topics of a language."""

    def __init__(self, language: str = "en") -> None:
        """Load and check them; raises DataError (file and line)."""
        path, text = packaged(f"{language}/topics.toml")
        self._matcher = Matcher(language)
        found: dict[str, Topic] = {}
        for row in rows(path, text, "topic", frozenset({"menu"})):
            row.only(_COLUMNS)
            topic = Topic(
                row.text("id"), row.texts("parts"), row.texts("lines"),
                row.values.get("offer", False) is True, row.texts("examples"), row.texts("near"),
            )  # fmt: skip
            if not set(topic.lines) <= LINES:
                raise row.wrong("lines", f"some of {', '.join(sorted(LINES))} are expected")
            for pattern in row.texts("patterns"):
                self._matcher.add(topic.id, pattern, f"{path}:{row.line}")
            found[topic.id] = topic
        self.all: Mapping[str, Topic] = found
        self.menu: tuple[str, ...] = tuple(parsed(path, text).get("menu", ()))
        unknown = {part for topic in found.values() for part in topic.parts} | set(self.menu)
        if missing := sorted(unknown - found.keys()):
            raise DataError(f"{path}: menus name unknown topics: {', '.join(missing)}")

    def named(self, clauses: Sequence[Clause]) -> tuple[str, ...]:
        """Return the topics a message names, the most narrowly named first, menus last."""
        found: dict[str, int] = {}
        for clause in clauses:
            said = [token for token in clause.tokens if token.text != ","]
            for match in self._matcher.find(said):
                found[match.name] = max(found.get(match.name, 0), match.end - match.start)
        narrow = {part for topic in self.all.values() for part in topic.parts}
        return tuple(
            sorted(
                found,
                key=lambda name: (bool(self.all[name].parts), name not in narrow, -found[name]),
            )
        )


@cache
def topics(language: str = "en") -> Topics:
    """Return the topics of a language, loaded once."""
    return Topics(language)
