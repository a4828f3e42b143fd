"""Macro-F1 of two rows of labels, quick enough to be taken over by a bootstrap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def macro_f1(labels: NDArray[np.int64], read: NDArray[np.int64], classes: int) -> float:
    """Return the mean F1 over `classes`; a class that neither row has counts as 0."""
    table = np.bincount(classes * labels + read, minlength=classes**2).reshape(classes, classes)
    of_both = table.sum(0) + table.sum(1)
    return float((2 * table.diagonal() / np.maximum(of_both, 1)).mean())
