"""The keyring: one key a person, whoever asks first; rotated without losing anybody."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from support.kept import NOW, Place, keep, recall, somebody

from bot.store import keyfile
from bot.store.errors import Unreadable
from bot.store.opening import Store
from bot.store.schema import person_key

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
ONE = bytes([1]) * 32
TWO = bytes([2]) * 32


async def test_a_person_has_one_key_of_their_own(kept: Store) -> None:
    """None before it is made; the same ever after; another for somebody else."""
    ring = kept.keyring

    assert await ring.key(ONE, create=False, on=TODAY) is None
    key = await ring.key(ONE, create=True, on=TODAY)
    assert key
    assert await ring.key(ONE, create=True, on=TODAY) == key
    assert await ring.key(ONE, create=False, on=TODAY) == key
    assert await ring.key(TWO, create=True, on=TODAY) != key


async def test_processes_that_make_a_key_at_once_get_the_same(place: Place) -> None:
    """Five at a time in each of two stores, which stand for processes."""
    stores = [await place.open(), await place.open()]

    keys = await asyncio.gather(
        *(store.keyring.key(ONE, create=True, on=TODAY) for store in stores for _ in range(5))
    )

    assert len(set(keys)) == 1
    for store in stores:
        await store.close()


async def test_a_shredded_key_is_gone_and_the_next_one_is_new(kept: Store) -> None:
    """Shredding twice is no error."""
    before = await kept.keyring.key(ONE, create=True, on=TODAY)

    assert await kept.keyring.shred(ONE)
    assert not await kept.keyring.shred(ONE)
    assert await kept.keyring.key(ONE, create=False, on=TODAY) is None
    assert await kept.keyring.key(ONE, create=True, on=TODAY) != before


async def test_a_key_asked_for_today_outlives_a_sweep(kept: Store) -> None:
    """Somebody who writes while their key is being swept keeps it."""
    key = await kept.keyring.key(ONE, create=True, on=YESTERDAY)
    await kept.keyring.key(TWO, create=True, on=YESTERDAY)
    assert await kept.keyring.key(ONE, create=True, on=TODAY) == key

    assert await kept.keyring.shred_all([ONE, TWO], before=TODAY) == 1
    assert await kept.keyring.known([ONE, TWO]) == {ONE}


async def test_a_wrapped_key_opens_only_in_its_row(kept: Store) -> None:
    """Swapped, it is an error and not somebody else's key."""
    await kept.keyring.key(ONE, create=True, on=TODAY)
    await kept.keyring.key(TWO, create=True, on=TODAY)
    async with kept.keyring.database.begin() as connection:
        wrapped = await connection.scalar(
            select(person_key.c.wrapped).where(person_key.c.person == ONE)
        )
        await connection.execute(update(person_key).values(wrapped=wrapped))

    with pytest.raises(Unreadable):
        await kept.keyring.key(TWO, create=False, on=TODAY)


async def test_rotation_loses_nobody_and_drops_the_older_key(place: Place) -> None:
    """Those who are kept are read before and after, by a process that knows nothing of it too."""
    store, other = await place.open(), await place.open()
    people = [await keep(store, number, somebody()) for number in range(20)]
    keyfile.rotate(place.key_file)
    heard: list[int] = []

    assert await store.keyring.rewrap(heard.append) == 20

    assert heard == [20]
    assert set(keyfile.read(place.key_file).wrapping) == {2}
    for one in (store, other):
        assert [await recall(one, person) for person in people] == [somebody()] * 20
    newcomer = await keep(other, 99, somebody())
    async with other.keyring.database.read() as connection:
        assert set(await connection.scalars(select(person_key.c.master))) == {2}
    assert await recall(store, newcomer) == somebody()
    for one in (store, other):
        await one.close()


async def test_a_process_that_missed_the_rotation_seals_with_the_new_key(place: Place) -> None:
    """Its first key after a rotation is wrapped with the newest, or would be lost."""
    store, other = await place.open(), await place.open()
    keyfile.rotate(place.key_file)
    await store.keyring.rewrap()

    person = await keep(other, 7, somebody())

    assert await recall(store, person) == somebody()
    for one in (store, other):
        await one.close()


async def test_a_damaged_key_does_not_stop_a_rotation(kept: Store) -> None:
    """It is of no use to anybody."""
    await kept.keyring.key(ONE, create=True, on=TODAY)
    await kept.keyring.key(TWO, create=True, on=TODAY)
    async with kept.keyring.database.begin() as connection:
        await connection.execute(
            update(person_key).where(person_key.c.person == ONE).values(wrapped=b"\x01junk")
        )
    keyfile.rotate(kept.master.path)

    await kept.keyring.rewrap()

    assert await kept.keyring.known([ONE, TWO]) == {TWO}


PROGRAM = """
import asyncio, sys
from pathlib import Path
from bot.store import keyfile, keyring
from bot.store.opening import open_store
keyring.BATCH = 5
def told(count):
    print(count, flush=True)
    sys.stdin.readline()
async def main():
    store = await open_store(sys.argv[1], Path(sys.argv[2]))
    keyfile.rotate(store.master.path)
    await store.keyring.rewrap(told)
asyncio.run(main())
"""


async def test_a_rotation_killed_in_the_middle_is_taken_up_again(place: Place) -> None:
    """With kill -9 after ten of forty keys: all can be read meanwhile, and after the rest."""
    store = await place.open()
    people = [await keep(store, number, somebody()) for number in range(40)]
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, place.url, str(place.key_file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == b"5\n"
    process.stdin.write(b"\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"10\n"
    process.kill()
    process.communicate()

    assert [await recall(store, person) for person in people] == [somebody()] * 40
    async with store.keyring.database.read() as connection:
        left = await connection.scalar(
            select(func.count()).select_from(person_key).where(person_key.c.master == 1)
        )
    assert left == 30

    assert await store.keyring.rewrap() == 30
    assert set(keyfile.read(place.key_file).wrapping) == {2}
    assert [await recall(store, person) for person in people] == [somebody()] * 40
    await store.close()


async def test_a_missing_wrapping_key_is_an_error_and_loses_nothing(kept: Store) -> None:
    """As when the key file of before a rotation is put back."""
    await kept.keyring.key(ONE, create=True, on=TODAY)
    file: Path = kept.master.path
    before = file.read_bytes()
    keyfile.rotate(file)
    await kept.keyring.rewrap()
    file.write_bytes(before)

    with pytest.raises(Unreadable, match="no wrapping key number 2"):
        await kept.keyring.rewrap()

    assert await kept.keyring.known([ONE]) == {ONE}
