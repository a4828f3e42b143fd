"""Metrics: what is told, and that nobody is in it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families as families
from support.kept import CANARY, NOW, Place, keep, somebody
from support.transport import Now, Transport

from bot.operating import metrics
from bot.settings import Settings, SettingsError
from bot.store import counting, schema
from bot.store.opening import Store
from bot.store.retention import expire


@pytest.fixture(name="store")
async def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """Return an open store."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    place = Place(f"sqlite:///{tmp_path / 'data' / 'porchlight.db'}", tmp_path / "keys/master.key")
    store = await place.open()
    yield store
    await store.close()


async def told(store: Store, now: object = NOW) -> dict[str, float]:
    """Return every sample by its name and labels."""
    page = (await metrics.page(store, now)).decode()
    return {
        f"{one.name}{sorted(one.labels.values())}": one.value
        for family in families(page)
        for one in family.samples
    }


async def test_g15_a_figure_of_few_or_of_today_is_not_told(store: Store) -> None:
    """From ten on, and from yesterday back; people likewise."""
    today = NOW.date()
    async with store.database.begin() as connection:
        await counting.add(connection, ["turn_crisis"] * 9, today - timedelta(days=1))
        await counting.add(connection, ["turn_crisis"] * 50, today)
        await counting.add(connection, ["turn_conversation"] * 12, today - timedelta(days=1))
    await keep(store, 777000111, somebody())
    samples = await told(store)

    assert samples["porchlight_events['turn_conversation']"] == 12
    assert "porchlight_events['turn_crisis']" not in samples
    assert "porchlight_people[]" not in samples


async def test_g15_nobody_is_in_the_metrics(store: Store) -> None:
    """Neither id nor hash nor words, whatever happened; and no event of a name made of input."""
    transport = await Transport.start(store, now=Now())
    await transport.hears(777000111, f"{CANARY} helps me sleep", f"fail {CANARY}")
    await transport.work()
    async with store.database.begin() as connection:
        await counting.add(connection, [f"x {CANARY}"] * 20, transport.now().date())
    page = (await metrics.page(store, transport.now() + timedelta(days=2))).decode()
    await transport.stop()

    assert "porchlight_turn_seconds_count" in page
    for part in (CANARY, "777000111", store.master.person(777000111).hex()):
        assert part not in page


async def test_queues_tell_how_long_somebody_waits(store: Store) -> None:
    """And how much there is, how often it was tried, and what was given up."""
    transport = await Transport.start(store, now=Now())
    await transport.hears(1, "one", "two")
    samples = await told(store, transport.now() + timedelta(seconds=90))
    await transport.stop()

    assert samples["porchlight_queue_waiting['inbox']"] == 2
    assert samples["porchlight_queue_waited['inbox']"] == 90
    assert samples["porchlight_queue_dead['outbox']"] == 0
    assert samples["porchlight_database_up[]"] == 1


async def test_the_age_of_retention_is_told(store: Store) -> None:
    """So that an alarm can be set on it."""
    assert "porchlight_retention_age_seconds[]" not in await told(store)
    await expire(store.database, store.keyring, NOW)

    assert (await told(store, NOW + timedelta(minutes=5)))[
        "porchlight_retention_age_seconds[]"
    ] == 300


async def test_a_clock_that_stands_still_is_told(store: Store) -> None:
    """By the age of the check-in that is due longest, whoever's it is; what rests is none."""
    assert (await told(store))["porchlight_checkin_overdue_seconds[]"] == 0
    async with store.database.begin() as connection:
        await connection.execute(schema.checkin.insert(), [
            {"plan": bytes([number]) * 16, "person": b"p" * 32, "sealed": b"", "state": state,
             "next_at": NOW + timedelta(seconds=ahead)}
            for number, state, ahead in (
                (1, "agreed", -90), (2, "sent", -30), (3, "missed", -9999), (4, "agreed", 60)
            )
        ])  # fmt: skip

    assert (await told(store))["porchlight_checkin_overdue_seconds[]"] == 90


async def test_a_database_that_does_not_answer_is_told(store: Store) -> None:
    """The page is there all the same."""
    assert store.database.path
    await store.database.close()
    store.database.path.write_bytes(b"no database" * 500)

    assert (await told(store))["porchlight_database_up[]"] == 0


async def test_the_page_is_served_where_the_settings_say(store: Store) -> None:
    """Nowhere by default; a place that is taken is one clear line."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{found.getsockname()[1]}"
    async with metrics.serving(Settings(metrics_listen=where), store, lambda: NOW):
        async with httpx.AsyncClient() as line:
            answer = await line.get(f"http://{where}/metrics")
        with pytest.raises(SettingsError, match="PORCHLIGHT_METRICS_LISTEN"):
            async with metrics.serving(Settings(metrics_listen=where), store, lambda: NOW):
                pass

    assert "porchlight_database_up 1.0" in answer.text
