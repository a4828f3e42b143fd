"""`porchlight inventory`: what is kept, from the schema the program runs on."""

from __future__ import annotations

import argparse

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    commands.command(
        "inventory", run, "print the inventory of data, from the schema the program runs on",
        "porchlight inventory > docs/data-inventory.md",
    )  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print the page."""
    from bot.operating.inventory import page

    print(page(), end="")
    return 0
