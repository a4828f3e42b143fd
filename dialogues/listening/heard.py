"""What was heard in one message: plain records, nothing decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from dialogues.listening.words import Clause


class Talk(Enum):
    """Direction of a message, relative to the target in focus."""

    CHANGE = "change"
    SUSTAIN = "sustain"
    AMBIVALENT = "ambivalent"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class FrameHit:
    """One frame found in one clause."""

    name: str
    clause: int
    """Index into `Heard.clauses`."""
    start: int
    end: int
    """Tokens of the clause it was found in, [start, end)."""
    slots: tuple[tuple[str, str], ...] = ()
    past: bool = False
    """Told of a time that is over ("it used to help")."""
    hypothetical: bool = False
    """Said under an "if" or "would"."""
    reported_by: str = ""
    """Who said it, if not the client: "your mum"."""
    about: str = ""
    """Whom it is about, if not the client: "your mate"."""
    guessed: bool = False
    """Sensed in the whole message, where no pattern knows its words."""
    chance: float | None = None
    """What the encoder gives it, of 1; None where it was not asked."""

    @property
    def own(self) -> bool:
        """Whether the client says it of themself, in their own voice."""
        return not self.reported_by and not self.about


@dataclass(frozen=True, slots=True)
class Emotion:
    """A feeling named or shown."""

    name: str
    """An adjective that fits "you're …": "worn out"."""
    intensity: int
    """1 mild, 2 plain, 3 strong."""
    family: str = ""
    """fear, sadness, anger, shame, joy, tiredness, loneliness, confusion, calm or longing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything listening found in one message."""

    clauses: tuple[Clause, ...]
    frames: tuple[FrameHit, ...]
    talk: Talk
    proba: tuple[tuple[str, float], ...]
    """Share of change, neutral and sustain, summing to 1."""
    categories: tuple[str, ...]
    """DARN-CAT kinds with direction: "desire+", "reason-"."""
    emotions: tuple[Emotion, ...]
    substances: tuple[str, ...]
    """Canonical names, in order of mention."""
    people: tuple[str, ...]
    """As they would be said back: "your mum"."""
    signals: tuple[str, ...]
    """What the message does to the conversation: "yes", "number:6", "asks_are_you_a_bot"."""
    words: int
    """How many words were typed."""

    def has(self, *signals: str) -> bool:
        """Return whether any of `signals` was heard."""
        return any(signal in self.signals for signal in signals)

    def number(self) -> int | None:
        """Return the 0-10 answer, if one was given."""
        for signal in self.signals:
            if signal.startswith("number:"):
                return int(signal.partition(":")[2])
        return None

    def as_json(self) -> dict[str, Any]:
        """Return the `heard` object of the command line."""
        return {
            "talk": self.talk.value,
            "proba": dict(self.proba),
            "categories": list(self.categories),
            "frames": [
                {
                    "name": hit.name,
                    "slots": dict(hit.slots),
                    **({"past": True} if hit.past else {}),
                    **({"hypothetical": True} if hit.hypothetical else {}),
                    **({"reported_by": hit.reported_by} if hit.reported_by else {}),
                    **({"about": hit.about} if hit.about else {}),
                    **({"guessed": True} if hit.guessed else {}),
                }
                for hit in self.frames
            ],
            "emotions": [{"name": e.name, "intensity": e.intensity} for e in self.emotions],
            "substances": list(self.substances),
            "signals": list(self.signals),
        }
