"""The alarm: silent while retention runs, loud when it stands still."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from support.kept import NOW, Place

from bot.operating.alarm import Alarm
from bot.store.retention import expire


async def test_g08_an_alarm_is_given_when_retention_stands_still(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not at the start, when it is about to run; then when it is three hours late."""
    caplog.set_level(logging.ERROR, "bot.operating")
    place = Place(f"sqlite:///{tmp_path / 'data' / 'porchlight.db'}", tmp_path / "keys/master.key")
    store = await place.open()
    alarm = Alarm(store)
    await alarm(NOW)
    await expire(store.database, store.keyring, NOW)
    await alarm(NOW + timedelta(hours=2))
    assert caplog.messages == []
    await alarm(NOW + timedelta(hours=5))
    await alarm(NOW + timedelta(hours=5, minutes=1))  # it was just said
    await store.close()

    assert caplog.messages == ["retention has not run since 5 hours"]
