"""`porchlight train-talk`: the classifier of change and sustain talk, trained and shipped."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    train = commands.command(
        "train-talk", run, "train the classifier of change and sustain talk, and write its model",
        "porchlight train-talk AnnoMI-full.csv --invented tests/data/talk/dev.tsv",
    )  # fmt: skip
    train.add_argument("path", type=Path, metavar="PATH", help="the AnnoMI corpus, as CSV")
    train.add_argument("--invented", nargs="+", type=Path, default=[], metavar="FILE",
                       help="invented typed messages to learn from too")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Train, write, and say on what."""
    from bot.reporting import printed
    from bot.talk_model.shipping import train_talk

    return printed(lambda progress: train_talk(given.path, given.invented, progress=progress))
