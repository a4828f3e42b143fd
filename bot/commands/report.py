"""`porchlight report`: a page with plots of written talks."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    report = commands.command(
        "report", run, "draw written talks as one page, without a client's words",
        "porchlight report talks/*.jsonl",
    )  # fmt: skip
    report.add_argument("file", nargs="+", type=Path, metavar="FILE", help="a file a conversation")
    report.add_argument("-o", "--out", type=Path, default=Path("report.html"), metavar="FILE",
                        help="the page to write (report.html here)")  # fmt: skip
    report.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")


def run(given: argparse.Namespace) -> int:
    """Write the page."""
    from bot.commands.fidelity import turns
    from bot.reading import writable
    from bot.reports.page import page

    writable(given.out)
    _ours(given.out)
    talks = [turns(path) for path in given.file]
    given.out.write_text(page(talks, given.lang), "utf-8")
    print(f"{given.out.absolute()}: {len(talks)} talk{'s' if len(talks) > 1 else ''}")
    return 0


def _ours(path: Path) -> None:
    """Raise PorchlightError where a file stands that is no page of ours."""
    from bot.reports.page import BEGINS
    from dialogues.errors import PorchlightError

    if not path.is_file():
        return
    with path.open("rb") as file:
        there = file.read(len(BEGINS))
    if there and there != BEGINS.encode():
        raise PorchlightError(
            f"{path}: is there already and is no page of this command; name another with -o"
        )
