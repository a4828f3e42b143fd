"""A pilot on SQLite, and on PostgreSQL where two processes are what is asked about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.client import book
from support.kept import Place
from support.pilot import Account, Pilot

from bot.store.opening import Store
from bot.telegram.phrasebook import TelegramPhrasebook


@pytest.fixture(autouse=True)
def _times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times as the library will give them, as `run` sets it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(name="words", scope="session")
def _words() -> TelegramPhrasebook:
    """Return the bot's notices and labels."""
    return book()


@pytest.fixture(name="store")
async def _store(tmp_path: Path) -> AsyncIterator[Store]:
    """An open store."""
    place = Place(f"sqlite:///{tmp_path / 'data' / 'porchlight.db'}", tmp_path / "keys/master.key")
    store = await place.open()
    yield store
    await store.close()


@pytest.fixture(name="pilot")
async def _pilot(store: Store) -> AsyncIterator[Pilot]:
    """A pilot with nobody in it."""
    pilot = await Pilot.start(store)
    yield pilot
    await pilot.stop()


@dataclass
class Cast:
    """Everybody of a small pilot: a coordinator, two peers on duty, a client, a stranger."""

    pilot: Pilot
    coordinator: Account
    one: Account
    two: Account
    client: Account
    stranger: Account


@pytest.fixture(name="cast")
async def _cast(pilot: Pilot) -> Cast:
    """A small pilot in which nobody is paired yet."""
    coordinator = await pilot.coordinator()
    one = await pilot.peer(coordinator, 9101)
    two = await pilot.peer(coordinator, 9102)
    return Cast(pilot, coordinator, one, two, Account(pilot, 5001), Account(pilot, 6001))
