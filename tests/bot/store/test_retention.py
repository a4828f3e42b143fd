"""Retention by a moved clock: each thing goes in its time, not before, and never twice (G08)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import func, insert, select
from support.kept import NOW, keep, recall, somebody

from bot.store import counting, schema
from bot.store.opening import Store
from bot.store.retention import Expired, expire, last_ran
from bot.store.sweeping import Swept, sweep
from bot.visit import Person

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


async def _expire(store: Store, now: datetime) -> Expired:
    return await expire(store.database, store.keyring, now)


async def _count(store: Store, table: schema.Table) -> int:
    async with store.database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0


async def test_g08_a_record_goes_after_a_day_with_its_key(kept: Store) -> None:
    """An hour before, nothing; then row and key; a second run finds nothing to do."""
    person = await keep(kept, 7, somebody())
    async with kept.database.begin() as connection:
        await connection.execute(
            insert(schema.sent_message).values(person=person, sealed=b"x", sent_at=NOW)
        )

    assert await _expire(kept, NOW + DAY - HOUR) == Expired()
    assert await _expire(kept, NOW + DAY) == Expired(people=1, keys=1)
    assert await _expire(kept, NOW + DAY) == Expired()

    assert await _count(kept, schema.person) == 0
    assert await _count(kept, schema.sent_message) == 0
    assert await kept.keyring.known([person]) == set()


async def test_g08_a_record_that_was_asked_to_be_kept_goes_after_thirty_days(kept: Store) -> None:
    """Not before."""
    person = await keep(kept, 7, Person(ticket="a", settings={"keep": True}))

    assert await _expire(kept, NOW + 30 * DAY - HOUR) == Expired()
    assert await recall(kept, person, NOW + 30 * DAY - HOUR)
    assert await _expire(kept, NOW + 30 * DAY) == Expired(people=1, keys=1)


async def test_more_people_than_go_at_once_all_go(kept: Store) -> None:
    """In batches; those whose time has not come stay."""
    async with kept.database.begin() as connection:
        await connection.execute(
            insert(schema.person),
            [
                {"person": number.to_bytes(32, "big"), "sealed": b"", "expires_at": NOW}
                for number in range(1201)
            ],
        )
    staying = await keep(kept, 7, somebody())

    assert (await _expire(kept, NOW)).people == 1201
    assert await recall(kept, staying) == somebody()


async def test_somebody_whose_message_waits_keeps_their_key(kept: Store) -> None:
    """Their record has expired, their message has not been read yet."""
    person = await keep(kept, 7, somebody())
    async with kept.database.begin() as connection:
        await connection.execute(
            insert(schema.inbox).values(
                update_id=1, person=person, arrived_at=NOW + DAY, ready_at=NOW + DAY, sealed=b"x"
            )
        )

    assert await _expire(kept, NOW + DAY) == Expired(people=1)
    assert await kept.keyring.known([person]) == {person}


async def test_somebody_who_writes_at_that_moment_keeps_their_key(kept: Store) -> None:
    """The key was asked for, the message is not written down yet."""
    person = await keep(kept, 7, somebody())
    key = await kept.keyring.key(person, create=True, on=(NOW + DAY).date())

    assert await _expire(kept, NOW + DAY) == Expired(people=1)
    assert await kept.keyring.key(person, create=False, on=NOW.date()) == key


async def test_g08_what_passed_through_goes_after_two_days(kept: Store) -> None:
    """What still waits to be answered or sent stays; what is stuck goes after a week."""
    async with kept.database.begin() as connection:
        for number, state in enumerate(("done", "dead", "waiting")):
            await connection.execute(
                insert(schema.inbox).values(
                    update_id=number, arrived_at=NOW, ready_at=NOW, state=state
                )
            )
        for state in ("sent", "dead", "waiting", "sending"):
            await connection.execute(
                insert(schema.outbox).values(due_at=NOW, changed_at=NOW, state=state)
            )
        await connection.execute(
            insert(schema.outbox).values(due_at=NOW + 30 * DAY, changed_at=NOW, state="waiting")
        )
        await connection.execute(
            insert(schema.sent_message).values(person=bytes(32), sealed=b"x", sent_at=NOW)
        )
    await kept.keyring.key(bytes(32), create=True, on=NOW.date())

    assert await _expire(kept, NOW + 2 * DAY - HOUR) == Expired()
    assert await _expire(kept, NOW + 2 * DAY) == Expired(updates=2, messages=3)
    assert await _count(kept, schema.inbox) == 1
    assert await _count(kept, schema.outbox) == 3
    assert await _count(kept, schema.sent_message) == 0

    later = await _expire(kept, NOW + 7 * DAY)
    assert (later.updates, later.messages) == (1, 2)
    assert await _count(kept, schema.outbox) == 1


async def test_g08_counts_by_day_become_counts_by_month_and_go(kept: Store) -> None:
    """Their sum stays the same until they go; doing it twice adds nothing twice."""
    days = [date(2026, 1, 1), date(2026, 1, 9), date(2026, 1, 31), date(2026, 2, 3)]
    async with kept.database.begin() as connection:
        for day in days:
            await counting.add(connection, ["turn", "turn"], day)

    async def sums(since: date, until: date) -> dict[str, int]:
        async with kept.database.read() as connection:
            return await counting.totals(connection, since, until)

    assert await _expire(kept, NOW) == Expired()
    assert (await _expire(kept, datetime(2026, 5, 5, tzinfo=NOW.tzinfo))).counters == 2
    assert await _expire(kept, datetime(2026, 5, 6, tzinfo=NOW.tzinfo)) == Expired()
    assert await sums(date(2026, 1, 1), date(2026, 1, 1)) == {"turn": 6}
    assert await sums(days[0], days[-1]) == {"turn": 8}
    assert await _count(kept, schema.counter) == 2

    await _expire(kept, datetime(2029, 1, 1, tzinfo=NOW.tzinfo))
    assert await _count(kept, schema.counter) == 0


async def test_it_notes_when_it_ran(kept: Store) -> None:
    """So that an alarm can tell when it has not."""
    async with kept.database.read() as connection:
        assert await last_ran(connection) is None

    await _expire(kept, NOW)

    async with kept.database.read() as connection:
        assert await last_ran(connection) == NOW


async def test_a_clock_that_goes_back_loses_nothing(kept: Store) -> None:
    """Nothing expires early; what was kept stays readable."""
    person = await keep(kept, 7, somebody())
    await _expire(kept, NOW)

    assert await _expire(kept, NOW - 400 * DAY) == Expired()
    assert await recall(kept, person, NOW - 400 * DAY) == somebody()


async def test_keys_without_rows_and_rows_without_keys_are_swept(kept: Store) -> None:
    """As a crash or a restored copy leaves them; a key asked for lately stays."""
    person = await keep(kept, 7, somebody())
    keyless = await keep(kept, 8, somebody())
    await kept.keyring.shred(keyless)
    idle, fresh = bytes([1]) * 32, bytes([2]) * 32
    await kept.keyring.key(idle, create=True, on=(NOW - 2 * DAY).date())
    await kept.keyring.key(fresh, create=True, on=NOW.date())

    async with kept.database.begin() as connection:
        await connection.execute(
            insert(schema.inbox).values(
                update_id=1, person=keyless, arrived_at=NOW, ready_at=NOW, sealed=b"x"
            )
        )

    assert await sweep(kept.database, kept.keyring, NOW) == Swept(keys=1, people=1)
    assert await sweep(kept.database, kept.keyring, NOW) == Swept()

    assert await kept.keyring.known([person, idle, fresh]) == {person, fresh}
    assert await recall(kept, person) == somebody()
    assert await _count(kept, schema.person) == 1
    assert await _count(kept, schema.inbox) == 1  # a message on its way is not lost


async def test_many_keys_without_rows_are_swept_batch_by_batch(kept: Store) -> None:
    """With some that have rows in between."""
    people = [await keep(kept, number, somebody()) for number in range(3)]
    async with kept.keyring.database.begin() as connection:
        await connection.execute(
            insert(schema.person_key),
            [
                {"person": bytes([number % 256, number // 256]) * 16, "wrapped": b"", "master": 1,
                 "used_on": date(2026, 1, 1)}
                for number in range(1100)
            ],
        )  # fmt: skip

    assert await sweep(kept.database, kept.keyring, NOW) == Swept(keys=1100)
    assert await kept.keyring.known(people) == set(people)
