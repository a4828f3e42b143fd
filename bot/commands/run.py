"""`porchlight run`: the bot on Telegram, or without a token the conversation in this terminal."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.parsing import Commands, settings_option

if TYPE_CHECKING:
    from bot.settings import Settings


def add(commands: Commands) -> None:
    """Name it."""
    one = commands.command(
        "run", run, "start the bot: on Telegram with a token, else in this terminal",
        "PORCHLIGHT_TOKEN=123456:ABC porchlight run",
    )  # fmt: skip
    settings_option(one)


def run(given: argparse.Namespace) -> int:
    """Run until stopped."""
    from bot.settings import load

    settings = load(getattr(given, "settings", None))
    if settings.token.get_secret_value():
        return _on_telegram(settings)
    return _in_terminal(settings)


def _on_telegram(settings: Settings) -> int:
    import asyncio
    import gc

    from bot.furnishing import furnish
    from bot.operating import dumps
    from bot.operating.alarm import Alarm
    from bot.operating.logs import configure
    from bot.telegram.running import run

    gc.enable()
    dumps.forbid()
    configure(settings.log_level)
    return asyncio.run(
        run(
            settings,
            ticks=lambda store: [Alarm(store)],
            furnish=lambda store, bot: furnish(settings, store, bot),
        )
    )


def _in_terminal(settings: Settings) -> int:
    from bot import terminal
    from bot.services import local_services
    from bot.talk import Talk

    hint = "No PORCHLIGHT_TOKEN is set, so we talk here in the terminal. Ctrl-D ends."
    talk = Talk.start("en", None, None, None, local_services(settings.directory))
    return terminal.converse(talk, sys.stdin, sys.stdout, hint=hint)
