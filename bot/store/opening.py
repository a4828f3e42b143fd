"""Opening all that is kept, in the order that is safe: store, master key, keyring."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import MetaData, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import keyfile, notes, schema
from bot.store.database import Database, file_of, open_database
from bot.store.errors import KeyFileError, StoreError
from bot.store.keyring import Keyring
from bot.store.master import Master
from bot.store.migrating import migrate

FINGERPRINT = "master_key"
"""The note that tells which master key a database belongs to."""


@dataclass(frozen=True, slots=True)
class Store:
    """All that is kept: the database of sealed rows, the keyring, the master key."""

    database: Database
    keyring: Keyring = field(repr=False)

    @property
    def master(self) -> Master:
        """Return the master key."""
        return self.keyring.master

    async def close(self) -> None:
        """Close both databases."""
        await self.database.close()
        await self.keyring.database.close()


async def open_store(
    url: str, key_file: Path, keyring_url: str | None = None, *, anew: bool = False
) -> Store:
    """Open, make or migrate the store at `url` and its keyring.

    With `anew`, a missing master key is replaced although there are people, who are let go of:
    their rows could not be read any more.
    Raises a StoreError (also KeyFileError, NewerSchema, ...) whose message is one line.
    """
    database = await _open(url, schema.store)
    try:
        anew = anew and not key_file.expanduser().exists()
        master = await _master(database, key_file, url, anew=anew)
        keyring = await _open(keyring_at(url, key_file, keyring_url), schema.keyring)
        if anew:
            async with keyring.begin() as connection:
                await connection.execute(delete(schema.person_key))
    except BaseException:
        await database.close()
        raise
    return Store(database, Keyring(keyring, master))


def keyring_at(url: str, key_file: Path, keyring_url: str | None = None) -> str:
    """Return the URL of the keyring: as set, else apart from the store.

    For SQLite that is `keyring.db` beside the key file, for PostgreSQL a schema of its own on
    the same server. Raises StoreError if it is set to the store's own folder.
    """
    path = file_of(url)
    if keyring_url is None:
        if path is None:
            return url
        return f"sqlite:///{key_file.expanduser().absolute().with_name('keyring.db')}"
    other = file_of(keyring_url)
    if path is not None and other is not None and other.parent.resolve() == path.parent.resolve():
        raise StoreError(
            f"{other}: the keyring stands in the folder of the database, so whoever copies one "
            "has both; set PORCHLIGHT_KEYRING_URL to a folder of its own"
        )
    return keyring_url


async def _open(url: str, metadata: MetaData) -> Database:
    database = await open_database(url, metadata)
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    return database


async def _master(database: Database, key_file: Path, url: str, *, anew: bool) -> Master:
    """Return the master key, made if the database belongs to none; raises KeyFileError.

    It is made under the database's write lock, so that of two processes one finds the other's
    mark.
    """
    async with database.begin() as connection:
        await notes.lock(connection)
        mark = await notes.read(connection, FINGERPRINT)
        if anew:
            await _let_everybody_go(connection)
            mark = None
        occupied = mark is not None or await _anybody(connection)
        master = keyfile.load(key_file, url, occupied=occupied)
        if mark is None:
            await notes.write(connection, FINGERPRINT, master.fingerprint())
        elif mark != master.fingerprint():
            raise KeyFileError(
                f"{master.path}: this is the master key of another database; put back the one "
                f"that belongs to {database.name}"
            )
        return master


async def _anybody(connection: AsyncConnection) -> bool:
    return await connection.scalar(select(schema.person.c.person).limit(1)) is not None


async def _let_everybody_go(connection: AsyncConnection) -> None:
    for table in schema.store.sorted_tables:
        if schema.RULES[table.name] != "nobody":
            await connection.execute(delete(table))
