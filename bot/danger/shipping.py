"""`porchlight train-danger PATH... --out FILE`: trains the hearing of danger and writes it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot import reading
from bot.danger.evaluating import decided, report
from bot.danger.examples import HELD_OUT, DataUnfit, ordinary_talk, read_examples
from bot.danger.hearing import crossed, see, trained
from bot.danger.packing import SHIPPED, model_of, write
from bot.danger.thresholds import choose
from bot.danger.typed import read_typed
from bot.sense import record
from bot.sense.record import Record
from dialogues.safety.model import read_model


def train_danger(
    paths: Sequence[Path],
    talk: Sequence[Path] = (),
    out: Path = SHIPPED,
    recorded: Path = record.SHIPPED,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """Train on the files of `paths` and `talk`, write `out`, yield what was done.

    `talk` are typed messages, the frames' examples stand beside them; held-out files are passed
    over; `recorded` is what train-sense left. Raises DataUnfit, DataError, OSError.
    """
    reading.writable(out)
    examples = [one for one in read_examples(paths) if not one.source.startswith(HELD_OUT)]
    if not examples:
        raise DataUnfit(f"only held-out files ({HELD_OUT}…) were named: nothing to learn from")
    typed = read_typed(talk, {one.text for one in examples})
    progress("taking the messages apart")
    seen = see([*examples, *typed, *ordinary_talk()])
    folds = crossed(seen, progress, Record(recorded).of_danger)
    progress("training on all")
    fitted = trained(seen)
    least = choose(model_of(fitted), folds)
    sources = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for path in (*paths, *talk)
        for file in (sorted(path.iterdir()) if path.is_dir() else [path])
        if file.suffix in (".tsv", ".jsonl") and not file.name.startswith(HELD_OUT)
    }
    write(fitted, least, sources, out)
    with out.open("rb") as file:
        known = read_model(file, str(out))
    yield f"trained on {len(seen)} messages of {len(sources)} files and the frames' examples"
    yield f"{len(known.places)} features, {len(known.classes)} classes; thresholds " + ", ".join(
        f"{name} {value:.3f}" for name, value in least.items()
    )
    yield f"written to {out} ({out.stat().st_size / 1e6:.2f} MB)"
    yield "each file judged by a model that saw none of it:"
    yield from report([decided(known, one) for one in folds])
