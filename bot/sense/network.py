"""The encoder as it is taught, in PyTorch; what ships is made from these sums (`packing`).

The rows of the pieces of words stay as they were: what was learnt of one word then holds for
those near it in meaning that no writer used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from bot.talk_model.encoding import Encoder
from dialogues.sense.pieces import LONGEST

Parts = dict[str, Tensor]
LAYERS, HEADS, WIDTH = 6, 12, 384
LENGTHS = (8, 16, 24, 32, 48, 64, 96, LONGEST)
"""Chunks are filled up to one of these, so that few shapes have to be planned for."""
FILLING = 0
"""The place of the piece that fills up: [PAD], the vocabulary's first."""
_EPSILON = 1e-12
_KINDS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "out_even": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_even": "output.LayerNorm",
}


def begin(folder: Path, heads: Mapping[str, int]) -> tuple[list[str], Parts, Parts]:
    """Return the vocabulary, what stays as it was, and what is taught, untaught heads included.

    `folder` holds all-MiniLM-L6-v2; raises DataUnfit if it is another version, OSError.
    """
    source = Encoder(folder)

    def table(name: str) -> Tensor:
        return torch.from_numpy(source.weights[name].copy())

    fixed = {"rows": table("embeddings.word_embeddings.weight")}
    taught = {
        "position": table("embeddings.position_embeddings.weight")[:LONGEST]
        + table("embeddings.token_type_embeddings.weight")[0],
        "even.weight": table("embeddings.LayerNorm.weight"),
        "even.bias": table("embeddings.LayerNorm.bias"),
    }
    for layer in range(LAYERS):
        for ours, theirs in _KINDS.items():
            for part in ("weight", "bias"):
                taught[f"{layer}.{ours}.{part}"] = table(f"encoder.layer.{layer}.{theirs}.{part}")
    for name, width in heads.items():
        taught[f"{name}.weight"] = torch.empty(width, 2 * WIDTH)
        torch.nn.init.uniform_(taught[f"{name}.weight"], -0.036, 0.036)
        taught[f"{name}.bias"] = torch.zeros(width)
    return source.vocabulary, fixed, {
        name: part.clone().requires_grad_() for name, part in taught.items()
    }  # fmt: skip


def filled(chunks: Sequence[Sequence[int]]) -> Tensor:
    """Return chunks as rows of one length."""
    longest = max(map(len, chunks))
    length = next(one for one in LENGTHS if one >= longest)
    table = torch.full((len(chunks), length), FILLING)
    for row, chunk in zip(table, chunks, strict=True):
        row[: len(chunk)] = torch.tensor(chunk)
    return table


def scores(
    rows: Tensor, known: Tensor, taught: Parts, heads: Sequence[str], dropped: float = 0.0
) -> dict[str, Tensor]:
    """Return the scores of each of `heads` for chunks, given as `pooled` is.

    `dropped` of what is pooled is left out while it is taught; nothing when it is asked.
    """
    return asked(functional.dropout(pooled(rows, known, taught), dropped), taught, heads)


def asked(pooled: Tensor, taught: Parts, heads: Sequence[str]) -> dict[str, Tensor]:
    """Return the scores of each of `heads` for chunks that are `pooled`."""
    return {
        name: functional.linear(pooled, taught[f"{name}.weight"], taught[f"{name}.bias"]).float()
        for name in heads
    }


def pooled(rows: Tensor, known: Tensor, taught: Parts) -> Tensor:
    """Return mean and highest of what is made of the pieces of chunks, 2 * WIDTH numbers each.

    `rows` are those of the pieces; `known` is false where a chunk is filled up.
    """
    seen = _evened(rows + taught["position"][: rows.shape[1]], taught, "even")
    for layer in range(LAYERS):
        seen = _through(seen, known[:, None, None, :], taught, layer)
    shown = known[:, :, None]
    mean = (seen * shown).sum(1) / shown.sum(1)
    highest = seen.masked_fill(~shown, -1e4).max(1).values
    return torch.cat([mean, highest], 1)


def _through(seen: Tensor, known: Tensor, taught: Parts, layer: int) -> Tensor:
    many, length, _ = seen.shape
    size = WIDTH // HEADS

    def given(kind: str, value: Tensor) -> Tensor:
        name = f"{layer}.{kind}"
        return functional.linear(value, taught[f"{name}.weight"], taught[f"{name}.bias"])

    query, key, value = (
        given(kind, seen).view(many, length, HEADS, size).transpose(1, 2)
        for kind in ("query", "key", "value")
    )
    looked = (query @ key.transpose(2, 3) * size**-0.5).masked_fill(~known, -1e4)
    mixed = looked.softmax(-1).to(value.dtype) @ value
    joined = given("out", mixed.transpose(1, 2).reshape(many, length, WIDTH))
    seen = _evened(seen + joined, taught, f"{layer}.out_even")
    wide = functional.gelu(given("widen", seen), approximate="tanh")
    return _evened(seen + given("narrow", wide), taught, f"{layer}.narrow_even")


def _evened(seen: Tensor, taught: Parts, name: str) -> Tensor:
    return functional.layer_norm(
        seen, (WIDTH,), taught[f"{name}.weight"], taught[f"{name}.bias"], _EPSILON
    )
