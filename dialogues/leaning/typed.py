"""How a typed message leans, learnt from typed messages alone: words, pieces of words, vectors.

The rules are not asked here, so that the fusing can tell what they add.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogues.leaning.cues import words
from dialogues.leaning.features import grams
from dialogues.leaning.linear import Linear, Scores, linear
from dialogues.leaning.vectors import SIZE, vectors

READINGS = ("change", "sustain", "ambivalent", "neutral")
"""What a typed message may be read as."""
_LONG = (2, 3, 4)
_SCALE = 7.0
"""Brings the vectors to the spread of the other features."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The trained numbers: one linear model in three parts."""

    words: Linear
    words_rarity: NDArray[np.float32]
    pieces: Linear
    pieces_rarity: NDArray[np.float32]
    dense: NDArray[np.float32]

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Typed:
        """Return the model in the arrays of a model file; raises KeyError, ValueError."""
        found = cls(
            linear(stored, "typed_words", len(READINGS)),
            np.asarray(stored["typed_words_rarity"], np.float32),
            linear(stored, "typed_pieces", len(READINGS)),
            np.asarray(stored["typed_pieces_rarity"], np.float32),
            np.asarray(stored["typed_dense"], np.float32),
        )
        if (
            found.words_rarity.shape != (len(found.words.places),)
            or found.pieces_rarity.shape != (len(found.pieces.places),)
            or found.dense.shape != (SIZE, len(READINGS))
        ):
            raise ValueError("typed")
        return found

    def scores(self, text: str, language: str = "en") -> Scores:
        """Return the logarithm of the chance of each of READINGS for plain text."""
        found = (
            self.words.scores(rated(grams(text), self.words.places, self.words_rarity))
            + self.pieces.scores(rated(pieces(text), self.pieces.places, self.pieces_rarity))
            + meaning(text, language) @ self.dense
        )
        return np.asarray(found - found.max() - np.log(np.exp(found - found.max()).sum()))


def pieces(text: str) -> list[str]:
    """Return the runs of two to four letters of each word, a space marking its ends."""
    return [
        marked[start : start + long]
        for marked in (f" {word} " for word in text.split())
        for long in _LONG
        for start in range(len(marked) - long + 1)
    ]


def meaning(text: str, language: str = "en") -> NDArray[np.float32]:
    """Return the vector of plain text, SIZE numbers."""
    return vectors(language).of(words(text)) * np.float32(_SCALE)


def rated(
    features: Sequence[str], places: Mapping[str, int], rarity: NDArray[np.float32]
) -> dict[str, float]:
    """Return the weights of the features that have a place: 1 + log count, times rarity.

    They are brought to length one.
    """
    counts: dict[str, int] = {}
    for name in features:
        if name in places:
            counts[name] = counts.get(name, 0) + 1
    weights = {
        name: (1 + log(count)) * float(rarity[places[name]]) for name, count in counts.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {name: weight / length for name, weight in weights.items()}
