"""`porchlight keys rotate` and `porchlight keys new`: the master key, changed or begun anew."""

from __future__ import annotations

import argparse
import sys

from bot.parsing import Commands, settings_option


def add(commands: Commands) -> None:
    """Name them."""
    keys = commands.group("keys", "change the master key")
    rotate = keys.command(
        "rotate", run, "wrap everybody's key with a fresh master key; the bot may run meanwhile",
        "porchlight keys rotate",
    )  # fmt: skip
    settings_option(rotate)
    new = keys.command(
        "new", begin, "make a new master key where the old one is lost, letting go of everybody",
        "porchlight keys new",
    )  # fmt: skip
    settings_option(new)


def run(given: argparse.Namespace) -> int:
    """Rotate, telling how far it is."""
    import asyncio

    from bot.operating.backing_up import rotate
    from bot.settings import load

    def progress(done: int) -> None:
        print(f"{done} keys wrapped anew", file=sys.stderr, flush=True)

    print(asyncio.run(rotate(load(given.settings), progress)))
    return 0


def begin(given: argparse.Namespace) -> int:
    """Begin anew."""
    import asyncio

    from bot.operating.backing_up import begin_anew
    from bot.settings import load

    print(asyncio.run(begin_anew(load(given.settings))))
    return 0
