"""All that is heard in a message: by the rules, by the models beside them, by the sense of it."""

from __future__ import annotations

from dialogues.leaning.fusing import fused
from dialogues.leaning.meaning import meant
from dialogues.leaning.model import Trail
from dialogues.listening.heard import Heard
from dialogues.listening.hearing import hear
from dialogues.safety import Danger


def understood(
    text: str,
    danger: Danger,
    language: str = "en",
    goal: str = "",
    before: str = "",
    trail: Trail | None = None,
) -> tuple[Heard, Trail]:
    """Return what is heard in `text`, and how the talk leans after it.

    `danger` is what was heard of danger in it, `goal` the change in focus ("stay_stable"),
    `before` the end of the bot's last message, `trail` how the conversation leaned so far.
    Raises DataError when a shipped model of talk cannot be read.
    """
    heard, leaned = fused(
        hear(text, language, goal), text, before, trail, language, danger.sensed
    )  # fmt: skip
    return meant(heard, danger.sensed, language), leaned
