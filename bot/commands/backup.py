"""`porchlight backup`: an encrypted archive, without the keys."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands, settings_option


def add(commands: Commands) -> None:
    """Name it."""
    backup = commands.command(
        "backup", run, "write an encrypted backup; in a folder, those past 30 days are deleted",
        "porchlight backup /var/backups/porchlight",
    )  # fmt: skip
    backup.add_argument("path", nargs="?", type=Path, metavar="FOLDER",
                        help="folder or file (a folder beside the data folder)")  # fmt: skip
    settings_option(backup)


def run(given: argparse.Namespace) -> int:
    """Write it and say where; the bot may run meanwhile."""
    import asyncio

    from bot.operating.backing_up import back_up
    from bot.settings import load

    print(asyncio.run(back_up(load(given.settings), given.path)))
    return 0
