"""The register of a message, decided before anything else; fails closed.

This is the seam for the safety work: it knows only the most obvious words
(`listening/data/<language>/danger.toml`) and answers with a plain notice.
It runs on every message in every state.
Should it fail itself, the message counts as an emergency.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from dialogues.listening.phrases import Matcher
from dialogues.listening.tagging import table, tagged
from dialogues.listening.words import Clause, clauses


class Register(Enum):
    """How the whole reply has to be, before any listening."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    CHECK = "check"
    OFFER = "offer"
    CONVERSATION = "conversation"


@cache
def _matchers(language: str) -> dict[str, tuple[Matcher, Matcher]]:
    found: dict[str, tuple[Matcher, Matcher]] = {}
    for name, row in table("danger", language).items():
        patterns, unless = Matcher(language), Matcher(language)
        for pattern in row["patterns"]:
            patterns.add(name, pattern, f"danger.toml [{name}]")
        for pattern in row["unless"]:
            unless.add(name, pattern, f"danger.toml [{name}] unless")
        found[name] = (patterns, unless)
    return found


def register(text: str, language: str = "en") -> Register:
    """Return the register of `text`; never raises."""
    try:
        parts = clauses(tagged(text, language))
        for name in (Register.EMERGENCY, Register.CRISIS):
            if any(_says(clause, *_matchers(language)[name.value]) for clause in parts):
                return name
    except Exception:  # a broken check must interrupt, never wave through
        return Register.EMERGENCY
    return Register.CONVERSATION


def _says(clause: Clause, patterns: Matcher, unless: Matcher) -> bool:
    return bool(patterns.find(clause.tokens)) and not unless.find(clause.tokens)
