"""Hellos: sent once at their time, nudged once, left in peace; late, by night, after a fall."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from support.checkins import HELLOS, agree, notice
from support.client import book
from support.street import ANN, Street, chance

from bot.checkins import hellos
from bot.checkins.moving import GRACE, MISS, NUDGE
from bot.store import counting, schema
from bot.store.retention import expire
from dialogues.lint import broken_rules

TO_FRIDAY = timedelta(days=2, hours=5, minutes=40)


@pytest.fixture(name="agreed")
async def _agreed(street: Street) -> Street:
    """Ann has agreed to every Friday at seven, about the flat."""
    await street.write("check in on me every friday at 7 about the flat")
    await street.write("glasgow")
    await street.tap("Yes, set it")
    return street


async def states(street: Street) -> tuple[list[str], list[str]]:
    """Return the states of all check-ins, and of all slots."""
    return (
        [row.state for row in await street.rows(schema.checkin)],
        [row.state for row in await street.rows(schema.checkin_slot)],
    )


async def test_a_hello_comes_at_its_time_and_once(agreed: Street) -> None:
    """Not a minute before, and no second one however often the clock ticks."""
    assert await agreed.passes(days=2, hours=5, minutes=39) == ""
    said = await agreed.passes(minutes=1)

    assert said in HELLOS
    assert await agreed.tick() == ""
    assert await states(agreed) == (["sent"], ["sent"])


async def test_g19_what_comes_unasked_is_neutral(agreed: Street) -> None:
    """No drug, no talk, no word of theirs in the hello, the nudge and their buttons."""
    said = await agreed.passes(days=2, hours=5, minutes=40)
    said += await agreed.passes(hours=2, minutes=59)
    assert "flat" not in said
    every = [*HELLOS, *(one.source for one in book().wordings("checkin/worker")),
             notice("nudge"), notice("late"), *(book().label(f"checkin/{name}")
                                                for name in hellos.TAPS)]  # fmt: skip
    words = {"drug", "use", "using", "used", "stuff", "gear", "dose", "safe", "porchlight", "help",
             "recovery", "treatment", "peer", "clean", "support"}  # fmt: skip
    for line in every:
        assert not words & set(line.lower().replace(".", " ").replace(",", " ").split()), line
        assert broken_rules(line, "notice") == []


async def test_g19_unanswered_there_is_one_nudge_and_then_silence(agreed: Street) -> None:
    """For good: next Friday too, and until it is deleted."""
    await agreed.passes(days=1, hours=20)  # Friday morning, for a nudge by day
    await agreed.write("make it fridays at noon instead")
    await agreed.tap("Yes, set it")
    assert await agreed.passes(hours=2, minutes=41) in HELLOS
    assert await agreed.passes(seconds=NUDGE.total_seconds()) == notice("nudge")
    assert await agreed.passes(seconds=MISS.total_seconds()) == ""
    assert await states(agreed) == (["missed"], ["missed"])
    for _ in range(30):
        assert await agreed.passes(days=1) == ""
    await expire(agreed.store.database, agreed.store.keyring, agreed.now())

    assert await states(agreed) == ([], [])


async def test_nothing_comes_in_the_night_that_was_not_agreed_on(greeted: Street) -> None:
    """The nudge of an evening hello is left out."""
    assert await greeted.passes(hours=3) == ""

    assert (await states(greeted))[0] == ["missed"]


async def test_an_hour_of_the_night_that_was_asked_for_is_kept(street: Street) -> None:
    """Night shifts exist."""
    await agree(street, "text me every day at 3am")

    assert await street.passes(hours=13, minutes=40) in HELLOS


async def test_the_tap_leads_into_the_talk_with_what_was_agreed(greeted: Street) -> None:
    """The greeting takes up their words; a mood and then plain talk go on from there."""
    said = await greeted.tap("I'm here")
    assert '"the flat"' in said
    assert said.count("?") == 1
    assert await states(greeted) == (["agreed"], ["answered"])
    said = await greeted.tap("Rough")
    assert said in [one.source for one in book().wordings("checkin/rough")]
    said = await greeted.write("i used again on tuesday")

    assert said
    assert not any(word in said.lower() for word in ("shame", "relapse", "clean", "!"))
    (row,) = await greeted.rows(schema.checkin)
    assert row.next_at == datetime(2026, 12, 4, 19, tzinfo=UTC)


async def test_a_number_is_taken_as_the_ruler(greeted: Street) -> None:
    """And asked why it is not lower."""
    await greeted.tap("I'm here")
    said = await greeted.write("about a 4")

    assert "4" in said
    assert "3" in said


@pytest.mark.parametrize(
    "text", ["bad day, i want to stop", "/privacy", "hi", "whats the weather"]
)
async def test_whatever_they_do_is_an_answer(greeted: Street, text: str) -> None:
    """Talk, a command, hiding; no nudge follows."""
    assert await greeted.write(text)

    assert await states(greeted) == (["agreed"], ["answered"])
    assert await greeted.passes(hours=3) == ""


async def test_later_is_an_hour_later(greeted: Street) -> None:
    """By a tap or by saying so; then it is a hello like the first."""
    assert await greeted.tap("In an hour") == notice("snoozed")
    assert await greeted.passes(minutes=59) == ""
    assert await greeted.passes(minutes=1) in HELLOS
    assert await greeted.write("later") == notice("snoozed")
    assert await greeted.passes(hours=1) in HELLOS


async def test_one_is_left_out_by_a_tap_or_by_saying_so(greeted: Street) -> None:
    """The row goes on."""
    assert "Friday at 7" in await greeted.tap("Not today")
    assert "Friday at 7" in await greeted.write("skip this friday")
    (row,) = await greeted.rows(schema.checkin)

    assert row.next_at == datetime(2026, 12, 11, 19, tzinfo=UTC)


async def test_an_old_hellos_buttons_do_nothing_a_week_on(greeted: Street) -> None:
    """As all buttons that were from earlier on; guessed ones neither."""
    old = greeted.button("Stop these")
    await greeted.write("hi")
    await greeted.passes(days=7)

    assert "earlier" in await greeted.tap_data(old)
    for data in ("k0000000000000000:3", "k:3", f"{old[:-1]}9", "k" + "f" * 16 + ":0"):
        await greeted.tap_data(data)
    assert (await states(greeted))[0] == ["agreed"]


async def test_a_strangers_tap_moves_nothing_of_anybodys(greeted: Street) -> None:
    """Buttons count in the chat of whom they were sent to."""
    await greeted.tap_data(greeted.button("Stop these"), chat=ANN + 1)

    assert (await states(greeted))[0] == ["sent"]


@pytest.mark.parametrize(("late", "comes"), [
    (timedelta(minutes=10), "plain"), (timedelta(hours=2), "late"),
    (GRACE + timedelta(minutes=1), ""), (timedelta(days=40), ""),
])  # fmt: skip
async def test_after_the_bot_was_down_it_comes_late_once_or_not_at_all(
    agreed: Street, late: timedelta, comes: str
) -> None:
    """With a word about it within four hours; later it waits for the next Friday."""
    agreed.now.now += TO_FRIDAY + late
    said = await agreed.tick()

    assert (said in HELLOS) == (comes == "plain")
    assert (notice("late") in said) == (comes == "late")
    assert bool(said) == bool(comes)
    assert (await states(agreed))[1] == ["sent" if comes else "down"]
    (row,) = await agreed.rows(schema.checkin)
    assert row.next_at > agreed.now()


async def test_a_late_one_does_not_come_in_the_night(agreed: Street) -> None:
    """Seven o'clock's hello at half past ten is left out."""
    assert await agreed.passes(days=2, hours=9, minutes=15) == ""
    assert (await states(agreed))[1] == ["down"]


async def test_a_single_one_that_was_left_out_is_owned_up_to(street: Street) -> None:
    """When they next write, once."""
    await agree(street, "text me tomorrow at 9")
    assert await street.passes(days=2) == ""
    said = await street.write("it helps me sleep but the mornings are bad")

    assert notice("down") in said
    assert notice("down") not in await street.write("my sister is worried about me")


async def test_what_rests_is_told_once_and_taken_up_by_a_tap(greeted: Street) -> None:
    """The client wakes it and nobody else."""
    for hours in (3, 12, 24):
        await greeted.passes(hours=hours)
    assert notice("rests") in await greeted.write("it helps me sleep but the mornings are bad")
    said = await greeted.tap("Start them again")
    assert said == notice("back", when="every Friday at 7 in the evening")
    assert (await states(greeted))[0] == ["agreed"]
    assert notice("rests") not in await greeted.write("my sister is worried about me")


async def test_nothing_ever_comes_in_a_burst(street: Street) -> None:
    """Four check-ins all late at once are one hello; the others wait for their next time."""
    for hour in (2, 3, 4, 5, 6):
        await agree(street, f"check in on me every day at {hour}pm")
    street.now.now += timedelta(hours=4, minutes=35)
    said = [await street.tick() for _ in range(10)]

    assert len("".join(said).split("\n\n")) == 1
    assert sorted((await states(street))[1]) == ["joined", "joined", "joined", "sent"]


async def test_a_clock_that_was_set_wrong_loses_nothing(agreed: Street) -> None:
    """A year ahead and back again: the next Friday is a Friday of this year."""
    right = agreed.now.now
    agreed.now.now = right + timedelta(days=365)
    await agreed.tick()
    agreed.now.now = right
    await agreed.tick()
    (row,) = await agreed.rows(schema.checkin)

    assert row.next_at == datetime(2026, 11, 27, 19, tzinfo=UTC)


async def test_g03_the_address_goes_with_the_end_and_the_schedule_a_week_later(
    agreed: Street,
) -> None:
    """And what had become of each; then nothing of the person is left, not even a key."""
    await agreed.write("stop the check-ins")
    (row,) = await agreed.rows(schema.checkin)
    key = await agreed.store.keyring.key(row.person, create=False, on=agreed.now().date())
    assert key is not None
    from bot.checkins.plans import opened

    plan = opened(row, key)
    assert plan is not None
    assert (plan.terms.chat, plan.terms.words, plan.terms.when) == (0, "", None)
    for days, left in ((6, 1), (2, 0)):
        agreed.now.now += timedelta(days=days)
        await expire(agreed.store.database, agreed.store.keyring, agreed.now())
        assert len(await agreed.rows(schema.checkin)) == left
    agreed.now.now += timedelta(days=2)
    await expire(agreed.store.database, agreed.store.keyring, agreed.now())
    assert await agreed.store.keyring.known([bytes(row.person)]) == set()


async def test_it_is_counted_and_nothing_else(greeted: Street) -> None:
    """Agreed, sent, nudged or not, answered."""
    await greeted.tap("I'm here")
    day = greeted.now().date()
    async with greeted.store.database.read() as connection:
        counts = await counting.totals(connection, day - timedelta(days=9), day)

    mine = {name: times for name, times in counts.items() if name.startswith("checkin")}
    assert mine == {"checkin_agreed": 1, "checkin_sent": 1, "checkin_answered": 1}


def test_nobody_stands_in_a_repr(street: Street) -> None:
    """A plan shows its state and its time, and nothing of a person."""
    from bot.checkins.plans import Plan, Terms
    from dialogues.checkin import CheckIn

    terms = Terms(chat=ANN, words="zanzibar", who="quiet heron", asked="friday", zone="Mars")
    plan = Plan(b"number", b"person", CheckIn.AGREED, street.now(), None, terms)

    shown = repr(plan)
    for secret in (str(ANN), "zanzibar", "heron", "friday", "Mars", "person=b", "number=b"):
        assert secret not in shown
    assert hellos.hello(replace(plan, terms=terms), book(), chance()).chat == ANN
