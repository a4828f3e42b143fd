"""Hearing danger: the register of a message and its scenario, decided before anything else.

`assess` runs on every message in every state. It fails closed: should it fail itself, the
message counts as an emergency.
"""

from __future__ import annotations

from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety.danger import REGISTER_OF, Danger, Register, Scenario
from dialogues.safety.rules import said

__all__ = ["REGISTER_OF", "Danger", "Register", "Scenario", "assess", "register"]

_OTHER = frozenset({Scenario.OVERDOSE_OTHER, Scenario.CHILD_IN_DANGER, Scenario.HARM_OTHERS})


def assess(text: str, language: str = "en", *, before: str = "") -> Danger:
    """Return the danger heard in `text` (one message, or a burst joined by newlines).

    `before` names the scenario of a danger talk that is open, "" if none is; its own kind of
    danger is then heard more readily. Never raises.
    """
    try:
        return _assess(text, language)
    except Exception:  # a broken check must interrupt, never wave through
        return Danger(Register.EMERGENCY, None, sure=0.0)


def _assess(text: str, language: str) -> Danger:
    rule = said(clauses(tagged(text, language)), language)
    if rule is None:
        return Danger(Register.CONVERSATION, None)
    return Danger(rule.register, rule.scenario, rule.scenario in _OTHER)


def register(text: str, language: str = "en") -> Register:
    """Return the register of `text`; never raises."""
    return assess(text, language).register
