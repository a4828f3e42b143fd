"""`porchlight doctor`: everything the bot needs, looked at."""

from __future__ import annotations

import argparse

from bot.parsing import Commands, settings_option


def add(commands: Commands) -> None:
    """Name it."""
    doctor = commands.command(
        "doctor", run, "check token, keys, database, disk, clock, words, webhook; name the mend",
        "porchlight doctor --offline",
    )  # fmt: skip
    doctor.add_argument("--offline", action="store_true", help="ask Telegram nothing")
    settings_option(doctor)


def run(given: argparse.Namespace) -> int:
    """Print a line a finding; 1 when one is a failure."""
    import asyncio

    return asyncio.run(_print(given))


async def _print(given: argparse.Namespace) -> int:
    from bot import clock
    from bot.operating.doctor import examine
    from bot.operating.findings import Level
    from bot.telegram.muting import mute

    mute()
    levels = []
    async for finding in examine(given.settings, clock.now, offline=given.offline):
        print(finding, flush=True)
        levels.append(finding.level)
    return 1 if Level.FAIL in levels else 0
