"""What is asked somewhere inside a story is mostly asked by somebody in it, not of the bot."""

from __future__ import annotations

from dataclasses import replace

from dialogues.listening.heard import Heard
from dialogues.listening.signals import signals
from dialogues.listening.words import Clause

STORY_WORDS = 40
"""Words beyond which a request has to stand at the end of the message, or be a question."""
LAST = 2
"""How many clauses are the end."""
REQUESTS = frozenset(
    ["wants_ideas", "wants_info", "wants_plan", "wants_person", "wants_summary", "my_reasons",
     "just_listen", "resume", "pause", "goodbye", "question"]
)  # fmt: skip


def without_asides(heard: Heard, language: str = "en") -> Heard:
    """Return `heard` without the requests that are only the talk of people in a story."""
    asked = REQUESTS.intersection(heard.signals)
    if heard.words <= STORY_WORDS or not asked:
        return heard
    parts = heard.clauses
    near = [part for part in parts[:-LAST] if part.question] + list(parts[-LAST:])
    again = {name for part in near for name in _heard(part, language)}
    if "goodbye" not in _heard(parts[-1], language):
        again.discard("goodbye")
    kept = tuple(name for name in heard.signals if name not in asked or name in again)
    return replace(heard, signals=kept)


def _heard(part: Clause, language: str) -> tuple[str, ...]:
    return signals(part.text, part.tokens, [part], language)
