"""Which process this is, whether it lives, and what it leads.

Every process has a number. What it works on carries that number, and while its presence lives
nobody else touches that work; when it dies, others see that the number is nobody's any more and
take the work up at once.
On SQLite one process has the database to itself: a lock on a file beside it, which the system
lets go of when the process ends, however it ends.
On PostgreSQL the number is a session advisory lock on a connection of its own, and so is each
lead ("poller", "sender"): they go when the connection goes. An external pooler in transaction
mode breaks session locks; connect to the server itself.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import zlib
from pathlib import Path
from typing import Protocol

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.failures import plain
from dialogues.errors import PorchlightError

NUMBERS = 0x504C0001
"""The class of advisory locks that are process numbers; "PL", as large as PostgreSQL allows."""
LEADS = 0x504C0002
"""The class of advisory locks that are leads."""
PING = 2.0
"""Seconds between two looks at whether the presence still lives."""
_DEAD = text(
    "SELECT DISTINCT owner FROM inbox WHERE state = 'waiting' AND owner IS NOT NULL "
    "AND owner NOT IN (SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' "
    "AND classid::bigint = :numbers AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database()))"
)
"""Numbers that stand on work and belong to no living process."""
_FAILURES = (SQLAlchemyError, OSError)


class AlreadyRunning(PorchlightError):
    """Another process has this SQLite database."""


class Presence(Protocol):
    """What the others need to know of it."""

    number: int

    def leads(self, what: str) -> bool:
        """Return whether this process leads `what` now."""

    async def seek(self, what: str) -> bool:
        """Try to lead `what`; return whether this process leads it."""

    async def dead(self) -> list[int] | None:
        """Return numbers on work that belong to nobody living; None: every number but ours."""

    async def ping(self) -> None:
        """See whether the presence still lives, and enter anew if it does not."""

    async def leave(self) -> None:
        """Give everything up."""


class Alone:
    """The one process on a SQLite database."""

    def __init__(self, database: Path) -> None:
        """Take the lock; raises AlreadyRunning if another process has it."""
        self.number = secrets.randbelow(2**31 - 1) + 1
        self._first = True
        path = database.with_name(database.name + ".lock")
        self._lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._lock.close()
            raise AlreadyRunning(
                f"{database}: another porchlight is running on this database; stop it first, or "
                "use PostgreSQL to run several"
            ) from None

    def leads(self, what: str) -> bool:
        """Return True: there is nobody else."""
        return True

    async def seek(self, what: str) -> bool:
        """Return True: there is nobody else."""
        return True

    async def dead(self) -> list[int] | None:
        """Return None the first time: whoever else left a number here lives no more."""
        first, self._first = self._first, False
        return None if first else []

    async def ping(self) -> None:
        """Do nothing: the system holds the lock."""

    async def leave(self) -> None:
        """Let go of the lock."""
        self._lock.close()


class Shared:
    """One of several processes on a PostgreSQL database; call `ping` before anything else."""

    def __init__(self, database: Database) -> None:
        """Take the database whose server keeps the locks."""
        self.number = 0
        self._database = database
        self._connection: AsyncConnection | None = None
        self._leads: set[str] = set()

    def leads(self, what: str) -> bool:
        """Return whether this process leads `what`, as far as it knows."""
        return what in self._leads

    async def seek(self, what: str) -> bool:
        """Try to lead `what`; return whether this process leads it."""
        if what not in self._leads and await self._take(LEADS, _numbered(what)):
            self._leads.add(what)
        return what in self._leads

    async def dead(self) -> list[int] | None:
        """Return numbers on work whose locks nobody holds."""
        if self._connection is None:
            return []
        with contextlib.suppress(*_FAILURES):
            found = await self._connection.execute(_DEAD, {"numbers": NUMBERS})
            return [int(number) for number in found.scalars()]
        return []

    async def ping(self) -> None:
        """See whether the connection lives; if not, enter anew under another number.

        Raises a StoreError when the server does not answer.
        """
        if self._connection is not None:
            try:
                await self._connection.execute(text("SELECT 1"))
            except _FAILURES:
                await self.leave()
        if self._connection is None:
            try:
                connection = await self._database.engine.connect()
            except (*_FAILURES, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                raise plain(error, self._database.name, connecting=True) from None
            self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
            number = secrets.randbelow(2**31 - 1) + 1
            if await self._take(NUMBERS, number):  # else the next look tries another
                self.number = number
            else:
                await self.leave()

    async def leave(self) -> None:
        """Give number and leads up by closing the connection."""
        connection, self._connection = self._connection, None
        self._leads.clear()
        if connection is not None:
            with contextlib.suppress(*_FAILURES):
                await connection.invalidate()  # not back to the pool: its locks would live on
            with contextlib.suppress(*_FAILURES):
                await connection.close()

    async def _take(self, kind: int, number: int) -> bool:
        if self._connection is None:
            return False
        try:
            return bool(
                await self._connection.scalar(
                    text("SELECT pg_try_advisory_lock(:kind, :number)"),
                    {"kind": kind, "number": number},
                )
            )
        except _FAILURES:
            await self.leave()
            return False


def _numbered(name: str) -> int:
    return zlib.crc32(name.encode()) & 0x7FFFFFFF


async def enter(database: Database) -> Presence:
    """Return this process's presence on `database`.

    Raises:
        AlreadyRunning: The database is SQLite and another process has it.
        StoreError: PostgreSQL does not answer.
    """
    if database.path is not None:
        return Alone(database.path)
    shared = Shared(database)
    await shared.ping()
    return shared
