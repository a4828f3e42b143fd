"""Claiming what is due: once, by one process, whatever dies; and no dearer with a full table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import event
from support.bench_checkins import NOW, plant, race
from support.kept import Place

from bot.checkins.ticking import claimed

TOLD = re.compile(r"([\d,]+) sent, (\d+) doubled, (\d+) lost")


@pytest.mark.parametrize("kills", [0, 2])
async def test_two_processes_send_each_check_in_once(
    tmp_path: Path, postgres_url: str, kills: int
) -> None:
    """Due at once on PostgreSQL, with and without kill -9 of one of them at work."""
    line = await race(tmp_path, postgres_url, 600, kills=kills)

    print(line)
    told = TOLD.search(line)
    assert told is not None
    assert told.groups() == ("600", "0", "0")


async def test_on_sqlite_too(tmp_path: Path) -> None:
    """Two processes on one file, one killed again and again."""
    line = await race(tmp_path, f"sqlite:///{tmp_path}/data/porchlight.db", 300, kills=1)

    print(line)
    told = TOLD.search(line)
    assert told is not None
    assert told.groups() == ("300", "0", "0")


async def test_what_is_due_is_found_by_an_index(tmp_path: Path) -> None:
    """The statement as it is sent: a look costs the same however many lie ahead."""
    place = Place(f"sqlite:///{tmp_path}/data/porchlight.db", tmp_path / "keys" / "k")
    store = await place.open()
    await plant(store, 100)
    sent: list[tuple[str, object]] = []

    def note(conn: object, cursor: object, statement: str, values: object, *_: object) -> None:
        sent.append((statement, values))

    event.listen(store.database.engine.sync_engine, "before_cursor_execute", note)
    async with store.database.begin() as connection:
        await claimed(connection, NOW, 50)
    event.remove(store.database.engine.sync_engine, "before_cursor_execute", note)
    async with store.database.begin() as connection:
        for statement, values in list(sent):
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            assert "checkin_due" in str(plan.all())
    await store.close()
