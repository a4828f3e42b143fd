"""A store on SQLite and one on PostgreSQL; what holds for one must hold for the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.kept import Place, beside

from bot.store.opening import Store


@pytest.fixture(autouse=True)
def _times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times as the library will give them, as `run` sets it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(name="sqlite_place")
def _sqlite_place(tmp_path: Path) -> Place:
    """A place for a store in two folders, as by default."""
    return beside(tmp_path)


@pytest.fixture(name="place", params=["sqlite", "postgres"])
def _place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place for a store on either."""
    if request.param == "sqlite":
        return beside(tmp_path)
    return Place(request.getfixturevalue("postgres_url"), tmp_path / "keys/master.key")


@pytest.fixture(name="kept")
async def _kept(place: Place) -> AsyncIterator[Store]:
    """An open store on either."""
    store = await place.open()
    yield store
    await store.close()
