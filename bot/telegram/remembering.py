"""What is known of a person when their turn begins: their record, and what was sent since."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import people
from bot.store.errors import Unreadable
from bot.store.schema import sent_message
from bot.store.sealing import place, unseal
from bot.visit import Person

DELETABLE = timedelta(hours=48)
"""How long a bot may delete a message, https://core.telegram.org/bots/api#deletemessage."""
_SENT_TO = (
    select(sent_message)
    .where(sent_message.c.person == bindparam("whom"))
    .order_by(sent_message.c.seq)
)


async def recall(
    connection: AsyncConnection, key: bytes, whom: bytes, now: datetime
) -> tuple[Person | None, tuple[int, ...]]:
    """Return a person's record with the messages sent to them since, and those messages' rows.

    None if nothing is kept of them.
    """
    person = await people.load(connection, key, whom, now=now)
    recent, rows = await sent_since(connection, key, whom, now)
    if person is not None:
        person.messages = (*person.messages, *recent)
    return person, rows


async def sent_since(
    connection: AsyncConnection, key: bytes, whom: bytes, now: datetime
) -> tuple[list[tuple[int, int]], tuple[int, ...]]:
    """Return what was sent to a person since their last turn and can be deleted; and its rows.

    Of each message its id in the chat and when, in unix seconds.
    """
    rows = (await connection.execute(_SENT_TO, {"whom": whom})).all()
    recent = [
        (message, int(row.sent_at.timestamp()))
        for row in rows
        if now - row.sent_at < DELETABLE
        and (message := _message(key, whom, row.sealed)) is not None
    ]
    return recent, tuple(row.seq for row in rows)


def _message(key: bytes, whom: bytes, sealed: bytes) -> int | None:
    """Return the message's id, None if the row is of a time before the person was forgotten."""
    try:
        return int(unseal(key, sealed, place("sent_message", whom)))
    except Unreadable:
        return None
