"""A person between turns: comes back as left, only with their key, in their row, in their time."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from support.kept import NOW, keep, recall, somebody

from bot.store import counting, people, schema
from bot.store.opening import Store
from bot.visit import Person
from dialogues.session import Session

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    wishes=st.dictionaries(st.text(), JSON),
    choices=st.lists(st.text()).map(tuple),
    messages=st.lists(st.tuples(st.integers(0, 2**40), st.integers(0, 2**40))).map(tuple),
    ticket=st.text(),
)
def test_any_person_comes_back_as_written(
    wishes: dict[str, Any], choices: Any, messages: Any, ticket: str
) -> None:
    """Emoji, lone surrogates and all."""
    written = Person(Session(turn=1), choices, ticket, messages, wishes)

    assert people._read(people._written(written)) == written


def test_every_field_of_a_person_is_kept() -> None:
    """One that is added to Person and not here would be lost at every turn."""
    record = somebody()

    assert all(getattr(record, one.name) for one in fields(Person))
    assert people._read(people._written(record)) == record


async def test_a_person_is_kept_and_replaced(kept: Store) -> None:
    """The latest record counts."""
    person = await keep(kept, 7, somebody())
    assert await recall(kept, person) == somebody()

    await keep(kept, 7, Person(ticket="new"))

    assert await recall(kept, person) == Person(ticket="new")
    assert await recall(kept, kept.master.person(8)) is None


async def test_g03_swapped_rows_open_for_nobody(kept: Store) -> None:
    """Each record is bound to its row: moved, even under the right key, it is unreadable."""
    one = await keep(kept, 7, Person(ticket="one"))
    two = await keep(kept, 8, Person(ticket="two"))
    async with kept.database.begin() as connection:
        found = await connection.execute(select(schema.person.c.person, schema.person.c.sealed))
        rows = {row.person: row.sealed for row in found}
        for target, source in ((one, two), (two, one)):
            await connection.execute(
                update(schema.person)
                .where(schema.person.c.person == target)
                .values(sealed=rows[source])
            )

    key = await kept.keyring.key(one, create=False, on=NOW.date())
    async with kept.database.begin() as connection:
        assert await people.load(connection, key, two, now=NOW) is None
    assert await recall(kept, one) is None


@pytest.mark.parametrize("damage", [b"", b"\x01", b"\x01" + bytes(600), b"\x02" + bytes(600)])
async def test_a_damaged_row_is_nobodys_counted_and_deleted(kept: Store, damage: bytes) -> None:
    """The person starts anew; nobody else notices."""
    person = await keep(kept, 7, somebody())
    other = await keep(kept, 8, somebody())
    async with kept.database.begin() as connection:
        await connection.execute(
            update(schema.person).where(schema.person.c.person == person).values(sealed=damage)
        )

    assert await recall(kept, person) is None

    async with kept.database.read() as connection:
        counts = await counting.totals(connection, NOW.date(), NOW.date())
        left = await connection.scalar(select(func.count()).select_from(schema.person))
    assert counts == {people.UNREADABLE: 1}
    assert left == 1
    assert await recall(kept, other) == somebody()


async def test_a_record_without_its_key_is_nobodys(kept: Store) -> None:
    """As after a crash in the middle of forgetting."""
    person = await keep(kept, 7, somebody())
    await kept.keyring.shred(person)

    assert await recall(kept, person) is None


@pytest.mark.parametrize(
    ("wishes", "life"),
    [
        ({}, timedelta(hours=24)),
        ({"keep": True}, timedelta(days=30)),
        ({"keep": False}, timedelta(hours=24)),
        ({"keep": "yes"}, timedelta(hours=24)),
    ],
)
async def test_g08_a_record_lives_a_day_or_a_month_if_chosen(
    kept: Store, wishes: dict[str, Any], life: timedelta
) -> None:
    """To the moment, whether or not retention has run; each turn begins the time anew."""
    person = await keep(kept, 7, Person(ticket="a", settings=wishes))
    almost = NOW + life - timedelta(seconds=1)

    assert await recall(kept, person, almost)
    assert await recall(kept, person, NOW + life) is None

    await keep(kept, 7, Person(ticket="b", settings=wishes), almost)
    assert await recall(kept, person, NOW + life)
