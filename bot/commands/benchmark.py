"""`porchlight benchmark`: what a turn costs."""

from __future__ import annotations

import argparse

from bot.parsing import Commands, count


def add(commands: Commands) -> None:
    """Name it."""
    benchmark = commands.command(
        "benchmark", run, "time a turn, the start, memory and the size of a session",
        "porchlight benchmark",
    )  # fmt: skip
    benchmark.add_argument(
        "--turns", type=count, default=2000, metavar="N", help="turns timed (2000)"
    )


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot import benchmark

    for line in benchmark.run(given.turns):
        print(line)
    return 0
