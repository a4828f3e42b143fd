"""The trained hearing of danger: a linear model over the features of a message.

Its numbers stand in `data/<language>/danger.npz`, written by `porchlight train-danger`;
docs/danger-model.md says from what, how, and how well it hears.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from dialogues.errors import DataError
from dialogues.safety import features
from dialogues.safety.concepts import fingerprint

VERSION = 1
"""Of the model file."""
THRESHOLDS = frozenset({"emergency", "crisis", "check", "offer"})
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature and class, and from which chance on each register is given."""

    classes: tuple[str, ...]
    places: Mapping[str, int]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    """What one step of a class's weights is worth."""
    squares: NDArray[np.float32]
    """Each feature's share in the length of a message, squared."""
    bias: NDArray[np.float32]
    thresholds: Mapping[str, float]
    words: str
    """The fingerprint of the concepts it was trained with."""

    def scores(self, found: Iterable[str]) -> Chances:
        """Return a score for each class from the names of features."""
        known = [place for place in map(self.places.get, found) if place is not None]
        if not known:
            return self.bias.astype(np.float64)
        length = float(np.sqrt(self.squares[known].sum()))
        summed = self.weights[known].sum(axis=0, dtype=np.int32)
        return np.asarray(summed * self.scale / length + self.bias, np.float64)


def chances(scores: Chances) -> Chances:
    """Return chances that sum to 1."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


def digest(stored: Mapping[str, Any]) -> str:
    """Return the SHA-256 over the arrays of a model file, by which damage shows."""
    found = hashlib.sha256()
    for name in sorted(set(stored) - {"about"}):
        array = np.ascontiguousarray(stored[name])
        found.update(f"{name} {array.dtype.str} {array.shape}".encode())
        found.update(array.tobytes())
    return found.hexdigest()


def read_model(file: IO[bytes], name: str) -> Model:
    """Return the model in an open file; raises DataError when it is not whole or not ours."""
    try:
        with np.load(file, allow_pickle=False) as archive:
            stored = {key: archive[key] for key in archive.files}
        about = json.loads(str(stored["about"]))
        versions = (about["version"], about["features"])
        if versions == (VERSION, features.VERSION) and about["digest"] != digest(stored):
            raise DataError(f"{name}: damaged (its numbers are not those that were trained)")
        known = stored["vocabulary"].tobytes().decode().split("\n")
        model = Model(
            tuple(about["classes"]),
            {feature: place for place, feature in enumerate(known)},
            stored["weights"],
            stored["scale"],
            stored["squares"],
            stored["bias"],
            about["thresholds"],
            about["words"],
        )
    except DataError:
        raise
    except Exception as error:  # whatever a damaged file makes its readers raise
        raise DataError(
            f"{name}: not a danger model, or a damaged one ({type(error).__name__})"
        ) from error
    if versions != (VERSION, features.VERSION):
        raise DataError(f"{name}: of versions {versions}; this program reads "
                        f"{(VERSION, features.VERSION)}: train it anew")  # fmt: skip
    if len(model.places) != about["vocabulary"] or set(model.thresholds) != THRESHOLDS:
        raise DataError(f"{name}: damaged (its parts do not fit)")
    return model


@cache
def model(language: str = "en") -> Model:
    """Return the shipped model of a language, loaded once; raises DataError."""
    path = files("dialogues.safety").joinpath(f"data/{language}/danger.npz")
    try:
        with path.open("rb") as file:
            return read_model(file, str(path))
    except OSError as error:
        raise DataError(f"{path}: {error}") from error


def stale(language: str = "en") -> str:
    """Return why the model should be trained anew, or ""; raises DataError if it can't be read."""
    if model(language).words != fingerprint(language):
        return "danger_words.toml was changed since the danger model was trained: train it anew"
    return ""
