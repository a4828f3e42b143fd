"""`porchlight measure`: fidelity over a library of transcripts and random walks."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands, count


def add(commands: Commands) -> None:
    """Name it."""
    measure = commands.command(
        "measure", run, "measure fidelity over a transcript library and random walks",
        "porchlight measure tests/transcripts/en --walks 200",
    )  # fmt: skip
    measure.add_argument("library", type=Path, metavar="FOLDER", help="folder of transcript files")
    measure.add_argument(
        "--walks", type=count, default=200, metavar="N", help="walks at random (200)"
    )
    measure.add_argument("--length", type=count, default=30, metavar="N", help="turns a walk (30)")
    measure.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the walks (1)")


def run(given: argparse.Namespace) -> int:
    """Print the measures."""
    from bot.measuring import measure_library

    for line in measure_library(given.library, given.walks, given.length, given.seed):
        print(line)
    return 0
