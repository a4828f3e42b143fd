"""What plain words say for certain: danger.toml's rules, looked for clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dialogues.errors import DataError
from dialogues.listening.phrases import Match, Matcher
from dialogues.listening.tagging import table
from dialogues.listening.words import Clause, Token
from dialogues.safety.danger import Register, Scenario

_KEYS = {"register", "scenario", "patterns", "unless"}
WHOLE, ALONE = "=", "=="
"""What a pattern begins with that has to be the whole clause, or the whole message."""
_BEGINS = frozenset(
    {",", "i", "he", "she", "it", "we", "they", "there", "anyway", "sorry", "lol", "haha"}
    | {"now", "today", "yesterday", "lately", "though", "mate"}
)
"""What comes after a phrase that has ended."""
_TURNED = frozenset({"not", "never", "no", "without"})
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


def vetoed(clause: Clause, language: str = "en", *, alone: bool = False) -> bool:
    """Return whether `clause` says for certain that nothing is wrong; `alone` as for `heard`."""
    return _holds(vetoes(language), clause, alone=alone)


@cache
def passing(language: str = "en", name: str = "passing") -> Matcher:
    """Return what is cut out of a message that was alarming with it; raises DataError."""
    return _matcher(table("danger", language)[name], language, f"danger.toml {name}")


def without_passing(clauses: Sequence[Clause], language: str = "en") -> list[Clause]:
    """Return `clauses` without what is said in passing: only those words go, the rest stays.

    A harmless phrase goes only from the end of a message, since what follows may turn it round;
    the others stay before an "or", of which the other half may be the grave one.
    """
    kept: list[Clause] = []
    for clause in reversed(clauses):
        left = _cut(clause, kept[-1] if kept else None, language)
        if left.tokens:
            kept.append(left)
    return kept[::-1]


def _cut(clause: Clause, after: Clause | None, language: str) -> Clause:
    tokens = clause.tokens
    found = [] if after and after.joined_by == "or" else passing(language).find(tokens)
    if after is None:
        found += passing(language, "harmless").find(tokens)
    gone = {
        place
        for match in found
        if _whole(match, tokens)
        for place in range(match.start, match.end)
    }
    left: list[Token] = []
    for place, token in enumerate(tokens):
        if place not in gone and not (token.text == "," and (not left or left[-1].text == ",")):
            left.append(token)
    if left and left[-1].text == ",":
        left.pop()
    return replace(clause, tokens=tuple(left)) if gone else clause


def _whole(match: Match, tokens: Sequence[Token]) -> bool:
    """Return whether nothing goes on from a phrase, and nothing before it turns it round.

    "I could go on all night" is one, "sorry I'm going on the bridge" none.
    """
    after = tokens[match.end].text if match.end < len(tokens) else ","
    before = tokens[match.start - 1].text if match.start else ","
    return (after in _BEGINS or after.startswith(":")) and before not in _TURNED


def gravest(found: Iterable[Rule], language: str = "en") -> Rule | None:
    """Return the gravest of some rules, or None."""
    return min(found, key=rules(language).index, default=None)
