"""`porchlight evaluate coder`: the coder of what the bot says, against experts."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import EVALUATE, Commands, count


def add(commands: Commands) -> None:
    """Name it."""
    coder = commands.group("evaluate", EVALUATE).command(
        "coder", run, "cross-validate the coder of what the bot says on a corpus",
        "porchlight evaluate coder AnnoMI-simple.csv --subtypes AnnoMI-full.csv",
    )  # fmt: skip
    coder.add_argument("path", type=Path, metavar="PATH", help="the AnnoMI corpus, as CSV")
    coder.add_argument("--subtypes", type=Path, metavar="FILE",
                       help="experts' subtypes of the same utterances, as CSV")  # fmt: skip
    coder.add_argument("--seeds", type=count, default=3, metavar="N", help="repetitions (3)")


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot.coding.evaluating import evaluate_coder
    from bot.reporting import printed

    return printed(
        lambda progress: evaluate_coder(given.path, given.subtypes, given.seeds, progress)
    )
