"""What happens by the clock rather than by a message: retention, check-ins, the state of claims.

Each tick is asked again and again, by the process that leads the sending, and decides from the
time it is given whether anything is due; nothing is due twice if that process changes.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.store.errors import StoreError
from bot.store.opening import Store
from bot.store.retention import expire
from bot.telegram.bell import Bell
from bot.telegram.claiming import recover
from bot.telegram.finishing import Finisher
from bot.telegram.presence import PING, Presence

Tick = Callable[[datetime], Awaitable[None]]
EVERY = 1.0
"""Seconds between two ticks."""
RETENTION = timedelta(hours=1)
LEAD = "sender"
_log = logging.getLogger(__name__)


class Ticker:
    """Calls one tick while this process leads, until stopped."""

    def __init__(
        self, tick: Tick, presence: Presence, clock: Callable[[], datetime], every: float = EVERY
    ) -> None:
        """Take the tick and how many seconds lie between two."""
        self._tick = tick
        self._presence = presence
        self._clock = clock
        self._every = every
        self._bell = Bell()
        self._stopped = False

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._stopped = True
        self._bell.ring()

    async def run(self) -> None:
        """Tick; a database that does not answer is asked again, anything else is raised."""
        while not self._stopped:
            if self._presence.leads(LEAD):
                try:
                    await self._tick(self._clock())
                except StoreError as error:
                    _log.warning("tick put off: %s", type(error).__name__)
            await self._bell.wait(self._every)


class Retention:
    """The tick that lets go of what is past its time, every hour and at the start."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store
        self._next: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        """Let go if an hour has passed; a clock set back is no reason to wait."""
        if self._next is not None and self._next - RETENTION <= now < self._next:
            return
        expired = await expire(self._store.database, self._store.keyring, now)
        self._next = now + RETENTION
        _log.info("retention: %d records let go of", expired.people)


class Keeper:
    """Keeps this process's presence alive and takes up the work of processes that died."""

    def __init__(self, store: Store, presence: Presence, finisher: Finisher) -> None:
        """Take what is to be looked after."""
        self._store = store
        self._presence = presence
        self._finisher = finisher
        self._bell = Bell()
        self._stopped = False

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._stopped = True
        self._bell.ring()

    async def once(self) -> int:
        """Look once; return how many updates were freed."""
        await self._presence.ping()
        dead = await self._presence.dead()
        if dead is not None and not dead:
            return 0
        freed = await recover(self._store, self._presence.number, dead)
        await self._finisher.resume(dead)
        if freed:
            _log.warning("taken up from a process that died: %d updates", freed)
        return freed

    async def run(self) -> None:
        """Look again and again; a database that does not answer is asked again."""
        while not self._stopped:
            try:
                await self.once()
            except StoreError as error:
                _log.warning("presence not confirmed: %s", type(error).__name__)
            await self._bell.wait(PING)
