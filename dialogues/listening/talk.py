"""Direction of a message relative to the target: change, sustain, ambivalent or neutral.

The kinds are those of DARN-CAT (desire, ability, reason, need, commitment, activation, steps),
each with its direction; patterns stand in data/<language>/talk.toml and join what the frames say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dialogues.errors import DataError
from dialogues.listening.datafiles import table
from dialogues.listening.frames import CATEGORIES, frames
from dialogues.listening.heard import FrameHit, Talk
from dialogues.listening.phrases import Matcher
from dialogues.listening.words import Clause

Proba = tuple[tuple[str, float], ...]
_FRAME = {1: 0.25, 2: 0.45, 3: 0.7, 4: 0.9, 5: 0.9}
"""What a frame counts for, by its weight."""
_PAST, _IMAGINED, _REPORTED = 0.5, 0.6, 0.4
_CLEAR = 0.45
"""What one side needs to be heard at all."""
_BOTH = 0.5
"""Share of the stronger side from which the weaker makes it ambivalent."""
_CONTENT = frozenset({"on_script", "keep_stable", "works_for_now", "no_problem_seen"})
_KEYS = frozenset({"patterns", "weight", "unless", "examples", "near"})


@dataclass(slots=True)
class _Sides:
    change: float = 0.0
    sustain: float = 0.0

    def add(self, side: str, weight: float) -> None:
        if side in ("change", "both"):
            self.change = 1 - (1 - self.change) * (1 - weight)
        if side in ("sustain", "both"):
            self.sustain = 1 - (1 - self.sustain) * (1 - weight)


class TalkRules:
    """The patterns of talk.toml, ready to be found."""

    def __init__(self, language: str = "en") -> None:
        """Load and check them; raises DataError."""
        self.rows = table("talk", language)
        self._matcher = Matcher(language)
        self._unless = Matcher(language)
        self.weight: dict[str, float] = {}
        for name, row in self.rows.items():
            where = f"talk.toml [{name}]"
            if set(row) - _KEYS or name[:-1] not in CATEGORIES or name[-1] not in "+-":
                raise DataError(f"{where}: use a category with + or -, and keys {sorted(_KEYS)}")
            self.weight[name] = float(row["weight"])
            for pattern in row["patterns"]:
                self._matcher.add(name, pattern, where)
            for pattern in row.get("unless", []):
                self._unless.add(name, pattern, where)

    def find(self, clause: Clause) -> list[tuple[str, int]]:
        """Return (category with direction, place) for each kind of talk in `clause`."""
        matches = self._matcher.find(clause.tokens)
        if not matches:
            return []
        barred = {match.name for match in self._unless.find(clause.tokens)}
        return list({m.name: (m.name, m.start) for m in reversed(matches) if m.name not in barred}.values())


@cache
def talk_rules(language: str = "en") -> TalkRules:
    """Return the talk patterns of a language, loaded once."""
    return TalkRules(language)


def read(
    clauses: Sequence[Clause], hits: Sequence[FrameHit], goal: str = "", language: str = "en"
) -> tuple[Talk, Proba, tuple[str, ...]]:
    """Return the direction, its shares and the DARN-CAT kinds of a message."""
    sides = _Sides()
    kinds: dict[str, None] = {}
    known = frames(language).all
    for hit in hits:
        frame = known[hit.name]
        if hit.about or frame.talk == "none":
            continue
        side = "change" if goal == "stay_stable" and hit.name in _CONTENT else frame.talk
        weight = _FRAME[frame.weight]
        weight *= _PAST if hit.past else 1
        weight *= _IMAGINED if hit.hypothetical else 1
        weight *= _REPORTED if hit.reported_by else 1
        sides.add(side, weight)
        if frame.category and not hit.reported_by:
            for sign in {"change": "+", "sustain": "-", "both": "+-"}[side]:
                kinds[frame.category + sign] = None
    if goal == "keep_using":
        sides.sustain = 0.0
    return _verdict(sides), _shares(sides), tuple(kinds)


def _verdict(sides: _Sides) -> Talk:
    more, less = max(sides.change, sides.sustain), min(sides.change, sides.sustain)
    if more < _CLEAR:
        return Talk.NEUTRAL
    if less >= _BOTH * more:
        return Talk.AMBIVALENT
    return Talk.CHANGE if sides.change > sides.sustain else Talk.SUSTAIN


def _shares(sides: _Sides) -> Proba:
    rest = (1 - sides.change) * (1 - sides.sustain)
    total = sides.change + sides.sustain + rest
    return (
        ("change", round(sides.change / total, 3)),
        ("neutral", round(rest / total, 3)),
        ("sustain", round(sides.sustain / total, 3)),
    )
