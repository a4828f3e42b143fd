"""Trains the hearing of danger: a softmax regression over the features of many messages.

Every step drops some features, so that no single word carries a danger alone, and no label is
quite certain (label smoothing), since each has one rater. Choices were made on development
material alone; docs/danger-model.md tells which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.danger.examples import LABELS
from dialogues.safety.model import REGISTERS, register_of

EPOCHS = 12
BATCH = 512
RATE = 0.02
DROPPED = 0.3
SMOOTHED = 0.05
AT_LEAST = 4
"""Messages a feature must stand in; what is rarer is a name or a slip."""
SHARES = {"k": 2.0, "p": 0.7, "a": 0.7, "x": 0.7, "c": 0.5}
"""How much the kinds of features count beside words: concepts most, pieces of words least."""
EXPONENT = 0.25
"""Of the class weights: 1 would be balanced, 0 none."""
Matrix = Any
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained model before it is packed."""

    classes: tuple[str, ...]
    vocabulary: tuple[str, ...]
    squares: Numbers
    """The share of each feature in the length of a message, squared."""
    weights: Numbers
    """Features by classes and registers, as they apply to a message's own features."""
    bias: Numbers


def vocabulary(messages: Sequence[set[str]]) -> dict[str, float]:
    """Return the features worth knowing and how much each counts: the rarer, the more."""
    counts = Counter(feature for message in messages for feature in message)
    return {
        feature: float(np.log(len(messages) / count) + 1) * SHARES.get(feature[0], 1.0)
        for feature, count in sorted(counts.items())
        if count >= AT_LEAST
    }


def encode(messages: Sequence[set[str]], known: Mapping[str, float]) -> Matrix:
    """Return a sparse matrix, a row of length 1 for each message."""
    places = {feature: place for place, feature in enumerate(known)}
    values = np.array(list(known.values()), np.float32)
    starts, columns, data = [0], [], []
    for message in messages:
        found = np.array(sorted(places[f] for f in message if f in places), np.int64)
        row = values[found]
        columns.append(found)
        data.append(row / (np.sqrt((row * row).sum()) or 1.0))
        starts.append(starts[-1] + len(found))
    return sparse.csr_matrix(
        (np.concatenate(data), np.concatenate(columns), starts),
        shape=(len(messages), len(known)),
        dtype=np.float32,
    )


def fit(
    matrix: Matrix,
    known: Mapping[str, float],
    labels: Sequence[str],
    weights: Numbers,
    seed: int = 0,
) -> Fitted:
    """Return a model of every label there is, trained on `labels` with Adam and a falling rate.

    Its last columns tell the registers by themselves: a second opinion on the same features.
    """
    draw = np.random.default_rng(seed)
    classes = tuple(sorted(LABELS))
    registers = [register_of(label) for label in labels]
    heads = [_Head.of(classes, labels, weights), _Head.of(REGISTERS, registers, weights)]
    spans = [slice(0, len(classes)), slice(len(classes), len(classes) + len(REGISTERS))]
    width = len(classes) + len(REGISTERS)
    numbers = [np.zeros((len(known), width), np.float32), np.zeros(width, np.float32)]
    means = [np.zeros_like(one) for one in numbers]
    spreads = [np.zeros_like(one) for one in numbers]
    steps, step = EPOCHS * -(-len(labels) // BATCH), 0
    for _ in range(EPOCHS):
        order = draw.permutation(len(labels))
        for start in range(0, len(labels), BATCH):
            chosen = order[start : start + BATCH]
            batch = matrix[chosen]
            batch.data = batch.data * (draw.random(len(batch.data)) > DROPPED) / (1 - DROPPED)
            batch.data = batch.data.astype(np.float32)
            scores = batch @ numbers[0] + numbers[1]
            error = np.concatenate(
                [
                    head.error(scores[:, span], chosen)
                    for head, span in zip(heads, spans, strict=True)
                ],
                axis=1,
            )
            step += 1
            for place, slope in enumerate((np.asarray(batch.T @ error), error.sum(axis=0))):
                means[place] += 0.1 * (slope - means[place])
                spreads[place] += 0.002 * (slope * slope - spreads[place])
                pace = RATE * (1 - (step - 1) / steps)
                numbers[place] -= (
                    pace * (means[place] / (1 - 0.9**step))
                    / (np.sqrt(spreads[place] / (1 - 0.998**step)) + 1e-8)
                )  # fmt: skip
    values = np.array(list(known.values()), np.float32)
    return Fitted(classes, tuple(known), values**2, numbers[0] * values[:, None], numbers[1])


@dataclass(frozen=True, slots=True)
class _Head:
    """One softmax: what it should say of every message, and how much each message counts."""

    target: Numbers
    each: Numbers

    @classmethod
    def of(cls, names: Sequence[str], labels: Sequence[str], weights: Numbers) -> _Head:
        target = np.full((len(labels), len(names)), SMOOTHED / len(names), np.float32)
        target[range(len(labels)), [names.index(label) for label in labels]] += 1 - SMOOTHED
        shares = Counter(labels)
        rarity = np.array([shares[label] for label in labels], np.float32) ** -EXPONENT
        return cls(target, weights * rarity / (weights * rarity).mean())

    def error(self, scores: Numbers, chosen: NDArray[np.int64]) -> Numbers:
        """Return the slope of the loss in the scores of the `chosen` messages."""
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = raised / raised.sum(axis=1, keepdims=True) - self.target[chosen]
        return np.asarray(error * self.each[chosen, None] / len(chosen), np.float32)
