"""The bot's own notes: when retention last ran, which master key belongs here; nobody's."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.dialect import insert, is_sqlite
from bot.store.schema import note


async def read(connection: AsyncConnection, name: str) -> str | None:
    """Return the note of that name, None if there is none."""
    value: str | None = await connection.scalar(select(note.c.value).where(note.c.name == name))
    return value


async def write(connection: AsyncConnection, name: str, value: str) -> None:
    """Keep the note in place of an earlier one."""
    statement = insert(connection, note).values(name=name, value=value)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


async def lock(connection: AsyncConnection) -> None:
    """Let no other transaction write notes until this one ends."""
    if not is_sqlite(connection):  # there every write transaction is alone
        await connection.execute(text("LOCK TABLE note IN EXCLUSIVE MODE"))
