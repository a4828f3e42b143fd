"""`porchlight run`: opens what is kept, lets the bot live, and closes after it.

SIGTERM and SIGINT stop it in order (`house`), within ten seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from telegram.error import InvalidToken

from bot import clock
from bot.operating.metrics import serving
from bot.settings import Settings, SettingsError
from bot.store.errors import StoreError
from bot.store.opening import Store, open_store
from bot.telegram.client import Client, connect
from bot.telegram.house import Furnish, House
from bot.telegram.muting import mute
from bot.telegram.presence import Presence, enter
from bot.telegram.sender import TokenRefused
from bot.telegram.ticking import Tick
from dialogues.errors import PorchlightError


class CannotRun(PorchlightError):
    """The bot cannot start or go on; one line with the mend."""


async def run(
    settings: Settings,
    *,
    stop: asyncio.Event | None = None,
    ticks: Callable[[Store], Sequence[Tick]] = lambda store: (),
    furnish: Callable[[Store, Client], Furnish] = lambda store, bot: lambda books: (),
) -> int:
    """Run the bot until SIGTERM, SIGINT or `stop`; return the exit code, 0 or 1.

    `ticks` gives what is done by the clock, `furnish` what makes the other rooms.

    Raises:
        PorchlightError: It cannot start or go on; the message is one line with the mend.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # times as timedelta, as the library will do
    mute()
    stop = stop or asyncio.Event()
    _on_signals(stop)
    bot = connect(settings)
    try:
        async with (
            _opened(settings) as (store, presence),
            serving(settings, store, clock.now),
        ):
            return await House(
                settings, bot, store, presence, stop, ticks(store), furnish(store, bot)
            ).live()
    except StoreError as error:
        raise CannotRun(str(error)) from None
    except (TokenRefused, InvalidToken):
        raise _unknown_token() from None


def _unknown_token() -> SettingsError:
    return SettingsError(
        "PORCHLIGHT_TOKEN: Telegram does not know this token; ask @BotFather for the current one"
    )


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[tuple[Store, Presence]]:
    store = await open_store(settings.database_url, settings.key_file, settings.keyring_url)
    try:
        presence = await enter(store.database)
        try:
            yield store, presence
        finally:
            await presence.leave()
    finally:
        await store.close()
