"""`porchlight coordinator`: a code by which one person becomes the coordinator of a pilot."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.parsing import Commands, settings_option

if TYPE_CHECKING:
    from bot.settings import Settings


def add(commands: Commands) -> None:
    """Name it."""
    one = commands.command(
        "coordinator", run, "print a code that makes one person coordinator of a pilot",
        "porchlight coordinator",
    )  # fmt: skip
    settings_option(one)


def run(given: argparse.Namespace) -> int:
    """Print what to send to the bot."""
    import asyncio

    from bot.settings import load

    code = asyncio.run(_code(load(given.settings)))
    print(
        f"Send this to the bot, from the coordinator's account, within an hour:\n\n/start {code}\n"
    )
    print("It works once. A code printed before works no more.")
    return 0


async def _code(settings: Settings) -> str:
    from bot.clock import now
    from bot.peers.inviting import first_code
    from bot.store.opening import open_store

    store = await open_store(settings.database_url, settings.key_file, settings.keyring_url)
    try:
        return f"co_{await first_code(store, now())}"
    finally:
        await store.close()
