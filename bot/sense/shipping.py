"""`porchlight train-sense FOLDER PATH…`: teaches the encoder and writes it.

The encoder that ships is taught with everything. What it would make of messages it does not know
is needed to set thresholds and to teach others: so four more are taught, each without a quarter
(whole files of danger messages), and what they make of that quarter is recorded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import file_digest
from multiprocessing import get_context
from pathlib import Path

import torch

from bot.danger.examples import HELD_OUT
from bot.danger.hearing import FOLDS
from bot.sense import packing, record
from bot.sense.material import ASKED, HEADS, Material, material
from bot.sense.teaching import Lesson, asked, teach
from bot.talk_model.encoding import Encoder
from dialogues.sense.encoder import Numbers
from dialogues.sense.pieces import chunks

Progress = Callable[[str], None]
Judged = dict[tuple[str, ...], list[dict[str, Numbers]]]
"""For the lines of each message the scores of every head, chunk by chunk."""


def train_sense(
    folder: Path,
    danger: Sequence[Path],
    talk: Sequence[Path],
    out: Path = packing.SHIPPED,
    recorded: Path | None = record.SHIPPED,
    progress: Progress = lambda _: None,
) -> Iterator[str]:
    """Teach, write, and yield what was done; without `recorded` no folds are taught.

    `folder` holds all-MiniLM-L6-v2. Raises DataUnfit, DataError, OSError.
    """
    progress("taking the messages apart")
    known = material(danger, talk)
    vocabulary = Encoder(folder).vocabulary
    places = packing.worth(vocabulary)
    progress("teaching it everything")
    fixed, taught = teach(folder, _lessons(known, places), HEADS, progress=progress)
    progress("writing it")
    names = {name: HEADS[name].names for name in ASKED}
    pieces = packing.pack(vocabulary, fixed, taught, names, _hashes([*danger, *talk]), out)
    yield f"taught with {len(known)} messages; knows {pieces} pieces of words"
    yield f"written to {out} ({out.stat().st_size / 1e6:.1f} MB)"
    if recorded is None:
        return
    found = crossed(folder, known, progress)
    record.write(found, recorded)
    yield f"{len(found)} messages judged by encoders that do not know them: {recorded}"


def crossed(folder: Path, known: Sequence[Material], progress: Progress) -> Judged:
    """Return what encoders make of messages they were not taught with, a processor core each."""
    progress(f"teaching {FOLDS} more, without a fold each")
    with ProcessPoolExecutor(
        os.cpu_count(), get_context("spawn"), torch.set_num_threads, (1,)
    ) as pool:
        jobs = [pool.submit(judged, folder, known, fold) for fold in range(FOLDS)]
        found: Judged = {}
        for number, job in enumerate(jobs, 1):
            found |= job.result()
            progress(f"fold {number} of {FOLDS} judged")
    return found


def judged(folder: Path, known: Sequence[Material], fold: int) -> Judged:
    """Return what an encoder taught without `fold` makes of its messages.

    A message that stands in another fold as well is not taught either.
    """
    places = packing.worth(Encoder(folder).vocabulary)
    mine = {one.lines for one in known if one.fold == fold}
    rest = [one for one in known if one.lines not in mine]
    fixed, taught = teach(folder, _lessons(rest, places), HEADS, seed=fold + 1)
    rows = [(lines, chunk) for lines in sorted(mine) for chunk in chunks(lines, places)]
    said = asked([chunk for _, chunk in rows], fixed, taught, ASKED)
    found: Judged = {}
    for place, (lines, _) in enumerate(rows):
        scores = {name: table[place] for name, table in said.items()}
        found.setdefault(lines, []).append(scores)
    return found


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
