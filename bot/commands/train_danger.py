"""`porchlight train-danger`: the hearing of danger, trained and shipped."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    train = commands.command(
        "train-danger", run, "train the hearing of danger, and write its model",
        "porchlight train-danger tests/data/danger --talk tests/data/talk/dev*",
    )  # fmt: skip
    train.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                       help="files of labelled messages, or folders of them")  # fmt: skip
    train.add_argument("--talk", nargs="+", type=Path, default=[], metavar="FILE",
                       help="typed messages; dangers.tsv beside them has the others")  # fmt: skip
    train.add_argument("--group", action="store_true",
                       help="group the words by meaning anew before")  # fmt: skip
    train.add_argument("--out", type=Path, metavar="FILE", help="where to (the shipped model)")


def run(given: argparse.Namespace) -> int:
    """Train, write, and say on what."""
    from bot.danger.grouping import group_words
    from bot.danger.packing import SHIPPED
    from bot.danger.shipping import train_danger
    from bot.reporting import printed

    out = given.out or SHIPPED
    if given.group:
        print(group_words())
    return printed(lambda progress: train_danger(given.paths, given.talk, out, progress=progress))
