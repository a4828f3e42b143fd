"""A row of the policy: one situation, its moves, and the tests that rows share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dialogues.flow import FlowEvent
from dialogues.listening.datafiles import wordlist
from dialogues.situation import Situation

HARD_WORDS = ("self_label", "stigma_from_services", "stigma")
"""Meanings that hard words have when they are about a person."""
When = Callable[[Situation], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One situation and its moves."""

    name: str
    when: When
    say: str
    event: FlowEvent | None = None
    """What the flow makes of it."""
    choices: tuple[str, ...] = ()
    """Buttons, as names of button/ files."""
    plain: bool = False
    """Whether it answers the conversation itself, so that no question is added to it."""
    summary: bool = False
    """Whether it sums up, so that counting starts anew."""


def signal(*names: str) -> When:
    """Return a test: one of the signals."""
    return lambda s: s.has(*names)


def lone(*names: str) -> When:
    """Return a test: one of the signals, and nothing weighty said beside it."""
    return lambda s: s.has(*names) and not s.weighty


def short(*names: str) -> When:
    """Return a test: one of the signals and hardly anything beside it."""
    return lambda s: s.has(*names) and s.heard.words <= 6


def beginning(*names: str) -> When:
    """Return a test: one of the signals, early in a talk."""
    return lambda s: s.has(*names) and s.early


def at_bot(*names: str, you: bool = True) -> When:
    """Return a test: one of the signals, with nothing weighty but hard words for the bot.

    With `you` it has to be spoken to; the person who writes may not be in them.
    """

    def test(s: Situation) -> bool:
        return s.has(*names) and (not s.weighty or (s.main_named(*HARD_WORDS) and to_bot(s)))

    def to_bot(s: Situation) -> bool:
        language = s.session.language
        spoken_to = not you or not s.texts.isdisjoint(wordlist("you", language))
        return spoken_to and s.texts.isdisjoint(wordlist("me", language))

    return test


def verdict(s: Situation) -> bool:
    """Return whether a bare hard word ("rubbish") is for the bot, not for how things are.

    "How was last night?" is answered by it too, unless they are at odds with the bot by then.
    """
    return s.has("verdict") and (not s.asked or bool(s.session.discord))


def named(*names: str) -> When:
    """Return a test: one of these meanings was voiced."""
    return lambda s: s.named(*names)


def main(*names: str) -> When:
    """Return a test: one of these meanings is the one to take up."""
    return lambda s: s.main_named(*names)
