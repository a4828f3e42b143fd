"""One step of a talk about danger, and those that are alike in many talks."""

from __future__ import annotations

from dataclasses import dataclass

NEXT = "next"
"""Ask what the talk has not asked yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer and what follows."""

    ask: str = NEXT
    """A file of danger/ask, NEXT, or "" for no question."""
    say: str = ""
    """Another template than the answer's own."""
    opens: str = ""
    """A graver talk that begins with its first message."""
    ends: str = ""
    """"settled" (help came) or "let_be" (the numbers stand, it is come back to once)."""
    denies: bool = False
    """Whether they take back what they said; the second time the talk is let be."""


BARRIERS = (
    "police", "cost", "hospital", "sectioned", "not_believed", "no_credit", "no_power", "shame",
    "immigration", "children", "housing", "lines_no_use", "cannot_talk", "told_not_to", "name",
)  # fmt: skip
"""What keeps people from calling; each has one honest line."""


ASKED = (
    "which_number", "stay_with_me", "keep_it_secret", "wants_person", "are_you_a_bot", "silence",
    "thanks", "young", "young_line",
    "asks_hide", "not_first", "asks_taper", "asks_flush", "asks_score",
)  # fmt: skip
"""What is asked of the bot, or said to it, alike in every talk."""
SAME = {"young_line": "which_number"}
"""What is answered in the words of another."""


def barriers(ask: str) -> dict[str, Step]:
    """Return a step for each barrier, after which `ask` is asked."""
    return {name: Step(ask, say=f"danger/barrier/{name}") for name in BARRIERS}


def shared(ask: str) -> dict[str, Step]:
    """Return a step for each thing asked of the bot, after which `ask` is asked."""
    return {name: Step(ask, say=f"danger/any/{SAME.get(name, name)}") for name in ASKED}


def here(say: str) -> dict[str, Step]:
    """Return the steps after which help is there: what is said depends on who was in danger."""
    came = ("help_is_here", "help_came", "they_came")
    return {name: Step("", say=say, ends="settled") for name in came}


FOR_YOU = "danger/emergency/help_for_you"
