"""A street of people who write to the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from support.kept import Place
from support.street import Street

WEDNESDAY = datetime(2026, 11, 25, 13, 20, tzinfo=UTC)


@pytest.fixture(name="street")
async def _street(sqlite_place: Place) -> AsyncIterator[Street]:
    """The bot at work on SQLite, on a Wednesday at twenty past one."""
    store = await sqlite_place.open()
    street = await Street.open(store, WEDNESDAY)
    yield street
    await street.close()
    await store.close()


@pytest.fixture(name="greeted")
async def _greeted(agreed: Street) -> Street:
    """Friday at seven has come for what the module's `agreed` is about, and its hello with it."""
    await agreed.passes(days=2, hours=5, minutes=40)
    return agreed
