"""Sweeping up what a crash or a restored backup left: keys without rows, rows without a key."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, delete, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import schema
from bot.store.database import Database
from bot.store.keyring import BATCH, Keyring

GRACE = timedelta(days=1)
"""A key asked for within this time stays: its first row may be on its way."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How much was swept up."""

    keys: int = 0
    people: int = 0


async def sweep(database: Database, keyring: Keyring, now: datetime) -> Swept:
    """Destroy the keys that open no row, and the records of people whose key is gone.

    May be repeated and cut off at any point; goes through everybody, so once a day is enough.
    """
    return Swept(await sweep_keys(database, keyring, now), await sweep_people(database, keyring))


async def sweep_keys(database: Database, keyring: Keyring, now: datetime) -> int:
    """Destroy the keys of those the store knows nothing of; return how many."""
    before = (now - GRACE).date()
    gone = 0
    async for people in keyring.people(before):
        async with database.read() as connection:
            idle = set(people) - await having_rows(connection, people)
        if idle:
            gone += await keyring.shred_all(idle, before)
    return gone


async def sweep_people(database: Database, keyring: Keyring) -> int:
    """Delete the records of everybody who has no key, since nothing opens them.

    What passes through the queues is left to the queues: a message may wait there for somebody
    who was forgotten and has just come back.
    """
    gone: set[bytes] = set()
    kept = [table for table in _naming() if table.name not in schema.QUEUES]
    for table in kept:
        async for people in _people_in(database, table):
            lost = people - await keyring.known(people)
            if lost:
                async with database.begin() as connection:
                    await connection.execute(delete(table).where(table.c.person.in_(lost)))
            gone |= lost
    return len(gone)


async def having_rows(connection: AsyncConnection, people: Collection[bytes]) -> set[bytes]:
    """Return those of `people` of whom the store has anything sealed."""
    found = await connection.execute(
        union(
            *(
                select(table.c.person).where(
                    table.c.person.in_(people), table.c.sealed.is_not(None)
                )
                for table in _naming()
            )
        )
    )
    return set(found.scalars())


async def _people_in(database: Database, table: Table) -> AsyncIterator[set[bytes]]:
    """Give everybody the table names, about BATCH rows at a time."""
    (place,) = table.primary_key.columns
    last = None
    while True:
        rows = select(place, table.c.person).order_by(place).limit(BATCH)
        async with database.read() as connection:
            found = await connection.execute(rows if last is None else rows.where(place > last))
            some = found.all()
        if not some:
            return
        yield {row.person for row in some}
        last = some[-1][0]


def _naming() -> list[Table]:
    return [one for one in schema.store.sorted_tables if schema.RULES[one.name] != "nobody"]
