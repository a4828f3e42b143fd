"""The trained hearing of danger: a linear model over the features of a message.

It tells the scenarios and, by itself, the registers; their chances are put together.

Its numbers stand in `data/<language>/danger.npz`, written by `porchlight train-danger`;
docs/danger-model.md says from what, how, and how well it hears.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from dialogues.errors import DataError
from dialogues.safety import features
from dialogues.safety.concepts import fingerprint
from dialogues.safety.danger import REGISTER_OF, Register
from dialogues.safety.vocabulary import Vocabulary
from dialogues.shipped import shipped

VERSION = 2
"""Of the model file."""
THRESHOLDS = frozenset({"emergency", "crisis", "check", "offer"})
REGISTERS = ("emergency", "crisis", "offer", "conversation")
"""What the last columns of the weights tell."""
SHARE = 0.3
"""How much what a register is given by itself counts beside the sum over its scenarios."""
_REGISTERS = {str(scenario): register.value for scenario, register in REGISTER_OF.items()}
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature and class or register, and the least chance for each register."""

    classes: tuple[str, ...]
    places: Vocabulary
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
        """Return a score for each class, then for each register, from the names of features."""
        known = self.places.of(found)
        if not len(known):
            return self.bias.astype(np.float64)
        length = float(np.sqrt(self.squares[known].sum(dtype=np.float32)))
        summed = self.weights[known].sum(axis=0, dtype=np.int32)
        return np.asarray(summed * self.scale / length + self.bias, np.float64)

    def chances(self, scores: Chances) -> Chances:
        """Return the chance of each class; they sum to 1.

        What the scenarios of a register sum to is drawn towards what the register itself was
        given: their geometric mean, in which it counts SHARE.
        """
        own, told = _raised(scores[: len(self.classes)]), _raised(scores[len(self.classes) :])
        place = [REGISTERS.index(register_of(name)) for name in self.classes]
        summed = np.bincount(place, own, len(REGISTERS)) + np.finfo(np.float64).tiny
        mixed = summed ** (1 - SHARE) * told**SHARE
        return np.asarray(own * (mixed / mixed.sum() / summed)[place])


def register_of(label: str) -> str:
    """Return the register that a class calls for; "conversation" for ordinary messages."""
    return _REGISTERS.get(label, Register.CONVERSATION.value)


def _raised(scores: Chances) -> Chances:
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
            Vocabulary(known),
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
    width = len(model.classes) + len(REGISTERS)
    if model.weights.shape != (about["vocabulary"], width) or set(model.thresholds) != THRESHOLDS:
        raise DataError(f"{name}: damaged (its parts do not fit)")
    return model


_shipped = shipped("dialogues.safety", "danger.npz", read_model)


def model(language: str = "en") -> Model:
    """Return the shipped model of a language, loaded once; raises DataError."""
    return _shipped(language)


def stale(language: str = "en") -> str:
    """Return why the model should be trained anew, or ""; raises DataError if it can't be read."""
    if model(language).words != fingerprint(language):
        return "danger_words.toml or alike.npz is newer than the danger model: train it anew"
    return ""
