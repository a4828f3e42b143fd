"""Letting go of one person for good, without losing what they write meanwhile.

Their key is in another database than their rows, so it takes three steps. Everything of theirs
goes in one transaction, which leaves a row saying so (state "forget"); then the key is shredded;
then that row is ended. Whoever finds such a row of a process that lives no more does the last two
steps again. While it stands nothing of theirs is claimed (`claiming`), and what arrives is
sealed under a key that outlives theirs (`inbox`); so is what was waiting already.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.dialect import forget_alone
from bot.store.errors import Unreadable
from bot.store.forgetting import erase
from bot.store.opening import Store
from bot.store.schema import inbox
from bot.store.sealing import place, seal, unseal
from bot.telegram.claiming import after_forgetting


async def take_away(
    connection: AsyncConnection, store: Store, person: bytes, key: bytes, *, mark: int, owner: int
) -> None:
    """Take everything of the person's, but for what still waits to be answered.

    `mark` is the inbox row, answered with this, that says so from here on; `owner` this process.
    Raises nothing of its own; the caller commits, then calls `shred`.
    """
    found = await connection.execute(
        select(inbox).where(inbox.c.person == person, inbox.c.state == "waiting")
    )
    later = found.all()
    await erase(connection, person)
    for row in later:
        bound = place("inbox", person, str(row.update_id))
        try:
            again = seal(after_forgetting(store), unseal(key, row.sealed, bound), bound)
        except Unreadable:  # it has been through this before
            again = row.sealed
        await connection.execute(
            update(inbox)
            .where(inbox.c.seq == row.seq)
            .values(person=person, sealed=again, state="waiting", owner=row.owner)
        )
    await connection.execute(
        update(inbox).where(inbox.c.seq == mark).values(state="forget", person=person, owner=owner)
    )


async def shred(store: Store, person: bytes, mark: int) -> None:
    """Destroy the key and end the mark; may be done again."""
    await store.keyring.shred(person)
    async with store.database.begin() as connection:
        await connection.execute(
            update(inbox).where(inbox.c.seq == mark).values(state="done", person=None, owner=None)
        )
    await store.database.tidy()


async def let_go(
    store: Store, person: bytes, now: datetime, *, update_id: int, owner: int
) -> bool:
    """Let go of somebody who can be reached no more; return whether it was done.

    It is not if they have written since: then that decides. `update_id` is the mark's, one that
    Telegram never gives (below 0) and nobody else. May be repeated and cut off anywhere.
    """
    async with store.database.begin() as connection:
        await forget_alone(connection)
        if await connection.scalar(select(inbox.c.seq).where(inbox.c.person == person).limit(1)):
            return False
        made = await connection.execute(
            insert(inbox)
            .values(update_id=update_id, arrived_at=now, ready_at=now, state="forget")
            .returning(inbox.c.seq)
        )
        mark = int(made.scalar_one())
        await take_away(connection, store, person, b"", mark=mark, owner=owner)
    await shred(store, person, mark)
    return True
