"""Tasks that must all live: when one ends unasked, the process says so and ends.

A bot that polls and no longer sends looks alive and is not; a service manager can mend a process
that ended, and nobody mends one that limps.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from dialogues.errors import PorchlightError

_log = logging.getLogger(__name__)


class TaskDied(Exception):
    """A task ended that was to go on."""


class Supervisor:
    """Watches over the tasks of a process."""

    def __init__(self) -> None:
        """Start with none."""
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Let `work` run under this name."""
        self._tasks[name] = asyncio.create_task(work, name=name)

    async def watch(self, stop: asyncio.Event) -> None:
        """Return when `stop` is set.

        Raises:
            PorchlightError: A task ended with one, which says what to mend.
            TaskDied: A task ended in any other way; it has been logged.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait(
                [stopping, *self._tasks.values()], return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            stopping.cancel()
        for name, task in self._tasks.items():
            if task.done() and not stop.is_set():
                error = None if task.cancelled() else task.exception()
                if isinstance(error, PorchlightError):
                    raise error
                _log.critical("%s died: %s", name, type(error).__name__ if error else "ended")
                raise TaskDied(name)

    async def finish(self, seconds: float) -> None:
        """Give the tasks this long to come to their end, then cancel what is left."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
