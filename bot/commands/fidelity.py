"""`porchlight fidelity`: MITI/MISC counts of written talks."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bot.parsing import Commands
from dialogues.errors import PorchlightError


def add(commands: Commands) -> None:
    """Name it."""
    fidelity = commands.command(
        "fidelity", run, "sum up MITI/MISC counts of turns written by chat --jsonl",
        "porchlight chat --jsonl < talk.jsonl > turns.jsonl; porchlight fidelity turns.jsonl",
    )  # fmt: skip
    fidelity.add_argument(
        "file", nargs="+", type=Path, metavar="FILE", help="a file a conversation"
    )


def run(given: argparse.Namespace) -> int:
    """Print the counts of each file, and of all together."""
    from dialogues.fidelity import measure, report

    talks = [_turns(path) for path in given.file]
    for path, talk in zip(given.file, talks, strict=True):
        print(f"== {path}")
        print("\n".join(report(measure([talk]))))
    if len(talks) > 1:
        print(f"== all {len(talks)}")
        print("\n".join(report(measure(talks))))
    return 0


def _turns(path: Path) -> list[dict[str, Any]]:
    turns = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            turn = json.loads(line)
            turn["moves"], turn["reply"], turn["register"]
        except (ValueError, KeyError, TypeError) as error:
            raise PorchlightError(
                f"{path}:{number}: no turn as `porchlight chat --jsonl` writes them"
            ) from error
        turns.append(turn)
    return turns
