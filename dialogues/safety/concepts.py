"""Words that mean the same danger, told as one: danger_words.toml, looked up in tokens."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from dialogues.errors import DataError
from dialogues.listening.phrases import Matcher
from dialogues.listening.tagging import table
from dialogues.listening.words import Token, lemma_of, spelling
from dialogues.safety import alike

FILE = "danger_words"
_WORD = re.compile(r"[a-z']+")
_BEGINNING = re.compile(r"[a-z']+\*")


class Concepts:
    """The concepts of a language, and the dialect words undone before they are looked for."""

    def __init__(self, language: str = "en") -> None:
        """Load them; raises DataError naming the concept."""
        rows = table(FILE, language)
        if set(rows) != {"same", "concept"}:
            raise DataError(f"{FILE}.toml: the tables must be same and concept")
        self._language = language
        self._same = {typed: tuple(plain.split()) for typed, plain in rows["same"].items()}
        self._matcher = Matcher(language)
        self._words: dict[str, list[str]] = {}
        self._beginnings: dict[str, list[str]] = {}
        for name, patterns in rows["concept"].items():
            for pattern in patterns:
                self._add(name, pattern)
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})

    def _add(self, name: str, pattern: str) -> None:
        """Keep a single word, or the beginning of one, where looking it up costs least."""
        if _BEGINNING.fullmatch(pattern):
            self._beginnings.setdefault(pattern[:-1], []).append(name)
        elif _WORD.fullmatch(pattern) and pattern not in spelling(self._language).expand:
            self._words.setdefault(pattern, []).append(name)
        else:
            self._matcher.add(name, pattern, f"{FILE}.toml [{name}]")

    def plain(self, tokens: Sequence[Token]) -> list[Token]:
        """Return `tokens` with dialect and Spanish words as the plain words they stand for."""
        out: list[Token] = []
        for token in tokens:
            words = self._same.get(token.text)
            if words is None:
                out.append(token)
            else:
                out.extend(
                    Token(
                        word,
                        "" if place else token.raw,
                        lemma_of(word, self._language),
                        token.tags,
                    )
                    for place, word in enumerate(words)
                )
        return out

    def of(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Return the names of the concepts in plain `tokens`, and of the classes of substance."""
        names = {match.name for match in self._matcher.find(tokens)}
        for word in {part for token in tokens for part in token.text.split()}:
            names.update(self._words.get(word, ()))
            for length in self._lengths:
                names.update(self._beginnings.get(word[:length], ()))
        names.update(
            f"class_{value}" for token in tokens for tag, value in token.tags if tag == "class"
        )
        return frozenset(names)


@cache
def concepts(language: str = "en") -> Concepts:
    """Return the concepts of a language, loaded once; raises DataError."""
    return Concepts(language)


def fingerprint(language: str = "en") -> str:
    """Return the SHA-256 of the concepts and the groups of words.

    By it a model knows what it was trained with; raises OSError.
    """
    path = files("dialogues.listening").joinpath(f"data/{language}/{FILE}.toml")
    return hashlib.sha256(path.read_bytes() + alike.path(language).read_bytes()).hexdigest()
