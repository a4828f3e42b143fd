"""SQLite without a thread for every statement; only a commit is handed to one.

A statement on SQLite takes some microseconds, far less than waking a thread and being woken by
it, which aiosqlite does several times a statement. What takes long is the commit, which waits
for the disk: that happens in a thread, while the event loop goes on.
A database that is busy is hardly waited for here, which would stop the loop: the caller tries
again.

The classes have the methods of aiosqlite's that SQLAlchemy's dialect for it uses; it is given
them through `async_creator`, a parameter of SQLAlchemy's `create_async_engine`.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any

BUSY = 0.02
"""Seconds a statement waits for another process; the event loop stands still meanwhile."""


async def connect(file: str, prepare: Sequence[str]) -> Connection:
    """Open the SQLite `file` and run the statements in `prepare`; nothing begins by itself.

    Raises sqlite3.Error.
    """
    raw = sqlite3.connect(file, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        for statement in prepare:
            raw.execute(statement).fetchall()
    except BaseException:
        raw.close()
        raise
    return Connection(raw)


class Connection:
    """One connection; from one coroutine at a time."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        """Take over an open connection."""
        self._connection: sqlite3.Connection | None = raw

    @property
    def raw(self) -> sqlite3.Connection:
        """Return the connection beneath; raises sqlite3.ProgrammingError after `close`."""
        if self._connection is None:
            raise sqlite3.ProgrammingError("connection closed")
        return self._connection

    @property
    def isolation_level(self) -> str | None:
        """Return None: no transaction begins by itself."""
        return self.raw.isolation_level

    def cursor(self) -> Cursor:
        """Return a new cursor."""
        return Cursor(self.raw.cursor())

    async def commit(self) -> None:
        """Commit, in a thread; return when it is on the disk."""
        if self.raw.in_transaction:
            await asyncio.to_thread(self.raw.commit)

    async def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        self.raw.rollback()

    async def create_function(
        self, name: str, narg: int, func: Callable[..., Any], deterministic: bool = False
    ) -> None:
        """Make a function known to SQL."""
        self.raw.create_function(name, narg, func, deterministic=deterministic)

    async def close(self) -> None:
        """Close; again is no error."""
        self.stop()

    def stop(self) -> None:
        """Close at once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Cursor:
    """One cursor."""

    def __init__(self, raw: sqlite3.Cursor) -> None:
        """Take over an open cursor."""
        self._raw = raw
        self.arraysize = 1

    @property
    def description(self) -> Any:
        """Return the columns of the last statement."""
        return self._raw.description

    @property
    def rowcount(self) -> int:
        """Return how many rows the last statement changed."""
        return self._raw.rowcount

    @property
    def lastrowid(self) -> int | None:
        """Return the key of the row last inserted."""
        return self._raw.lastrowid

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        """Run a statement."""
        self._raw.execute(sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Cursor:
        """Run a statement for each of many rows."""
        self._raw.executemany(sql, parameters)
        return self

    async def fetchone(self) -> Any:
        """Return the next row, None at the end."""
        return self._raw.fetchone()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next rows."""
        return self._raw.fetchmany(size or self.arraysize)

    async def fetchall(self) -> list[Any]:
        """Return all further rows."""
        return self._raw.fetchall()

    async def close(self) -> None:
        """Close."""
        self._raw.close()

    async def __aenter__(self) -> Cursor:
        """Return the cursor."""
        return self

    async def __aiter__(self) -> AsyncIterator[Any]:
        """Give the rows one by one."""
        for row in self._raw:
            yield row
