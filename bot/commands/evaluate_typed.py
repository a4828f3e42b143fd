"""`porchlight evaluate typed`: change, sustain, ambivalent and neutral in typed messages."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import EVALUATE, Commands


def add(commands: Commands) -> None:
    """Name it."""
    typed = commands.group("evaluate", EVALUATE).command(
        "typed", run, "cross-validate rules and classifier together on typed messages",
        "porchlight evaluate typed tests/data/talk/dev.tsv --spoken AnnoMI-full.csv",
    )  # fmt: skip
    typed.add_argument("path", type=Path, metavar="FILE", help="labelled typed messages")
    typed.add_argument("--spoken", type=Path, required=True, metavar="PATH",
                       help="the AnnoMI corpus, on which the classifier is trained")  # fmt: skip
    typed.add_argument("--extra", nargs="+", type=Path, default=[], metavar="FILE",
                       help="more typed messages to learn from")  # fmt: skip
    typed.add_argument("--misses", action="store_true", help="list what was misread")


def run(given: argparse.Namespace) -> int:
    """Print the figures."""
    from bot.reporting import printed
    from bot.talk_model.typing import evaluate_typed

    return printed(
        lambda progress: evaluate_typed(
            given.path, given.spoken, given.extra, given.misses, progress=progress
        )
    )
