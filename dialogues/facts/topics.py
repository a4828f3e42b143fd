"""What facts can be asked about, and how each topic is named in a message.

A question may be about one card of its topic, or about what no card of it says.
The topics and their words are `data/<language>/topics.toml`; the label of a topic's button is a
template, and a tap on it comes back as that label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dialogues.errors import DataError
from dialogues.facts.cards import every
from dialogues.facts.helplines import TOPICS as LINES
from dialogues.facts.tables import packaged, parsed, rows
from dialogues.listening.phrases import Match, Matcher
from dialogues.listening.words import Clause, Token

_OTHERS = ("topic", "card", "gap", "blend")
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
        for row in rows(path, text, "topic", frozenset({"menu", *_OTHERS})):
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
        self._cards = self._finer(
            path, text, language, "card", frozenset(one.id for one in every())
        )
        self._gaps = self._finer(path, text, language, "gap", frozenset({"any", *found}))
        self._blends = Matcher(language)
        self._blended: dict[str, tuple[str, ...]] = {}
        for row in rows(path, text, "blend", frozenset({"menu", *_OTHERS})):
            row.only(frozenset({"id", "of", "patterns"}))
            self._blended[row.text("id")] = row.texts("of")
            for pattern in row.texts("patterns"):
                self._blends.add(row.text("id"), pattern, f"{path}:{row.line}")

    @staticmethod
    def _finer(path: str, text: str, language: str, name: str, known: frozenset[str]) -> Matcher:
        matcher = Matcher(language)
        for row in rows(path, text, name, frozenset({"menu", *_OTHERS})):
            row.only(frozenset({"id", "patterns"}))
            if row.text("id") not in known:
                raise row.wrong("id", f"no {'topic' if name == 'gap' else 'card'} has this name")
            for pattern in row.texts("patterns"):
                matcher.add(row.text("id"), pattern, f"{path}:{row.line}")
        return matcher

    def found(self, said: Sequence[Token]) -> list[Match]:
        """Return where topics and cards are named in some words, commas left out."""
        return [*self._matcher.find(said), *self._cards.find(said), *self._blends.find(said)]

    def card(self, clauses: Sequence[Clause]) -> str:
        """Return the card a question is about, the most narrowly named, "" if it names none."""
        found = [match for said in _said(clauses) for match in self._cards.find(said)]
        found.sort(key=lambda match: match.start - match.end)
        return found[0].name if found else ""

    def gap(self, topic: str, clauses: Sequence[Clause]) -> bool:
        """Return whether a question is about what no card of its topic says."""
        found = (match.name for said in _said(clauses) for match in self._gaps.find(said))
        return not {topic, "any"}.isdisjoint(found)

    def blended(self, clauses: Sequence[Clause]) -> tuple[str, ...]:
        """Return what is in a mixture with a name of its own ("speedball"), canonical names."""
        for said in _said(clauses):
            for match in self._blends.find(said):
                return self._blended[match.name]
        return ()

    def named(self, clauses: Sequence[Clause]) -> tuple[str, ...]:
        """Return the topics a message names, the most narrowly named first, menus last.

        What stands inside the words of another topic does not count.
        """
        found: dict[str, int] = {}
        for said in _said(clauses):
            for match in _widest(self._matcher.find(said)):
                found[match.name] = max(found.get(match.name, 0), match.end - match.start)
        narrow = {part for topic in self.all.values() for part in topic.parts}
        return tuple(
            sorted(
                found,
                key=lambda name: (bool(self.all[name].parts), -found[name], name not in narrow),
            )
        )


def _said(clauses: Sequence[Clause]) -> Iterator[list[Token]]:
    return ([token for token in clause.tokens if token.text != ","] for clause in clauses)


def _widest(found: Sequence[Match]) -> Iterator[Match]:
    """Yield the matches that stand in no longer one of another topic: "anything that isnt aa"."""
    for one in found:
        inside = (
            other.start <= one.start and one.end <= other.end and other.name != one.name
            and other.end - other.start > one.end - one.start
            for other in found
        )  # fmt: skip
        if not any(inside):
            yield one


@cache
def topics(language: str = "en") -> Topics:
    """Return the topics of a language, loaded once."""
    return Topics(language)
