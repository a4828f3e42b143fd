"""The transport on SQLite and on PostgreSQL; what holds for one must hold for the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from support.kept import Place
from support.transport import Transport

from bot.store.opening import Store

Start = Callable[..., Awaitable[Transport]]


@pytest.fixture(autouse=True)
def _times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times as the library will give them, as `run` sets it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(name="place", params=["sqlite", "postgres"])
def _place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place for a store on either."""
    url = (
        f"sqlite:///{tmp_path / 'data' / 'porchlight.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    return Place(url, tmp_path / "keys/master.key")


@pytest.fixture(name="kept")
async def _kept(place: Place) -> AsyncIterator[Store]:
    """An open store on either."""
    store = await place.open()
    yield store
    await store.close()


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
