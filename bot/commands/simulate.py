"""`porchlight simulate`: invented clients talk to the bot by the thousand."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from pathlib import Path

from bot.parsing import Commands, count


def add(commands: Commands) -> None:
    """Name it."""
    simulate = commands.command(
        "simulate", run, "let invented clients talk to the bot, and measure what it says",
        "porchlight simulate --people 1000 --turns 20 --seed 1",
    )  # fmt: skip
    simulate.add_argument("--people", type=count, default=1000, metavar="N",
                          help="clients (1000)")  # fmt: skip
    simulate.add_argument("--turns", type=count, default=20, metavar="N",
                          help="turns of each talk (20)")  # fmt: skip
    simulate.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives "
                          "the same talks (1)")  # fmt: skip
    simulate.add_argument("--worst", type=int, default=100, metavar="N",
                          help="list the N turns that read worst (100)")  # fmt: skip
    simulate.add_argument("--jobs", type=int, default=0, metavar="N",
                          help="processes (as many as there are cores)")  # fmt: skip
    simulate.add_argument("--out", type=Path, metavar="FOLDER", help="write each talk there, for "
                          "porchlight fidelity and report")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Run the talks and print the report; progress goes to standard error."""
    from bot.progress import Bar
    from bot.reading import writable_folder
    from bot.simulation.runs import simulate
    from bot.simulation.summing import summed

    if given.out is not None:
        writable_folder(given.out)
    gc.enable()
    with Bar("talks", given.people, sys.stderr) as bar:
        talks = simulate(given.people, given.turns, given.seed, given.jobs, bar.at)
    if given.out is not None:
        given.out.mkdir(parents=True, exist_ok=True)
        for one in talks:
            lines = (json.dumps(turn, ensure_ascii=False) for turn in one.turns)
            path = given.out / f"{one.number:05}.jsonl"
            path.write_text("\n".join(lines) + "\n", "utf-8")
    for line in summed(talks, given.seed, given.worst):
        print(line)
    return 0
