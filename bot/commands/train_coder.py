"""`porchlight train-coder`: trains the coder of what the bot says."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    coder = commands.command(
        "train-coder", run, "train the coder of what the bot says, and write the file that ships",
        "porchlight train-coder AnnoMI-simple.csv",
    )  # fmt: skip
    coder.add_argument("path", type=Path, metavar="PATH", help="the AnnoMI corpus, as CSV")
    coder.add_argument("--out", type=Path, metavar="FILE", help="write it there instead")


def run(given: argparse.Namespace) -> int:
    """Train, and print what was made."""
    from bot.coding.training import SHIPPED, train_coder
    from bot.reporting import printed

    return printed(lambda progress: train_coder(given.path, given.out or SHIPPED, progress))
