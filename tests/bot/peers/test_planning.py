"""Duty by plan: it begins and ends with the hours, and what is typed wins until the next ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.pilot import Account, Pilot

from bot.peers import figures, planning
from bot.peers.voice import said

SUNDAY = datetime(2026, 9, 6, 12, 0, tzinfo=UTC)
HOUR = 3600.0


@pytest.fixture(name="peer")
async def _peer(pilot: Pilot) -> Account:
    """A peer worker who is off duty, on a Sunday at noon."""
    pilot.now.now = SUNDAY
    return await pilot.peer(await pilot.coordinator(), 9101, on_duty=False)


async def _until(pilot: Pilot, moment: datetime) -> None:
    pilot.now.now = moment
    await pilot.tick()


async def _on(pilot: Pilot, peer: Account) -> bool:
    one = (await pilot.standing(peer)).member
    assert one is not None
    return one.on_duty(pilot.now())


async def test_hours_are_set_seen_changed_and_let_go_of(pilot, peer, words) -> None:
    """The clock is asked for once, and then the team's."""
    assert await peer.says("/shifts mon-fri 18-22") == [said(words, "peer/shifts_where")]
    assert await peer.says("somewhere else") == [said(words, "peer/shifts_no_place")]
    assert "Mon-Fri 18:00-22:00, Berlin time" in (await peer.says("berlin"))[0]
    assert "Mon-Fri 18:00-22:00" in (await peer.says("/shifts"))[0]
    assert "Sat 10:00-14:00, Berlin time" in (await peer.says("/shifts sat 10-14"))[0]
    assert "Sat 10:00-14:00, Lisbon time" in (await peer.says("/shifts in lisbon"))[0]
    assert "Sat 10:00-14:00" in "\n".join(await peer.says("/whatyouknow"))
    other = await pilot.peer(await pilot.coordinator(9002), 9102, on_duty=False)
    assert "Sun 10:00-12:00, Berlin time" in (await other.says("/shifts sun 10-12"))[0]
    assert await peer.says("/shifts off") == [said(words, "peer/shifts_off")]
    assert await peer.says("/shifts") == [said(words, "peer/shifts_how")]


@pytest.mark.parametrize(("hours", "notice"), [
    ("whenever", "peer/shifts_how"), ("mon 9-22", "peer/shifts_long"),
    ("mon 9-12 in xqzptt", "peer/shifts_no_place"),
])  # fmt: skip
async def test_hours_that_cannot_be_kept_are_not(pilot, peer, words, hours, notice) -> None:
    """And it says what would be."""
    assert await peer.says(f"/shifts {hours}") == [said(words, notice, number="8")]
    assert (await pilot.standing(peer)).member.shifts == ()


async def test_duty_begins_and_ends_by_the_hours(pilot, peer, words) -> None:
    """In Berlin in September six in the evening is four o'clock UTC."""
    await peer.says("/shifts mon-tue 18-22 in berlin")
    await _until(pilot, datetime(2026, 9, 7, 15, 59, tzinfo=UTC))
    assert not await _on(pilot, peer)
    await _until(pilot, datetime(2026, 9, 7, 16, 0, 1, tzinfo=UTC))
    assert await _on(pilot, peer)
    assert peer.last == said(words, "peer/duty_planned", until="22:00")
    count = len(peer.phone)
    await pilot.tick(60)
    assert len(peer.phone) == count
    await _until(pilot, datetime(2026, 9, 7, 20, 0, 1, tzinfo=UTC))
    assert not await _on(pilot, peer)
    assert peer.last == said(words, "peer/duty_over")


async def test_what_is_typed_wins_until_the_next_hours_begin(pilot, peer) -> None:
    """Off is off for tonight, and tomorrow is another day."""
    await peer.says("/shifts mon-tue 18-22 in berlin")
    await _until(pilot, datetime(2026, 9, 7, 16, 1, tzinfo=UTC))
    assert "Tuesday, 18:00-22:00" in (await peer.says("/duty off"))[0]
    await _until(pilot, datetime(2026, 9, 7, 18, 0, tzinfo=UTC))
    assert not await _on(pilot, peer)
    await peer.says("/duty 5")
    await _until(pilot, datetime(2026, 9, 7, 21, 0, tzinfo=UTC))
    assert await _on(pilot, peer)
    await _until(pilot, datetime(2026, 9, 8, 16, 0, tzinfo=UTC))
    assert await _on(pilot, peer)


async def test_a_bot_that_was_down_takes_the_hours_up_in_their_midst(pilot, peer) -> None:
    """And does not begin any that are over."""
    await peer.says("/shifts mon-tue 18-22 in berlin")
    await _until(pilot, datetime(2026, 9, 8, 17, 30, tzinfo=UTC))
    assert await _on(pilot, peer)
    assert sum("by your hours" in one.text for one in peer.phone) == 1


async def test_hours_that_are_under_way_begin_at_once(pilot, peer) -> None:
    """Said at one o'clock on a Sunday."""
    reply = await peer.says("/shifts sun 13-17 in berlin")

    assert "You're on duty until 17:00" in reply[0]
    assert await _on(pilot, peer)


async def test_nobody_goes_on_duty_while_the_pilot_is_on_pause(pilot, peer) -> None:
    """When it goes on, so does the plan."""
    coordinator = await pilot.coordinator(9003)
    await peer.says("/shifts mon-tue 18-22 in berlin")
    await coordinator.says("/pilot pause")
    await _until(pilot, datetime(2026, 9, 7, 17, 0, tzinfo=UTC))
    assert not await _on(pilot, peer)
    await coordinator.says("/pilot on")
    await pilot.tick(1)
    assert await _on(pilot, peer)


@pytest.mark.parametrize(("now", "told"), [
    (datetime(2026, 9, 7, 15, 0, tzinfo=UTC), "in about an hour: 18:00-22:00, Berlin time"),
    (datetime(2026, 9, 7, 12, 0, tzinfo=UTC), "in about 4 hours: Monday 18:00-22:00"),
    (datetime(2026, 9, 4, 12, 0, tzinfo=UTC), "on Monday, 18:00-22:00, Berlin time"),
])  # fmt: skip
async def test_nobody_free_tells_the_next_hours_that_are_covered(pilot, peer, now, told) -> None:
    """In hours from now, and by whose clock."""
    pilot.now.now = now
    await peer.says("/shifts mon 18-22 in berlin")
    reply = await Account(pilot, 5001).says("/peer")

    assert told in reply[0]


async def test_a_limit_holds_in_planned_hours_too(pilot, peer) -> None:
    """Whoever has taken their talks of the day gets no card."""
    await peer.says("/limit 1")
    await peer.says("/shifts sun 13-21 in berlin")
    for chat in (5001, 5002):
        client = Account(pilot, chat)
        await client.asks()
        if chat == 5001:
            await peer.taps("Take it")
            await client.says("/end")
    assert "Nobody is free" in client.last


async def test_planned_hours_without_anybody_are_counted(pilot, peer) -> None:
    """And stand in the figures, as hours."""
    await peer.says("/shifts sun 13-17 in berlin")
    await pilot.tick(60)
    await peer.says("/duty off")
    for _ in range(2):
        await pilot.tick(60)
    counts = await pilot.counts()

    assert (counts["peer_minutes_planned"], counts["peer_minutes_broken"]) == (3, 2)
    assert {"peer_minutes_planned", "peer_minutes_broken"} <= set(figures.HOURS)


async def test_the_plans_are_looked_at_only_when_hours_begin(pilot, peer, store) -> None:
    """Not every second."""
    await peer.says("/shifts mon 18-22 in berlin")
    await pilot.tick(1)
    async with store.database.read() as connection:
        assert not await planning.due(connection, pilot.now())
