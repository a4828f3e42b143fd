"""`porchlight protocol`: the public crisis protocol."""

from __future__ import annotations

import argparse

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    commands.command(
        "protocol", run, "print the public crisis protocol, from the data the program runs on",
        "porchlight protocol > docs/crisis-protocol.md",
    )  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print the page."""
    from bot.protocol import page

    print(page(), end="")
    return 0
