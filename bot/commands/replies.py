"""`porchlight replies`: every message of a file answered as a first one, and graded."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    replies = commands.command(
        "replies", run, "answer each message of a file as a first one and grade what was heard",
        "porchlight replies messages.jsonl --worst 100",
    )  # fmt: skip
    replies.add_argument("file", type=Path, metavar="FILE",
                         help='JSON lines with "text", "talk" and "frames"')  # fmt: skip
    replies.add_argument(
        "--worst", type=int, default=100, metavar="N", help="list N replies (100)"
    )
    replies.add_argument(
        "--all", action="store_true", help="list every reply beside the good ones"
    )
    replies.add_argument("--seed", type=int, default=1, metavar="N", help="seed (1)")


def run(given: argparse.Namespace) -> int:
    """Print the grades and the replies."""
    from bot.replies import grade

    for line in grade(given.file, given.worst, given.all, given.seed):
        print(line)
    return 0
