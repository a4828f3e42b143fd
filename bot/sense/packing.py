"""From a taught encoder to the file that ships, a byte a number."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bot.sense.network import Parts
from dialogues.sense.encoder import LAYERS, VERSION, Numbers

SHIPPED = Path(__file__).parents[2] / "dialogues" / "sense" / "data" / "en" / "encoder.npz"
_STEPS = 127
_KEPT = re.compile(r"\[(CLS|SEP|UNK)\]|\[|(##)?[!-Z\\-~][!-~]*")


def pack(
    vocabulary: Sequence[str],
    fixed: Parts,
    taught: Parts,
    heads: Mapping[str, Sequence[str]],
    data: Mapping[str, str],
    out: Path = SHIPPED,
) -> int:
    """Write the encoder whole or not at all, and return how many pieces it knows.

    `heads` says what each head tells apart, `data` names what it was taught with. Raises OSError.
    """
    kept = list(worth(vocabulary).values())
    stored = arrays(fixed["rows"][kept], taught, list(heads))
    stored["pieces"] = np.array("\n".join(vocabulary[place] for place in kept))
    about = {
        "version": VERSION,
        "heads": {name: list(names) for name, names in heads.items()},
        "data": dict(data),
    }
    half = out.with_suffix(".part.npz")
    half.parent.mkdir(parents=True, exist_ok=True)
    np.savez(half, about=np.array(json.dumps(about, sort_keys=True)), **stored)
    half.replace(out)
    return len(kept)


def worth(vocabulary: Sequence[str]) -> dict[str, int]:
    """Return the pieces worth shipping, what can be met in English, and their places."""
    return {piece: place for place, piece in enumerate(vocabulary) if _KEPT.fullmatch(piece)}


def arrays(rows: torch.Tensor, taught: Parts, heads: Sequence[str]) -> dict[str, Any]:
    """Return the numbers as they are stored."""

    def of(name: str) -> Numbers:
        return np.asarray(taught[name].detach().numpy(), np.float32)

    stored: dict[str, Any] = {}

    def put(name: str, table: Numbers) -> None:
        """Store a table in bytes, with what a step of each of its columns is worth."""
        scale = np.abs(table).max(axis=0) / _STEPS
        stored[name] = np.rint(table / scale).astype(np.int8)
        stored[f"{name}.scale"] = scale.astype(np.float32)

    put("rows", np.asarray(rows.numpy().T, np.float32))
    stored["rows"] = np.ascontiguousarray(stored["rows"].T)
    stored["position"] = of("position")
    stored["even"] = np.stack([of("even.weight"), of("even.bias")])
    for layer in range(LAYERS):
        looks = ("query", "key", "value")
        put(f"{layer}.look", np.concatenate([of(f"{layer}.{k}.weight") for k in looks]).T)
        stored[f"{layer}.look_bias"] = np.concatenate([of(f"{layer}.{k}.bias") for k in looks])
        for kind in ("out", "widen", "narrow"):
            put(f"{layer}.{kind}", of(f"{layer}.{kind}.weight").T)
            stored[f"{layer}.{kind}_bias"] = of(f"{layer}.{kind}.bias")
        for kind in ("out_even", "narrow_even"):
            stored[f"{layer}.{kind}"] = np.stack(
                [of(f"{layer}.{kind}.weight"), of(f"{layer}.{kind}.bias")]
            )
    for name in heads:
        stored[f"{name}.weights"] = of(f"{name}.weight").T.copy()
        stored[f"{name}.bias"] = of(f"{name}.bias")
    return stored
