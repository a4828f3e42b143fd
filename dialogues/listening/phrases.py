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
Each pattern is kept under its piece that is likely to be rarest, and is only tried where that
piece is met: the time grows with the length of the message, hardly with the number of
patterns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dialogues.errors import DataError
from dialogues.listening.pieces import pieces_of
from dialogues.listening.words import Token, lemma_of, spelling

GAP = 4
"""The most words that "..." may stand for."""

_NEGATIONS = frozenset({"not", "no", "never", "without", "nothing", "nobody", "none", "neither"})
_Choice = tuple[str, ...]
"""Words in plain form: "sleep", "^help" (a dictionary form), "sleep*", "{person:who}", "_"."""
_Piece = tuple[_Choice, ...]
"""Choices; an empty one means that the piece may be missing."""
_GAP = ("...",)
_GAP_PIECE: _Piece = (_GAP,)
_Slots = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One pattern found: which, over which tokens [start, end), with what slots."""

    name: str
    start: int
    end: int
    slots: _Slots
    spoken_negation: bool
    """Whether the pattern itself says "not", "no" or "never"."""


@dataclass(slots=True)
class _Pattern:
    name: str
    raw: tuple[tuple[str, ...], ...]
    """Its pieces as written: the choices of each, an empty one if it may be missing.

    Emptied when they are spelled out.
    """
    anchor: int
    """Which piece it is kept under."""
    pieces: tuple[_Piece, ...] = ()
    """The pieces in plain form; made when the pattern is first tried."""
    needs: tuple[frozenset[str], ...] = ()
    """For every other piece that may not be missing, the keys of which one has to be there.

    Not for beginnings of words ("sleep*"), which only count as there when a pattern is kept
    under them.
    """


class Matcher:
    """Every pattern of some named groups, ready to be found in tokens."""

    def __init__(self, language: str = "en") -> None:
        """Start without patterns."""
        self._language = language
        self._by_key: dict[str, list[_Pattern]] = {}
        self._prefixes: dict[str, list[tuple[str, str]]] = {}

    def add(self, name: str, pattern: str, where: str = "") -> None:
        """Add `pattern` under `name`; `where` (file and key) is named in a DataError."""
        raw = pieces_of(pattern, where)
        if raw and (raw[0] == _GAP or raw[-1] == _GAP):
            raise DataError(f"{where}: pattern {pattern!r} begins or ends with ...")
        fixed = [
            place for place, choices in enumerate(raw) if "" not in choices and choices != _GAP
        ]
        if not fixed:
            raise DataError(f"{where}: pattern {pattern!r} is empty or may match nothing")
        anchor = max(fixed, key=lambda place: _rarity(raw[place]))
        entry = _Pattern(name, raw, anchor)
        for key in {_key_of(choice, self._language) for choice in raw[anchor]}:
            if key not in self._by_key:
                self._by_key[key] = []
                if key.endswith("*"):
                    self._prefixes.setdefault(key[:1], []).append((key[:-1], key))
            self._by_key[key].append(entry)

    def _ready(self, entry: _Pattern) -> None:
        """Spell the pieces of a pattern out in plain words."""
        entry.pieces = tuple(_spelt(choices, self._language) for choices in entry.raw)
        needs = (
            _needed(choices, self._language)
            for place, choices in enumerate(entry.raw)
            if place != entry.anchor
        )
        entry.needs = tuple(keys for keys in needs if keys)
        entry.raw = ()

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Return every match in `tokens`, in order of start, longest first."""
        found = self._found(tokens)
        if any(" " in token.text for token in tokens):
            parts, back = _split(tokens)
            for match in self._found(parts).values():
                start, end = back[match.start], back[match.end - 1] + 1
                whole = replace(match, start=start, end=end)
                found.setdefault((match.name, start, end), whole)
        return sorted(found.values(), key=lambda match: (match.start, -match.end, match.name))

    def _found(self, tokens: Sequence[Token]) -> dict[tuple[str, int, int], Match]:
        found: dict[tuple[str, int, int], Match] = {}
        keys = [tuple(self._keys(token)) for token in tokens]
        there = frozenset(key for own in keys for key in own)
        for place, own in enumerate(keys):
            for key in own:
                for pattern in self._by_key.get(key, ()):
                    if not pattern.pieces:
                        self._ready(pattern)
                    if any(need.isdisjoint(there) for need in pattern.needs):
                        continue
                    match = _match(pattern, tokens, place)
                    if match is not None:
                        found.setdefault((match.name, match.start, match.end), match)
        return found

    def _keys(self, token: Token) -> Iterator[str]:
        yield token.text
        yield "^" + token.lemma
        for tag, _ in token.tags:
            yield "{" + tag
        for prefix, key in self._prefixes.get(token.text[:1], ()):
            if token.text.startswith(prefix):
                yield key


@cache
def _plain(word: str, language: str) -> _Choice:
    if word in ("...", "…"):
        return ("...",)
    if word == "_" or word.startswith("{") or word.endswith("*"):
        return (word,)
    if len(word) > 1 and word.isupper():
        return ("^" + lemma_of(word.lower(), language),)
    plain = spelling(language).expand.get(word.lower())
    if plain == ("aint",):
        return ("is", "not")
    return plain or (word.lower(),)


def _key_of(choice: str, language: str) -> str:
    """Return what the first word of `choice` is looked up by: a tag without its slot name."""
    word = _plain(choice.split(" ", 1)[0], language)[0]
    return word[:-1].partition(":")[0] if word.startswith("{") else word


@cache
def _spelt(choices: tuple[str, ...], language: str) -> _Piece:
    """Return a piece in plain words, the longest choice first; many patterns share each."""
    spelt = (
        tuple(plain for word in choice.split() for plain in _plain(word, language))
        for choice in choices
    )
    return tuple(sorted(spelt, key=len, reverse=True))


@cache
def _needed(choices: tuple[str, ...], language: str) -> frozenset[str]:
    """Return the keys of which one has to be there for this piece; none where that is open."""
    if "" in choices or choices == _GAP:
        return frozenset()
    keys = frozenset(_key_of(choice, language) for choice in choices)
    return frozenset() if any(key.endswith("*") or key == "_" for key in keys) else keys


def _rarity(choices: tuple[str, ...]) -> float:
    """Return how rare a piece is likely to be: long words are rarer; tags and "_" are common."""
    if choices == ("_",):
        return 0.0
    firsts = [choice.split(" ", 1)[0] for choice in choices]
    length = sum(2 if first.startswith("{") else len(first) for first in firsts)
    return float(length / len(firsts) ** 1.3)


def _match(pattern: _Pattern, tokens: Sequence[Token], place: int) -> Match | None:
    after = _forward(pattern.pieces, pattern.anchor, tokens, place)
    if after is None:
        return None
    before = _backward(pattern.pieces, pattern.anchor, tokens, place)
    if before is None:
        return None
    end, slots, negation = after
    start, earlier, denied = before
    return Match(pattern.name, start, end, (*earlier, *slots), negation or denied)


_Reached = tuple[int, _Slots, bool]


def _forward(
    pieces: Sequence[_Piece], number: int, tokens: Sequence[Token], place: int
) -> _Reached | None:
    """Return where the pieces from `number` on end when they begin at `place`, or None."""
    if number == len(pieces):
        return place, (), False
    piece = pieces[number]
    if piece == _GAP_PIECE:
        for skip in range(min(GAP + 1, len(tokens) - place)):
            reached = _forward(pieces, number + 1, tokens, place + skip)
            if reached is not None:
                return reached
        return None
    for choice in piece:
        said = _said(choice, tokens, place)
        if said is None:
            continue
        end, slots, negation = said
        reached = _forward(pieces, number + 1, tokens, end)
        if reached is not None:
            return reached[0], (*slots, *reached[1]), negation or reached[2]
    return None


def _backward(
    pieces: Sequence[_Piece], number: int, tokens: Sequence[Token], place: int
) -> _Reached | None:
    """Return where the pieces before `number` begin when they end at `place`, or None."""
    if number == 0:
        return place, (), False
    piece = pieces[number - 1]
    if piece == _GAP_PIECE:
        for skip in range(min(GAP + 1, place + 1)):
            reached = _backward(pieces, number - 1, tokens, place - skip)
            if reached is not None:
                return reached
        return None
    for choice in piece:
        for start in range(max(0, place - len(choice)), place) if choice else (place,):
            said = _said(choice, tokens, start)
            if said is None or said[0] != place:
                continue
            reached = _backward(pieces, number - 1, tokens, start)
            if reached is not None:
                return reached[0], (*reached[1], *said[1]), said[2] or reached[2]
    return None


def _said(choice: _Choice, tokens: Sequence[Token], place: int) -> _Reached | None:
    """Return where the words of `choice` end when they begin at `place`, or None."""
    slots: list[tuple[str, str]] = []
    negation = False
    number = 0
    while number < len(choice):
        if place >= len(tokens):
            return None
        word, token = choice[number], tokens[place]
        if word.startswith("{"):
            tag, _, slot = word[1:-1].partition(":")
            value = token.value(tag)
            if value is None:
                return None
            slots.append((slot or tag, value))
        elif not _is(word, token.text, token.lemma):
            return None
        negation = negation or word in _NEGATIONS
        number, place = number + 1, place + 1
    return place, tuple(slots), negation


def _is(word: str, text: str, lemma: str) -> bool:
    if word[0] == "^":
        return lemma == word[1:]
    return text == word or word == "_" or (word[-1] == "*" and text.startswith(word[:-1]))


def _split(tokens: Sequence[Token]) -> tuple[list[Token], list[int]]:
    """Return `tokens` with joined names word by word ("best", "mate"), and where each came from.

    The last word keeps the tags of the whole name.
    """
    out: list[Token] = []
    back: list[int] = []
    for place, token in enumerate(tokens):
        parts = token.text.split() if " " in token.text else []
        out.extend(Token(part, "", lemma_of(part)) for part in parts[:-1])
        last = Token(parts[-1], token.raw, lemma_of(parts[-1]), token.tags) if parts else token
        out.append(last)
        back.extend([place] * (len(parts) or 1))
    return out, back
