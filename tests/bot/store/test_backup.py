"""Backups: consistent, sealed as a whole, without keys, restored whole or not at all (G11)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update
from support.kept import CANARY, NOW, Place, keep, recall, somebody

from bot.store import archive, counting, schema
from bot.store.archive import Writer, pieces
from bot.store.backup import backup, prune, restore, tables
from bot.store.errors import BackupError
from bot.store.opening import Store, open_store
from bot.visit import Person

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an archive of a few people one of several pieces."""
    monkeypatch.setattr("bot.store.backup.PIECE", 4000)


async def _filled(place: Place) -> tuple[Store, list[bytes]]:
    store = await place.open()
    people = [await keep(store, number, somebody()) for number in range(12)]
    async with store.database.begin() as connection:
        await counting.add(connection, ["turn"], NOW.date())
        await connection.execute(
            insert(schema.inbox).values(
                update_id=1, person=people[0], arrived_at=NOW, ready_at=NOW, sealed=b"q"
            )
        )
    return store, people


async def test_g11_a_backup_brings_everybody_back(place: Place, tmp_path: Path) -> None:
    """With counts and expiry, over what was changed since; it may be read by its owner only."""
    store, people = await _filled(place)

    made = await backup(store.database, store.master, tmp_path / "a.backup", NOW)

    assert made.rows == 13
    assert made.delete_after == (NOW + timedelta(days=30)).date()
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.delete_after.isoformat().encode() in made.path.read_bytes()[:200]
    await keep(store, 0, Person(ticket="later"))
    with pytest.raises(BackupError, match="--replace"):
        await restore(store.database, store.keyring, made.path)
    assert await recall(store, people[0]) == Person(ticket="later")

    restored = await restore(store.database, store.keyring, made.path, replace_all=True)

    assert (restored.rows, restored.shut) == (13, 0)
    assert [await recall(store, person) for person in people] == [somebody()] * 12
    assert await recall(store, people[0], NOW + timedelta(hours=24)) is None
    async with store.database.read() as connection:
        assert await counting.totals(connection, NOW.date(), NOW.date()) == {"turn": 1}
    await store.close()


async def test_a_backup_moves_from_sqlite_to_postgresql_and_back(
    sqlite_place: Place, postgres_url: str, tmp_path: Path
) -> None:
    """With the same key file and keyring: how an operator changes the database."""
    store, people = await _filled(sqlite_place)
    made = await backup(store.database, store.master, tmp_path / "a.backup", NOW)
    ring = f"sqlite:///{store.keyring.database.path}"
    await store.close()

    moved = await open_store(postgres_url, sqlite_place.key_file, ring)
    await restore(moved.database, moved.keyring, made.path)

    assert [await recall(moved, person) for person in people] == [somebody()] * 12
    again = await backup(moved.database, moved.master, tmp_path / "b.backup", NOW)
    assert again.rows == made.rows
    await moved.close()
    store = await sqlite_place.open()
    await restore(store.database, store.keyring, again.path, replace_all=True)
    assert [await recall(store, person) for person in people] == [somebody()] * 12
    await store.close()


async def test_g11_a_backup_alone_shows_nothing(place: Place, tmp_path: Path) -> None:
    """Neither text, nor who, nor a key; no queue is in it; nothing else is left in the folder."""
    store, people = await _filled(place)
    made = await backup(store.database, store.master, tmp_path / "out.backup", NOW)

    content = made.path.read_bytes()
    assert CANARY.encode() not in content
    assert not any(person in content for person in people)
    assert store.master.identity not in content
    names = {piece["table"] for piece in pieces(made.path, store.master.derive("backup"))
             if "table" in piece}  # fmt: skip
    assert names == {"person", "counter"}
    assert not {"person_key", "inbox", "outbox"} & {table.name for table in tables()}
    assert list(tmp_path.glob(".*")) == []
    await store.close()


async def test_another_master_key_does_not_open_it(place: Place, tmp_path: Path) -> None:
    """It says what may be wrong, and changes nothing."""
    store, people = await _filled(place)
    made = await backup(store.database, store.master, tmp_path / "a.backup", NOW)
    other = await open_store(f"sqlite:///{tmp_path}/o/o.db", tmp_path / "k" / "master.key")

    with pytest.raises(BackupError, match="another master key"):
        await restore(other.database, other.keyring, made.path)

    for one in (store, other):
        await one.close()
    assert people


async def test_a_damaged_backup_changes_nothing(place: Place, tmp_path: Path) -> None:
    """Cut off near its end: nothing of it is restored, what is there stays."""
    store, people = await _filled(place)
    made = await backup(store.database, store.master, tmp_path / "a.backup", NOW)
    made.path.write_bytes(made.path.read_bytes()[:-1])

    with pytest.raises(BackupError, match="damaged or cut off"):
        await restore(store.database, store.keyring, made.path, replace_all=True)

    assert [await recall(store, person) for person in people] == [somebody()] * 12
    await store.close()


async def test_a_backup_of_another_schema_is_refused(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names both."""
    monkeypatch.setattr("bot.store.backup.newest", lambda _: "from_2031")
    made = await backup(kept.database, kept.master, tmp_path / "a.backup", NOW)
    monkeypatch.undo()

    with pytest.raises(BackupError, match="from_2031"):
        await restore(kept.database, kept.keyring, made.path)


async def test_a_restored_record_past_its_time_is_nobodys(kept: Store, tmp_path: Path) -> None:
    """An old backup brings nothing back that had to go."""
    person = await keep(kept, 7, somebody())
    made = await backup(kept.database, kept.master, tmp_path / "a.backup", NOW)
    async with kept.database.begin() as connection:
        await connection.execute(update(schema.person).values(sealed=b""))

    await restore(kept.database, kept.keyring, made.path, replace_all=True)

    assert await recall(kept, person, NOW + timedelta(days=2)) is None


async def test_in_a_folder_old_backups_are_pruned(kept: Store, tmp_path: Path) -> None:
    """After 30 days; what is not a backup of ours stays."""
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "porchlight-old.backup").write_text("mine")
    first = await backup(kept.database, kept.master, tmp_path, NOW)
    assert first.path.name == "porchlight-20260314T150926Z.backup"

    almost = await backup(kept.database, kept.master, tmp_path, NOW + timedelta(days=30))
    assert almost.pruned == 0
    later = await backup(kept.database, kept.master, tmp_path, NOW + timedelta(days=31))

    assert later.pruned == 1
    assert not first.path.exists()
    assert almost.path.exists()
    assert (tmp_path / "notes.txt").exists()
    assert (tmp_path / "porchlight-old.backup").exists()
    assert prune(tmp_path, NOW + timedelta(days=365)) == 2


async def test_a_place_that_cannot_be_written_or_read_is_one_line(
    kept: Store, tmp_path: Path
) -> None:
    """And leaves nothing half-written."""
    with pytest.raises(BackupError, match="cannot be written"):
        await backup(kept.database, kept.master, tmp_path / "none" / "a.backup", NOW)
    with pytest.raises(BackupError, match="cannot be read"):
        await restore(kept.database, kept.keyring, tmp_path / "none.backup")
    (tmp_path / "text").write_text("hello")
    with pytest.raises(BackupError, match="no Porchlight backup"):
        await restore(kept.database, kept.keyring, tmp_path / "text")


def _archive(path: Path, count: int) -> list[bytes]:
    """Write an archive of `count` pieces; return its head and its sealed pieces."""
    with Writer(path, KEY, NOW) as writer:
        for number in range(count - 1):
            writer.add({"number": number})
        writer.finish({"number": count - 1})
    content = path.read_bytes()
    start = content.index(b"\n") + 1 + 16
    parts = [content[:start]]
    while start < len(content):
        end = start + 4 + int.from_bytes(content[start : start + 4], "big")
        parts.append(content[start:end])
        start = end
    return parts


@given(st.permutations(range(1, 5)), st.integers(0, 4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_fit_only_in_their_order_and_all_of_them(
    tmp_path: Path, order: list[int], count: int
) -> None:
    """Moved, missing or doubled, the archive does not open."""
    path = tmp_path / "a"
    parts = _archive(path, 4)
    path.write_bytes(b"".join([parts[0], *(parts[place] for place in order[:count])]))

    if order[:count] == [1, 2, 3, 4]:
        assert [piece["number"] for piece in pieces(path, KEY)] == [0, 1, 2, 3]
        return
    with pytest.raises(BackupError):
        list(pieces(path, KEY))


@given(st.integers(min_value=0), st.integers(1, 255))
@example(1172, 1)  # the length of the last piece, made longer than the file
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changed_byte_is_noticed(tmp_path: Path, at: int, by: int) -> None:
    """In the line for people too."""
    path = tmp_path / "a"
    _archive(path, 3)
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= by
    path.write_bytes(content)

    with pytest.raises(BackupError):
        list(pieces(path, KEY))


def test_a_piece_of_another_archive_does_not_fit(tmp_path: Path) -> None:
    """Though it has the same key and number."""
    one, two = _archive(tmp_path / "a", 3), _archive(tmp_path / "b", 3)
    (tmp_path / "a").write_bytes(b"".join([*one[:2], two[2], one[3]]))

    with pytest.raises(BackupError):
        list(pieces(tmp_path / "a", KEY))


def test_a_disk_that_fills_up_leaves_no_half_archive(tmp_path: Path) -> None:
    """Nor an older one destroyed."""
    path = tmp_path / "a"
    path.write_text("older")

    def write() -> None:
        with Writer(path, KEY, NOW) as writer:
            writer.add("x")
            raise OSError(28, "No space left on device")

    with pytest.raises(BackupError, match="No space"):
        write()

    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]
    assert timedelta(days=30) == archive.LIFE
