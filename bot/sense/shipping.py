"""`porchlight train-sense FOLDER PATH…`: teaches the encoder and writes it.

What ships is two readers, begun alike and taught the same in another order, and what they say is
averaged: where they err by chance they seldom err alike (Lakshminarayanan and others, Simple and
scalable predictive uncertainty estimation using deep ensembles, 2017). What they would make of
messages they do not know is needed to set thresholds and to teach others: so FOLDS more pairs are
taught, each without its share (whole files of danger messages), and what they make of that share
is recorded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import file_digest
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from bot import reading
from bot.danger.examples import HELD_OUT
from bot.danger.hearing import FOLDS
from bot.sense import packing, record
from bot.sense.material import HEADS, Material, material
from bot.sense.network import Parts
from bot.sense.teaching import Lesson, asked, teach
from bot.talk_model.encoding import Encoder
from dialogues.sense.encoder import Numbers
from dialogues.sense.pieces import chunks

Progress = Callable[[str], None]
FAINTEST = -6.0
"""No score of many is recorded below it: it makes no odds, and many alike take less room."""
SECOND = 10
"""What is added to the order of the lessons for the second reader."""
Judged = dict[tuple[str, ...], list[dict[str, Numbers]]]
"""For the lines of each message the scores of the heads it has a label of, chunk by chunk."""


def train_sense(
    folder: Path,
    danger: Sequence[Path],
    talk: Sequence[Path],
    out: Path,
    recorded: Path | None,
    progress: Progress,
) -> Iterator[str]:
    """Teach, write, and yield what was done; without `recorded` no folds are taught.

    Each pair is taught on a processor core of its own, which takes less time in all than one on
    several, and says by `progress`, a function with a name, how far it is. `folder` holds
    all-MiniLM-L6-v2. Raises DataUnfit, DataError, OSError.
    """
    reading.writable(out)
    progress("taking the messages apart")
    known = material(danger, talk)
    data = _hashes([*danger, *talk])
    with ProcessPoolExecutor(
        os.cpu_count(), get_context("spawn"), torch.set_num_threads, (1,)
    ) as pool:
        whole = pool.submit(shipped, folder, known, data, out, progress)
        folds = [
            pool.submit(judged, folder, known, fold, progress)
            for fold in range(FOLDS if recorded else 0)
        ]  # fmt: skip
        progress(f"teaching {1 + len(folds)} pairs of readers, an hour each")
        yield f"taught with {len(known)} messages; knows {whole.result()} pieces of words"
        yield f"written to {out} ({out.stat().st_size / 1e6:.1f} MB)"
        found: Judged = {}
        for number, fold in enumerate(folds, 1):
            record.add(found, fold.result())
            progress(f"fold {number} of {len(folds)} judged")
    if recorded:
        record.write(found, recorded)
        yield f"{len(found)} messages judged by encoders that do not know them: {recorded}"


def shipped(
    folder: Path,
    known: Sequence[Material],
    data: Mapping[str, str],
    out: Path,
    progress: Progress,
) -> int:
    """Write an encoder taught with everything, and return how many pieces of words it knows.

    `data` names what it was taught with. Raises DataUnfit, OSError.
    """
    vocabulary = Encoder(folder).vocabulary
    say = partial(_named, progress, "with everything")
    fixed, readers = _readers(folder, _lessons(known, packing.worth(vocabulary)), 0, say)
    names = {name: head.names for name, head in HEADS.items()}
    return packing.pack(vocabulary, fixed, readers, names, data, out)


def judged(folder: Path, known: Sequence[Material], fold: int, progress: Progress) -> Judged:
    """Return what readers taught without `fold` make of its messages, at the mean.

    A message that stands in another fold as well is not taught either.
    """
    places = packing.worth(Encoder(folder).vocabulary)
    mine: dict[tuple[str, ...], set[str]] = {}
    for one in known:
        if one.fold == fold:
            mine.setdefault(one.lines, set()).update(one.labels)
    rest = [one for one in known if one.lines not in mine]
    say = partial(_named, progress, f"without fold {fold + 1}")
    fixed, readers = _readers(folder, _lessons(rest, places), fold + 1, say)
    rows = [(lines, chunk) for lines in sorted(mine) for chunk in chunks(lines, places)]
    each = [asked([chunk for _, chunk in rows], fixed, one, list(HEADS)) for one in readers]
    said = {name: np.mean([one[name] for one in each], axis=0) for name in HEADS}
    said |= {name: np.maximum(said[name], FAINTEST) for name, head in HEADS.items() if head.many}
    found: Judged = {}
    for place, (lines, _) in enumerate(rows):
        scores = {name: table[place] for name, table in said.items() if name in mine[lines]}
        found.setdefault(lines, []).append(scores)
    return found


def _readers(
    folder: Path, lessons: Sequence[Lesson], order: int, say: Progress
) -> tuple[Parts, list[Parts]]:
    """Return what stayed as it was, and each reader as it was taught."""
    pair = [
        teach(folder, lessons, HEADS, seed, partial(_named, say, name))
        for name, seed in (("first reader", order), ("second reader", order + SECOND))
    ]
    return pair[0][0], [taught for _, taught in pair]


def _named(progress: Progress, name: str, words: str) -> None:
    progress(f"{name}: {words}")


def _lessons(known: Sequence[Material], places: Mapping[str, int]) -> list[Lesson]:
    return [lesson for one in known for lesson in one.lessons(places)]


def _hashes(paths: Sequence[Path]) -> dict[str, str]:
    found = {}
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.suffix in (".tsv", ".jsonl") and not file.name.startswith(HELD_OUT):
                with file.open("rb") as content:
                    found[file.name] = file_digest(content, "sha256").hexdigest()
    return found
