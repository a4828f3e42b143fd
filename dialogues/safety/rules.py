"""What plain words say for certain: danger.toml's rules, looked for clause by clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dialogues.errors import DataError
from dialogues.listening.phrases import Matcher
from dialogues.listening.tagging import table
from dialogues.listening.words import Clause
from dialogues.safety.danger import Register, Scenario

_KEYS = {"register", "scenario", "patterns", "unless"}
WHOLE, ALONE = "=", "=="
"""What a pattern begins with that has to be the whole clause, or the whole message."""
_GRAVEST_FIRST = (Register.EMERGENCY, Register.CRISIS, Register.CHECK, Register.OFFER)


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases that mean one scenario, and those that take it back."""

    register: Register
    scenario: Scenario | None
    """None for a cry for help that does not say what is wrong; its register is check."""
    patterns: Matcher
    unless: Matcher


@cache
def rules(language: str = "en") -> tuple[Rule, ...]:
    """Return the rules of danger.toml, the gravest first; raises DataError naming the rule."""
    found = [
        _rule(row, language, f"danger.toml rule {place}")
        for place, row in enumerate(table("danger", language)["rule"], 1)
    ]
    return tuple(sorted(found, key=lambda rule: _GRAVEST_FIRST.index(rule.register)))


def _rule(row: dict[str, object], language: str, where: str) -> Rule:
    if set(row) != _KEYS:
        raise DataError(f"{where}: the keys must be {sorted(_KEYS)}")
    try:
        register, named = Register(row["register"]), str(row["scenario"])
        scenario = Scenario(named) if named or register is not Register.CHECK else None
        _GRAVEST_FIRST.index(register)
    except ValueError as error:
        raise DataError(f"{where}: {error}") from error
    return Rule(
        register,
        scenario,
        _matcher(row["patterns"], language, where),
        _matcher(row["unless"], language, f"{where} unless"),
    )


def _matcher(patterns: object, language: str, where: str) -> Matcher:
    if not isinstance(patterns, list):
        raise DataError(f"{where}: not a list of patterns")
    matcher = Matcher(language)
    for pattern in patterns:
        mark, _, rest = pattern.partition(" ")
        anchored = mark in (WHOLE, ALONE)
        matcher.add(mark if anchored else where, rest if anchored else pattern, where)
    return matcher


def _holds(matcher: Matcher, clause: Clause, *, alone: bool = False) -> bool:
    """Return whether `clause` holds one of the patterns, or is one that has to be all of it."""
    return any(
        match.name not in (WHOLE, ALONE)
        or (match.end - match.start == len(clause.tokens) and (alone or match.name == WHOLE))
        for match in matcher.find(clause.tokens)
    )


@cache
def vetoes(language: str = "en") -> Matcher:
    """Return what takes a clause out of the hearing altogether; raises DataError."""
    return _matcher(table("danger", language)["veto"], language, "danger.toml veto")


def heard(clause: Clause, language: str = "en", *, alone: bool = False) -> tuple[Rule, ...]:
    """Return the rules that `clause` fulfils, the gravest first; `alone` if it is all there is."""
    return tuple(
        rule
        for rule in rules(language)
        if _holds(rule.patterns, clause, alone=alone) and not _holds(rule.unless, clause)
    )


def vetoed(clause: Clause, language: str = "en") -> bool:
    """Return whether `clause` says for certain that nothing is wrong, or long past."""
    return _holds(vetoes(language), clause)


def gravest(found: Iterable[Rule], language: str = "en") -> Rule | None:
    """Return the gravest of some rules, or None."""
    return min(found, key=rules(language).index, default=None)
