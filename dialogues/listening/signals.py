"""What a message does to the conversation, apart from what it says: answers, requests, discord.

The patterns stand in data/<language>/signals.toml; what no pattern can say is worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from dialogues.errors import DataError
from dialogues.listening.datafiles import table, wordlist
from dialogues.listening.phrases import Match, Matcher
from dialogues.listening.shape import is_mashed, is_other_language, mostly_capitals
from dialogues.listening.words import Clause, Token

WHOLE = ("", "message", "first", "clause")
_KEYS = frozenset({"patterns", "whole", "short", "ends", "unless", "examples", "near"})
_SYMBOLS = re.compile(r"[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]")
_LETTERS = re.compile(r"[^\W_]")
_HANGING = re.compile(r"[^\s\-–—][ ]?[-–—]+\s*$")
_MARKS = {"=": "clause", "==": "message", "<": "opening"}
"""What stands before a pattern that has to cover a clause or a message, or to open a clause."""
_ANYWHERE = ("inside ", "opening ")
_ANSWERS_QUESTION = ("asks_", "wants_")


@dataclass(frozen=True, slots=True)
class _Rule:
    whole: str
    short: int
    ends: bool


class Signals:
    """Every signal of a language, ready to be found."""

    def __init__(self, language: str = "en") -> None:
        """Load and check signals.toml; raises DataError."""
        self._language = language
        self._rules: dict[str, _Rule] = {}
        self._patterns = Matcher(language)
        """Every pattern, named by its scope: "inside pause", "opening thanks", "idle filler"."""
        self._unless = Matcher(language)
        self._fillers = wordlist("fillers", language)
        for phrase in wordlist("filler_phrases", language):
            self._patterns.add("idle filler", phrase.replace("_", " "))
        self.rows: dict[str, dict[str, Any]] = table("signals", language)
        for name, row in self.rows.items():
            where = f"signals.toml [{name}]"
            if unknown := set(row) - _KEYS:
                raise DataError(f"{where}: unknown keys {sorted(unknown)}")
            whole = str(row.get("whole", ""))
            if whole not in WHOLE:
                raise DataError(f"{where}: whole is {whole!r}; use one of {', '.join(WHOLE[1:])}")
            self._rules[name] = _Rule(
                whole, int(row.get("short", _SHORT)), bool(row.get("ends", False))
            )
            for pattern in row["patterns"]:
                mark, _, rest = pattern.partition(" ")
                scope = _MARKS.get(mark, whole or "inside")
                said = rest if mark in _MARKS else pattern
                self._patterns.add(f"{scope} {name}", said, where)
            for pattern in row.get("unless", []):
                self._unless.add(name, pattern, where)

    def find(self, text: str, tokens: Sequence[Token], clauses: Sequence[Clause]) -> list[str]:
        """Return the signals of a message, those of the data file first."""
        runs = [[t for t in clause.tokens if t.text != ","] for clause in clauses]
        runs = [run for run in runs if run]
        words = sum(1 for token in tokens if token.raw and token.text not in (".", "?", ","))
        if letter := self._letter(text):
            return [letter]
        heard = self._heard(runs, words)
        if "why" in heard:
            heard.discard("yes")  # "y" is spelled out to it
        barred = {match.name for run in runs for match in self._unless.find(run)} if heard else ()
        found = [
            name
            for name, rule in self._rules.items()
            if name in heard and name not in barred and not (rule.short and words > rule.short)
        ]
        if (number := self._number(runs)) is not None:
            found.append(f"number:{number}")
        return found + self._shape(text, tokens, clauses, found)

    def _letter(self, text: str) -> str:
        """Return the answer that one letter gives: "y", "n"."""
        said = text.strip().rstrip(".!").lower()
        for answer in ("yes", "no"):
            if said in wordlist(f"{answer}_letters", self._language):
                return answer
        return ""

    def _heard(self, runs: Sequence[list[Token]], words: int) -> set[str]:
        heard: set[str] = set()
        first, touched = True, True
        matches: list[Match] = []
        for run in runs:
            matches = self._patterns.find(run)
            heard |= self._inside(run, matches)
            if words <= _OPENED:
                heard |= self._opening(run, matches)
            covering, idle = self._covering(run, matches)
            scopes = ("clause ", "first ") if first else ("clause ",)
            heard |= {_after_scope(name) for name in covering if name.startswith(scopes)}
            first = first and idle
            touched = touched and self._touched(run, matches)
        together = [token for run in runs for token in run]
        if touched and len(together) <= _LONGEST_WHOLE:
            if len(runs) > 1:
                matches = self._patterns.find(together)
            covering, _ = self._covering(together, matches)
            heard |= {_after_scope(name) for name in covering if name.startswith("message ")}
        return heard

    def _touched(self, run: Sequence[Token], matches: Sequence[Match]) -> bool:
        """Return whether each token is a filler or in a pattern that may cover a whole."""
        places = {i for i, token in enumerate(run) if token.text in self._fillers}
        for match in matches:
            if not match.name.startswith(_ANYWHERE):
                places.update(range(match.start, match.end))
        return len(places) == len(run)

    def _inside(self, run: Sequence[Token], matches: Sequence[Match]) -> set[str]:
        heard: set[str] = set()
        for match in matches:
            if match.name.startswith("inside "):
                name = _after_scope(match.name)
                rest = run[match.end :] if self._rules[name].ends else []
                if all(token.text in self._fillers for token in rest):
                    heard.add(name)
        return heard

    def _opening(self, run: Sequence[Token], matches: Sequence[Match]) -> set[str]:
        """Return the rules with a pattern that `run` begins with, fillers aside."""
        begins = next(
            (place for place, token in enumerate(run) if token.text not in self._fillers), 0
        )
        return {
            _after_scope(match.name)
            for match in matches
            if match.name.startswith("opening ") and match.start <= begins < match.end
        }

    def _covering(self, run: Sequence[Token], matches: Sequence[Match]) -> tuple[set[str], bool]:
        """Return the rules whose patterns in a row, fillers aside, cover all of `run`.

        With them: whether `run` is nothing but fillers.
        """
        if not run or len(run) > _LONGEST_WHOLE:
            return set(), False
        spans: dict[str, dict[int, list[int]]] = {}
        idle = {i: {i + 1} for i, token in enumerate(run) if token.text in self._fillers}
        for match in matches:
            if match.name.startswith("idle "):
                idle.update({place: {place + 1} for place in range(match.start, match.end)})
            elif not match.name.startswith(_ANYWHERE):
                spans.setdefault(match.name, {}).setdefault(match.start, []).append(match.end)
        beside = dict(idle)
        for name, spoken in spans.items():
            if name.startswith("clause "):  # "bye and thanks for listening" is both
                for place, reached in spoken.items():
                    beside[place] = beside.get(place, set()).union(reached)
        covering = set()
        for name, ends in spans.items():
            said: set[int] = set()
            unsaid = {0}
            idly = beside if name.startswith("clause ") else idle
            for place in range(len(run)):
                if place in unsaid:
                    unsaid |= idly.get(place, set())
                if place in unsaid or place in said:
                    said.update(ends.get(place, ()))
                if place in said:
                    said |= idly.get(place, set())
            if len(run) in said:
                covering.add(name)
        return covering, len(idle) == len(run)

    def _number(self, runs: Sequence[list[Token]]) -> int | None:
        """Return the 0-10 answer the message opens with, the lower one of two."""
        scale = wordlist("scale_words", self._language)
        names = _numerals(self._language)
        for run in runs[:2]:
            found: list[int] = []
            if _each(run):
                return None
            for token in run:
                outs = re.fullmatch(r"(\d{1,2})(?:[.,]\d)?(?:/10)?", token.text)
                if outs:
                    found.append(int(outs.group(1)))
                elif token.text in names:
                    found.append(names[token.text])
                elif token.text not in scale and not token.text.startswith(":"):
                    return None
            if len(found) > 1 and found[-1] == 10 and run[-1].text in ("10", "ten"):
                before = run[-2].text if len(run) > 1 else ""
                found = found[:-1] if before == "of" else found
            if found:
                return min(found) if max(found) <= _MOST else None
        return None

    def _shape(
        self, text: str, tokens: Sequence[Token], clauses: Sequence[Clause], found: Sequence[str]
    ) -> list[str]:
        shape: list[str] = []
        if not _LETTERS.search(text):
            if _SYMBOLS.search(text):
                told = found or any(token.value("feeling") for token in tokens)
                return [] if told else ["emoji_only"]
            return ["asks_what_you_mean"] if "?" in text else ["empty"]
        if is_other_language(tokens, self._language) and "other_language" not in found:
            shape.append("other_language")
        if not found and is_mashed(tokens, self._language):
            shape.append("nonsense")
        if mostly_capitals(tokens):
            shape.append("capitals")
        last = next((t.text for t in reversed(tokens) if t.text != ","), "")
        dangling = last in wordlist("danglers", self._language)
        if len(tokens) > 2 and (dangling or _HANGING.search(text)):
            shape.append("unfinished")
        if "rhetorical" not in found and (
            any(name.startswith(_ANSWERS_QUESTION) for name in found)
            or any(self._asks(clause) for clause in clauses)
        ):
            shape.append("question")
        return shape

    def _asks(self, clause: Clause) -> bool:
        """Return whether a clause is a question put to the listener, not to oneself."""
        words = [token.text for token in clause.tokens if token.text != ","]
        if not words:
            return False
        you = not wordlist("you", self._language).isdisjoint(words)
        own = not wordlist("me", self._language).isdisjoint(words)
        opens = words[0] in wordlist("wh", self._language)
        inverted = words[0] in wordlist("auxiliaries", self._language) and len(words) > 1
        if clause.question:
            return you or (not own and (opens or inverted or len(words) > _TAG))
        if inverted:
            done = words[0] == "did" and words[1] in ("this", "that")
            if done and words[2:3] and words[2] in wordlist("after_did_that", self._language):
                return False
            asked = words[1] in ("you", "this", "that", "there") or words[:2] in _IS_IT
            wondering = words[:2] == ["do", "i"] and words[2:3] != ["have"]
            third = words[1] in ("i", "my", "they", "he", "she")
            return asked or (words[0] in _ASKING and third and not wondering)
        if words[1:2] and words[1] in _TOLD:
            return False
        asked = any(word in wordlist("auxiliaries", self._language) for word in words[1:3])
        return opens and asked and not own and (you or words[0] != "why")


def _each(run: Sequence[Token]) -> bool:
    """Return whether an amount is told by the day or the week ("6 or 7 a day")."""
    return any(
        token.text in ("a", "per", "each", "every") and after.lemma in _SPANS
        for token, after in pairwise(run)
    )


def _after_scope(name: str) -> str:
    return name.partition(" ")[2]


_SHORT = 40
"""Words up to which a message may be about the talk itself."""
_LONGEST_WHOLE = 16
"""Words beyond which nothing is matched as a whole."""
_SPANS = frozenset({"day", "night", "week", "weekend", "month", "hour", "morning", "evening"})
_OPENED = 12
"""Words beyond which how a clause opens says nothing by itself."""
_TAG = 2
_TOLD = frozenset({"i", "he", "she", "it", "they", "we"})
"""After "when", "what" and the like these begin a statement: "when she has the kids"."""
_IS_IT = (["is", "it"], ["does", "it"], ["will", "it"], ["can", "it"], ["would", "it"])
_ASKING = ("can", "do", "does", "will")
_MOST = 10


@cache
def _numerals(language: str) -> dict[str, int]:
    words = str(table("wordlists", language)["numerals"]).split()
    return {word: number if number <= _MOST else 0 for number, word in enumerate(words)}


@cache
def signal_rules(language: str = "en") -> Signals:
    """Return the signals of a language, loaded once."""
    return Signals(language)


def signals(
    text: str, tokens: Sequence[Token], clauses: Sequence[Clause], language: str = "en"
) -> tuple[str, ...]:
    """Return what `text` does to the conversation: "yes", "number:6", "asks_are_you_a_bot"."""
    return tuple(signal_rules(language).find(text, tokens, clauses))
