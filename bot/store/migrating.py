"""Bringing a database to the schema this program knows; refusing one that is ahead of it.

The look and the change are one transaction under a lock, so that any number of processes may
start at once: BEGIN IMMEDIATE on SQLite, an advisory lock on PostgreSQL.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from weakref import WeakKeyDictionary

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

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
        return await connection.run_sync(_upgrade, database)


def newest(database: Database) -> str:
    """Return the newest revision this program knows for the database."""
    return ScriptDirectory.from_config(_config(database)).get_current_head() or ""


def revisions(database: Database) -> set[str]:
    """Return every revision this program knows for the database."""
    script = ScriptDirectory.from_config(_config(database))
    return {one.revision for one in script.walk_revisions()}


def _upgrade(connection: Connection, database: Database) -> str:
    config = _config(database)
    table = config.attributes["version_table"]
    context = MigrationContext.configure(connection, opts={"version_table": table})
    ahead = set(context.get_current_heads()) - revisions(database)
    if ahead:
        raise NewerSchema(
            f"{database.name}: a newer Porchlight wrote this ({', '.join(sorted(ahead))}); update "
            "Porchlight, or restore a backup of before the update"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return newest(database)


def _config(database: Database) -> Config:
    name = "keyring" if database.metadata is schema.keyring else "store"
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(FOLDER / name).replace("%", "%%"))
    config.attributes.update(metadata=database.metadata, version_table=f"{name}_version")
    return config
