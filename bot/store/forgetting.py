"""Forgetting one person: their key first, then every row that is theirs.

With the key gone nothing of theirs can be read any more, in the database, its journal, or a
backup; the rows go right after. Both steps may be repeated and cut off at any point: what is
left is unreadable, and goes with the next call or with retention.
"""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import schema
from bot.store.database import Database
from bot.store.keyring import Keyring


async def forget(store: Database, keyring: Keyring, person: bytes) -> int:
    """Destroy the person's key and delete or empty all their rows; return how many rows."""
    await keyring.shred(person)
    async with store.begin() as connection:
        gone = await erase(connection, person)
    await store.tidy()
    return gone


async def erase(connection: AsyncConnection, person: bytes) -> int:
    """Delete or empty the person's rows in the store by `schema.RULES`; return how many.

    Within the caller's transaction; the caller shreds the key.
    """
    gone = 0
    for table in schema.store.sorted_tables:
        rule = schema.RULES[table.name]
        if rule == "delete":
            result = await connection.execute(delete(table).where(table.c.person == person))
        elif rule == "empty":
            result = await connection.execute(
                update(table)
                .where(table.c.person == person)
                .values(person=None, sealed=None, state="done")
            )
        else:
            continue
        gone += result.rowcount
    return gone
