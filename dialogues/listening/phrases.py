"""The pattern language of the data files, and a matcher for thousands of patterns at once.

A pattern is written the way people talk:

    helps me sleep            these words
    HELP me SLEEP             capitals: any form of the word (helped, sleeping)
    sleep*                    any word that begins so
    can't (sleep|rest|nod off) without [the] {substance}
                              ( | ) one of, [ ] may be missing, { } a kind of word (a tag)
    {person:who} left         a kind of word, kept under another name
    scared ... police         up to four words between
    scared _ it               exactly one word between

Patterns go through the same spelling tables as what clients type, so "can't", "cant" and
"cannot" are one pattern.
All patterns are put into one trie, which is walked from each token once: the time grows with
the length of the message, hardly with the number of patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dialogues.errors import DataError
from dialogues.listening.words import Token, lemma_of, spelling

GAP = 4
"""The most words that "..." may stand for."""
_VARIANTS = 400
"""The most ways one pattern may be spelled out to."""

_PIECE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|(\{[a-z_]+(?::[a-z_]+)?\})|(\.\.\.|…)|([^\s()\[\]{}]+)")


@dataclass(frozen=True, slots=True)
class Match:
    """One pattern found: which, over which tokens [start, end), with what slots."""

    name: str
    start: int
    end: int
    slots: tuple[tuple[str, str], ...]
    spoken_negation: bool
    """Whether the pattern itself says "not", "no" or "never"."""


@dataclass(slots=True)
class _Node:
    text: dict[str, _Node] = field(default_factory=dict)
    lemma: dict[str, _Node] = field(default_factory=dict)
    prefix: list[tuple[str, _Node]] = field(default_factory=list)
    tag: dict[tuple[str, str], _Node] = field(default_factory=dict)
    any: _Node | None = None
    gap: _Node | None = None
    ends: list[tuple[str, bool]] = field(default_factory=list)


class Matcher:
    """Every pattern of some named groups, ready to be found in tokens."""

    def __init__(self, language: str = "en") -> None:
        """Start without patterns."""
        self._root = _Node()
        self._language = language

    def add(self, name: str, pattern: str, where: str = "") -> None:
        """Add `pattern` under `name`; `where` (file and key) is named in a DataError."""
        for words in _spell_out(pattern, where):
            plain = [piece for word in words for piece in self._plain(word)]
            if not plain or plain[0] == "..." or plain[-1] == "...":
                raise DataError(f"{where}: pattern {pattern!r} is empty or begins or ends with ...")
            node = self._root
            for word in plain:
                node = _step(node, word)
            end = (name, any(word in _NEGATIONS for word in plain))
            if end not in node.ends:
                node.ends.append(end)

    def _plain(self, word: str) -> list[str]:
        if word in ("...", "…"):
            return ["..."]
        if word == "_" or word.startswith("{") or word.endswith("*"):
            return [word]
        if len(word) > 1 and word.isupper() and word.lower() not in _TIGHT:
            return ["^" + lemma_of(word.lower(), self._language)]
        plain = spelling(self._language).expand.get(word.lower())
        if plain == ("aint",):
            return ["is", "not"]
        return list(plain) if plain else [word.lower()]

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Return every match in `tokens`, in order of start, longest first."""
        found: dict[tuple[str, int, int], Match] = {}
        for start in range(len(tokens)):
            for name, negation, end, slots in _walk(self._root, tokens, start):
                key = (name, start, end)
                if key not in found:
                    found[key] = Match(name, start, end, slots, negation)
        return sorted(found.values(), key=lambda match: (match.start, -match.end, match.name))


_NEGATIONS = frozenset({"not", "no", "never", "without", "nothing", "nobody", "none", "neither"})
_TIGHT: frozenset[str] = frozenset({"i"})


def _walk(
    node: _Node, tokens: Sequence[Token], place: int
) -> Iterable[tuple[str, bool, int, tuple[tuple[str, str], ...]]]:
    for name, negation in node.ends:
        yield name, negation, place, ()
    if node.gap is not None:
        for skip in range(0, GAP + 1):
            if place + skip < len(tokens):
                yield from _walk(node.gap, tokens, place + skip)
    if place >= len(tokens):
        return
    token = tokens[place]
    following = node.text.get(token.text)
    if following is not None:
        yield from _walk(following, tokens, place + 1)
    following = node.lemma.get(token.lemma)
    if following is not None:
        yield from _walk(following, tokens, place + 1)
    for prefix, following in node.prefix:
        if token.text.startswith(prefix):
            yield from _walk(following, tokens, place + 1)
    if node.any is not None:
        yield from _walk(node.any, tokens, place + 1)
    if node.tag:
        for (tag, slot), following in node.tag.items():
            value = token.value(tag)
            if value is not None:
                for name, negation, end, slots in _walk(following, tokens, place + 1):
                    yield name, negation, end, ((slot, value), *slots)


def _step(node: _Node, word: str) -> _Node:
    if word == "...":
        node.gap = node.gap or _Node()
        return node.gap
    if word == "_":
        node.any = node.any or _Node()
        return node.any
    if word.startswith("{"):
        tag, _, slot = word[1:-1].partition(":")
        return node.tag.setdefault((tag, slot or tag), _Node())
    if word.endswith("*"):
        for prefix, following in node.prefix:
            if prefix == word[:-1]:
                return following
        node.prefix.append((word[:-1], _Node()))
        return node.prefix[-1][1]
    if word.startswith("^"):
        return node.lemma.setdefault(word[1:], _Node())
    return node.text.setdefault(word, _Node())


def _spell_out(pattern: str, where: str) -> list[list[str]]:
    ways: list[list[str]] = [[]]
    at = 0
    for piece in _PIECE.finditer(pattern):
        if pattern[at : piece.start()].strip():
            raise DataError(f"{where}: pattern {pattern!r}: brackets do not nest and must close")
        at = piece.end()
        one_of, maybe, tag, gap, word = piece.groups()
        choices: list[list[str]]
        if one_of is not None or maybe is not None:
            choices = [part.split() for part in (one_of or maybe).split("|")]
            if maybe is not None:
                choices.append([])
        else:
            choices = [[tag or ("..." if gap else word)]]
        ways = [way + choice for way in ways for choice in choices]
        if len(ways) > _VARIANTS:
            raise DataError(f"{where}: pattern {pattern!r} spells out to over {_VARIANTS} ways")
    if pattern[at:].strip():
        raise DataError(f"{where}: pattern {pattern!r}: brackets do not nest and must close")
    return ways
