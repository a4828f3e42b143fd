"""The few statements in which SQLite and PostgreSQL differ."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def is_sqlite(connection: AsyncConnection) -> bool:
    """Return whether the connection is to SQLite rather than PostgreSQL."""
    return connection.dialect.name == "sqlite"


def insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, in the connection's dialect."""
    return sqlite.insert(table) if is_sqlite(connection) else postgresql.insert(table)
