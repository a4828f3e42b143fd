"""`porchlight bench-checkins`: what finding due check-ins costs, and a race for them."""

from __future__ import annotations

import argparse

from bot.parsing import Commands, count


def add(commands: Commands) -> None:
    """Name it."""
    bench = commands.command(
        "bench-checkins", run, "time the search for due check-ins, and race processes for them",
        "porchlight bench-checkins --planned 1000 1000000",
    )  # fmt: skip
    bench.add_argument("--planned", type=count, nargs="*", default=[1_000, 1_000_000], metavar="N",
                       help="check-ins that lie ahead, one run each (1000 1000000)")  # fmt: skip
    bench.add_argument("--due", type=count, default=10_000, metavar="N",
                       help="check-ins raced for, all due at once (10000)")  # fmt: skip
    bench.add_argument("--database", default="", metavar="URL",
                       help="an empty PostgreSQL, for the race")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot import trials

    for line in trials.bench_checkins(
        planned=tuple(given.planned), due=given.due, database=given.database
    ):
        print(line, flush=True)
    return 0
