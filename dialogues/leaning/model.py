"""The trained classifier: from features to chances of change, neutral and sustain.

Three linear models, taught with spoken sessions, see each message: one its words, one the vector
the sentence encoder makes of it, one everything else. A fourth joins them with how the talk leaned
so far. Beside them stand the model of typed messages (`typed`) and the one that fuses all with the
rules (`fusing`).
The trained numbers stand in `data/<language>/model.npz`, written by `porchlight train-talk`;
docs/talk-model.md says from what and how well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from dialogues.errors import DataError
from dialogues.leaning.cues import plain, tail, words
from dialogues.leaning.features import context, grams
from dialogues.leaning.linear import Scores, linear
from dialogues.leaning.stored import read_arrays, shipped
from dialogues.leaning.typed import READINGS, Typed, rated
from dialogues.leaning.vectors import SIZE, vectors
from dialogues.sense.encoder import VECTOR, WIDTH
from dialogues.sense.sensing import Sensed

VERSION = 3
"""Of the model file."""
CLASSES = ("change", "neutral", "sustain")
FADE = 0.7
"""How much of the conversation's lean so far stays with each message."""


@dataclass(frozen=True, slots=True)
class Trail:
    """How a conversation leaned so far: faded, and in the last message."""

    faded: tuple[float, ...] = (0.0, 0.0, 0.0)
    last: tuple[float, ...] = (0.0, 0.0, 0.0)

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Trail:
        """Return the trail of what `numbers` gave; the beginning of one for anything else."""
        return cls(tuple(numbers[:3]), tuple(numbers[3:])) if len(numbers) == 6 else cls()

    def numbers(self) -> tuple[float, ...]:
        """Return the trail as six numbers."""
        return (*self.faded, *self.last)

    def after(self, chances: Sequence[float]) -> Trail:
        """Return the trail after a message with these chances."""
        faded = tuple(
            round(FADE * old + (1 - FADE) * new, 3)
            for old, new in zip(self.faded, chances, strict=True)
        )
        return Trail(faded, tuple(round(chance, 3) for chance in chances))


@dataclass(frozen=True, slots=True)
class Lean:
    """Which way one message leans."""

    chances: tuple[float, float, float]
    """Calibrated chances of change, neutral and sustain."""
    side: str
    """The class of best balanced accuracy: rarer ones are favoured as in training."""
    trail: Trail


class Model:
    """Everything trained, ready to be asked."""

    def __init__(self, stored: Mapping[str, Any], name: str) -> None:
        """Take the arrays of a model file; raises DataError when they do not fit."""
        try:
            self.idf = np.asarray(stored["idf"], np.float32)
            self.words = linear(stored, "words")
            self.rest = linear(stored, "rest")
            self.typed = Typed.of(stored)
            self.fuse = linear(stored, "fuse", len(READINGS))
            self.dense = np.asarray(stored["dense"], np.float32)
            self.sense = np.asarray(stored["sense"], np.float32)
            self.spread = np.asarray(stored["spread"], np.float64)
            self.join = np.asarray(stored["join"], np.float64)
            self.calibration = np.asarray(stored["calibration"], np.float64)
        except (KeyError, ValueError, TypeError) as error:
            raise DataError(
                f"{name}: not a talk model, or a damaged one ({type(error).__name__})"
            ) from error
        fits = (
            self.idf.shape == (len(self.words.places),)
            and self.dense.shape == (2 * SIZE, 3)
            and self.sense.shape == (WIDTH + 1, 3)
            and self.spread.shape == (3,)
            and self.join.shape == (10, 3)
            and self.calibration.shape == (4, 3)
            and all(
                np.isfinite(array).all() for array in (self.sense, self.join, self.calibration)
            )
        )
        if not fits:
            raise DataError(f"{name}: not a talk model, or a damaged one (its parts do not fit)")

    def first(
        self,
        text: str,
        mine: Mapping[str, float],
        before: str,
        language: str = "en",
        sensed: Sensed = (),
    ) -> Scores:
        """Return the score of plain text for each class, before the conversation is looked at.

        `mine` holds the features of the message by itself, as `features.own` gives them; `sensed`
        what the encoder makes of it, without which words and features stand alone.
        """
        by_words = self.words.scores(rated(grams(text), self.words.places, self.idf))
        rest = self.rest.scores({**mine, **context(text, before, language)})
        rest = rest + dense(text, before, language) @ self.dense
        said = [by_words / self.spread[0], rest / self.spread[1]]
        if sensed:
            said.append((vector(sensed) @ self.sense[:-1] + self.sense[-1]) / self.spread[2])
        return np.asarray(np.mean(said, axis=0))

    def lean(self, scores: Scores, trail: Trail) -> Lean:
        """Return the lean of a message of these first scores, in a conversation that leaned so."""
        joined = np.concatenate([scores * 1.5, trail.faded, trail.last, [1.0]]) @ self.join
        chances = softmax(joined @ self.calibration[:3] + self.calibration[3])
        seen = softmax(scores * 1.5)
        return Lean(
            (float(chances[0]), float(chances[1]), float(chances[2])),
            CLASSES[int(joined.argmax())],
            trail.after([float(value) for value in seen]),
        )


def dense(text: str, before: str, language: str = "en") -> NDArray[np.float32]:
    """Return the vectors of plain text and of the end of the bot's message, 2 * SIZE numbers."""
    known = vectors(language)
    asked = words(tail(plain(before)))
    return np.concatenate([known.of(words(text)), np.float32(0.6) * known.of(asked)])


def vector(sensed: Sensed) -> NDArray[np.float32]:
    """Return the vector of a whole message, the mean of its chunks'."""
    return np.asarray(np.mean([chunk[VECTOR] for chunk in sensed], axis=0))


def softmax(scores: Scores) -> Scores:
    """Return chances that sum to 1."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


def read_model(file: IO[bytes], name: str) -> Model:
    """Return the model in an open file; raises DataError."""
    return Model(read_arrays(file, name, "talk", VERSION), name)


@cache
def model(language: str = "en") -> Model:
    """Return the shipped model of a language, loaded once; raises DataError."""
    return shipped("dialogues.leaning", f"data/{language}/model.npz", read_model)
