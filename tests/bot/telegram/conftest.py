"""The transport, on a store of either kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from support.transport import Transport

from bot.store.opening import Store

Start = Callable[..., Awaitable[Transport]]


@pytest.fixture(name="start")
async def _start(kept: Store) -> AsyncIterator[Start]:
    """Start a process's transport; stopped at the end."""
    started: list[Transport] = []

    async def start(**manner: Any) -> Transport:
        one = await Transport.start(kept, **manner)
        started.append(one)
        return one

    yield start
    for one in started:
        await one.stop()
