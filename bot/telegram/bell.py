"""A bell that says "there is work"; who waits also wakes alone, so a missed ring costs little."""

from __future__ import annotations

import asyncio
import contextlib


class Bell:
    """Rung by who leaves work, waited for by who does it."""

    def __init__(self) -> None:
        """Start silent."""
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever waits, or whoever waits next."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Return when the bell has rung since the last wait, or after `seconds`."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
        self._event.clear()
