"""Which clauses of a message ask to know something: the shapes of a question, whatever its topic.

The shapes are `data/<language>/questions.toml`; together with the words of the topics they are one
table, so that a new topic needs no forms of question and a new form no topics.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dialogues.facts.tables import packaged, rows
from dialogues.facts.topics import topics
from dialogues.listening.datafiles import wordlist
from dialogues.listening.phrases import Match, Matcher
from dialogues.listening.words import Clause, Token

SHAPES = ("opens", "outright", "ends", "turned", "not_opens", "never")
BARE = 6
"""The most words of a question that does no more than name its topic: "narcan?"."""
DETERMINERS = frozenset({"my", "the", "these", "those", "some", "a", "this", "that"})
"""Words with which the second of two things joined by "and" may begin."""
LEADING = 3
"""How many words may stand before a topic that a question follows: "the strips, do they work"."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The clauses of a message that ask to know something."""

    clauses: tuple[Clause, ...]
    outright: bool
    """Whether one asks for facts in so many words, which counts beside something heavy too."""
    open: tuple[Clause, ...] = ()
    """The clauses whose form says nothing against a question."""


@cache
def _shapes(language: str) -> Matcher:
    path, text = packaged(f"{language}/questions.toml")
    matcher = Matcher(language)
    for row in rows(path, text, "shape"):
        row.only(frozenset({"id", "patterns"}))
        if row.text("id") not in SHAPES:
            raise row.wrong("id", f"one of {', '.join(SHAPES)} is expected")
        for pattern in row.texts("patterns"):
            matcher.add(row.text("id"), pattern, f"{path}:{row.line}")
    return matcher


def asking(clauses: Sequence[Clause], language: str = "en") -> Asking:
    """Return what of a message asks to know something."""
    found, unbarred, outright = list[Clause](), list[Clause](), False
    for clause in whole(clauses):
        said = [token for token in clause.tokens if token.text != ","]
        matches = _shapes(language).find(said)
        names = {match.name for match in matches}
        opens = _opening(said, matches, language)
        plain = "outright" in names
        if "never" in names or (opens < 0 and not plain):
            continue
        unbarred.append(clause)
        if plain or opens or _asks(clause, said, matches, language):
            found.append(clause)
            outright = outright or plain
    return Asking(tuple(found), outright, tuple(unbarred))


def _opening(said: Sequence[Token], matches: Sequence[Match], language: str) -> int:
    """Return 1 if a clause opens as a question of facts, -1 if it opens as none, 0 if neither."""
    begins, length = _begins(said, language), {"opens": 0, "not_opens": 0}
    for match in matches:
        if match.name in length and match.start == begins:
            length[match.name] = max(length[match.name], match.end - match.start)
    if length["not_opens"] and length["not_opens"] >= length["opens"]:
        return -1
    return int(length["opens"] > 0)


def _asks(clause: Clause, said: Sequence[Token], matches: Sequence[Match], language: str) -> bool:
    """Return whether a clause asks by its end, by being no more than a topic, or after one."""
    ends = any(match.name == "ends" and match.end == len(said) for match in matches)
    people = {*wordlist("me", language), "he", "she", "they", "we"}
    bare = clause.question and len(said) <= BARE and people.isdisjoint(t.text for t in said)
    return ends or bare or _turned(said, _begins(said, language), matches, language)


def _turned(said: Sequence[Token], begins: int, matches: Sequence[Match], language: str) -> bool:
    """Return whether a question follows its topic: "nitazenes, what are they"."""
    led = {
        match.end for match in topics(language).found(said) if match.start - begins < LEADING
    }  # fmt: skip
    own = wordlist("fillers", language)
    return any(
        match.name == "turned"
        and any(all(t.text in own for t in said[end : match.start]) for end in led)
        for match in matches
        if match.start > begins
    )


def _begins(said: Sequence[Token], language: str) -> int:
    """Return where a clause begins, fillers aside; in nothing but fillers at its start."""
    fillers = wordlist("fillers", language)
    return next((place for place, token in enumerate(said) if token.text not in fillers), 0)


def whole(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Yield the clauses, two things joined by "and" as one: "can mdma and my tablets mix"."""
    held: Clause | None = None
    for clause in clauses:
        if held is not None and _goes_on(held, clause):
            held = _joined(held, clause)
            continue
        if held is not None:
            yield held
        held = clause
    if held is not None:
        yield held


def _goes_on(clause: Clause, upcoming: Clause) -> bool:
    first = upcoming.tokens[0].text if upcoming.tokens else ""
    named = any(token.value("substance") for token in clause.tokens[-2:])
    return upcoming.joined_by == "and" and named and first in DETERMINERS and not clause.question


def _joined(clause: Clause, upcoming: Clause) -> Clause:
    link = Token(upcoming.joined_by, "", upcoming.joined_by)
    return Clause((*clause.tokens, link, *upcoming.tokens), clause.joined_by, upcoming.question)
