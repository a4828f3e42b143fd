"""`porchlight train-talk PATH`: trains the classifier and writes the model file that ships."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from bot import reading
from bot.talk_model.teaching import lessons, teach
from bot.talk_model.training import see, train
from bot.talk_model.utterances import read_annomi, read_invented
from dialogues.leaning.model import Model, read_model

SHIPPED = Path(__file__).parents[2] / "dialogues" / "leaning" / "data" / "en" / "model.npz"


def train_talk(
    path: Path,
    typed: Sequence[Path],
    out: Path = SHIPPED,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """Yield what was trained on what, and write it to `out`; raises DataUnfit, DataError.

    The classifier learns from `path` (a CSV of AnnoMI's form), the model of typed messages and
    the fusing from the invented ones in `typed`; without any, the rules alone are heard.
    """
    reading.writable(out)
    spoken = read_annomi(path)
    messages = [one for file in typed for one in read_invented(file)]
    progress("hearing every utterance")
    seen = see(spoken)
    progress("training the classifier")
    stored = train(seen)
    if messages:
        progress("teaching the model of typed messages and the fusing")
        trained = Model(stored, "the model just trained")
        stored |= teach(lessons(trained, messages))
    about = {
        "data": {file.name: sha256(file.read_bytes()).hexdigest() for file in (path, *typed)},
        "utterances": len(spoken),
        "typed": len(messages),
    }
    stored["about"] = np.array(json.dumps(about, sort_keys=True))
    write(stored, out)
    with out.open("rb") as file:
        written = read_model(file, str(out))
    yield f"trained on {len(spoken)} utterances of {path.name}, {len(messages)} typed messages"
    yield (
        f"{len(written.words.places)} words and word pairs, {len(written.rest.places)} other "
        f"features, {len(written.fuse.places)} to fuse by"
    )
    yield f"written to {out} ({out.stat().st_size / 1e6:.2f} MB)"


def write(stored: dict[str, Any], out: Path) -> None:
    """Write a model file whole or not at all; raises OSError."""
    half = out.with_suffix(".part.npz")
    np.savez_compressed(half, **stored)
    half.replace(out)
