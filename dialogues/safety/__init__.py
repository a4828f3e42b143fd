"""Hearing danger: the register of a message and its scenario, decided before anything else.

`assess` runs on every message in every state. Rules hear what is said plainly, a trained model
what is not. It fails closed: without the model the rules still run; should both fail, the
message counts as an emergency.
"""

from __future__ import annotations

from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety.danger import REGISTER_OF, Danger, Register, Scenario
from dialogues.safety.judging import judge

__all__ = ["REGISTER_OF", "Danger", "Register", "Scenario", "assess", "register"]


def assess(text: str, language: str = "en", *, before: str = "") -> Danger:
    """Return the danger heard in `text` (one message, or a burst joined by newlines).

    `before` names the scenario of a danger talk that is open, "" if none is; its own kind of
    danger is then heard more readily. Never raises.
    """
    try:
        return judge(clauses(tagged(text, language)), language, before)
    except Exception:  # a broken check must interrupt, never wave through
        return Danger(Register.EMERGENCY, None, sure=0.0)


def register(text: str, language: str = "en") -> Register:
    """Return the register of `text`; never raises."""
    return assess(text, language).register
