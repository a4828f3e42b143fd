"""The lexicons: what counts as a substance, a person, a feeling or a time.

Each is a TOML file of tables under data/<language>/; the file says what its keys mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dialogues.listening.datafiles import table
from dialogues.listening.mending import typed
from dialogues.listening.phrases import Matcher
from dialogues.listening.words import is_word

_FUZZY_FROM = 5
"""Letters a word needs before a misspelling of it is guessed."""
_FUZZY_CUT = 80
"""rapidfuzz ratio (0-100) from which a word counts as a misspelt substance."""
_SHORT, _LONG = 5, 8
"""A short word has to begin with two and end with the same letter; a long one may err twice."""
_CACHED = 4096
"""Unknown words whose guess is remembered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a lexicon, or those of its words that need something around them."""

    tags: tuple[tuple[str, str], ...]
    check: str = ""
    """What a match needs around it: "cue", "my", "am" or nothing."""
    shown: bool = True
    """Whether it can be a slot ({substance}); "drinking" only tells the canonical name."""


class Lexicons:
    """All lexicons of a language, checked and ready to be matched."""

    def __init__(self, language: str = "en") -> None:
        """Load and check them; raises DataError."""
        self._language = language
        self.words = Matcher(language)
        """Finds entries by name."""
        self.cues = Matcher(language)
        """Finds what makes an ordinary word a substance; @ stands for the word."""
        self.unless = Matcher(language)
        """Finds, under a group's name, what its words do not count inside of."""
        self.barred: set[str] = set()
        """Groups that have such a list."""
        self.entries: dict[str, Entry] = {}
        self.said: dict[str, str] = {}
        """How a word is written back, where it is not what was typed."""
        self.cued: dict[str, str] = {}
        """The substance an ordinary word can stand for, where something around it says so."""
        self._single: set[str] = set()
        self._spellings: dict[str, str] = {}
        self._guesses: dict[str, str | None] = {}
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
        self.entries[key] = Entry(tags, check, shown)
        for word in words:
            plain = word
            if not set(word) & set("()[]{}:"):
                plain = " ".join(token.text for token in typed(word, self._language))
            self._single.update(word.split())
            self.words.add(key, plain, where)

    def _bar(self, name: str, row: dict[str, Any], where: str) -> None:
        for pattern in row.get("unless", []):
            self.barred.add(name)
            self.unless.add(name, pattern, where)

    def _load_substances(self, language: str) -> None:
        rows = table("substances", language)
        for cue in rows.pop("cues")["patterns"]:
            self.cues.add("cue", cue, "substances.toml [cues]")
        self.said.update(rows.pop("say", {}))
        for name, row in rows.items():
            tags = (("canonical", name.replace("_", " ")), ("class", str(row["class"])))
            key, where = f"substance {name}", f"substances.toml [{name}]"
            self._entry(key, row.get("words", []), tags, where)
            self._entry(key, row.get("needs_cue", []), tags, where, check="cue")
            self.cued.update(dict.fromkeys(row.get("needs_cue", []), name.replace("_", " ")))
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
            self.said.update({word: word[:-1] for word in row.get("loose", [])})

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

    def knows(self, word: str) -> bool:
        """Return whether `word` stands in a lexicon, or is a misspelt substance."""
        return word in self._single or self.misspelt(word) is not None

    def misspelt(self, word: str) -> tuple[str, str] | None:
        """Return (entry, its right spelling) of a misspelt substance, or None."""
        if len(word) < _FUZZY_FROM or not word.isalpha():
            return None
        if word not in self._guesses:
            if len(self._guesses) >= _CACHED:
                self._guesses.clear()
            self._guesses[word] = self._guess(word)
        found = self._guesses[word]
        return (self._spellings[found], found) if found else None

    def _guess(self, word: str) -> str | None:
        if word in self._single or is_word(word, self._language):
            return None
        alike = 1 if len(word) > _SHORT else 2
        near = [
            known
            for known in self._spellings
            if known[:alike] == word[:alike] and (alike == 1 or known[-1] == word[-1])
        ]
        found = process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUT)
        if not found or OSA.distance(word, found[0]) > (1 if len(word) < _LONG else 2):
            return None
        return str(found[0])


@cache
def lexicons(language: str = "en") -> Lexicons:
    """Return the lexicons of a language, loaded once."""
    return Lexicons(language)
