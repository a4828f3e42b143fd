"""Opening the store: made at the first start, found again, refused when the key is not its own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from support.kept import CANARY, Place, keep, recall, somebody

from bot.store.errors import KeyFileError, StoreError
from bot.store.opening import Store, keyring_at, open_store


async def test_a_person_is_found_again_after_a_restart(place: Place) -> None:
    """As they were left."""
    store = await place.open()
    person = await keep(store, 7, somebody())
    await store.close()

    store = await place.open()
    assert store.master.person(7) == person
    assert await recall(store, person) == somebody()
    await store.close()


async def test_stores_opened_at_once_agree_on_one_key(place: Place) -> None:
    """On an empty folder and database."""
    stores = await asyncio.gather(*(place.open() for _ in range(4)))

    assert len({store.master.person(7) for store in stores}) == 1
    for store in stores:
        await store.close()


async def test_a_lost_key_is_refused_and_nothing_is_lost(place: Place) -> None:
    """Put back, everything is there."""
    store = await place.open()
    person = await keep(store, 7, somebody())
    await store.close()
    away = place.key_file.rename(place.key_file.with_suffix(".away"))

    with pytest.raises(KeyFileError, match="put the file back"):
        await place.open()

    away.rename(place.key_file)
    store = await place.open()
    assert await recall(store, person) == somebody()
    await store.close()


async def test_the_key_of_another_database_is_refused(place: Place) -> None:
    """It would find nobody, and seal what its own could not open."""
    await (await place.open()).close()
    place.key_file.unlink()
    other = await open_store(
        f"sqlite:///{place.key_file.parent}/elsewhere/other.db", place.key_file
    )
    await other.close()

    with pytest.raises(KeyFileError, match="master key of another database"):
        await place.open()


async def test_starting_anew_with_a_lost_key_lets_go_of_everybody(place: Place) -> None:
    """Only when it is asked for; and a key that is there is never replaced."""
    store = await place.open()
    person = await keep(store, 7, somebody())
    await store.close()
    before = place.key_file.read_bytes()
    store = await open_store(place.url, place.key_file, anew=True)
    assert await recall(store, person) == somebody()
    await store.close()
    place.key_file.unlink()

    store = await open_store(place.url, place.key_file, anew=True)

    assert place.key_file.read_bytes() != before
    assert await recall(store, person) is None
    assert await recall(store, store.master.person(7)) is None
    again = await keep(store, 7, somebody())
    assert await recall(store, again) == somebody()
    await store.close()


async def test_g05_keys_are_not_beside_the_database(sqlite_place: Place) -> None:
    """Neither the master key nor the keyring, by default or when told to."""
    store = await sqlite_place.open()
    assert store.database.path
    assert store.keyring.database.path
    assert store.keyring.database.path.parent != store.database.path.parent
    await store.close()

    folder = store.database.path.parent
    with pytest.raises(StoreError, match="PORCHLIGHT_KEYRING_URL"):
        keyring_at(sqlite_place.url, sqlite_place.key_file, f"sqlite:///{folder}/keyring.db")
    with pytest.raises(KeyFileError, match="folder of the database"):
        await open_store(sqlite_place.url, folder / "master.key")


async def test_on_postgresql_the_keyring_is_a_schema_of_its_own(postgres_url: str) -> None:
    """Or wherever it is set to be."""
    assert keyring_at(postgres_url, Path("/k/master.key")) == postgres_url
    assert keyring_at(postgres_url, Path("/k/master.key"), "sqlite:////k/r.db") == (
        "sqlite:////k/r.db"
    )


async def test_a_store_shows_nothing_of_itself(kept: Store) -> None:
    """Neither keys nor passwords in its repr."""
    await keep(kept, 7, somebody())

    assert CANARY not in repr(kept)
    assert "identity" not in repr(kept)
    assert repr(kept.master.wrapping[1])[2:-1] not in repr(kept.master)
