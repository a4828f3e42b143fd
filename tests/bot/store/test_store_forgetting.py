"""Forgetting: every row and the key, at once, from any state, for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, Table, func, insert, select
from support.kept import CANARY, NOW, Place, keep, recall, somebody

from bot.store import schema
from bot.store.backup import backup, restore
from bot.store.forgetting import erase, forget
from bot.store.opening import Store
from bot.store.sealing import seal


def _row(table: Table, person: bytes, key: bytes, number: int) -> dict[str, Any]:
    """A row of any table, every column filled; so that a new table is seeded too."""
    row: dict[str, Any] = {}
    for column in table.c:
        kind = object if isinstance(column.type, schema.Instant) else column.type.python_type
        if column.name == "person":
            row["person"] = person
        elif kind is bytes:
            row[column.name] = seal(key, CANARY.encode(), table.name.encode())
        elif column.name == "state":
            row["state"] = "waiting"
        elif kind is bool:
            row[column.name] = True
        elif kind is int:
            row[column.name] = number
        elif kind is str:
            row[column.name] = f"x{number}"
        else:
            row[column.name] = NOW if isinstance(column.type, schema.Instant) else NOW.date()
    return row


async def _seeded(store: Store, telegram_id: int) -> bytes:
    """Keep somebody with a row in every table that names a person; return who it is."""
    person = await keep(store, telegram_id, somebody())
    key = await store.keyring.key(person, create=True, on=NOW.date())
    assert key
    async with store.database.begin() as connection:
        for table in schema.store.sorted_tables:
            if table.name != "person" and "person" in table.c:
                await connection.execute(
                    insert(table).values(_row(table, person, key, telegram_id))
                )
    return person


async def _rows(store: Store, person: bytes) -> dict[str, int]:
    async with store.database.read() as connection:
        return {
            table.name: await connection.scalar(
                select(func.count()).select_from(table).where(table.c.person == person)
            ) or 0
            for table in schema.store.sorted_tables if "person" in table.c
        }  # fmt: skip


def test_g06_every_table_has_its_rule() -> None:
    """A new table without one fails here, as does one that names a person and says it does not."""
    tables = {**schema.store.tables, **schema.keyring.tables}

    assert set(tables) == set(schema.RULES)
    assert {n for n, t in tables.items() if "person" in t.c} == {
        name for name, rule in schema.RULES.items() if rule != "nobody"
    }
    assert set(schema.RULES.values()) <= {"delete", "empty", "nobody"}
    assert set(schema.QUEUES) <= set(tables)


async def test_a_table_without_a_rule_stops_forgetting(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not silently stay behind."""
    wider = MetaData()
    for table in schema.store.sorted_tables:
        table.to_metadata(wider)
    Table("diary", wider, Column("person", LargeBinary(32)))
    monkeypatch.setattr(schema, "store", wider)

    async with kept.database.begin() as connection:
        with pytest.raises(KeyError, match="diary"):
            await erase(connection, bytes(32))


async def test_g06_forget_leaves_no_row_and_no_key(kept: Store) -> None:
    """Of that person; others stay; doing it again changes nothing."""
    person, other = await _seeded(kept, 7), await _seeded(kept, 8)
    assert set((await _rows(kept, person)).values()) == {1}

    assert await forget(kept.database, kept.keyring, person) == len(await _rows(kept, person))

    assert set((await _rows(kept, person)).values()) == {0}
    assert await kept.keyring.known([person]) == set()
    assert await forget(kept.database, kept.keyring, person) == 0
    assert set((await _rows(kept, other)).values()) == {1}
    assert await recall(kept, other) == somebody()


async def test_an_update_that_comes_twice_does_not_bring_them_back(kept: Store) -> None:
    """Its bare id stays, done, with nobody's name and nothing in it."""
    await forget(kept.database, kept.keyring, await _seeded(kept, 7))

    async with kept.database.read() as connection:
        left = (await connection.execute(select(schema.inbox))).one()
    assert (left.update_id, left.person, left.sealed, left.state) == (7, None, None, "done")


async def test_g06_cut_off_after_the_key_is_shredded_nothing_can_be_read(place: Place) -> None:
    """The next call, in another process, finishes it."""
    store = await place.open()
    person = await _seeded(store, 7)
    await store.keyring.shred(person)
    await store.close()

    store = await place.open()
    assert await store.keyring.key(person, create=False, on=NOW.date()) is None
    assert await recall(store, person) is None
    await forget(store.database, store.keyring, person)
    assert set((await _rows(store, person)).values()) == {0}
    await store.close()


async def test_g07_no_byte_of_them_is_left_in_any_file(sqlite_place: Place) -> None:
    """Not of their name, key or record: in database, journal, keyring, while the bot runs on."""
    store = await sqlite_place.open()
    person, other = await _seeded(store, 7), await _seeded(store, 8)
    folders = _folders(store)
    async with store.keyring.database.read() as connection:
        wrapped = await connection.scalar(
            select(schema.person_key.c.wrapped).where(schema.person_key.c.person == person)
        )
    async with store.database.read() as connection:
        sealed = await connection.scalar(
            select(schema.person.c.sealed).where(schema.person.c.person == person)
        )
    assert wrapped
    assert sealed
    assert person in _bytes(folders)
    assert wrapped in _bytes(folders)
    assert sealed[:64] in _bytes(folders)

    await forget(store.database, store.keyring, person)

    left = _bytes(folders)
    assert person not in left
    assert wrapped not in left
    assert wrapped[13:45] not in left
    for start in range(0, 512, 64):
        assert sealed[start : start + 64] not in left
    assert other in left
    assert CANARY.encode() not in left
    await store.close()


async def test_g01_g02_nothing_of_a_person_stands_in_any_file_in_the_clear(
    sqlite_place: Place,
) -> None:
    """Neither what they said nor their id, in decimal, hex, base64 or raw; before forgetting."""
    store = await sqlite_place.open()
    number = 7391846520
    await keep(store, number, somebody())

    left = _bytes(_folders(store))

    assert CANARY.encode() not in left
    for form in (b"7391846520", b"%x" % number, number.to_bytes(5, "big"),
                 number.to_bytes(8, "little"), b"NzM5MTg0NjUyM"):  # fmt: skip
        assert form not in left
    await store.close()


async def test_g11_a_backup_of_before_leaves_them_unreadable(place: Place, tmp_path: Path) -> None:
    """Restored with the keyring of today; others come back."""
    store = await place.open()
    person, other = await _seeded(store, 7), await _seeded(store, 8)
    made = await backup(store.database, store.master, tmp_path / "before.backup", NOW)
    await forget(store.database, store.keyring, person)

    restored = await restore(store.database, store.keyring, made.path, replace_all=True)

    assert restored.shut == 1
    assert set((await _rows(store, person)).values()) == {0}
    assert await recall(store, other) == somebody()
    await store.close()


async def test_g11_a_raw_copy_of_before_leaves_them_unreadable_too(place: Place) -> None:
    """The sealed row put back as it was, even when they have come back with a new key."""
    store = await place.open()
    person = await keep(store, 7, somebody())
    async with store.database.read() as connection:
        row = (await connection.execute(select(schema.person))).mappings().one()
    await forget(store.database, store.keyring, person)
    async with store.database.begin() as connection:
        await connection.execute(insert(schema.person).values(dict(row)))
    assert await recall(store, person) is None

    await store.keyring.key(person, create=True, on=NOW.date())
    async with store.database.begin() as connection:
        await connection.execute(insert(schema.person).values(dict(row)))
    assert await recall(store, person) is None
    await store.close()


def _folders(store: Store) -> list[Path]:
    """Return where the databases and the key stand."""
    assert store.database.path
    return [store.database.path.parent, store.master.path.parent]


def _bytes(folders: list[Path]) -> bytes:
    """Return all that stands in all files there, journals too."""
    return b"\n".join(one.read_bytes() for f in folders for one in f.rglob("*") if one.is_file())
