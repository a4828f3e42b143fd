"""`porchlight make-vectors`: the word vectors of the talk classifier, made anew."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    make = commands.command(
        "make-vectors", run, "make the word vectors of the talk classifier from a local encoder",
        "porchlight make-vectors all-MiniLM-L6-v2/ AnnoMI-simple.csv --typed messages.jsonl",
    )  # fmt: skip
    make.add_argument("folder", type=Path, metavar="FOLDER",
                      help="with model.safetensors and vocab.txt of all-MiniLM-L6-v2")  # fmt: skip
    make.add_argument("path", type=Path, metavar="PATH", help="the AnnoMI corpus, as CSV")
    make.add_argument("--typed", nargs="+", type=Path, default=[], metavar="FILE",
                      help="invented typed messages whose words are counted too")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Make, write, and say from what."""
    from bot.reporting import printed
    from bot.talk_model.vectors import make_vectors

    return printed(
        lambda progress: make_vectors(given.folder, given.path, given.typed, progress=progress)
    )
