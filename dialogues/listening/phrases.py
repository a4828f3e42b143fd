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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

from dialogues.errors import DataError
from dialogues.listening.words import Token, lemma_of, spelling

K = TypeVar("K")
GAP = 4
"""The most words that "..." may stand for."""
_SPELLED = 60
"""Up to how many ways a pattern is spelled out into the trie; past it, choices are joined."""

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
    text: dict[str, _Node] | None = None
    lemma: dict[str, _Node] | None = None
    prefix: list[tuple[str, _Node]] | None = None
    tag: dict[tuple[str, str], _Node] | None = None
    any: _Node | None = None
    gap: _Node | None = None
    joined: list[_Node] | None = None
    """Nodes that are reached from here without a word."""
    closed: _Node | None = None
    """This node and all that is joined to it, as one; made when first walked."""
    ends: list[str] | None = None


class Matcher:
    """Every pattern of some named groups, ready to be found in tokens."""

    def __init__(self, language: str = "en") -> None:
        """Start without patterns."""
        self._root = _Node()
        self._language = language

    def add(self, name: str, pattern: str, where: str = "") -> None:
        """Add `pattern` under `name`; `where` (file and key) is named in a DataError."""
        pieces = [
            [[plain for word in choice for plain in self._plain(word)] for choice in choices]
            for choices in _pieces(pattern, where)
        ]
        if pieces and (["..."] in pieces[0] or ["..."] in pieces[-1]):
            raise DataError(f"{where}: pattern {pattern!r} begins or ends with ...")
        if not pieces or all([] in choices for choices in pieces):
            raise DataError(f"{where}: pattern {pattern!r} is empty or may match nothing")
        if prod(len(choices) for choices in pieces) <= _SPELLED:
            nodes = [self._root]
            for choices in pieces:
                nodes = [_along(node, choice) for node in nodes for choice in choices]
        else:
            nodes = [self._root]
            for choices in pieces:
                reached = [_along(node, choice) for node in nodes for choice in choices]
                nodes = reached if len(reached) == 1 else [_join(reached)]
        for node in nodes:
            node.ends = node.ends or []
            if name not in node.ends:
                node.ends.append(name)

    def _plain(self, word: str) -> list[str]:
        if word in ("...", "…"):
            return ["..."]
        if word == "_" or word.startswith("{") or word.endswith("*"):
            return [word]
        if len(word) > 1 and word.isupper():
            return ["^" + lemma_of(word.lower(), self._language)]
        plain = spelling(self._language).expand.get(word.lower())
        if plain == ("aint",):
            return ["is", "not"]
        return list(plain) if plain else [word.lower()]

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Return every match in `tokens`, in order of start, longest first."""
        found: dict[tuple[str, int, int], Match] = {}
        for start in range(len(tokens)):
            for name, end, negation, slots in _walk(self._root, tokens, start, False):
                key = (name, start, end)
                if key not in found or negation > found[key].spoken_negation:
                    found[key] = Match(name, start, end, slots, negation)
        return sorted(found.values(), key=lambda match: (match.start, -match.end, match.name))


_NEGATIONS = frozenset({"not", "no", "never", "without", "nothing", "nobody", "none", "neither"})
_Found = tuple[str, int, bool, tuple[tuple[str, str], ...]]


def _walk(
    node: _Node, tokens: Sequence[Token], place: int, negation: bool
) -> Iterator[_Found]:
    """Yield name, end, whether the pattern spoke a negation, and slots of every match."""
    if node.joined is not None:
        node = node.closed or _close(node)
    for name in node.ends or ():
        yield name, place, negation, ()
    if place >= len(tokens):
        return
    if node.gap is not None:
        for skip in range(min(GAP + 1, len(tokens) - place)):
            yield from _walk(node.gap, tokens, place + skip, negation)
    token = tokens[place]
    if node.text is not None:
        step = node.text.get(token.text)
        if step is not None:
            said = negation or token.text in _NEGATIONS
            yield from _walk(step, tokens, place + 1, said)
    if node.lemma is not None:
        step = node.lemma.get(token.lemma)
        if step is not None:
            yield from _walk(step, tokens, place + 1, negation)
    for prefix, following in node.prefix or ():
        if token.text.startswith(prefix):
            yield from _walk(following, tokens, place + 1, negation)
    if node.any is not None:
        yield from _walk(node.any, tokens, place + 1, negation)
    if " " in token.text:
        for following in _through(node, token.text.split()):
            yield from _walk(following, tokens, place + 1, negation)
    if node.tag is not None and token.tags:
        for (tag, slot), following in node.tag.items():
            value = token.value(tag)
            if value is not None:
                for name, end, said, slots in _walk(following, tokens, place + 1, negation):
                    yield name, end, said, ((slot, value), *slots)


def _through(node: _Node, words: Sequence[str]) -> Iterator[_Node]:
    """Yield where the single words of a joined name ("best mate") lead, word by word."""
    if node.joined is not None:
        node = node.closed or _close(node)
    steps = (node.text and node.text.get(words[0]), node.lemma and node.lemma.get(lemma_of(words[0])))
    for following in steps:
        if following and len(words) > 1:
            yield from _through(following, words[1:])
        elif following:
            yield following


def _along(node: _Node, words: Sequence[str]) -> _Node:
    for word in words:
        node = _step(node, word)
    return node


def _join(nodes: Sequence[_Node]) -> _Node:
    """Return a new node that is reached from each of `nodes` without a word."""
    joined = _Node()
    for node in {id(node): node for node in nodes}.values():
        node.joined = [*(node.joined or ()), joined]
    return joined


def _close(node: _Node) -> _Node:
    """Return one node that does what `node` and all that is joined to it do (a subset, lazily)."""
    members: dict[int, _Node] = {}
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if id(one) not in members:
            members[id(one)] = one
            waiting.extend(one.joined or ())
    texts: dict[str, list[_Node]] = {}
    lemmas: dict[str, list[_Node]] = {}
    prefixes: dict[str, list[_Node]] = {}
    tags: dict[tuple[str, str], list[_Node]] = {}
    ends: dict[str, None] = {}
    for one in members.values():
        for word, following in (one.text or {}).items():
            texts.setdefault(word, []).append(following)
        for word, following in (one.lemma or {}).items():
            lemmas.setdefault(word, []).append(following)
        for word, following in one.prefix or ():
            prefixes.setdefault(word, []).append(following)
        for tag, following in (one.tag or {}).items():
            tags.setdefault(tag, []).append(following)
        ends.update(dict.fromkeys(one.ends or ()))
    node.closed = _Node(
        text=_ones(texts),
        lemma=_ones(lemmas),
        prefix=list((_ones(prefixes) or {}).items()) or None,
        tag=_ones(tags),
        any=_one([one.any for one in members.values() if one.any]),
        gap=_one([one.gap for one in members.values() if one.gap]),
        ends=list(ends) or None,
    )
    return node.closed


def _one(nodes: Sequence[_Node]) -> _Node | None:
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else _Node(joined=list(nodes))


def _ones(table: Mapping[K, Sequence[_Node]]) -> dict[K, _Node] | None:
    return {key: one for key, nodes in table.items() if (one := _one(nodes))} or None


def _step(node: _Node, word: str) -> _Node:
    if word == "...":
        node.gap = node.gap or _Node()
        return node.gap
    if word == "_":
        node.any = node.any or _Node()
        return node.any
    if word.startswith("{"):
        tag, _, slot = word[1:-1].partition(":")
        node.tag = {} if node.tag is None else node.tag
        return node.tag.setdefault((tag, slot or tag), _Node())
    if word.endswith("*"):
        node.prefix = [] if node.prefix is None else node.prefix
        for prefix, following in node.prefix:
            if prefix == word[:-1]:
                return following
        node.prefix.append((word[:-1], _Node()))
        return node.prefix[-1][1]
    if word.startswith("^"):
        node.lemma = {} if node.lemma is None else node.lemma
        return node.lemma.setdefault(word[1:], _Node())
    node.text = {} if node.text is None else node.text
    return node.text.setdefault(word, _Node())


def _pieces(pattern: str, where: str) -> list[list[list[str]]]:
    """Return the pieces of a pattern in order: each a list of choices, each a list of words."""
    pieces: list[list[list[str]]] = []
    at = 0
    for piece in _PIECE.finditer(pattern):
        if pattern[at : piece.start()].strip():
            raise DataError(f"{where}: pattern {pattern!r}: brackets do not nest and must close")
        at = piece.end()
        one_of, maybe, tag, gap, word = piece.groups()
        if one_of is not None or maybe is not None:
            choices = [part.split() for part in (one_of or maybe).split("|")]
            pieces.append([*choices, []] if maybe is not None else choices)
        else:
            pieces.append([[tag or ("..." if gap else word)]])
    if pattern[at:].strip():
        raise DataError(f"{where}: pattern {pattern!r}: brackets do not nest and must close")
    return pieces
