"""Codes what is said to a client from its text alone: reflection, question, input or other.

The four behaviours, and simple or complex, open or closed, are those of AnnoMI (Wu and others,
ICASSP 2022; Future Internet 2023, 15(3), 110).
The behaviour is a trained linear model; simple or complex and open or closed are rules, since the
labels that could teach them are for judging with only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

from bot.coding.features import features, words
from dialogues.errors import DataError
from dialogues.leaning.linear import linear
from dialogues.leaning.model import softmax
from dialogues.leaning.stored import read_arrays, shipped

VERSION = 1
"""Of the model file."""
BEHAVIOURS = ("question", "reflection", "therapist_input", "other")
NEW = 0.6
"""The share of content words that are the listener's own from which a reflection is complex."""
SHORT = 3
"""Letters of a word that says nothing by itself."""
STEM = 4
"""Letters two words share at the front to count as one: "drinking", "drinks"."""
_OPEN = re.compile(
    r"\b(?:what|how|why|where|who|when|which|tell me|describe|in what)\b", re.IGNORECASE
)
_CLOSED = re.compile(
    r"^(?:(?:and|so|but|ok|okay|well|now|then|um|uh|right|yeah),? )*(?:is|are|was|were|do|does|"
    r"did|have|has|had|can|could|would|will|should|may|am|isn't|aren't|don't|doesn't|didn't|haven't|"
    r"how (?:many|much|old|often|long)|what (?:time|day|age)|when did|who is|you)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_EMPTY = frozenset(
    ("that", "this", "with", "your", "you're", "you've", "have", "there", "they", "them", "what",
     "which", "about", "just", "from", "into", "like", "really", "some", "than", "then", "been",
     "were", "would", "could", "when", "where", "still", "want", "wants", "thing", "things")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coded:
    """What one sentence was taken to be."""

    behaviour: str
    kind: str
    """simple or complex, open or closed; "" for the rest."""
    chance: float


class Coder:
    """The trained model, ready to be asked."""

    def __init__(self, stored: Mapping[str, Any], name: str) -> None:
        """Take the arrays of a model file; raises DataError when they do not fit."""
        try:
            self._model = linear(stored, "coder", len(BEHAVIOURS))
        except (KeyError, ValueError, TypeError) as error:
            raise DataError(
                f"{name}: not a coder model, or a damaged one ({type(error).__name__})"
            ) from error

    def behaviour(self, text: str) -> tuple[str, float]:
        """Return the behaviour of an utterance and its chance."""
        chances = softmax(self._model.scores(features(text)))
        best = int(chances.argmax())
        return BEHAVIOURS[best], float(chances[best])

    def code(self, sentence: str, before: str) -> Coded:
        """Return what `sentence` is, said in answer to `before`."""
        behaviour, chance = self.behaviour(sentence)
        kind = ""
        if behaviour == "question":
            kind = "open" if is_open(sentence) else "closed"
        elif behaviour == "reflection":
            kind = "complex" if is_complex(sentence, before) else "simple"
        return Coded(behaviour, kind, chance)


def sentences(reply: str) -> list[str]:
    """Return the sentences of a reply."""
    return [one.strip() for one in _SENTENCE.split(reply) if one.strip()]


def is_open(question: str) -> bool:
    """Return whether a question asks for more than a yes, a no or a number."""
    asked = [one for one in sentences(question) if one.endswith("?")] or [question]
    return bool(_OPEN.search(asked[-1])) and not _CLOSED.match(asked[-1])


def is_complex(reflection: str, before: str) -> bool:
    """Return whether a reflection is mostly in words that the client did not say before it."""
    said = {word[:STEM] for word in words(before)}
    own = [word for word in words(reflection) if len(word) > SHORT and word not in _EMPTY]
    if len(own) < 2:
        return False
    return sum(word[:STEM] not in said for word in own) / len(own) >= NEW


def read_coder(file: IO[bytes], name: str) -> Coder:
    """Return the model in an open file; raises DataError."""
    return Coder(read_arrays(file, name, "coder", VERSION), name)


@cache
def coder(language: str = "en") -> Coder:
    """Return the shipped coder of a language, loaded once; raises DataError."""
    return shipped("bot.coding", f"data/{language}/coder.npz", read_coder)
