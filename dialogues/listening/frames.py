"""Frames: meanings with slots, found in clauses by the patterns of data/<language>/frames/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from dialogues.errors import DataError
from dialogues.listening.heard import FrameHit
from dialogues.listening.phrases import Match, Matcher
from dialogues.listening.words import Clause

KINDS = (
    "gives", "costs", "matters", "fears", "strengths", "supports", "past", "steps", "goals",
    "doubts", "return", "life", "risk",
)  # fmt: skip
TALKS = ("change", "sustain", "both", "none")
CATEGORIES = ("desire", "ability", "reason", "need", "commitment", "activation", "steps", "")
EVIDENCE = (
    "", "worry", "doubt", "commit", "plan", "step", "kept_up", "used_again", "content",
    "told_other",
)  # fmt: skip
GOALS = (
    "", "stop", "cut_down", "taper", "break", "safer", "switch_route", "not_alone", "test",
    "weekend_only", "stay_stable", "keep_using",
)  # fmt: skip
RISKS = (
    "", "alone", "supply", "mixing", "amount", "route", "mood", "pain", "sick", "rushed", "where",
    "who", "police", "break", "naloxone",
)  # fmt: skip
_OPTIONAL = ("unless", "feeling", "evidence", "goal", "risk", "negated")
_NEEDED = ("about", "talk", "category", "weight", "patterns", "examples", "near")
WHOLE = "= "
"""Before a pattern that has to cover a whole clause."""
_REACH = 3
"""Tokens before a match in which a "not" still denies it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One meaning, as its data file describes it."""

    name: str
    kind: str
    about: str
    talk: str
    category: str
    weight: int
    examples: tuple[str, ...] = field(repr=False)
    near: tuple[str, ...] = field(repr=False)
    feeling: str = ""
    evidence: str = ""
    goal: str = ""
    risk: str = ""
    negated: str = ""


class Frames:
    """Every frame of a language, ready to be found."""

    def __init__(self, language: str = "en") -> None:
        """Load and check every frame file; raises DataError."""
        self.all: dict[str, Frame] = {}
        self._matcher = Matcher(language)
        self._language = language
        self._unless: dict[str, Matcher] = {}
        self._unless_patterns: dict[str, list[str]] = {}
        for kind in KINDS:
            path = files("dialogues.listening").joinpath(f"data/{language}/frames/{kind}.toml")
            try:
                rows = tomli.loads(path.read_text("utf-8"))
            except (OSError, tomli.TOMLDecodeError) as error:
                raise DataError(f"{path}: {error}") from error
            for name, row in rows.items():
                self._add(kind, name, row, f"frames/{kind}.toml [{name}]")
        for frame in self.all.values():
            if frame.negated and frame.negated not in self.all:
                raise DataError(f"frame {frame.name}: negated names no frame: {frame.negated}")

    def _add(self, kind: str, name: str, row: dict[str, Any], where: str) -> None:
        missing = [key for key in _NEEDED if key not in row]
        unknown = [key for key in row if key not in (*_NEEDED, *_OPTIONAL)]
        if missing or unknown:
            raise DataError(f"{where}: missing {missing}, unknown {unknown}")
        if name in self.all:
            raise DataError(f"{where}: this frame stands in {self.all[name].kind}.toml too")
        for key, allowed in (
            ("talk", TALKS), ("category", CATEGORIES), ("evidence", EVIDENCE), ("goal", GOALS),
            ("risk", RISKS),
        ):  # fmt: skip
            if row.get(key, "") not in allowed and key in row:
                raise DataError(f"{where}: {key} is {row[key]!r}; use one of {', '.join(allowed)}")
        for pattern in row["patterns"]:
            whole = pattern.startswith(WHOLE)
            self._matcher.add(WHOLE * whole + name, pattern.removeprefix(WHOLE), where)
        self._unless_patterns[name] = row.get("unless", [])
        self.all[name] = Frame(
            name, kind, row["about"], row["talk"], row["category"], row["weight"],
            tuple(row["examples"]), tuple(row["near"]), row.get("feeling", ""),
            row.get("evidence", ""), row.get("goal", ""), row.get("risk", ""),
            row.get("negated", ""),
        )  # fmt: skip

    def find(self, clauses: Sequence[Clause]) -> list[FrameHit]:
        """Return the frames of each clause, each frame once a clause, widest match kept."""
        hits: list[FrameHit] = []
        for index, clause in enumerate(clauses):
            found = self._matcher.find(clause.tokens)
            matches = [one for match in found if (one := _standing(match, clause))]
            if not matches:
                continue
            barred = {name for name in {m.name for m in matches} if self._barred(name, clause)}
            best: dict[str, FrameHit] = {}
            for match in matches:
                name = match.name
                if name in barred:
                    continue
                if not match.spoken_negation and _denied(clause, match.start):
                    name = self.all[name].negated
                    if not name:
                        continue
                hit = FrameHit(name, index, match.start, match.end, match.slots)
                kept = best.get(name)
                if kept is None or (len(hit.slots), hit.end - hit.start) > (
                    len(kept.slots), kept.end - kept.start
                ):  # fmt: skip
                    best[name] = hit
            hits.extend(sorted(best.values(), key=lambda hit: hit.start))
        return hits

    def barred(self, name: str, clauses: Sequence[Clause]) -> bool:
        """Return whether a pattern of the frame's `unless` stands in one of `clauses`."""
        return any(self._barred(name, clause) for clause in clauses)

    def _barred(self, name: str, clause: Clause) -> bool:
        """Return whether a pattern of the frame's `unless` stands in the clause."""
        patterns = self._unless_patterns.get(name)
        if not patterns:
            return False
        matcher = self._unless.get(name)
        if matcher is None:
            matcher = self._unless[name] = Matcher(self._language)
            for pattern in patterns:
                matcher.add(name, pattern, f"frame {name}: unless")
        return bool(matcher.find(clause.tokens))


def _standing(match: Match, clause: Clause) -> Match | None:
    """Return a match under its frame's name; None if it has to be a whole clause and is not."""
    if not match.name.startswith(WHOLE):
        return match
    if match.end - match.start < len(clause.tokens):
        return None
    return replace(match, name=match.name.removeprefix(WHOLE))


_DENIERS = frozenset({"not", "never", "no", "nothing", "hardly", "without"})


def _denied(clause: Clause, start: int) -> bool:
    before = clause.tokens[max(0, start - _REACH) : start]
    count = sum(token.text in _DENIERS for token in before)
    return count % 2 == 1


def frames(language: str = "en") -> Frames:
    """Return the frames of a language, loaded once."""
    return _loaded(language)


@cache
def _loaded(language: str) -> Frames:
    return Frames(language)
