"""`porchlight report`: a page with plots of written talks."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    report = commands.command(
        "report", run, "draw written talks as one page, without a client's words",
        "porchlight report talks/*.jsonl -o report.html",
    )  # fmt: skip
    report.add_argument("file", nargs="+", type=Path, metavar="FILE", help="a file a conversation")
    report.add_argument("-o", "--out", type=Path, required=True, metavar="FILE",
                        help="the page to write")  # fmt: skip
    report.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")


def run(given: argparse.Namespace) -> int:
    """Write the page."""
    from bot.commands.fidelity import turns
    from bot.reports.page import page

    talks = [turns(path) for path in given.file]
    given.out.write_text(page(talks, given.lang), "utf-8")
    print(f"{given.out}: {len(talks)} talks")
    return 0
