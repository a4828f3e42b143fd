"""`porchlight restore`: a backup put back."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.parsing import Commands, settings_option


def add(commands: Commands) -> None:
    """Name it."""
    restore = commands.command(
        "restore", run, "put a backup back; who was forgotten since stays forgotten",
        "porchlight restore /var/backups/porchlight/porchlight-20260301T200000Z.backup",
    )  # fmt: skip
    restore.add_argument("path", type=Path, metavar="FILE", help="a file `backup` wrote")
    restore.add_argument("--replace", action="store_true",
                         help="put it in the place of the people who are kept now")  # fmt: skip
    settings_option(restore)


def run(given: argparse.Namespace) -> int:
    """Restore it and say what came back; stop the bot first."""
    import asyncio

    from bot.operating.backing_up import put_back
    from bot.settings import load

    print(asyncio.run(put_back(load(given.settings), given.path, replace=given.replace)))
    return 0
