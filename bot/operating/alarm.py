"""The alarm that retention stands still: promises about time are kept by a job that may fail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.store import retention
from bot.store.opening import Store

LATE = timedelta(hours=3)
"""How long retention, which runs hourly, may not have run before that is worth an alarm."""
EVERY = timedelta(minutes=10)
"""How often it is looked."""
_log = logging.getLogger(__name__)


class Alarm:
    """The tick that looks whether retention runs."""

    def __init__(self, store: Store) -> None:
        """Take the store whose notes say when it ran."""
        self._store = store
        self._next: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        """Look, every ten minutes; log an error while it is late. Raises StoreError."""
        if self._next is not None and self._next - EVERY <= now < self._next:
            return
        started, self._next = self._next is None, now + EVERY
        async with self._store.database.read() as connection:
            ran = await retention.last_ran(connection)
        if not started and (ran is None or now - ran > LATE):
            hours = LATE if ran is None else now - ran
            _log.error("retention has not run since %d hours", hours // timedelta(hours=1))
