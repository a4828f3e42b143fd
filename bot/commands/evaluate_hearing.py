"""`porchlight evaluate hearing`: talk, categories and frames in invented messages."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import EVALUATE, Commands


def add(commands: Commands) -> None:
    """Name it."""
    hearing = commands.group("evaluate", EVALUATE).command(
        "hearing", run, "tell how much of labelled messages is heard by what ships",
        "porchlight evaluate hearing tests/data/talk/test.jsonl --misses",
    )  # fmt: skip
    hearing.add_argument("path", type=Path, metavar="FILE", help="labelled messages, JSON lines")
    hearing.add_argument("--misses", action="store_true", help="list what was missed")


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot.reporting import printed
    from bot.talk_model.hearing import evaluate_hearing

    return printed(lambda progress: evaluate_hearing(given.path, given.misses))
