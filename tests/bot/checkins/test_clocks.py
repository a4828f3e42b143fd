"""Whatever clock, zone, summer time and downtime do: once a slot, in time, by day, no burst."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from support.client import book
from support.kept import Place
from support.street import chance

from bot.checkins import plans
from bot.checkins.moving import GRACE, hushed, moved
from bot.checkins.plans import Plan, Terms
from bot.checkins.ticking import Tick
from bot.store import schema
from bot.store.opening import Store
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.whens.moments import wall
from dialogues.whens.quiet import Quiet
from dialogues.whens.when import When

START = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
"""Some days before the clocks go back in Europe, and before they do in America."""
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
         "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "America/Santiago", "+05:30",
         "Pacific/Chatham", "UTC", "Asia/Tehran"]  # fmt: skip
GAPS = st.one_of(
    st.integers(1, 60).map(lambda one: timedelta(minutes=one)),
    st.integers(1, 48).map(lambda one: timedelta(hours=one)),
    st.integers(1, 20).map(lambda one: timedelta(days=one)),
    st.integers(1, 6).map(lambda one: timedelta(days=30 * one)),
    st.just(timedelta(0)),
    st.integers(1, 30).map(lambda one: -timedelta(hours=one)),
)
"""From a minute to half a year, and a clock that is set back."""


@dataclass(frozen=True)
class Look:
    """One tick: when, what came of it, and the slots there are."""

    now: datetime
    messages: int
    slots: dict[tuple[bytes, datetime], str]


def _plan(person: bytes, minute: int, days: tuple[int, ...], zone: str, own: Quiet | None) -> Plan:
    terms = Terms(chat=7, when=When(minute, days=days), zone=zone)
    fresh = Plan(plans.new_number(), person, CheckIn.PROPOSED, START, None, terms)
    agreed = moved(fresh, CheckInEvent.AGREE, START)
    return hushed(agreed, own, START) if own else agreed


async def _live(
    store: Store, some: list[tuple[int, tuple[int, ...], str]], gaps: list[timedelta],
    answers: bool, own: Quiet | None,
) -> list[Look]:  # fmt: skip
    person = store.master.person(7)
    key = await store.keyring.key(person, create=True, on=START.date())
    assert key is not None
    async with store.database.begin() as connection:
        for minute, days, zone in some:
            await plans.add(connection, key, _plan(person, minute, days, zone, own))
    tick, now, looks = Tick(store, {"en": book()}, chance), START, []
    for gap in gaps:
        now += gap
        before = await _sent(store)
        await tick(now)
        looks.append(Look(now, await _sent(store) - before, await _slots(store)))
        if answers:
            async with store.database.begin() as connection:
                for plan in await plans.of(connection, key, person):
                    if plan.waits:
                        after = moved(plan, CheckInEvent.ANSWER, now)
                        await plans.keep(connection, key, after)
    return looks


async def _sent(store: Store) -> int:
    async with store.database.read() as connection:
        return len((await connection.execute(select(schema.outbox.c.seq))).all())


async def _slots(store: Store) -> dict[tuple[bytes, datetime], str]:
    async with store.database.read() as connection:
        rows = await connection.execute(schema.checkin_slot.select())
        return {(bytes(row.plan), row.slot): row.state for row in rows}


def _lived(
    some: list[tuple[int, tuple[int, ...], str]],
    gaps: list[timedelta],
    answers: bool,
    own: Quiet | None = None,
) -> list[Look]:
    async def live() -> list[Look]:
        with TemporaryDirectory(prefix="porchlight-") as folder:
            url = f"sqlite:///{folder}/data/porchlight.db"
            store = await Place(url, Path(folder) / "keys" / "k").open()
            try:
                return await _live(store, some, gaps, answers, own)
            finally:
                await store.close()

    return asyncio.run(live())


TERMS = st.tuples(
    st.integers(0, 1439),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.sampled_from(ZONES),
)


@settings(max_examples=25)
@given(st.lists(TERMS, min_size=1, max_size=3), st.lists(GAPS, min_size=1, max_size=12))
def test_g19_unanswered_nobody_gets_more_than_a_hello_and_a_nudge_each(
    some: list[tuple[int, tuple[int, ...], str]], gaps: list[timedelta]
) -> None:
    """Over any downtime and any clock; and one message at most at any look."""
    looks = _lived(some, gaps, answers=False)

    assert all(look.messages <= 1 for look in looks)
    assert sum(look.messages for look in looks) <= 2 * len(some)


@settings(max_examples=25)
@given(TERMS, st.lists(GAPS, min_size=1, max_size=12))
def test_what_is_sent_is_sent_in_time_by_day_and_once(
    terms: tuple[int, tuple[int, ...], str], gaps: list[timedelta]
) -> None:
    """Answered each time: a hello for its slot within its grace, none twice, none into a night."""
    minute, _, zone = terms
    night = Quiet().holds(datetime(2026, 1, 1, *divmod(minute, 60)))  # noqa: DTZ001 - a wall
    known: dict[tuple[bytes, datetime], str] = {}
    for look in _lived([terms], gaps, answers=True):
        fresh = {place: state for place, state in look.slots.items() if place not in known}
        sent = [slot for (_, slot), state in fresh.items() if state == "sent"]
        assert look.messages == len(sent) <= 1
        for slot in sent:
            assert timedelta(0) <= look.now - slot <= GRACE
            assert night or not Quiet().holds(wall(look.now, zone))
        known = look.slots


HOURS = st.builds(Quiet, st.integers(0, 1439), st.integers(0, 1439)).filter(
    lambda quiet: quiet.left() >= 120
)


@settings(max_examples=20)
@given(TERMS, HOURS, st.lists(GAPS, min_size=1, max_size=10), st.booleans())
def test_nothing_comes_in_hours_a_client_asked_to_be_left_in_peace(
    terms: tuple[int, tuple[int, ...], str], own: Quiet, gaps: list[timedelta], answers: bool
) -> None:
    """Neither hello nor nudge, on time or late, whatever the time agreed to and the clock."""
    _, _, zone = terms
    for look in _lived([terms], gaps, answers=answers, own=own):
        assert not (look.messages and own.holds(wall(look.now, zone)))
