"""What the trained model sees of a message: words, pieces and groups of words, concepts, pairs.

A danger may be one clause in a long message, so a message is seen whole and through windows of
neighbouring clauses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from dialogues.listening.words import Clause, Token
from dialogues.safety.alike import alike
from dialogues.safety.concepts import concepts
from dialogues.safety.rules import Rule, heard, vetoed
from dialogues.sense.pieces import line

VERSION = 2
"""Of what the features mean; a model trained on others is not read."""
LONG = 24
"""Words from which on a message is also seen through windows."""
WINDOW = 14
"""Words a window has at least, unless the message ends."""
PIECES = (3, 4, 5)
"""Letters of a piece of a word."""
_PEOPLE = frozenset({"he", "she", "they", "him", "her", "them", "someone", "somebody"})


@dataclass(frozen=True, slots=True)
class Part:
    """One clause, ready to be counted."""

    words: tuple[str, ...] = field(repr=False)
    kinds: tuple[str, ...] = field(repr=False)
    """The dictionary forms, with one name for all people, substances and numbers."""
    concepts: frozenset[str] = field(repr=False)
    groups: frozenset[str] = field(repr=False)
    """The groups of words alike that its words are in."""
    line: str = field(repr=False)
    """As the encoder is given it."""
    rules: tuple[Rule, ...] = ()
    question: bool = False


def parts(clauses: Sequence[Clause], language: str = "en") -> tuple[Part, ...]:
    """Return the clauses of a message as parts, but for those that a veto takes out."""
    known, groups = concepts(language), alike(language)
    found: list[Part] = []
    for clause in clauses:
        tokens = known.plain(clause.tokens)
        plain = replace(clause, tokens=tuple(tokens))
        alone = len(clauses) == 1
        said = heard(plain, language, alone=alone)
        if not said and vetoed(plain, language, alone=alone):
            continue
        names = known.of(tokens) | {f"rule_{rule.scenario}" for rule in said if rule.scenario}
        found.append(
            Part(
                tuple(token.text for token in tokens),
                tuple(_kind(token) for token in tokens),
                names,
                frozenset(group for token in tokens for group in groups.get(token.text, ())),
                line(clause),
                said,
                clause.question,
            )
        )
    return tuple(found)


def _kind(token: Token) -> str:
    if token.text in _PEOPLE or token.value("person") is not None:
        return "PERSON"
    if token.value("substance") is not None:
        return "SUBSTANCE"
    return token.lemma if token.value("number") is None else "NUMBER"


def windows(message: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield the whole message, then, if it is long, every stretch of at least WINDOW words."""
    yield message
    if sum(len(part.words) for part in message) < LONG:
        return
    ends = 0
    for start in range(len(message)):
        end, length = start, 0
        while end < len(message) and length < WINDOW:
            length += len(message[end].words)
            end += 1
        if end > ends and end - start < len(message):
            yield message[start:end]
        ends = max(ends, end)


def features(window: Sequence[Part]) -> set[str]:
    """Return the names of the features of some neighbouring clauses."""
    found: set[str] = set()
    met: set[str] = set()
    for part in window:
        found.update(f"w:{word}" for word in part.words)
        found.update(f"b:{one}_{two}" for one, two in pairwise(("<", *part.words, ">")))
        found.update(f"a:{one}_{two}" for one, two in pairwise(("<", *part.kinds, ">")))
        found.update(f"x:{group}" for group in part.groups)
        for word in part.words:
            shown = f"^{word}$"
            found.update(
                "c:" + shown[start : start + size]
                for size in PIECES
                for start in range(len(shown) - size + 1)
            )
        met |= part.concepts
        if part.question:
            met.add("asked")
    found.update(f"k:{name}" for name in met)
    found.update(f"p:{one}+{two}" for one, two in combinations(sorted(met), 2))
    return found
