"""`porchlight evaluate talk`: how well change and sustain talk are told apart."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import EVALUATE, Commands, count


def add(commands: Commands) -> None:
    """Name it."""
    talk = commands.group("evaluate", EVALUATE).command(
        "talk", run, "cross-validate the classifier of change and sustain talk on a corpus",
        "porchlight evaluate talk AnnoMI-full.csv",
    )  # fmt: skip
    talk.add_argument("path", type=Path, metavar="PATH", help="the AnnoMI corpus, as CSV")
    talk.add_argument("--seeds", type=count, default=3, metavar="N", help="repetitions (3)")


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot.reporting import printed
    from bot.talk_model.evaluating import evaluate_talk

    return printed(lambda progress: evaluate_talk(given.path, given.seeds, progress=progress))
