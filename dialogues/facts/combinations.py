"""Dangerous and unsafe mixtures: what is on file about two substances, and no word of comfort.

Only the two upper ratings are kept; that nothing is on file isn't the same as safe.
Two sedatives without a rating of their own count as dangerous: a gap in a chart is no green light.
Source of the ratings: TripSit's combination chart, restated; the classes of reasons and the rule
for sedatives are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations, product

from dialogues.errors import DataError
from dialogues.facts.tables import packaged, parsed, rows

FILE = "combinations.toml"


class Level(StrEnum):
    """How a mixture is rated; there is no lower one."""

    DANGEROUS = "dangerous"
    UNSAFE = "unsafe"


class Why(StrEnum):
    """The mechanism; the names are those of its fact card, `mix_<name>`."""

    SEDATIVES = "a"
    MASKING = "b"
    FITS = "c"
    SEROTONIN = "d"
    PRESSURE = "e"
    HEART = "f"
    UNKNOWN = "z"

    @property
    def card(self) -> str:
        """Return the id of the fact card that explains it."""
        return f"mix_{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Hazard:
    """What is on file about one mixture."""

    first: str
    second: str
    level: Level
    why: Why


Table = Mapping[frozenset[str], Hazard]


@cache
def every() -> Table:
    """Return what is on file, by pair of canonical names; raises DataError (file and line)."""
    return read(*packaged(FILE))


def read(path: str, text: str) -> Table:
    """Return the mixtures of a file, the rule for sedatives worked in; raises DataError."""
    top = parsed(path, text)
    groups: dict[str, list[str]] = top.get("groups", {})
    found: dict[frozenset[str], Hazard] = {}
    for row in rows(path, text, "pair", frozenset({"groups", "sedatives"})):
        row.only(frozenset({"a", "b", "level", "class"}))
        level, why = row.text("level"), row.text("class")
        if level not in list(Level):
            raise row.wrong("level", "dangerous or unsafe is expected, and nothing lower")
        if why not in list(Why):
            raise row.wrong("class", "one of a to f, or z, is expected")
        a, b = row.text("a"), row.text("b")
        for one, other in product(groups.get(a, [a]), groups.get(b, [b])):
            pair = frozenset({one, other})
            if len(pair) < 2 or pair in found:
                raise row.wrong("a", f"{a} with {b} is on file already, or is one substance")
            found[pair] = _hazard(pair, Level(level), Why(why))
    for pair in _sedatives(path, top.get("sedatives", {}), groups):
        found.setdefault(pair, _hazard(pair, Level.DANGEROUS, Why.SEDATIVES))
    return found


def _sedatives(
    path: str, rule: Mapping[str, list[list[str]]], groups: Mapping[str, list[str]]
) -> Iterable[frozenset[str]]:
    if rule.keys() != {"names", "same"}:
        raise DataError(f"{path}: [sedatives]: names and same are expected")
    names = [one for name in rule["names"] for one in groups.get(str(name), [str(name)])]
    same = {frozenset(pair) for pair in rule["same"]}
    return (frozenset(pair) for pair in combinations(names, 2) if frozenset(pair) not in same)


def _hazard(pair: frozenset[str], level: Level, why: Why) -> Hazard:
    first, second = sorted(pair)
    return Hazard(first, second, level, why)


@cache
def members(group: str) -> frozenset[str]:
    """Return the canonical names a group of the file stands for; raises DataError."""
    path, text = packaged(FILE)
    groups = parsed(path, text).get("groups", {})
    if group not in groups:
        raise DataError(f"{path}: [groups]: {group} is missing")
    return frozenset(groups[group])


def hazard(first: str, second: str) -> Hazard | None:
    """Return what is on file about two substances (canonical names), None if nothing is."""
    return every().get(frozenset({first.replace(" ", "_"), second.replace(" ", "_")}))


def worst(substances: Iterable[str]) -> Hazard | None:
    """Return the gravest mixture among several substances, None if none is on file."""
    found = [hazard(one, other) for one, other in combinations(dict.fromkeys(substances), 2)]
    known = [one for one in found if one is not None]
    return min(known, key=lambda one: (one.level is Level.UNSAFE, one.why), default=None)
