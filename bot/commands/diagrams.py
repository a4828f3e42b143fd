"""`porchlight diagrams`: both state machines, drawn from their tables."""

from __future__ import annotations

import argparse

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    commands.command(
        "diagrams", run, "print both state machines as Mermaid diagrams, from their tables",
        "porchlight diagrams > docs/machines.md",
    )  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Print the page."""
    from bot.diagrams import page

    print(page(), end="")
    return 0
