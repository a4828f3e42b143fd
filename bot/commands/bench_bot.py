"""`porchlight bench-bot`: the whole bot under load."""

from __future__ import annotations

import argparse

from bot.parsing import Commands, count


def add(commands: Commands) -> None:
    """Name it."""
    bench = commands.command(
        "bench-bot", run, "time the whole bot on an emulated Telegram, against a bare echo bot",
        "porchlight bench-bot --messages 3000 --stored 1000 100000",
    )  # fmt: skip
    bench.add_argument("--messages", type=count, default=3000, metavar="N", help="sent (3000)")
    bench.add_argument("--people", type=count, default=100, metavar="N", help="who write (100)")
    bench.add_argument("--stored", type=count, nargs="*", default=[1_000, 100_000], metavar="N",
                       help="people kept already, one run each (1000 100000)")  # fmt: skip
    bench.add_argument("--seed", type=int, default=1, metavar="N", help="seed of chance (1)")
    bench.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL beside")


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot import trials

    trials.end_in_order()
    for line in trials.bench(
        messages=given.messages, stored=tuple(given.stored), database=given.database,
        seed=given.seed, people=given.people,
    ):  # fmt: skip
        print(line, flush=True)
    return 0
