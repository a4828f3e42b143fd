"""`porchlight train-talk PATH`: trains the classifier and writes the model file that ships."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.talk_model.training import see, train
from bot.talk_model.utterances import read_annomi, read_invented
from dialogues.leaning.model import CLASSES, read_model

SHIPPED = Path(__file__).parents[2] / "dialogues" / "leaning" / "data" / "en" / "model.npz"


def train_talk(
    path: Path,
    invented: Sequence[Path],
    out: Path = SHIPPED,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """Yield what was trained on what, and write it to `out`; raises DataUnfit, DataError."""
    progress("reading")
    spoken = read_annomi(path)
    extra = [one for file in invented for one in read_invented(file) if one.talk in CLASSES]
    progress("hearing every utterance")
    seen, more = see(spoken), see(extra)
    progress("training")
    stored = train(seen, more)
    about = {
        "data": {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (path, *invented)
        },
        "utterances": len(spoken),
        "invented": len(extra),
    }
    stored["about"] = np.array(json.dumps(about, sort_keys=True))
    write(stored, out)
    with out.open("rb") as file:
        trained = read_model(file, str(out))
    yield f"trained on {len(spoken)} utterances of {path.name} and {len(extra)} invented ones"
    yield (
        f"{len(trained.words.places)} words and word pairs, "
        f"{len(trained.rest.places)} other features"
    )
    yield f"written to {out} ({out.stat().st_size / 1e6:.2f} MB)"


def write(stored: dict[str, Any], out: Path) -> None:
    """Write a model file whole or not at all; raises OSError."""
    half = out.with_suffix(".part.npz")
    np.savez_compressed(half, **stored)
    half.replace(out)
