"""Presence: one process on SQLite; on PostgreSQL leads that pass on when a process dies."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text, update
from support.transport import Transport

from bot.store.opening import Store
from bot.store.schema import inbox
from bot.telegram.presence import AlreadyRunning, Shared, enter
from bot.telegram.ticking import Keeper

Start = Callable[..., Awaitable[Transport]]
HOLD = """
import sys, time
from pathlib import Path
from bot.telegram.presence import Alone
keep = Alone(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_second_process_on_sqlite_is_refused_until_the_first_is_dead(kept: Store) -> None:
    """Killed in any way; the system lets go of the lock."""
    path = kept.database.path
    assert path is not None
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdout=subprocess.PIPE,
    )
    assert first.stdout is not None
    first.stdout.readline()
    with pytest.raises(AlreadyRunning, match="stop it first"):
        await enter(kept.database)
    first.kill()
    first.wait()
    first.stdout.close()
    presence = await enter(kept.database)

    assert await presence.seek("sender")
    await presence.leave()


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
async def test_a_lead_passes_on_when_its_connection_goes(kept: Store) -> None:
    """And the one who lost it knows after its next look."""
    first, second = Shared(kept.database), Shared(kept.database)
    await first.ping()
    await second.ping()
    led = (await first.seek("sender"), await second.seek("sender"))
    number = first.number
    async with kept.database.begin() as connection:
        await connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                 "AND objid::bigint = :number"), {"number": number},
        )  # fmt: skip
    taken = False
    while not taken:  # a server takes a moment to end what it was told to end
        await asyncio.sleep(0.05)
        taken = await second.seek("sender")
    await first.ping()

    assert led == (True, False)
    assert not first.leads("sender")
    assert first.number != number
    await first.leave()
    await second.leave()


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
async def test_the_work_of_a_dead_process_is_taken_up_by_the_living(start: Start) -> None:
    """That of a living one is not."""
    bot = await start()
    await bot.hears(7, "hers")
    await bot.hears(8, "theirs")
    other = await start(now=bot.now)
    numbers = {7: other.presence.number, 8: 1}
    async with bot.store.database.begin() as connection:
        for chat, number in numbers.items():
            whose = inbox.c.person == bot.store.master.person(chat)
            await connection.execute(update(inbox).where(whose).values(owner=number))
    freed = await Keeper(bot.store, bot.presence, bot.worker.finisher).once()
    await bot.work()

    assert freed == 1
    assert bot.request.texts() == ["theirs"]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_on_sqlite_whatever_was_left_at_work_is_taken_up_at_the_start(start: Start) -> None:
    """There is nobody else it could belong to."""
    bot = await start()
    await bot.hears(7, "left")
    async with bot.store.database.begin() as connection:
        await connection.execute(update(inbox).values(owner=1))
    freed = await Keeper(bot.store, bot.presence, bot.worker.finisher).once()
    await bot.work()

    assert freed == 1
    assert bot.request.texts() == ["left"]
