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
    """Print what to send to the bot; raises PorchlightError where no bot has run."""
    import asyncio

    from bot.settings import load
    from bot.store.errors import StoreError
    from dialogues.errors import PorchlightError

    try:
        code = asyncio.run(_code(load(given.settings)))
    except StoreError as error:
        raise PorchlightError(str(error)) from error
    print(
        f"Send this to the bot, from the coordinator's account, within an hour:\n\n/start {code}\n"
    )
    print("It works once. A code printed before works no more.")
    return 0


async def _code(settings: Settings) -> str:
    from bot.clock import now
    from bot.peers.inviting import first_code
    from bot.store.database import file_of
    from bot.store.errors import StoreError
    from bot.store.opening import open_store

    path = file_of(settings.database_url)
    if path is not None and not path.exists():
        raise StoreError(
            f"{path}: no bot has run on this database yet, and a code is good for the bot that "
            "prints it; start the bot first, or run this where it runs, as the same user and "
            "with the same settings"
        )
    store = await open_store(settings.database_url, settings.key_file, settings.keyring_url)
    try:
        return f"co_{await first_code(store, now())}"
    finally:
        await store.close()
