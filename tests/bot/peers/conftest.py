"""A pilot on SQLite, and on PostgreSQL where two processes are what is asked about."""

from __future__ import annotations

import asyncio
import copy
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from support.client import book
from support.kept import Place
from support.pilot import Account, Message, Pilot

from bot.store.opening import Store
from bot.telegram.phrasebook import TelegramPhrasebook

COORDINATOR, ONE, TWO = 9001, 9101, 9102


@pytest.fixture(autouse=True)
def _times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times as the library will give them, as `run` sets it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(name="words", scope="session")
def _words() -> TelegramPhrasebook:
    """Return the bot's notices and labels."""
    return book()


@dataclass
class Cast:
    """Everybody of a small pilot: a coordinator, two peers on duty, a client, a stranger."""

    pilot: Pilot
    coordinator: Account
    one: Account
    two: Account
    client: Account
    stranger: Account

    async def begin_talk(self) -> None:
        """Let the client ask for a peer worker, and the first one take it."""
        await self.client.asks()
        await self.one.taps("Take it")


@dataclass(frozen=True)
class Made:
    """A small pilot as it stood when it was put away, to be copied for each test."""

    empty: Path
    gathered: Path
    now: datetime
    phones: dict[int, list[Message]]
    ids: int
    sent: int


def _place(home: Path) -> Place:
    return Place(f"sqlite:///{home / 'data' / 'porchlight.db'}", home / "keys/master.key")


async def _gather(home: Path) -> Made:
    """Make a store, and a pilot in it with a coordinator and two peer workers on duty."""
    await (await _place(home / "empty").open()).close()
    store = await _place(home / "gathered").open()
    pilot = await Pilot.start(store)
    coordinator = await pilot.coordinator(COORDINATOR)
    for chat in (ONE, TWO):
        await pilot.peer(coordinator, chat)
    await pilot.stop()
    await store.close()
    return Made(home / "empty", home / "gathered", pilot.now.now, pilot.phones,
                pilot.next_update(), pilot.next_message())  # fmt: skip


@pytest.fixture(scope="session", name="made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What the tests copy: to make it anew for each takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as thread:
        patch.setenv("PTB_TIMEDELTA", "true")
        return thread.submit(asyncio.run, _gather(tmp_path_factory.mktemp("made"))).result()


@pytest.fixture(name="store")
async def _store(
    made: Made, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Store]:
    """An open store: empty, or with the cast in it if the test has one."""
    home = made.gathered if "cast" in request.fixturenames else made.empty
    shutil.copytree(home, tmp_path / "home")
    store = await _place(tmp_path / "home").open()
    yield store
    await store.close()


@pytest.fixture(name="pilot")
async def _pilot(store: Store) -> AsyncIterator[Pilot]:
    """A pilot with nobody in it."""
    pilot = await Pilot.start(store)
    yield pilot
    await pilot.stop()


@pytest.fixture(name="cast")
async def _cast(pilot: Pilot, made: Made) -> Cast:
    """A small pilot in which nobody is paired yet."""
    pilot.goes_on(made.now, copy.deepcopy(made.phones), made.ids, made.sent)
    return Cast(pilot, *(Account(pilot, chat) for chat in (COORDINATOR, ONE, TWO, 5001, 6001)))
