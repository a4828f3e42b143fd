"""The short plan for a bad hour, in their own words: sign, what helps, who, a safer place.

Its parts follow the safety-planning steps that suicide-safety guidance names; no contract, no
promise.
"""

from __future__ import annotations

from dialogues.crisis.saying import Message
from dialogues.listening.heard import Heard
from dialogues.mirroring import flip, mirrorings, thing
from dialogues.session import PHRASE

ANYBODY = frozenset({"anyone", "anybody", "anything", "anywhere"})
NONE_WORDS = 7
"""Up to how many words "there isnt anyone" is all that is said: nothing to put in a plan."""


def take_down(heard: Heard, text: str) -> str:
    """Return their answer turned to "you", "" if that is not sure or there is none to note."""
    if heard.has("skip", "dont_know", "empty") or (heard.has("no") and heard.words <= 2):
        return ""
    words = {token.text for clause in heard.clauses for token in clause.tokens}
    if "not" in words and words & ANYBODY and heard.words <= NONE_WORDS:
        return ""
    things = (thing(one.text) for one in heard.clauses)
    mirrored = (one.text for one in mirrorings(heard.clauses))
    said = flip(text) or thing(text) or next(filter(None, things), "") or next(mirrored, "")
    return said if len(said) <= PHRASE else ""


def recited(message: Message, plan: tuple[tuple[str, str], ...]) -> None:
    """Add the plan, a line for each part that could be said back."""
    if not plan:
        message.add("danger/plan/empty")
        return
    message.add("danger/plan/head")
    for part, said in plan:
        message.add(f"danger/plan/{part}", mirror=said)
    message.add("danger/plan/keep")
