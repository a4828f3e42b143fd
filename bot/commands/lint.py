"""`porchlight lint`: every wording, page, lexicon, frame, card and helpline, checked."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    lint = commands.command(
        "lint", run, "check every wording, page and frame; exit 1 with file:line and the mend",
        "porchlight lint reflection/frame",
    )  # fmt: skip
    lint.add_argument("part", nargs="*", help="only what lies under these paths")
    lint.add_argument("--services", type=Path, metavar="FILE",
                      help="hold a list of local services to the same words")  # fmt: skip
    lint.add_argument("--on", type=date.fromisoformat, metavar="DATE",
                      help="hold the numbers to this day (today)")  # fmt: skip
    lint.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")


def run(given: argparse.Namespace) -> int:
    """Print every complaint."""
    from bot import documents
    from bot.services import local_services
    from dialogues.lint import lint
    from dialogues.listening.hearing import hear

    local_services(given.services)  # raises where it is no such list
    hear("", given.lang)  # loads and so checks every lexicon and frame
    complaints = [str(complaint) for complaint in lint(given.lang, given.part)]
    complaints.extend(map(str, documents.lint(given.part)))
    if given.services:
        told = given.services.read_text("utf-8")
        complaints.extend(map(str, documents.complaints(str(given.services), told)))
    if not given.part:
        from bot.clock import now
        from bot.operating import models
        from dialogues.facts import checking
        from dialogues.safety.model import stale

        on = given.on or now().date()
        complaints.extend(checking.complaints(given.lang, on))
        gone = [f"{one.why}: {models.MEND}" for one in models.lost(given.lang)]
        complaints.extend(gone or filter(None, [stale(given.lang)]))
        for note in checking.notes(on):
            print(f"note: {note}")
    for complaint in complaints:
        print(complaint)
    print(f"{len(complaints)} to mend" if complaints else "Nothing to mend.")
    return 1 if complaints else 0
