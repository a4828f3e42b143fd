"""A database: transactions that hold, privacy pragmas, and errors of one line."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError
from support.kept import CANARY, NOW, Place

from bot.store import counting, schema
from bot.store.database import open_database
from bot.store.errors import (
    DiskFull,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreUnreachable,
)  # fmt: skip
from bot.store.opening import Store

DAY = date(2026, 3, 14)


async def test_a_transaction_is_kept_whole_or_not_at_all(kept: Store) -> None:
    """An error in the block undoes all of it."""

    async def fail() -> None:
        async with kept.database.begin() as connection:
            await counting.add(connection, ["turn"], DAY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with kept.database.read() as connection:
        assert await counting.totals(connection, DAY, DAY) == {}


async def test_a_read_keeps_no_change(kept: Store) -> None:
    """What is written in one is gone after it."""
    async with kept.database.read() as connection:
        await counting.add(connection, ["turn"], DAY)

    async with kept.database.read() as connection:
        assert await counting.totals(connection, DAY, DAY) == {}


async def test_many_writers_at_once_lose_nothing(kept: Store) -> None:
    """Forty of them on one row."""

    async def count() -> None:
        async with kept.database.begin() as connection:
            await counting.add(connection, ["turn", "reply"], DAY)

    await asyncio.gather(*(count() for _ in range(40)))

    async with kept.database.read() as connection:
        assert await counting.totals(connection, DAY, DAY) == {"turn": 40, "reply": 40}


async def test_writers_of_two_processes_lose_nothing(place: Place) -> None:
    """Two stores that know nothing of each other stand for the processes."""
    stores = [await place.open(), await place.open()]

    async def count(store: Store) -> None:
        for _ in range(20):
            async with store.database.begin() as connection:
                await counting.add(connection, ["turn"], DAY)

    await asyncio.gather(*(count(store) for store in stores))

    async with stores[0].database.read() as connection:
        assert await counting.totals(connection, DAY, DAY) == {"turn": 40}
    for store in stores:
        await store.close()


async def test_moments_come_back_in_utc_and_need_a_zone(kept: Store) -> None:
    """SQLite alone would forget the zone."""
    row = {"person": bytes(32), "sealed": b"", "expires_at": NOW}
    async with kept.database.begin() as connection:
        await connection.execute(insert(schema.person).values(row))
        assert await connection.scalar(select(schema.person.c.expires_at)) == NOW

    async with kept.database.read() as connection:
        with pytest.raises(StatementError, match="without a time zone"):
            await connection.scalar(
                select(schema.person).where(schema.person.c.expires_at < datetime(2026, 1, 1))  # noqa: DTZ001
            )


async def test_sqlite_is_private_and_durable(sqlite_place: Place) -> None:
    """The pragmas that make deleting mean it, on every connection."""
    store = await sqlite_place.open()
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "auto_vacuum": 2,
              "foreign_keys": 1, "trusted_schema": 0}  # fmt: skip
    for database in (store.database, store.keyring.database):
        async with database.read() as connection, database.read() as other:
            for one in (connection, other):
                found = {
                    name: (await one.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in wanted
                }
                assert found == wanted
        assert database.path
        for path in database.path.parent.glob(f"{database.path.name}*"):
            assert path.stat().st_mode & 0o777 == 0o600
        assert database.path.parent.stat().st_mode & 0o777 == 0o700
    await store.close()


async def test_a_database_held_by_another_process_is_one_line(
    sqlite_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And names the mend."""
    monkeypatch.setattr("bot.store.database.BUSY", 0.05)
    store = await sqlite_place.open()
    holder = sqlite3.connect(str(store.database.path), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="another process holds") as caught:
        async with store.database.begin():
            pass
    assert "\n" not in str(caught.value)

    holder.execute("ROLLBACK")
    async with store.database.begin() as connection:
        await counting.add(connection, ["turn"], DAY)
    holder.close()
    await store.close()


async def test_reading_waits_for_no_writer(sqlite_place: Place) -> None:
    """Nor does opening: a connection opened while another process writes reads at once."""
    store = await sqlite_place.open()
    path = store.database.path
    await store.close()
    with closing(sqlite3.connect(str(path), isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO counter VALUES ('2026-03-14', 'turn', 1)")
        opened = await open_database(f"sqlite:///{path}")
        async with opened.read() as one, opened.read() as other:
            assert await counting.totals(one, DAY, DAY) == {}
            assert await counting.totals(other, DAY, DAY) == {}
        writer.execute("COMMIT")
        async with opened.read() as connection:
            assert await counting.totals(connection, DAY, DAY) == {"turn": 1}
        await opened.close()


async def test_opening_and_reading_wait_for_who_is_alone_with_the_file(
    sqlite_place: Place,
) -> None:
    """As a process is that reads in the journal of one that was killed."""
    store = await sqlite_place.open()
    path = str(store.database.path)
    await store.close()

    async def read() -> dict[str, int]:
        database = await open_database(f"sqlite:///{path}")
        try:
            async with database.read() as connection:
                return await counting.totals(connection, DAY, DAY)
        finally:
            await database.close()

    with closing(sqlite3.connect(path, isolation_level=None)) as alone:
        alone.execute("PRAGMA locking_mode = EXCLUSIVE")
        alone.execute("INSERT INTO counter VALUES ('2026-03-14', 'turn', 1)")
        reading = asyncio.create_task(read())
        await asyncio.wait([reading], timeout=0.2)
        assert not reading.done()

    assert await reading == {"turn": 1}


async def test_a_full_disk_is_one_line_and_loses_nothing_committed(sqlite_place: Place) -> None:
    """SQLite's own page limit stands for the disk."""
    store = await sqlite_place.open()
    async with store.database.begin() as connection:
        await counting.add(connection, ["before"], DAY)

    async def fill() -> None:
        row = {"person": bytes(32), "sealed": CANARY.encode() * 99999, "expires_at": NOW}
        async with store.database.begin() as connection:
            await connection.exec_driver_sql("PRAGMA max_page_count = 1")
            await connection.execute(insert(schema.person).values(row))

    with pytest.raises(DiskFull, match="no room left") as caught:
        await fill()
    assert CANARY not in str(caught.value)

    async with store.database.read() as connection:
        assert await counting.totals(connection, DAY, DAY) == {"before": 1}
    await store.close()


async def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    """It is left as it is."""
    file = tmp_path / "porchlight.db"
    file.write_bytes(b"something else entirely, and long enough to be read as a page " * 50)
    before = file.read_bytes()

    with pytest.raises(StoreCorrupt, match="restore a backup"):
        await open_database(f"sqlite:///{file}")

    assert file.read_bytes() == before


async def test_a_damaged_page_is_one_line(sqlite_place: Place) -> None:
    """As a failing disk leaves it."""
    store = await sqlite_place.open()
    path = store.database.path
    assert path
    await store.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 8)

    with pytest.raises(StoreCorrupt, match="restore a backup"):
        await sqlite_place.open()


@pytest.mark.parametrize(
    "url",
    [
        "", "porchlight.db", "mysql://a:hunter2secret@b/c", "sqlite://", "sqlite:///:memory:",
        "postgresql://a:hunter2secret@127.0.0.1:9/b", "postgres://a:hunter2secret@127.0.0.1:9/b",
        "postgresql://a:hunter2secret@127.0.0.1:nan/b",
    ],
)  # fmt: skip
async def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(
    url: str,
) -> None:
    """Whether the URL is wrong or nobody answers."""
    with pytest.raises(StoreUnreachable) as caught:
        await open_database(url)

    assert "hunter2secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreUnreachable, match="give it the file and its folder"):
        await open_database(f"sqlite:///{tmp_path}/file/porchlight.db")


async def test_postgresql_without_the_database_is_one_line(postgres_url: str) -> None:
    """It says how to make it."""
    with pytest.raises(StoreUnreachable, match="createdb"):
        await open_database(postgres_url.replace("/porchlight_", "/absent_"))


async def test_g10_an_error_shows_no_value(kept: Store) -> None:
    """Neither in its line nor in the traceback that is printed, nor the statement's values."""
    row = {"person": CANARY.encode().ljust(32), "sealed": b"", "expires_at": NOW}

    async def double() -> None:
        async with kept.database.begin() as connection:
            await connection.execute(insert(schema.person).values(row))
            await connection.execute(insert(schema.person).values(row))

    with pytest.raises(StoreError) as caught:
        await double()

    shown = f"{caught.value} {caught.getrepr(chain=True)}"
    assert caught.value.__suppress_context__
    assert CANARY not in str(caught.value)
    assert CANARY.encode().hex() not in shown


async def test_postgresql_that_restarts_is_found_again(postgres_url: str) -> None:
    """A connection that the server closed is not used again."""
    database = await open_database(postgres_url)
    with pytest.raises(StoreUnreachable):
        async with database.begin() as connection:
            await connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                     "WHERE datname = current_database()")
            )  # fmt: skip

    async with database.begin() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
    await database.close()


async def test_a_commit_that_fails_leaves_the_connection_usable(sqlite_place: Place) -> None:
    """A deferred constraint is found at the commit only; what comes after is kept."""
    store = await sqlite_place.open()

    async def orphan() -> None:
        async with store.database.begin() as connection:
            await connection.exec_driver_sql("CREATE TABLE a (x INTEGER PRIMARY KEY)")
            await connection.exec_driver_sql(
                "CREATE TABLE b (x REFERENCES a DEFERRABLE INITIALLY DEFERRED)"
            )
            await connection.exec_driver_sql("INSERT INTO b VALUES (7)")

    with pytest.raises(StoreError):
        await orphan()

    async with store.database.begin() as connection:
        await counting.add(connection, ["after"], DAY)
    async with store.database.read() as connection:
        assert await counting.totals(connection, DAY, DAY) == {"after": 1}
    await store.close()


async def test_a_writer_that_is_cancelled_leaves_nothing_half_written(kept: Store) -> None:
    """At any await, again and again; the next writer gets through."""

    async def write() -> None:
        async with kept.database.begin() as connection:
            await counting.add(connection, ["one"], DAY)
            await counting.add(connection, ["two"], DAY)

    for steps in range(12):
        task = asyncio.create_task(write())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await write()

    async with kept.database.read() as connection:
        counts = await counting.totals(connection, DAY, DAY)
    assert counts["one"] == counts["two"] >= 1
