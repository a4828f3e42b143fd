"""`porchlight show`: every wording of a template."""

from __future__ import annotations

import argparse

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    show = commands.command(
        "show", run, "print every wording of a template with sample slots",
        "porchlight show reflection/any/double_sided",
    )  # fmt: skip
    show.add_argument(
        "template",
        metavar="TEMPLATE_ID",
        help="a template id, or the beginning of some: reflection/frame",
    )
    show.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")


def run(given: argparse.Namespace) -> int:
    """Print them."""
    from bot.showing import show

    for line in show(given.template, given.lang):
        print(line)
    return 0
