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
    fidelity.add_argument("--pooled", action="store_true", help="all files together only")
    fidelity.add_argument("--read", action="store_true",
                          help="list sentences that a second coder took for advice")  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print the counts of each file, and of all together."""
    talks = [turns(path) for path in given.file]
    if not given.pooled or len(talks) == 1:
        for path, talk in zip(given.file, talks, strict=True):
            print(f"== {path}")
            _print([talk], given.read)
    if len(talks) > 1:
        print(f"== all {len(talks)}")
        _print(talks, given.read)
    return 0


def _print(talks: list[list[dict[str, Any]]], listed: bool) -> None:
    from bot.coding.comparing import compare, compared
    from dialogues.fidelity import measure, report

    for line in (*report(measure(talks)), *compared(compare(talks), listed=listed)):
        print(line)


def turns(path: Path) -> list[dict[str, Any]]:
    """Return the turns of a file as `chat --jsonl` writes them; raises PorchlightError."""
    from bot import reading

    found = []
    for number, line in enumerate(reading.text(path).splitlines(), start=1):
        try:
            turn = json.loads(line)
            said = [turn["reply"], turn["register"]]
            said += [move[part] for move in turn["moves"] for part in ("code", "template")]
            if not all(isinstance(one, str) for one in said):
                raise TypeError
        except (ValueError, KeyError, TypeError) as error:
            raise PorchlightError(
                f"{path}:{number}: no turn as `porchlight chat --jsonl` writes them"
            ) from error
        found.append(turn)
    if not found:
        raise PorchlightError(f"{path}: no turn in it")
    return found
