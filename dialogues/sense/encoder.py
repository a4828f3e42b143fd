"""The encoder: BERT with six layers, begun from all-MiniLM-L6-v2, then taught our messages.

(Devlin and others, BERT, 2019; Wang and others, MiniLM, 2020; Reimers and Gurevych,
Sentence-BERT, 2019.) Its numbers stand in `data/<language>/encoder.npz`, a byte each, written by
`porchlight train-sense`; docs/sense-model.md says from what, and how well it does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from dialogues.errors import DataError

VERSION = 1
"""Of the file, and of what the encoder is given to read."""
LAYERS, HEADS, WIDTH = 6, 12, 384
_EPSILON = 1e-12
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: who looks at whom, and what is made of it."""

    look: Numbers
    """3 * WIDTH by WIDTH: query, key and value."""
    look_bias: Numbers
    out: Numbers
    out_bias: Numbers
    out_even: Numbers
    """Two rows: scale and shift."""
    widen: Numbers
    widen_bias: Numbers
    narrow: Numbers
    narrow_bias: Numbers
    narrow_even: Numbers


@dataclass(frozen=True, slots=True)
class Encoder:
    """Everything trained, ready to be asked."""

    places: Mapping[str, int]
    rows: NDArray[np.int8]
    """A row of WIDTH for each piece of a word."""
    scale: Numbers
    """What one step of a row is worth."""
    position: Numbers
    even: Numbers
    layers: tuple[Layer, ...]
    heads: Mapping[str, tuple[Numbers, Numbers]]
    """What is asked of it, each with weights (2 * WIDTH by names) and bias."""
    names: Mapping[str, tuple[str, ...]]
    """What each head tells apart."""

    def scores(self, pieces: Sequence[int]) -> dict[str, Numbers]:
        """Return the scores of every head for the pieces of one chunk, in the order of `names`."""
        known = np.asarray(pieces)
        rows: Numbers = np.multiply(self.rows[known], self.scale[known, None], dtype=np.float32)
        seen = _evened(rows + self.position[: len(known)], self.even)
        for layer in self.layers:
            seen = _through(seen, layer)
        pooled = np.concatenate([seen.mean(0), seen.max(0)])
        return {name: pooled @ weights + bias for name, (weights, bias) in self.heads.items()}


def _through(seen: Numbers, layer: Layer) -> Numbers:
    length, size = len(seen), WIDTH // HEADS
    query, key, value = (
        part.reshape(length, HEADS, size).transpose(1, 0, 2)
        for part in np.split(_given(seen, layer.look) + layer.look_bias, 3, axis=1)
    )
    given = query @ key.transpose(0, 2, 1) * np.float32(size**-0.5)
    raised = np.exp(given - given.max(-1, keepdims=True))
    mixed = (raised / raised.sum(-1, keepdims=True)) @ value
    joined = _given(mixed.transpose(1, 0, 2).reshape(length, WIDTH), layer.out)
    seen = _evened(seen + joined + layer.out_bias, layer.out_even)
    wide = _bent(_given(seen, layer.widen) + layer.widen_bias)
    return _evened(seen + _given(wide, layer.narrow) + layer.narrow_bias, layer.narrow_even)


def _given(seen: Numbers, weights: Numbers) -> Numbers:
    """Return what a table makes of each row of `seen`: the table first, which halves the time."""
    return np.asarray((weights @ seen.T).T)


def _bent(wide: Numbers) -> Numbers:
    """Return Gaussian error linear units by tanh (Hendrycks and Gimpel, GELU, 2016)."""
    inner = np.float32((2 / np.pi) ** 0.5) * (wide + np.float32(0.044715) * wide * wide * wide)
    return np.asarray(np.float32(0.5) * wide * (1 + np.tanh(inner)), np.float32)


def _evened(seen: Numbers, even: Numbers) -> Numbers:
    apart = seen - seen.mean(-1, keepdims=True)
    spread = np.sqrt((apart * apart).mean(-1, keepdims=True) + np.float32(_EPSILON))
    return np.asarray(apart / spread * even[0] + even[1], np.float32)


def read_encoder(file: IO[bytes], name: str) -> Encoder:
    """Return the encoder in an open file; raises DataError when it is not whole or not ours.

    Each table is unpacked by itself, so that all are never held twice; the archive's own sums
    tell damage.
    """
    try:
        with np.load(file, allow_pickle=False) as archive:
            about = json.loads(str(archive["about"]))
            if about["version"] == VERSION:
                return _encoder(archive, about["heads"])
    except Exception as error:  # whatever a damaged file makes its readers raise
        raise DataError(
            f"{name}: not an encoder, or a damaged one ({type(error).__name__})"
        ) from error
    raise DataError(
        f"{name}: of version {about['version']}; this program reads {VERSION}: train it anew"
    )


def _encoder(stored: Mapping[str, Any], heads: Mapping[str, Sequence[str]]) -> Encoder:
    def table(name: str) -> Numbers:
        scaled = np.multiply(stored[name], stored[f"{name}.scale"], dtype=np.float32)
        return np.ascontiguousarray(scaled.T)

    def plain(name: str) -> Numbers:
        return np.asarray(stored[name], np.float32)

    return Encoder(
        {piece: place for place, piece in enumerate(str(stored["pieces"]).split("\n"))},
        stored["rows"],
        plain("rows.scale"),
        plain("position"),
        plain("even"),
        tuple(
            Layer(
                table(f"{number}.look"), plain(f"{number}.look_bias"),
                table(f"{number}.out"), plain(f"{number}.out_bias"), plain(f"{number}.out_even"),
                table(f"{number}.widen"), plain(f"{number}.widen_bias"),
                table(f"{number}.narrow"), plain(f"{number}.narrow_bias"),
                plain(f"{number}.narrow_even"),
            )
            for number in range(LAYERS)
        ),
        {name: (plain(f"{name}.weights"), plain(f"{name}.bias")) for name in heads},
        {name: tuple(names) for name, names in heads.items()},
    )  # fmt: skip


def encoder(language: str = "en") -> Encoder:
    """Return the shipped encoder of a language, loaded once; raises DataError."""
    found = _loaded(language)
    if isinstance(found, DataError):
        raise found
    return found


@cache
def _loaded(language: str) -> Encoder | DataError:
    """Return it, or why there is none: that too is found out once, not at every message."""
    path = files("dialogues.sense").joinpath(f"data/{language}/encoder.npz")
    try:
        with path.open("rb") as file:
            return read_encoder(file, str(path))
    except OSError as error:
        return DataError(f"{path}: {error}")
    except DataError as error:
        return error
