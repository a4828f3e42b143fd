"""`porchlight storm`: kill -9 at random moments under load, and what it cost."""

from __future__ import annotations

import argparse

from bot.parsing import Commands, count

MODES = ("polling", "webhook", "postgresql")


def add(commands: Commands) -> None:
    """Name it."""
    storm = commands.command(
        "storm", run, "kill the bot at random moments under load, and count what was lost",
        "porchlight storm --kills 10 --people 20",
    )  # fmt: skip
    storm.add_argument("--kills", type=count, default=50, metavar="N", help="kills a mode (50)")
    storm.add_argument("--people", type=count, default=50, metavar="N", help="who write (50)")
    storm.add_argument("--seed", type=int, default=1, metavar="N", help="seed of chance (1)")
    storm.add_argument("--mode", nargs="+", default=[], metavar="MODE", choices=MODES,
                       help="of polling, webhook, postgresql (the first two)")  # fmt: skip
    storm.add_argument("--database", default="", metavar="URL",
                       help="an empty PostgreSQL (one is started when left out)")  # fmt: skip
    storm.add_argument("--processes", type=count, default=3, metavar="N",
                       help="that share the PostgreSQL (3)")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print a line a mode."""
    from bot import trials

    trials.end_in_order()
    for line in trials.storm(
        kills=given.kills, people=given.people, seed=given.seed, database=given.database,
        modes=given.mode, processes=given.processes,
    ):  # fmt: skip
        print(line, flush=True)
    return 0
