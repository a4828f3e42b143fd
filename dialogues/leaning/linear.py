"""A linear model over named features, as it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """A row of weights a feature, a number a class."""

    places: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, features: Mapping[str, float]) -> Scores:
        """Return a score for each class."""
        known = [
            (self.places[name], value) for name, value in features.items() if name in self.places
        ]
        if not known:
            return self.bias.astype(np.float64)
        rows = [place for place, _ in known]
        values = np.array([value for _, value in known], np.float32)
        return np.asarray(values @ self.weights[rows] + self.bias, np.float64)


def linear(stored: Mapping[str, Any], name: str, classes: int = 3) -> Linear:
    """Return one linear model of a model file; raises KeyError, ValueError."""
    names = str(stored[f"{name}_names"]).split("\n")
    weights = np.asarray(stored[f"{name}_weights"], np.float32)
    bias = np.asarray(stored[f"{name}_bias"], np.float32)
    if weights.shape != (len(names), classes) or bias.shape != (classes,):
        raise ValueError(name)
    if not (np.isfinite(weights).all() and np.isfinite(bias).all()):
        raise ValueError(name)
    return Linear({one: place for place, one in enumerate(names)}, weights, bias)
