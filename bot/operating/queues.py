"""How much waits in the queues, and for how long, and how late check-ins are: of nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import ACTIVE, checkin, inbox, outbox


@dataclass(frozen=True, slots=True)
class Queue:
    """How one queue stands."""

    waiting: int
    dead: int
    """Given up, kept a week for counting."""
    retried: int
    """Waiting, and tried before."""
    waited: float
    """Seconds the oldest that is due has waited."""


async def queues(connection: AsyncConnection, now: datetime) -> dict[str, Queue]:
    """Return how inbox and outbox stand at `now`; raises StoreError."""
    found = {}
    for table, due in ((inbox, inbox.c.ready_at), (outbox, outbox.c.due_at)):
        open_ = table.c.state.in_(("waiting", "sending"))
        waiting, retried, oldest = (
            await connection.execute(
                select(
                    func.count(),
                    func.count().filter(table.c.attempts > 1),
                    func.min(due),
                ).where(open_)
            )
        ).one()
        dead = await connection.scalar(select(func.count()).where(table.c.state == "dead"))
        waited = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
        found[table.name] = Queue(waiting, dead or 0, retried, waited)
    return found


async def overdue(connection: AsyncConnection, now: datetime) -> float:
    """Return the seconds for which the check-in that is due longest has been due; 0 for none.

    They are looked at every second, so that more than a few mean that the clock's work stands
    still. Raises StoreError.
    """
    oldest = await connection.scalar(
        select(checkin.c.next_at)
        .where(ACTIVE, checkin.c.next_at <= now)
        .order_by(checkin.c.next_at)
        .limit(1)
    )
    return (now - oldest).total_seconds() if oldest else 0.0
