"""What somebody answers in a talk about danger.

The patterns stand in `crisis.toml`; what a yes or a no means depends on what was asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from dialogues.errors import DataError
from dialogues.listening.datafiles import table
from dialogues.listening.heard import Heard
from dialogues.listening.phrases import Matcher
from dialogues.listening.words import Clause, Token

_KEYS = frozenset({"patterns", "unless", "words", "if_last", "examples", "near"})
YES, NO, UNSURE, SILENCE, UNCLEAR = "yes", "no", "unsure", "silence", "unclear"
"""Answers that are worked out here and not by a pattern."""
WHOLE = "= "
"""What a pattern begins with that has to be the whole message."""
BRIEF = 7
"""The most words of a message that is taken as a yes or a no."""
SHORT = 3
"""The most words of one to a question about who."""
WHO = ("who",)
"""Questions to which a yes names nobody: after a longer one comes something else."""
LEAD = 14
"""The most words of a message whose first word is taken so."""
INVITES = ("care", "plan_offer")
"""Questions that offer to say more, which "yeah tell me" takes up."""
PLAIN_YES = (
    "thinking",
    "plan",
    "when",
    "who",
    "near",
    "someone",
    "near_them",
    "called",
    "channel",
    "done",
    "danger",
    "check",
    "breathing",
    "back",
)
"""Questions that "ok" does not answer."""
YESES = frozenset({"yes", "yeah", "yep", "definitely"})
NOES = frozenset({"no", "nope", "never"})
MEANS: Mapping[str, tuple[str, str]] = {
    "breathing": ("breathing", "not_breathing"),
    "called": ("on_its_way", "refuses"),
    "someone": ("somebody", "alone"),
    "near": ("somebody", "alone"),
    "who": ("somebody", "alone"),
    "over": ("not_an_emergency", "still_on"),
    "thinking": ("thinks_of_it", "denies"),
    "plan": ("has_a_plan", "no_plan"),
    "done": ("done_something", "nothing_done"),
    "danger": ("in_danger", "no_danger"),
    "safe": ("safe", "not_safe"),
    "hurt": ("hurt_or_ill", "not_hurt"),
    "reach": ("with_them", "apart"),
    "near_them": ("somebody", "alone"),
    "when": ("has_a_plan", "no_plan"),
    "care": ("wants_care", "no_care"),
    "plan_offer": ("wants_plan", "no_plan_now"),
    "channel": ("wants_text", "no"),
    "check": ("check_yes", "check_no"),
    "hurt_here": ("hurt_here", "unclear"),
    "back": ("not_an_emergency", "still_there"),
}
"""What yes and no mean after each question."""


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    words: int
    if_last: frozenset[str]


@cache
def _rules(language: str) -> tuple[tuple[_Rule, ...], Matcher, Matcher, Matcher]:
    """Return the rules in order, their patterns, those that have to be the whole message, and
    what takes them back; raises DataError.
    """
    rules: list[_Rule] = []
    patterns, whole, unless = Matcher(language), Matcher(language), Matcher(language)
    for name, row in table("crisis", language).items():
        where = f"crisis.toml [{name}]"
        if unknown := set(row) - _KEYS:
            raise DataError(f"{where}: unknown keys {sorted(unknown)}")
        rules.append(_Rule(name, int(row.get("words", 0)), frozenset(row.get("if_last", ()))))
        for pattern in row["patterns"]:
            kept = whole if pattern.startswith(WHOLE) else patterns
            kept.add(name, pattern.removeprefix(WHOLE), where)
        for pattern in row.get("unless", ()):
            unless.add(name, pattern, f"{where} unless")
    return tuple(rules), patterns, whole, unless


def names(language: str = "en") -> tuple[str, ...]:
    """Return every answer that has patterns, the first to count at the front."""
    return tuple(rule.name for rule in _rules(language)[0])


def found(heard: Heard, asked: str, language: str = "en") -> list[str]:
    """Return the answers whose patterns the message holds, the first to count at the front."""
    rules, patterns, whole, unless = _rules(language)
    said: set[str] = set()
    for clause in heard.clauses:
        runs = _plain(clause)
        barred = {match.name for match in unless.find(runs)}
        said |= {match.name for match in patterns.find(runs)} - barred
        if len(heard.clauses) == 1:
            spans = ((match.name, match.end - match.start) for match in whole.find(runs))
            said |= {name for name, length in spans if length == len(runs)} - barred
    return [
        rule.name
        for rule in rules
        if rule.name in said
        and not (rule.words and heard.words > rule.words)
        and (not rule.if_last or asked in rule.if_last)
    ]


def _plain(clause: Clause) -> list[Token]:
    return [token for token in clause.tokens if token.text != ","]


def answer(heard: Heard, asked: str, known: Collection[str], language: str = "en") -> str:
    """Return which of the `known` answers the message gives to the question `asked`."""
    if heard.has("empty"):
        return SILENCE
    said = next((name for name in found(heard, asked, language) if name in known), "")
    if said == "what_to_do" and asked in INVITES:
        return MEANS[asked][0]
    if said:
        return said
    lead = _lead(heard)
    if asked in WHO and heard.words > SHORT:
        lead = ""
    if asked in MEANS and (lead or heard.words <= (SHORT if asked in WHO else BRIEF)):
        agrees = heard.has("yes") and not (asked in PLAIN_YES and _pleads(heard))
        if lead == YES or agrees or (heard.has("ok") and asked not in PLAIN_YES):
            return _kept(MEANS[asked][0], YES, known)
        if lead == NO or heard.has("no"):
            return _kept(MEANS[asked][1], NO, known)
    if heard.words <= BRIEF:
        for name, signals in (
            (NO, ("no",)),
            (YES, ("yes", "ok")),
            (UNSURE, ("dont_know", "maybe")),
        ):
            if heard.has(*signals):
                return _kept(name, UNCLEAR, known)
    return UNCLEAR


def _lead(heard: Heard) -> str:
    """Return whether a message of a few words opens with a yes or a no, "" if with neither."""
    if not heard.clauses or heard.words > LEAD:
        return ""
    first = next((token.text for token in heard.clauses[0].tokens), "")
    return YES if first in YESES else NO if first in NOES else ""


def _pleads(heard: Heard) -> bool:
    """Return whether a message says "please", which is a yes to an offer and not to a question."""
    return any(
        token.text in ("please", "pls", "plz") for one in heard.clauses for token in one.tokens
    )


def _kept(name: str, instead: str, known: Collection[str]) -> str:
    return name if name in known else instead
