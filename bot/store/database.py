"""One database, SQLite or PostgreSQL by its URL, and transactions on it.

On SQLite every write transaction starts with BEGIN IMMEDIATE, so that two writers queue up
instead of failing half-way, and is on the disk when it returns (WAL, synchronous=FULL).
What is deleted is overwritten (secure_delete); freed pages are given back by `tidy`.
Within a process, writers to SQLite wait for each other in order, which is fair and costs no
polling; between processes SQLite's own busy timeout does it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import URL, Connection, MetaData, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncTransaction,
    create_async_engine,
)

from bot.store import direct, schema
from bot.store.errors import StoreBusy, StoreUnreachable
from bot.store.failures import plain, plainly

BUSY = 10.0
"""Seconds anybody waits for another process."""
PAUSE = 0.02
"""Seconds between two tries."""
CONNECTIONS = 16
"""The most connections one process opens to one database."""
NEW = "auto_vacuum = INCREMENTAL"
"""Takes only while the file is empty; later it would just ask for the write lock."""
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
)
_LOOK = "SELECT 1 FROM sqlite_schema LIMIT 1"
"""Fixes the state a reader sees: from then on no other process can be in its way."""
_CONNECTING = (DBAPIError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
T = TypeVar("T")


class Database:
    """One open database; see `open_database`."""

    def __init__(self, engine: AsyncEngine, metadata: MetaData) -> None:
        """Take the engine over; `metadata` says which tables are in it."""
        self.engine = engine
        self.metadata = metadata
        bare = engine.url.set(password=None, username=None, query={})
        self.name = str(self.path or bare)
        """What the database is called in messages; never a password."""
        self._writing = asyncio.Lock()

    @property
    def is_sqlite(self) -> bool:
        """Return whether this is SQLite rather than PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """Return the file of a SQLite database; None for PostgreSQL."""
        return file_of(self.engine.url)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in one write transaction: all of it is kept, or nothing.

        Committed at the end of the block, rolled back if the block raises.
        Raises a StoreError whose message is one line with the mend.
        """
        async with self._turn(), self._connection() as connection:
            with plainly(self.name):
                transaction = await self._begun(connection)
                try:
                    yield connection
                    await transaction.commit()
                except BaseException:
                    await transaction.rollback()
                    raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in one transaction that sees one state and keeps no change.

        Raises as `begin` does.
        """
        async with self._connection() as connection:
            await connection.execution_options(reading=True)
            with plainly(self.name):
                transaction = await self._begun(connection)
                try:
                    yield connection
                finally:
                    await transaction.rollback()

    async def tidy(self) -> None:
        """Give freed pages back and leave nothing in the journal; on PostgreSQL do nothing.

        PostgreSQL clears up by itself (autovacuum), in its own time.
        """
        if not self.is_sqlite:
            return
        async with self._turn(), self._connection() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            with plainly(self.name):
                await self._patiently(lambda: asyncio.to_thread(_tidied, driver.raw))

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    async def _begun(self, connection: AsyncConnection) -> AsyncTransaction:
        return await self._patiently(connection.begin)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        async with self._writing if self.is_sqlite else nullcontext():
            yield

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection]:
        try:
            connection = await self._patiently(self.engine.connect)
        except _CONNECTING as error:
            raise plain(error, self.name, connecting=True) from None
        try:
            yield connection
        finally:
            await connection.close()

    async def _patiently(self, start: Callable[[], Awaitable[T]]) -> T:
        """Return what `start` gives; waits while another process holds the SQLite file.

        Opening and reading need it too: a process that turns on the journal of a new file, or
        reads in the journal a killed one left, is alone with it.
        """
        until = asyncio.get_running_loop().time() + BUSY
        while True:
            try:
                return await start()
            except (DBAPIError, sqlite3.Error) as error:
                late = asyncio.get_running_loop().time() >= until
                if late or not isinstance(plain(error, self.name), StoreBusy):
                    raise
            await asyncio.sleep(PAUSE)


async def open_database(url: str, metadata: MetaData = schema.store) -> Database:
    """Return the database at `url`, which is `sqlite:///FILE` or `postgresql://...`.

    A SQLite file is made, with its folder, if there is none, readable by its owner only.
    On PostgreSQL the keyring's tables stand in a schema of their own, named keyring.
    Raises StoreUnreachable for a URL that is none, or a database that does not answer.
    """
    database = Database(_engine(_async_url(url), metadata), metadata)
    try:
        async with database.read() as connection:
            await connection.exec_driver_sql("SELECT 1")
    except BaseException:
        await database.close()
        raise
    return database


def file_of(url: str | URL) -> Path | None:
    """Return the file a SQLite URL names, None for any other database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database).expanduser().absolute()


def _async_url(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name().replace("postgres", "postgresql", 1)
    except (ArgumentError, ValueError):
        raise StoreUnreachable(
            "the database URL is none: write sqlite:///FILE or postgresql://NAME@HOST/DATABASE"
        ) from None
    if backend == "sqlite":
        path = file_of(parsed)
        if path is None or parsed.database == ":memory:":
            raise StoreUnreachable("SQLite needs a file: write sqlite:////path/to/porchlight.db")
        return parsed.set(drivername="sqlite+aiosqlite", database=str(path))
    if backend.startswith("postgresql"):
        query = {
            "ssl" if name == "sslmode" else name: value for name, value in parsed.query.items()
        }
        return parsed.set(drivername="postgresql+asyncpg", query=query)
    raise StoreUnreachable(f"{backend} is not supported: use sqlite:/// or postgresql://")


def _engine(url: URL, metadata: MetaData) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        where = {"search_path": "keyring"} if metadata is schema.keyring else {}
        return create_async_engine(
            url, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True,
            connect_args={"server_settings": {"application_name": "porchlight", **where}},
        )  # fmt: skip

    async def connect() -> direct.Connection:
        new = _make_private(url.database)
        wanted = (NEW, *PRAGMAS) if new else PRAGMAS
        return await direct.connect(url.database or "", [f"PRAGMA {one}" for one in wanted])

    engine = create_async_engine(
        url, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, async_creator=connect
    )

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading")
        driver: Any = connection.connection.driver_connection
        if not reading:
            driver.raw.execute("BEGIN IMMEDIATE")
            return
        driver.raw.execute("BEGIN")
        try:
            driver.raw.execute(_LOOK).fetchall()
        except sqlite3.Error:
            driver.raw.rollback()  # so that it can be begun again
            raise

    return engine


def _make_private(file: str | None) -> bool:
    """Make the file and its folder if they are not there; return whether it is empty."""
    path = Path(file or "")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return path.stat().st_size == 0


def _tidied(connection: sqlite3.Connection) -> None:
    for pragma in ("incremental_vacuum", "wal_checkpoint(TRUNCATE)"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
