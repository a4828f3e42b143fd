"""Many small writes in one transaction, without making anybody wait for company.

While one transaction is on its way to the disk, the next items gather; each caller is answered
once the transaction with its own item has been committed.
A transaction that fails is tried again item by item, so that one bad item harms no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Batcher(Generic[T, R]):
    """A door to `write`, which commits a list of items and returns a result for each."""

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[Sequence[R]]], most: int) -> None:
        """Take the writer and how many items it may be given at once."""
        self._write = write
        self._most = most
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._running: asyncio.Task[None] | None = None

    async def add(self, item: T) -> R:
        """Return the result of `item` after its transaction; raises what writing it raised.

        A caller that is cancelled takes nothing back: the item is written all the same.
        """
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await future

    async def settle(self) -> None:
        """Return when all that was added has been written or has failed."""
        while self._running is not None and not self._running.done():
            await asyncio.shield(self._running)

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            if not await self._try(batch) and len(batch) > 1:
                for one in batch:
                    await self._try([one])

    async def _try(self, batch: list[tuple[T, asyncio.Future[R]]]) -> bool:
        """Write; answer the callers, with the failure too if it is one's own."""
        try:
            results = await self._write([item for item, _ in batch])
        except Exception as error:
            if len(batch) == 1 and not batch[0][1].done():
                batch[0][1].set_exception(error)
            return False
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():
                future.set_result(result)
        return True
