"""The few statements in which SQLite and PostgreSQL differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def is_sqlite(connection: AsyncConnection) -> bool:
    """Return whether the connection is to SQLite rather than PostgreSQL."""
    return connection.dialect.name == "sqlite"


FORGETTING = 0x706F726368
"""The number of the lock that keeps arriving and forgetting apart; any number would do."""


async def keep_forgetting_out(connection: AsyncConnection) -> None:
    """Let nobody be forgotten from here to the end of the transaction; others may do the same."""
    if not is_sqlite(connection):  # there a writer is alone anyhow
        await connection.execute(select(func.pg_advisory_xact_lock_shared(FORGETTING)))


async def forget_alone(connection: AsyncConnection) -> None:
    """Wait until nobody keeps forgetting out, and let nobody begin to until the end."""
    if not is_sqlite(connection):
        await connection.execute(select(func.pg_advisory_xact_lock(FORGETTING)))


def insert(connection: AsyncConnection, table: Table) -> Insert:
    """Return an INSERT that knows ON CONFLICT, in the connection's dialect."""
    return sqlite.insert(table) if is_sqlite(connection) else postgresql.insert(table)


def inserting(
    table: Table, finish: Callable[[Insert], Insert]
) -> Callable[[AsyncConnection], Insert]:
    """Return what gives an INSERT as `finish` makes it, in a connection's dialect.

    It is made once: to build a statement anew costs more than to run it.
    """
    on_sqlite, elsewhere = finish(sqlite.insert(table)), finish(postgresql.insert(table))
    return lambda connection: on_sqlite if is_sqlite(connection) else elsewhere
