"""Letting go of what is past its time; the bot runs it by itself, every hour.

Records go when they expire (24 hours after the last turn, 30 days if asked for), with the
person's key; what passed through the queues goes after 48 hours, about as long as Telegram
might bring an update again and lets messages be deleted; what could not be handled, after a
week. Counts by day become counts by month after about a quarter, and go after two years.
It goes by the `now` it is given, may be cut off anywhere, and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import notes, schema
from bot.store.database import Database
from bot.store.dialect import insert
from bot.store.keyring import BATCH, Keyring
from bot.store.sweeping import GRACE, Swept, having_rows, sweep

PASSED = timedelta(hours=48)
"""How long the bare traces of handled updates and sent messages stay."""
STUCK = timedelta(days=7)
"""How long what could not be handled or sent stays."""
PAIRED = timedelta(days=180)
"""How long a pairing stays after its last talk."""
ORDER = timedelta(days=180)
"""How long somebody's order for a crisis stays after they last read or changed it."""
DAILY = timedelta(days=92)
"""How long counts stay by day."""
ENDED = timedelta(days=7)
"""How long the schedule of a check-in that has ended stays, and what became of each (G08)."""
COUNTED = timedelta(days=731)
"""How long counts stay at all."""
ROWS = 1000
"""Rows deleted at once, so that nobody waits long for the database."""
RAN = "retention_ran"
SWEPT = "sweep_ran"


@dataclass(frozen=True, slots=True)
class Expired:
    """How much was let go of."""

    people: int = 0
    keys: int = 0
    updates: int = 0
    messages: int = 0
    checkins: int = 0
    counters: int = 0


async def expire(database: Database, keyring: Keyring, now: datetime) -> Expired:
    """Let go of everything past its time at `now`, and note when; return how much it was."""
    people, keys = await _expire_people(database, keyring, now)
    updates = await _delete(database, schema.inbox, _past_inbox(now))
    messages = await _delete(database, schema.outbox, _past_outbox(now))
    messages += await _delete(
        database, schema.sent_message, schema.sent_message.c.sent_at <= now - PASSED
    )
    checkins = await _delete(database, schema.checkin, _past_checkin(now))
    await _delete(database, schema.checkin_slot, schema.checkin_slot.c.changed_at <= now - ENDED)
    for table, past in _past_peers(now):
        await _delete(database, table, past)
    counters = await _expire_counters(database, now.date())
    swept = await _sweep_daily(database, keyring, now)
    async with database.begin() as connection:
        await notes.write(connection, RAN, now.isoformat())
    await database.tidy()
    return Expired(people + swept.people, keys + swept.keys, updates, messages, checkins, counters)


async def last_ran(connection: AsyncConnection) -> datetime | None:
    """Return when everything past its time was last let go of; None if never.

    More than some hours ago means that the job stands still, which is worth an alarm.
    """
    return await _when(connection, RAN)


async def _expire_people(database: Database, keyring: Keyring, now: datetime) -> tuple[int, int]:
    """Delete expired records, and the keys of those who have no other row and did not write today.

    Somebody who writes at this very moment has asked for their key today, so it stays.
    """
    people = keys = 0
    while True:
        async with database.begin() as connection:
            past = schema.person.c.expires_at <= now
            found = await connection.execute(
                select(schema.person.c.person).where(past).limit(BATCH)
            )
            batch: Sequence[bytes] = found.scalars().all()
            gone = await connection.execute(
                delete(schema.person).where(schema.person.c.person.in_(batch), past)
            )
            messages = schema.sent_message  # of no use without the record
            await connection.execute(delete(messages).where(messages.c.person.in_(batch)))
            idle = set(batch) - await having_rows(connection, batch)
        if not batch:
            return people, keys
        people += gone.rowcount
        keys += await keyring.shred_all(idle, before=now.date())


def _past_inbox(now: datetime) -> ColumnElement[bool]:
    column = schema.inbox.c
    handled = and_(column.state.in_(("done", "dead")), column.arrived_at <= now - PASSED)
    return or_(handled, column.arrived_at <= now - STUCK)


def _past_outbox(now: datetime) -> ColumnElement[bool]:
    column = schema.outbox.c
    handled = and_(column.state.in_(("sent", "dead")), column.changed_at <= now - PASSED)
    stuck = and_(column.changed_at <= now - STUCK, column.due_at <= now - STUCK)
    return or_(handled, stuck)


def _past_checkin(now: datetime) -> ColumnElement[bool]:
    """Return those that rest and whose `next_at`, the end of their time, has come."""
    return and_(schema.RESTING, schema.checkin.c.next_at <= now)


def _past_peers(now: datetime) -> list[tuple[Table, ColumnElement[bool]]]:
    """Return what of the peer workers' room is past its time, table by table."""
    return [
        (schema.invitation, schema.invitation.c.expires_at <= now),
        (schema.pairing, schema.pairing.c.since <= now - PAIRED),
        (schema.peer_talk, schema.peer_talk.c.moved_at <= now - PASSED),
        (schema.crisis_order, schema.crisis_order.c.expires_at <= now),
    ]


async def _delete(database: Database, table: Table, past: ColumnElement[bool]) -> int:
    (place,) = table.primary_key.columns
    gone = 0
    while True:
        async with database.begin() as connection:
            some = select(place).where(past).limit(ROWS)
            count = (await connection.execute(delete(table).where(place.in_(some)))).rowcount
        gone += count
        if count < ROWS:
            return gone


async def _expire_counters(database: Database, today: date) -> int:
    """Add old counts to the first day of their month, and delete very old ones."""
    counter = schema.counter
    async with database.begin() as connection:
        await notes.lock(connection)  # or two processes would add the same rows
        gone = await connection.execute(delete(counter).where(counter.c.day < today - COUNTED))
        rows = await connection.execute(
            select(counter).where(counter.c.day < (today - DAILY).replace(day=1))
        )
        daily = [row for row in rows if row.day.day != 1]
        for row in daily:
            month = insert(connection, counter).values(
                day=row.day.replace(day=1), name=row.name, count=row.count
            )
            await connection.execute(
                month.on_conflict_do_update(
                    index_elements=["day", "name"], set_={"count": counter.c.count + row.count}
                )
            )
            await connection.execute(
                delete(counter).where(counter.c.day == row.day, counter.c.name == row.name)
            )
        return gone.rowcount + len(daily)


async def _sweep_daily(database: Database, keyring: Keyring, now: datetime) -> Swept:
    async with database.read() as connection:
        last = await _when(connection, SWEPT)
    if last is not None and abs(now - last) < GRACE:
        return Swept()
    swept = await sweep(database, keyring, now)
    async with database.begin() as connection:
        await notes.write(connection, SWEPT, now.isoformat())
    return swept


async def _when(connection: AsyncConnection, name: str) -> datetime | None:
    value = await notes.read(connection, name)
    return None if value is None else datetime.fromisoformat(value)
