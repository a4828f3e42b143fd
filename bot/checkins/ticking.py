"""What is due by the clock: hellos, nudges, and leaving in peace.

Claiming a check-in, writing down what became of it and putting its message into the outbox is
one transaction, so that a process that dies at any instant leaves it either wholly due or wholly
sent. Rows another process has claimed are passed over (FOR UPDATE SKIP LOCKED); on SQLite every
write transaction is alone. What has been sent once for a slot cannot be sent again: plan and slot
are unique.

By rule: a hello up to a quarter of an hour late comes as it is, up to four hours late with a word
about it, later or into the night not at all. While one waits for an answer no other comes to the
same person, so that nothing ever comes in a burst, whatever the clock does.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins import plans
from bot.checkins.hellos import hello, nudge
from bot.checkins.moving import SOON, late, moved, quiet, too_late
from bot.checkins.plans import Plan
from bot.store import counting
from bot.store.dialect import insert
from bot.store.opening import Store
from bot.store.schema import ACTIVE, checkin, checkin_slot
from bot.telegram import outbox
from bot.telegram.phrasebook import TelegramPhrasebook
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.whens.when import FURTHEST

BATCH = 50
"""Check-ins claimed at once."""
TOO_FAR = FURTHEST + timedelta(days=2)
"""Nothing is agreed on so far ahead: what seems so was written while the clock was wrong."""
ACTIVE_STATES = ("agreed", "sent", "nudged")
_E = CheckInEvent


class Tick:
    """Does what is due; called about every second."""

    def __init__(
        self,
        store: Store,
        books: Mapping[str, TelegramPhrasebook],
        chance: Callable[[], random.Random],
    ) -> None:
        """Take the store, the phrasebooks (the first is spoken where one is missing), chance."""
        self._store = store
        self._books = books
        self._chance = chance

    async def __call__(self, now: datetime) -> int:
        """Do all that is due at `now`; return how many check-ins were moved."""
        done = 0
        while count := await self.some(now):
            done += count
            if count < BATCH:
                break
        return done

    async def some(self, now: datetime, most: int = BATCH) -> int:
        """Do up to `most` of what is due, in one transaction; return how many."""
        async with self._store.database.begin() as connection:
            rows = await claimed(connection, now, most)
            if not rows:
                return 0
            people = {bytes(row.person) for row in rows}
            keys = await self._store.keyring.keys(people, create=False, on=now.date())
            busy = await _busy(connection, people)
            counts: list[str] = []
            for row in rows:
                key = keys.get(bytes(row.person))
                plan = plans.opened(row, key) if key else None
                if key is None or plan is None:  # nobody can read it any more
                    await connection.execute(delete(checkin).where(checkin.c.seq == row.seq))
                    continue
                counts.append(await self._one(connection, key, plan, now, busy))
            await counting.add(connection, filter(None, counts), now.date())
        return len(rows)

    async def _one(
        self, connection: AsyncConnection, key: bytes, plan: Plan, now: datetime, busy: set[bytes]
    ) -> str:
        """Do what is due of one check-in; return the event to count, or ""."""
        if plan.next_at > now:
            again = moved(moved(plan, _E.COME_DUE, now), _E.SKIP, now)
            await plans.keep(connection, key, replace(again, slot=None))
            return ""
        if plan.state is CheckIn.AGREED:
            return await self._come_due(connection, key, plan, now, busy)
        if plan.state is CheckIn.SENT and not quiet(plan, now) and late(plan, now) <= SOON:
            await plans.keep(connection, key, moved(plan, _E.NUDGE, now))
            await became(connection, plan, "nudged", now)
            await self._send(connection, key, plan, nudge(plan, self._book(plan)), now)
            return "checkin_nudged"
        await plans.keep(connection, key, moved(plan, _E.MISS, now))
        await became(connection, plan, "missed", now)
        return "checkin_missed"

    async def _come_due(
        self, connection: AsyncConnection, key: bytes, plan: Plan, now: datetime, busy: set[bytes]
    ) -> str:
        due = moved(plan, _E.COME_DUE, now)
        left_out = "joined" if plan.person in busy else "down" if too_late(plan, now) else ""
        new = await _first(connection, due, left_out or "sent", now)
        if left_out or not new:
            down = left_out == "down"
            repeats = plan.terms.when is not None and plan.terms.when.repeats
            after = moved(due, _E.SKIP if repeats or not down else _E.MISS, now)
            if after.state is not CheckIn.ENDED:
                after = replace(after, terms=replace(after.terms, down=down))
            await plans.keep(connection, key, after)
            return f"checkin_{left_out}" if left_out else ""
        busy.add(plan.person)
        terms = replace(plan.terms, ticket=plans.new_ticket(), down=False)
        sent = replace(moved(due, _E.SEND, now), terms=terms)
        await plans.keep(connection, key, sent)
        text = hello(sent, self._book(plan), self._chance(), late=late(plan, now) > SOON)
        await self._send(connection, key, sent, text, now)
        return "checkin_sent"

    def _book(self, plan: Plan) -> TelegramPhrasebook:
        first = next(iter(self._books.values()))
        return self._books.get(plan.terms.language, first)

    async def _send(
        self, connection: AsyncConnection, key: bytes, plan: Plan, what: Any, now: datetime
    ) -> None:
        await outbox.enqueue(connection, self._store, plan.person, key, [what], now, keep=True)


async def claimed(connection: AsyncConnection, now: datetime, most: int) -> list[Row[Any]]:
    """Return what is due and nobody else's, held until the transaction ends.

    Of one person only the first that is due, so that two processes never send them two at once.
    """
    first = checkin.alias()
    ready = select(checkin).where(
        ACTIVE,
        ~exists().where(
            first.c.person == checkin.c.person, first.c.state.in_(ACTIVE_STATES),
            first.c.next_at <= now, first.c.seq != checkin.c.seq,
            or_(first.c.next_at < checkin.c.next_at,
                and_(first.c.next_at == checkin.c.next_at, first.c.seq < checkin.c.seq)),
        ),
    )  # fmt: skip
    some: list[Row[Any]] = []
    for which in (checkin.c.next_at <= now, checkin.c.next_at > now + TOO_FAR):
        if len(some) < most:
            found = await connection.execute(
                ready.where(which)
                .order_by(checkin.c.next_at)
                .limit(most - len(some))
                .with_for_update(skip_locked=True)
            )
            some.extend(found)
    return some


async def became(connection: AsyncConnection, plan: Plan, state: str, now: datetime) -> None:
    """Note what became of the check-in under way."""
    await connection.execute(
        update(checkin_slot)
        .where(checkin_slot.c.plan == plan.number, checkin_slot.c.slot == plan.slot)
        .values(state=state, changed_at=now)
    )


async def _first(connection: AsyncConnection, plan: Plan, state: str, now: datetime) -> bool:
    """Note a slot; return whether it is the first time, the one in which something is sent."""
    noted = insert(connection, checkin_slot).values(
        plan=plan.number, person=plan.person, slot=plan.slot, state=state, changed_at=now
    )
    found = await connection.execute(
        noted.on_conflict_do_nothing(index_elements=["plan", "slot"]).returning(checkin_slot.c.seq)
    )
    return found.scalar_one_or_none() is not None


async def _busy(connection: AsyncConnection, people: set[bytes]) -> set[bytes]:
    """Return those who have a check-in waiting for an answer."""
    found = await connection.execute(
        select(checkin.c.person).where(
            checkin.c.person.in_(people), checkin.c.state.in_(("sent", "nudged"))
        )
    )
    return {bytes(person) for person in found.scalars()}
