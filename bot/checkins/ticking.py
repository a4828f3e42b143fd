"""What is due by the clock: hellos, nudges, and leaving in peace.

Claiming a check-in, writing down what became of it and putting its message into the outbox is
one transaction, so that a process that dies at any instant leaves it either wholly due or wholly
sent. Rows another process has claimed are passed over (FOR UPDATE SKIP LOCKED); on SQLite every
write transaction is alone. What has been sent once for a slot cannot be sent again: plan and slot
are unique.

By rule: a hello up to a quarter of an hour late comes as it is, up to four hours late with a word
about it, later or into the quiet hours not at all. While one waits for an answer no other comes
to the same person, so that nothing ever comes in a burst, whatever the clock does.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, exists, or_, select, tuple_, update
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
from bot.visit import Outgoing
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.whens.when import APART

BATCH = 50
"""Check-ins claimed at once."""
TOO_FAR = APART + timedelta(days=3)
"""Nothing is agreed on so far ahead: what seems so was written while the clock was wrong."""
ACTIVE_STATES = ("agreed", "sent", "nudged")
_E = CheckInEvent


@dataclass(frozen=True, slots=True)
class Done:
    """What the clock makes of one check-in."""

    plan: Plan
    """As it is afterwards."""
    became: str = ""
    """What is noted and counted; "" for nothing."""
    due: Plan | None = None
    """As it was when it came due; None for one under way already."""
    message: Outgoing | None = field(default=None, repr=False)


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
            found = [plans.opened(row, keys.get(bytes(row.person), b"")) for row in rows]
            shut = [row.seq for row, plan in zip(rows, found, strict=True) if plan is None]
            if shut:  # nobody can read them any more
                await connection.execute(delete(checkin).where(checkin.c.seq.in_(shut)))
            busy = await _busy(connection, people)
            done = [self._judged(plan, now, busy) for plan in found if plan is not None]
            done = await _first(connection, done, now)
            await plans.keep_all(connection, keys, [one.plan for one in done])
            for one in done:
                if one.message is not None:
                    person = one.plan.person
                    await outbox.enqueue(
                        connection, self._store, person, keys[person], [one.message], now,
                        keep=True,
                    )  # fmt: skip
            counts = [f"checkin_{one.became}" for one in done if one.became]
            await counting.add(connection, counts, now.date())
        return len(rows)

    def _judged(self, plan: Plan, now: datetime, busy: set[bytes]) -> Done:
        """Return what is to be done about one check-in; `busy` is who has one waiting."""
        if plan.next_at > now:
            again = moved(moved(plan, _E.COME_DUE, now), _E.SKIP, now)
            return Done(replace(again, slot=None))
        if plan.state is CheckIn.AGREED:
            return self._come_due(plan, now, busy)
        if plan.state is CheckIn.SENT and not quiet(plan, now) and late(plan, now) <= SOON:
            after = moved(plan, _E.NUDGE, now)
            return Done(after, "nudged", message=nudge(plan, self._book(plan)))
        return Done(moved(plan, _E.MISS, now), "missed")

    def _come_due(self, plan: Plan, now: datetime, busy: set[bytes]) -> Done:
        due = moved(plan, _E.COME_DUE, now)
        down = plan.person not in busy and too_late(plan, now)
        if plan.person in busy or down:
            repeats = plan.terms.when is not None and plan.terms.when.repeats
            after = moved(due, _E.SKIP if repeats or not down else _E.MISS, now)
            if after.state is not CheckIn.ENDED:
                after = replace(after, terms=replace(after.terms, down=down))
            return Done(after, "down" if down else "joined", due)
        busy.add(plan.person)
        terms = replace(plan.terms, ticket=plans.new_ticket(), down=False)
        sent = replace(moved(due, _E.SEND, now), terms=terms)
        book, behind = self._book(plan), late(plan, now) > SOON
        return Done(sent, "sent", due, hello(sent, book, self._chance(), late=behind))

    def _book(self, plan: Plan) -> TelegramPhrasebook:
        first = next(iter(self._books.values()))
        return self._books.get(plan.terms.language, first)


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


async def _first(connection: AsyncConnection, done: Sequence[Done], now: datetime) -> list[Done]:
    """Note what became of each slot; whatever was noted for its slot before is left out."""
    fresh = [one for one in done if one.due is not None]
    noted: set[bytes] = set()
    if fresh:
        values = [
            {"plan": one.plan.number, "person": one.plan.person, "slot": one.due.slot,
             "state": one.became, "changed_at": now}
            for one in fresh if one.due is not None
        ]  # fmt: skip
        found = await connection.execute(
            insert(connection, checkin_slot)
            .values(values)
            .on_conflict_do_nothing(index_elements=["plan", "slot"])
            .returning(checkin_slot.c.plan)
        )
        noted = {bytes(number) for number in found.scalars()}
    for state in ("nudged", "missed"):
        slots = [(one.plan.number, one.plan.slot) for one in done
                 if one.became == state and one.due is None]  # fmt: skip
        if slots:
            which = tuple_(checkin_slot.c.plan, checkin_slot.c.slot).in_(slots)
            await connection.execute(
                update(checkin_slot).where(which).values(state=state, changed_at=now)
            )
    return [
        one if one.due is None or one.plan.number in noted
        else Done(moved(one.due, _E.SKIP, now))
        for one in done
    ]  # fmt: skip


async def _busy(connection: AsyncConnection, people: set[bytes]) -> set[bytes]:
    """Return those who have a check-in waiting for an answer."""
    found = await connection.execute(
        select(checkin.c.person).where(
            checkin.c.person.in_(people), checkin.c.state.in_(("sent", "nudged"))
        )
    )
    return {bytes(person) for person in found.scalars()}
