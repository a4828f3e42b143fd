"""A short answer that is an amount or a number, said back as it was typed."""

from __future__ import annotations

from dialogues.listening.datafiles import wordlist
from dialogues.listening.heard import Heard

LONGEST = 5
"""The most words of an answer that is an amount."""


def amount(heard: Heard, language: str = "en") -> str | None:
    """Return the amount that is all of a message ("40 a week", "half a gram"), or None."""
    if heard.words > LONGEST or len(heard.clauses) != 1 or heard.has("question"):
        return None
    tokens = [token for token in heard.clauses[0].tokens if token.text != "like"]
    counted = wordlist("counted", language)
    numbers = any(token.value("number") for token in tokens)
    known = all(
        token.value("number") or token.text in counted or token.lemma in counted
        for token in tokens
    )
    if not heard.has("how_much") and not (numbers and known):
        return None
    return " ".join(token.text for token in tokens)
