"""Bringing a database to the schema this program knows; refusing one that is ahead of it.

The look and the change are one transaction under a lock, so that any number of processes may
start at once: BEGIN IMMEDIATE on SQLite, an advisory lock on PostgreSQL.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, column, inspect, select, table, text

from bot.store import schema
from bot.store.database import Database
from bot.store.errors import NewerSchema

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_267_824_453
"""The number of the advisory lock; any will do that nobody else uses."""

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()
"""One migration at a time within a process, since Alembic keeps the one under way in a global."""


async def migrate(database: Database) -> str:
    """Bring the database to the newest schema and return its revision.

    Raises NewerSchema if a newer Porchlight wrote it, which is left as it is.
    """
    turn = _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock())
    async with turn, database.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            if database.metadata is schema.keyring:
                await connection.execute(text("CREATE SCHEMA IF NOT EXISTS keyring"))
        return await connection.run_sync(_upgraded, database)


def newest(database: Database) -> str:
    """Return the newest revision this program knows for the database."""
    return max(revisions(database))


def revisions(database: Database) -> set[str]:
    """Return every revision this program knows for the database: one a file, by its number."""
    name = _name(database)
    return {f"{name}_{file.name[:4]}" for file in (FOLDER / name).glob("[0-9]*.py")}


def standing(connection: Connection, name: str = "store") -> str | None:
    """Return the revision the database `name` is at; None when it has no tables yet."""
    version = table(f"{name}_version", column("version_num"))
    if not inspect(connection).has_table(version.name):
        return None
    found: str | None = connection.scalar(select(version.c.version_num))
    return found


def _upgraded(connection: Connection, database: Database) -> str:
    name, wanted = _name(database), newest(database)
    at = standing(connection, name)
    if at is not None and at not in revisions(database):
        raise NewerSchema(
            f"{database.name}: a newer Porchlight wrote this ({at}); update "
            "Porchlight, or restore a backup of before the update"
        )
    if at != wanted:
        from bot.store.upgrading import upgrade

        upgrade(connection, FOLDER, name, database.metadata)
    return wanted


def _name(database: Database) -> str:
    return "keyring" if database.metadata is schema.keyring else "store"
