"""The names of a model's features and where each stands, in a tenth of a dictionary's memory.

Only the hash of each name is kept, in order. That one of the few hundred names a message is asked
about collides with one of a hundred thousand, in 64 bits, happens once in 10^11 messages, and
would count a single feature wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


class Vocabulary:
    """Names, each with its place."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the names in the order of their places."""
        hashes = np.fromiter(map(hash, names), np.int64, len(names))
        self._places = np.argsort(hashes).astype(np.int32)
        self._hashes = hashes[self._places]

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._hashes)

    def of(self, names: Iterable[str]) -> NDArray[np.int32]:
        """Return the places of those of `names` that are known, in the order asked."""
        asked = np.fromiter(map(hash, names), np.int64)
        near = np.searchsorted(self._hashes, asked).clip(max=len(self._hashes) - 1)
        return np.asarray(self._places[near[self._hashes[near] == asked]])
