"""`porchlight evaluate danger`: how well danger is heard."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import EVALUATE, Commands


def add(commands: Commands) -> None:
    """Name it."""
    danger = commands.group("evaluate", EVALUATE).command(
        "danger", run, "tell how well danger is heard, family by family",
        "porchlight evaluate danger tests/data/danger --talk tests/data/talk/dev*",
    )  # fmt: skip
    danger.add_argument("paths", nargs="+", type=Path, metavar="PATH",
                        help="files of labelled messages, or folders of them")  # fmt: skip
    danger.add_argument("--talk", nargs="+", type=Path, default=[], metavar="FILE",
                       help="typed messages; dangers.tsv beside them has the others")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot.danger.evaluating import evaluate_danger
    from bot.reporting import printed

    return printed(lambda progress: evaluate_danger(given.paths, given.talk, progress=progress))
