"""Counts by day and event name; nobody's.

Only sums are kept, by day; a figure that leaves the house is withheld while fewer than ten
events stand behind it, so that in a small town it points at nobody (G15).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.dialect import inserting
from bot.store.schema import counter

FEWEST = 10
"""The smallest figure that is published."""
_ADD = inserting(
    counter,
    lambda made: made.on_conflict_do_update(
        index_elements=["day", "name"], set_={"count": counter.c.count + made.excluded.count}
    ),
)


async def add(connection: AsyncConnection, names: Iterable[str], on: date) -> None:
    """Count each of `names` once on that day.

    They are written in the order of the alphabet, so that two processes never wait for each
    other.
    """
    rows = [{"day": on, "name": name, "count": times}
            for name, times in sorted(Counter(names).items())]  # fmt: skip
    if rows:
        await connection.execute(_ADD(connection), rows)


async def totals(connection: AsyncConnection, since: date, until: date) -> dict[str, int]:
    """Return the sum of each event over these days, both included; for the operator only."""
    rows = await connection.execute(
        select(counter.c.name, func.sum(counter.c.count))
        .where(counter.c.day.between(since, until))
        .group_by(counter.c.name)
        .order_by(counter.c.name)
    )
    return {name: int(times) for name, times in rows}


async def published(connection: AsyncConnection, since: date, until: date) -> dict[str, int]:
    """Return the sums that may leave the house: those of at least FEWEST events."""
    sums = await totals(connection, since, until)
    return {name: times for name, times in sums.items() if times >= FEWEST}
