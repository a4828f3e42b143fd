"""Many writes in one: all answered, in order, one bad item harming no other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.telegram.batching import Batcher


async def test_what_gathers_during_a_write_goes_into_the_next() -> None:
    """In order, and every caller gets its own result."""
    batches: list[list[int]] = []

    async def write(items: Sequence[int]) -> list[int]:
        batches.append(list(items))
        await asyncio.sleep(0)
        return [item * 10 for item in items]

    batcher: Batcher[int, int] = Batcher(write, 3)
    results = await asyncio.gather(*(batcher.add(n) for n in range(8)))

    assert results == [0, 10, 20, 30, 40, 50, 60, 70]
    assert [item for batch in batches for item in batch] == list(range(8))
    assert max(map(len, batches)) == 3


async def test_one_bad_item_fails_alone() -> None:
    """Its neighbours are written without it."""
    written: list[int] = []

    async def write(items: Sequence[int]) -> list[None]:
        if 2 in items:
            raise ValueError
        written.extend(items)
        return [None] * len(items)

    batcher: Batcher[int, None] = Batcher(write, 10)
    results = await asyncio.gather(*(batcher.add(n) for n in range(4)), return_exceptions=True)

    assert [type(result) for result in results] == [type(None), type(None), ValueError, type(None)]
    assert written == [0, 1, 3]


async def test_a_caller_that_goes_away_takes_nothing_back() -> None:
    """The item is written, and the others are answered."""
    written: list[int] = []

    async def write(items: Sequence[int]) -> list[None]:
        await asyncio.sleep(0.01)
        written.extend(items)
        return [None] * len(items)

    batcher: Batcher[int, None] = Batcher(write, 10)
    gone = asyncio.create_task(batcher.add(1))
    stays = asyncio.create_task(batcher.add(2))
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    await batcher.settle()

    assert written == [1, 2]
    with pytest.raises(asyncio.CancelledError):
        await gone
