"""Whether the process lives and whether it is of use, for whoever watches it.

`/healthz` answers as long as the process does. `/readyz` answers 200 when the database answers,
somebody sends, and nobody has waited too long; else 503. Both tell numbers, and nobody's name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from bot.store.errors import StoreError
from bot.store.opening import Store
from bot.store.schema import inbox, outbox

TOO_LONG = 120.0
"""Seconds somebody may have waited for their turn before the bot counts as not ready."""


@dataclass(frozen=True, slots=True)
class Health:
    """How it stands."""

    database: bool
    inbox: int = 0
    """Updates waiting."""
    outbox: int = 0
    """Messages waiting."""
    waited: float = 0.0
    """Seconds the oldest of the updates that could be worked on has waited."""
    leads: tuple[str, ...] = ()
    """What this process leads."""

    @property
    def ready(self) -> bool:
        """Return whether all is well."""
        return self.database and self.waited < TOO_LONG

    def as_json(self) -> dict[str, object]:
        """Return it for a page."""
        return {
            "ready": self.ready, "database": self.database, "inbox": self.inbox,
            "outbox": self.outbox, "waited": round(self.waited, 1), "leads": list(self.leads),
        }  # fmt: skip


async def health(
    store: Store, clock: Callable[[], datetime], leads: tuple[str, ...] = ()
) -> Health:
    """Return how it stands; never raises for a database that does not answer."""
    now = clock()
    waiting = and_(inbox.c.state == "waiting", inbox.c.person.is_not(None))
    try:
        async with store.database.read() as connection:
            updates = (
                await connection.execute(
                    select(func.count(), func.min(inbox.c.ready_at)).where(waiting)
                )
            ).one()
            messages = await connection.scalar(
                select(func.count()).where(outbox.c.sealed.is_not(None))
            )
    except StoreError:
        return Health(database=False, leads=leads)
    waited = max(0.0, (now - updates[1]).total_seconds()) if updates[1] else 0.0
    return Health(True, updates[0], messages or 0, waited, leads)
