"""Word vectors, so that words never met in training still say something.

`data/<language>/vectors.npz` holds 64 numbers a word, one byte each: the first principal
components of what the sentence encoder all-MiniLM-L6-v2 (Apache-2.0) gives for the word alone.
A text's vector is the mean over its words, the commonest counting least (Arora and others, A
simple but tough-to-beat baseline for sentence embeddings, 2017).
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dialogues.errors import DataError

Vector = NDArray[np.float32]
SIZE = 64


class Vectors:
    """Words and their vectors."""

    def __init__(self, language: str = "en") -> None:
        """Load them; raises DataError."""
        path = files("dialogues.leaning").joinpath(f"data/{language}/vectors.npz")
        try:
            with path.open("rb") as file, np.load(file) as stored:
                known = str(stored["words"]).split("\n")
                self._table = stored["table"]  # one byte a number, as it is stored
                self._scale = stored["scale"].astype(np.float32)
                self._weight = stored["weight"].astype(np.float32)
        except Exception as error:  # whatever a damaged file makes its readers raise
            raise DataError(
                f"{path}: no word vectors, or damaged ones ({type(error).__name__})"
            ) from error
        self._place = {sys.intern(word): place for place, word in enumerate(known)}

    def of(self, words: list[str]) -> Vector:
        """Return the vector of a text's words, SIZE numbers; zeros if none is known."""
        places = [self._place[word] for word in words if word in self._place]
        if not places:
            return np.zeros(SIZE, np.float32)
        rows = self._table[places].astype(np.float32) * self._scale
        total: Vector = self._weight[places] @ rows
        return total / np.float32(len(places) ** 0.7)


@cache
def vectors(language: str = "en") -> Vectors:
    """Return the vectors of a language, loaded once."""
    return Vectors(language)
