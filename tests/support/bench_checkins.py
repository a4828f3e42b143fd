"""What the due query costs as plans grow, and what two processes do with 10,000 that are due.

The plans are as long as real ones. Those that lie ahead hold random bytes: nothing opens them,
and nothing has to.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select
from support.seeding import keyed

from bot.checkins import plans
from bot.checkins.plans import Plan, Terms
from bot.checkins.ticking import claimed
from bot.store import schema
from bot.store.opening import Store, open_store
from dialogues.checkin import CheckIn
from dialogues.whens.when import When

NOW = datetime(2026, 11, 27, 19, 0, tzinfo=UTC)
BATCH = 5000
LOOKS = 50
KILL_AFTER = 1.2
"""Seconds from start to kill: the start takes most of a second."""
FIRST = 8_000_000_000
"""Ids of the people who have something due."""


def run(
    folder: Path, *, planned: tuple[int, ...] = (1_000, 1_000_000), due: int = 10_000,
    database: str = "",
) -> Iterator[str]:  # fmt: skip
    """Yield the figures; `database` is the URL of an empty PostgreSQL for the race."""
    yield f"Python {sys.version.split()[0]}; a look = the statement that claims up to 50 check-ins"
    for number in planned:
        url = f"sqlite:///{folder / str(number) / 'porchlight.db'}"
        idle, ready = asyncio.run(_looks(url, folder / "keys" / str(number) / "k", number))
        yield (f"SQLite, {number:>9,} planned: a look {idle:.2f} ms with nothing due, "
               f"{ready:.2f} ms with 50 due (medians of {LOOKS})")  # fmt: skip
    if database:
        yield asyncio.run(race(folder, database, due))


async def race(folder: Path, url: str, due: int, *, processes: int = 2, kills: int = 0) -> str:
    """Return what `processes` processes did with `due` check-ins, all due at once."""
    key_file = folder / "race" / "master.key"
    await _fill(url, key_file, due)
    began = time.perf_counter()
    running = [await _claimer(url, key_file) for _ in range(processes)]
    for _ in range(kills):
        await asyncio.sleep(KILL_AFTER)
        if running[0].returncode is None:
            running[0].kill()
        await running[0].communicate()
        running[0] = await _claimer(url, key_file)
    claims = [int((await one.communicate())[0] or 0) for one in running]
    took = time.perf_counter() - began
    told = await _counted(url, key_file)
    each = " and ".join(f"{one:,}" for one in claims)
    return (
        f"{processes} processes, {due:,} due at once, {kills} kill -9: {told['sent']:,} sent, "
        f"{told['doubled']} doubled, {told['lost']} lost, {took:.1f} s with their start "
        f"({due / took:,.0f} a second; the last took {each})"
    )


async def _claimer(url: str, key_file: Path) -> Process:
    tests, root = Path(__file__).parents[1], Path(__file__).parents[2]
    paths = {"PYTHONPATH": f"{tests}{os.pathsep}{root}"}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "support.claimer", url, str(key_file),
        env={**os.environ, **paths}, stdout=subprocess.PIPE,
    )  # fmt: skip


async def _looks(url: str, key_file: Path, number: int) -> tuple[float, float]:
    store = await open_store(url, key_file)
    await plant(store, number)
    idle = await _look(store, NOW - timedelta(days=1))
    ready = await _look(store, NOW + timedelta(days=1, seconds=30 * 86400 * 50 / number))
    await store.close()
    return idle, ready


async def _look(store: Store, now: datetime) -> float:
    taken = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        async with store.database.begin() as connection:
            await claimed(connection, now, 50)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


async def plant(store: Store, number: int) -> None:
    """Put `number` check-ins that lie ahead into the store, spread over a month."""
    apart = timedelta(days=30) / number
    for first in range(0, number, BATCH):
        rows = [
            {"plan": os.urandom(16), "person": os.urandom(32), "sealed": os.urandom(541),
             "state": "agreed", "next_at": NOW + timedelta(days=1) + apart * one}
            for one in range(first, min(first + BATCH, number))
        ]  # fmt: skip
        async with store.database.begin() as connection:
            await connection.execute(insert(schema.checkin), rows)


async def _fill(url: str, key_file: Path, number: int) -> None:
    """Put `number` people into the store, each with one check-in due now."""
    store = await open_store(url, key_file)
    when = When(19 * 60, days=(4,))
    async for keys in keyed(store, FIRST, number, NOW):
        async with store.database.begin() as connection:
            for person, key in keys.items():
                terms = Terms(chat=FIRST, when=when, zone="Europe/London")
                plan = Plan(plans.new_number(), person, CheckIn.AGREED, NOW, None, terms)
                await plans.add(connection, key, plan)
    await store.close()


async def _counted(url: str, key_file: Path) -> Counter[str]:
    """Return how many hellos stand in the outbox, how many twice, and how many are missing."""
    store = await open_store(url, key_file)
    async with store.database.read() as connection:
        people = await connection.scalar(select(func.count()).select_from(schema.checkin)) or 0
        rows = await connection.execute(
            select(schema.outbox.c.person, func.count()).group_by(schema.outbox.c.person)
        )
        sent = {bytes(person): number for person, number in rows}
        count = select(func.count()).select_from(schema.checkin)
        moved = await connection.scalar(count.where(schema.checkin.c.state == "sent")) or 0
    await store.close()
    doubled = sum(number - 1 for number in sent.values())
    lost = people - len(sent) + abs(people - moved)
    return Counter({"sent": sum(sent.values()), "doubled": doubled, "lost": lost})
