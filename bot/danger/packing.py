"""From a trained model to the file that ships, a byte a weight, and to a model in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.danger.training import Fitted
from dialogues.safety import features
from dialogues.safety.concepts import fingerprint
from dialogues.safety.model import THRESHOLDS, VERSION, Model, digest
from dialogues.safety.vocabulary import Vocabulary

SHIPPED = Path(__file__).parents[2] / "dialogues" / "safety" / "data" / "en" / "danger.npz"
_STEPS = 127


def arrays(fitted: Fitted) -> dict[str, Any]:
    """Return the numbers of a model as they are stored."""
    scale = np.abs(fitted.weights).max(axis=0) / _STEPS
    return {
        "weights": np.rint(fitted.weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "squares": fitted.squares.astype(np.float16),
        "bias": fitted.bias.astype(np.float32),
        "vocabulary": np.frombuffer("\n".join(fitted.vocabulary).encode(), np.uint8),
    }


def model_of(fitted: Fitted, thresholds: Mapping[str, float] | None = None) -> Model:
    """Return the model as it is after it was stored; with no thresholds, none is ever met."""
    stored = arrays(fitted)
    return Model(
        fitted.classes,
        Vocabulary(fitted.vocabulary),
        stored["weights"],
        stored["scale"],
        stored["squares"].astype(np.float32),
        stored["bias"],
        thresholds or dict.fromkeys(THRESHOLDS, 2.0),
        fingerprint(),
    )


def write(
    fitted: Fitted, thresholds: Mapping[str, float], data: Mapping[str, str], out: Path
) -> None:
    """Write the model file whole or not at all; `data` names what it was trained on.

    Raises OSError.
    """
    stored = arrays(fitted)
    about = {
        "version": VERSION,
        "features": features.VERSION,
        "classes": fitted.classes,
        "vocabulary": len(fitted.vocabulary),
        "thresholds": {name: round(least, 4) for name, least in thresholds.items()},
        "words": fingerprint(),
        "digest": digest(stored),
        "data": dict(data),
    }
    half = out.with_suffix(".part.npz")
    half.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(half, about=np.array(json.dumps(about, sort_keys=True)), **stored)
    half.replace(out)
