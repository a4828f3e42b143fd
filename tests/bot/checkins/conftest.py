"""A store, and a street of people who write to the bot on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.kept import Place
from support.street import Street

from bot.store.opening import Store

WEDNESDAY = datetime(2026, 11, 25, 13, 20, tzinfo=UTC)


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


@pytest.fixture(name="street")
async def _street(tmp_path: Path) -> AsyncIterator[Street]:
    """The bot at work on SQLite, on a Wednesday at twenty past one."""
    place = Place(f"sqlite:///{tmp_path / 'data' / 'porchlight.db'}", tmp_path / "keys/master.key")
    store = await place.open()
    street = await Street.open(store, WEDNESDAY)
    yield street
    await street.close()
    await store.close()
