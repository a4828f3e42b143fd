"""Kinds of word: substances, people, feelings, times.

Each lexicon is a TOML file of tables; the file says what the table's keys mean.
The several words of a substance or a person become one token; those of a feeling or a time stay
as they are, each carrying the tag, so that patterns may still spell them out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dialogues.errors import DataError
from dialogues.listening.phrases import Match, Matcher
from dialogues.listening.words import Token, is_word, lemma_of, tokenise

_FUZZY_FROM = 5
"""Letters a word needs before a misspelling of it is guessed."""
_FUZZY_CUT = 80
"""rapidfuzz ratio (0-100) from which a word counts as a misspelt substance."""
_CACHED = 4096
"""Unknown words whose guess is remembered."""
_MY = frozenset(
    "my our his her their your me a another one this that some old big little dear new poor late "
    "good close best young wee ur".split()
)
_OWNERS = frozenset({"his", "her", "their"})
_CLOSE_KIN = frozenset({"child", "parent", "partner", "family", "pet"})
_SOFTENERS = frozenset(
    "so really very pretty bit a quite totally completely dead well proper pure fucking bloody kind "
    "of just all too still like such always more even not never fairly rather super absolutely "
    "sort lot utterly extremely that this mad wee feeling being".split()
)
_COPULAS = frozenset(
    "am feel feels felt feeling get gets getting got been was being me keep kept end ended ends "
    "seem left are is were sound".split()
)
_BREAKS = frozenset(". ? , but and because to lol mate honestly today tonight again now really x".split())


@dataclass(frozen=True, slots=True)
class _Entry:
    tags: tuple[tuple[str, str], ...]
    check: str = ""
    """What a match needs around it: "cue", "my", "am" or nothing."""
    shown: bool = True
    """Whether it can be a slot ({substance}); "drinking" only tells the canonical name."""


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
        self._language = language
        self._matcher = Matcher(language)
        self._cues = Matcher(language)
        self._unless = Matcher(language)
        self._barred: set[str] = set()
        self._entries: dict[str, _Entry] = {}
        self._spellings: dict[str, str] = {}
        self._guesses: dict[str, str | None] = {}
        self._said: dict[str, str] = {}
        self._load_substances(language)
        self._load_people(language)
        self._load_feelings(language)
        for name, row in table("times", language).items():
            tags = (("reach", str(row["reach"])),)
            self._entry(f"time {name}", row["words"], tags, f"times.toml [{name}]")

    def _entry(
        self, name: str, words: Iterable[str], tags: tuple[tuple[str, str], ...], where: str,
        check: str = "", shown: bool = True,
    ) -> None:  # fmt: skip
        key = f"{name}?{check}{'' if shown else '-'}"
        self._entries[key] = _Entry(tags, check, shown)
        for word in words:
            plain = word if set(word) & set("()[]{}:") else _typed(word, self._language)
            self._matcher.add(key, plain, where)

    def _bar(self, name: str, row: dict[str, Any], where: str) -> None:
        for pattern in row.get("unless", []):
            self._barred.add(name)
            self._unless.add(name, pattern, where)

    def _load_substances(self, language: str) -> None:
        rows = table("substances", language)
        for cue in rows.pop("cues")["patterns"]:
            self._cues.add("cue", cue, "substances.toml [cues]")
        self._said.update(rows.pop("say", {}))
        for name, row in rows.items():
            tags = (("canonical", name.replace("_", " ")), ("class", str(row["class"])))
            key, where = f"substance {name}", f"substances.toml [{name}]"
            self._entry(key, row.get("words", []), tags, where)
            self._entry(key, row.get("needs_cue", []), tags, where, check="cue")
            self._entry(key, row.get("implied", []), tags, where, shown=False)
            self._bar(key, row, where)
            for word in row.get("words", []):
                if len(word) >= _FUZZY_FROM and word.isalpha():
                    self._spellings[word] = f"{key}?"

    def _load_people(self, language: str) -> None:
        for name, row in table("people", language).items():
            tags = (("kin", str(row["kin"])), ("article", str(row.get("article", "your"))))
            key, where = f"person {name}", f"people.toml [{name}]"
            self._entry(key, row["words"], tags, where)
            self._entry(key, row.get("needs_my", []), tags, where, check="my")
            self._entry(key, row.get("loose", []), tags, where)
            self._said.update({word: word[:-1] for word in row.get("loose", [])})

    def _load_feelings(self, language: str) -> None:
        for name, row in table("feelings", language).items():
            tags = (
                ("feeling", str(row.get("say", name.replace("_", " ")))),
                ("intensity", str(row["intensity"])),
                ("family", str(row["family"])),
            )
            key, where = f"feeling {name}", f"feelings.toml [{name}]"
            self._entry(key, row["words"], tags, where)
            self._entry(key, row.get("needs_am", []), tags, where, check="am")
            self._bar(key, row, where)

    def tag(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return `tokens` with every known word tagged, nouns of several words joined."""
        bare = [self._without_possessive(token) for token in tokens]
        matches = [m for m in self._matcher.find(bare) if self._stands(bare, m)]
        if self._barred & {_group(match) for match in matches}:
            bars = [(bar.name, bar.start, bar.end) for bar in self._unless.find(bare)]
            matches = [
                m for m in matches
                if not any(n == _group(m) and a < m.end and m.start < b for n, a, b in bars)
            ]  # fmt: skip
        spread: dict[int, tuple[tuple[str, str], ...]] = {}
        for kind in ("feeling", "time"):
            for match in _longest([m for m in matches if m.name.startswith(kind)]):
                tags = self._entries[match.name].tags
                if kind == "time":
                    said = " ".join(token.text for token in bare[match.start : match.end])
                    tags = (*tags, ("time", said))
                for place in range(match.start, match.end):
                    spread[place] = spread.get(place, ()) + tags
        nouns = {m.start: m for m in _longest(
            [m for m in matches if m.name.startswith(("person", "substance"))]
        )}  # fmt: skip
        out: list[Token] = []
        place = 0
        while place < len(tokens):
            noun = nouns.get(place)
            end, name = (noun.end, noun.name) if noun else (place + 1, self._misspelt(bare[place]))
            extra = spread.get(place, ())
            if name:
                out.append(self._join(out, tokens[place:end], bare[place:end], name, extra))
            else:
                token = tokens[place]
                out.append(
                    Token(token.text, token.raw, token.lemma, token.tags + extra) if extra else token
                )
            place = end
        return tuple(out)

    def _stands(self, tokens: Sequence[Token], match: Match) -> bool:
        check = self._entries[match.name].check
        if check == "cue":
            before = tokens[max(0, match.start - 4) : match.start]
            near = [*before, Token("@", "@", "@"), *tokens[match.end : match.end + 3]]
            return bool(self._cues.find(near))
        if check == "my":
            return match.start > 0 and tokens[match.start - 1].text in _MY
        if check == "am":
            place = match.start - 1
            while place >= 0 and tokens[place].text in _SOFTENERS:
                place -= 1
            if place >= 0 and tokens[place].text in _COPULAS:
                return True
            ends = match.end >= len(tokens) or tokens[match.end].text in _BREAKS
            return ends and (place < 0 or tokens[place].text in _BREAKS)
        return True

    def _misspelt(self, token: Token) -> str | None:
        word = token.text
        if len(word) < _FUZZY_FROM or not word.isalpha() or token.tags:
            return None
        if word not in self._guesses:
            if len(self._guesses) >= _CACHED:
                self._guesses.clear()
            self._guesses[word] = self._guess(word)
        found = self._guesses[word]
        return self._spellings[found] if found else None

    def _guess(self, word: str) -> str | None:
        if is_word(word, self._language):
            return None
        near = [known for known in self._spellings if known[0] == word[0]]
        found = process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUT)
        if not found or OSA.distance(word, found[0]) > (1 if len(word) < 7 else 2):
            return None
        return str(found[0])

    def _join(
        self, before: Sequence[Token], typed: Sequence[Token], bare: Sequence[Token], name: str,
        extra: tuple[tuple[str, str], ...],
    ) -> Token:  # fmt: skip
        entry = self._entries[name]
        text = " ".join(token.text for token in typed)
        plain = " ".join(token.text for token in bare)
        said = self._guesses.get(plain) or plain
        said = self._said.get(said, said)
        last = before[-1] if before else None
        own: tuple[tuple[str, str], ...] = ()
        if name.startswith("person"):
            own = (("person", _whose(said, dict(entry.tags), last)),)
        elif entry.shown:
            own = (("substance", f"the {said}" if last and last.text == "the" else said),)
        carried = tuple(tag for token in typed for tag in token.tags)
        raw = " ".join(token.raw for token in typed if token.raw)
        lemma = typed[0].lemma if len(typed) == 1 else text
        return Token(text, raw, lemma, entry.tags + own + extra + carried)

    def _without_possessive(self, token: Token) -> Token:
        if token.text.endswith("'s"):
            plain = token.text[:-2]
            return Token(plain, token.raw, lemma_of(plain, self._language), token.tags)
        return token


def _typed(word: str, language: str) -> str:
    return " ".join(token.text for token in tokenise(word, language))


def _group(match: Match) -> str:
    return match.name.partition("?")[0]


def _longest(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _whose(said: str, tags: dict[str, str], last: Token | None) -> str:
    article = tags["article"]
    if last is not None:
        if last.text.endswith("'s") and (owner := last.value("person")):
            return f"{owner}'s {said}"
        if last.text in _OWNERS or last.text in ("a", "an", "another", "some"):
            return f"{last.text} {said}"
        if last.text == "the" and article == "your" and tags["kin"] not in _CLOSE_KIN:
            article = "the"
    return said if said.startswith(f"{article} ") else f"{article} {said}".strip()


@cache
def tagger(language: str = "en") -> Tagger:
    """Return the tagger of a language, loaded once."""
    return Tagger(language)


def tagged(text: str, language: str = "en") -> tuple[Token, ...]:
    """Tokenise and tag `text`."""
    return tagger(language).tag(tokenise(text, language))
