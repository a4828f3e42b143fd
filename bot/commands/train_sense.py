"""`porchlight train-sense`: the encoder, taught and shipped."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    train = commands.command(
        "train-sense", run, "teach the encoder that danger is heard with",
        "porchlight train-sense all-MiniLM-L6-v2 tests/data/danger --talk tests/data/talk/dev*",
    )  # fmt: skip
    train.add_argument("folder", type=Path, help="where all-MiniLM-L6-v2 lies")
    train.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                       help="files of danger messages, or folders of them")  # fmt: skip
    train.add_argument("--talk", nargs="+", type=Path, required=True, metavar="FILE",
                       help="typed messages with the way they lean")  # fmt: skip
    train.add_argument("--no-folds", action="store_true",
                       help="leave out the record that the other training needs")  # fmt: skip
    train.add_argument("--out", type=Path, metavar="FILE", help="where to (the shipped encoder)")


def run(given: argparse.Namespace) -> int:
    """Teach, write, and say on what."""
    from bot.reporting import printed
    from bot.sense import packing, record
    from bot.sense.shipping import train_sense

    recorded = None if given.no_folds else record.SHIPPED
    return printed(
        lambda progress: train_sense(
            given.folder, given.paths, given.talk, given.out or packing.SHIPPED, recorded, progress
        )
    )
