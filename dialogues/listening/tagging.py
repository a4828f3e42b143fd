"""Kinds of word: substances, people, feelings, times; several words become one token.

Each lexicon is a TOML file of tables; the file says what the table's keys mean.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from dialogues.errors import DataError
from dialogues.listening.phrases import Matcher
from dialogues.listening.words import Token, is_word, lemma_of, tokenise

_FUZZY_FROM = 5
"""Letters a word needs before a misspelling of it is guessed."""
_FUZZY_CUT = 80
"""rapidfuzz ratio (0-100) from which a word counts as a misspelt substance."""


@dataclass(frozen=True, slots=True)
class _Entry:
    tags: tuple[tuple[str, str], ...]
    needs_cue: bool = False


def table(name: str, language: str = "en") -> dict[str, Any]:
    """Return lexicon file `name` as parsed TOML; raises DataError naming the file."""
    path = files("dialogues.listening").joinpath(f"data/{language}/{name}.toml")
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


class Tagger:
    """All lexicons of a language, ready to tag tokens."""

    def __init__(self, language: str = "en") -> None:
        """Load and check the lexicons; raises DataError."""
        self._matcher = Matcher(language)
        self._cues = Matcher(language)
        self._entries: dict[str, _Entry] = {}
        self._spellings: dict[str, str] = {}
        self._load_substances(language)
        self._load_people(language)
        self._load_feelings(language)
        self._load_times(language)

    def _entry(
        self, name: str, words: list[str], tags: tuple[tuple[str, str], ...], where: str,
        needs_cue: bool = False,
    ) -> None:
        key = f"{name}{'?' if needs_cue else ''}"
        self._entries[key] = _Entry(tags, needs_cue)
        for word in words:
            self._matcher.add(key, word, where)

    def _load_substances(self, language: str) -> None:
        for name, row in table("substances", language).items():
            if name == "cues":
                for cue in row["patterns"]:
                    self._cues.add("cue", cue, "substances.toml [cues]")
                continue
            tags = (("canonical", name.replace("_", " ")), ("class", row["class"]))
            where = f"substances.toml [{name}]"
            self._entry(f"substance {name}", row.get("words", []), tags, where)
            self._entry(f"substance {name}", row.get("needs_cue", []), tags, where, needs_cue=True)
            for word in row.get("words", []):
                if " " not in word and len(word) >= _FUZZY_FROM and word.isalpha():
                    self._spellings[word] = f"substance {name}"

    def _load_people(self, language: str) -> None:
        for name, row in table("people", language).items():
            tags = (("kin", row["kin"]), ("article", row.get("article", "your")))
            self._entry(f"person {name}", row["words"], tags, f"people.toml [{name}]")

    def _load_feelings(self, language: str) -> None:
        for name, row in table("feelings", language).items():
            tags = (
                ("feeling", row.get("say", name.replace("_", " "))),
                ("intensity", str(row["intensity"])),
                ("family", row["family"]),
            )
            self._entry(f"feeling {name}", row["words"], tags, f"feelings.toml [{name}]")

    def _load_times(self, language: str) -> None:
        for name, row in table("times", language).items():
            self._entry(f"time {name}", row["words"], (("reach", row["reach"]),), "times.toml")

    def tag(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return `tokens` with multi-word names joined and every known word tagged."""
        bare = [_without_possessive(token) for token in tokens]
        best: dict[int, tuple[int, str]] = {}
        for match in self._matcher.find(bare):
            entry = self._entries[match.name]
            if entry.needs_cue and not self._cued(bare, match.start, match.end):
                continue
            length = match.end - match.start
            if length > best.get(match.start, (0, ""))[0]:
                best[match.start] = (length, match.name)
        out: list[Token] = []
        place = 0
        while place < len(tokens):
            length, name = best.get(place, (0, ""))
            if length:
                out.append(self._join(tokens[place : place + length], name))
                place += length
                continue
            token = bare[place]
            guessed = self._misspelt(token)
            out.append(self._join([tokens[place]], guessed) if guessed else tokens[place])
            place += 1
        return tuple(out)

    def _cued(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        near = [*tokens[max(0, start - 4) : start], Token("@", "@", "@"), *tokens[end : end + 3]]
        return bool(self._cues.find(near))

    def _misspelt(self, token: Token) -> str | None:
        word = token.text
        if len(word) < _FUZZY_FROM or token.tags or not word.isalpha() or is_word(word):
            return None
        found = process.extractOne(
            word, self._spellings.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_CUT
        )
        return self._spellings[found[0]] if found else None

    def _join(self, tokens: Sequence[Token], name: str) -> Token:
        kind, _, _ = name.partition(" ")
        text = " ".join(token.text for token in tokens)
        raw = " ".join(token.raw for token in tokens if token.raw)
        entry = self._entries[name]
        said = text[:-2] if text.endswith("'s") else text
        value = said
        if kind == "feeling":
            value = dict(entry.tags)["feeling"]
        elif kind == "person":
            article = dict(entry.tags)["article"]
            value = f"{article} {said}".strip()
        tags = (*entry.tags, (kind, value)) if kind != "feeling" else entry.tags
        carried = tuple(tag for token in tokens for tag in token.tags)
        lemma = tokens[0].lemma if len(tokens) == 1 else text
        return Token(text, raw, lemma, tags + carried)


def _without_possessive(token: Token) -> Token:
    if token.text.endswith("'s"):
        plain = token.text[:-2]
        return Token(plain, token.raw, lemma_of(plain), token.tags)
    return token


@cache
def tagger(language: str = "en") -> Tagger:
    """Return the tagger of a language, loaded once."""
    return Tagger(language)


def tagged(text: str, language: str = "en") -> tuple[Token, ...]:
    """Tokenise and tag `text`."""
    return tagger(language).tag(tokenise(text, language))
