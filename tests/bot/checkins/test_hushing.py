"""Quiet hours: asked for in plain words, said back, sealed, and kept to by everything unasked."""

from __future__ import annotations

import pytest
from support.checkins import HELLOS, agree, notice
from support.street import Street

from bot.store import schema

TEN = "from 10 at night to 10 in the morning"


@pytest.mark.parametrize("text", [
    "dont text me before 10", "not b4 10", "quiet hours 10pm-10am",
    "oh and please dont message me before like 10 in the morning",
])  # fmt: skip
async def test_they_are_set_by_saying_so_and_said_back(street: Street, text: str) -> None:
    """In one line; the check-in stays, for it is no wish to stop."""
    await agree(street)

    assert await street.write(text) == notice("quiet_set", hours=TEN)
    assert f"Quiet hours: {TEN}." in await street.write("check-ins")
    assert f"Quiet hours: {TEN}." in await street.write("/whatyouknow")


async def test_they_are_set_by_taps_and_put_right_by_words(street: Street) -> None:
    """From the list; the other end stays as it was; the usual ones come back."""
    await agree(street)
    await street.write("check-ins")
    asked = notice("ask_quiet", hours="from 10 at night to 8 in the morning")
    assert await street.tap("Quiet hours") == asked
    assert "to 10 in the morning" in await street.tap("Not before 10 in the morning")
    assert "from 8 in the evening to 10" in await street.write("and not after 8")
    await street.tap("Other hours")
    assert await street.write("dunno") == notice("quiet_again")
    assert "from 10 at night to 8" in await street.write("the usual hours")


async def test_a_request_after_them_is_a_request(street: Street) -> None:
    """And no correction of them."""
    await agree(street)
    await street.write("not after 9pm")

    assert "Tomorrow at 6" in await street.write("text me tomorrow at 6 in the evening")


async def test_a_check_in_inside_them_waits_until_they_are_over(street: Street) -> None:
    """Which is said, and done; the nudge keeps to them too."""
    await agree(street, "check in on me every day at 9am")
    assert await street.write("dont text me before noon or after 2 in the afternoon") == notice(
        "quiet_waits", hours="from 2 in the afternoon to noon",
        thing="every day at 9 in the morning", when="noon",
    )  # fmt: skip
    assert await street.passes(hours=19, minutes=40) == ""
    assert await street.passes(hours=3) in HELLOS
    assert await street.passes(hours=3) == ""
    (row,) = await street.rows(schema.checkin)

    assert row.state == "missed"


async def test_a_late_hello_keeps_to_them(street: Street) -> None:
    """A minute is enough, where usually four hours would do."""
    await agree(street)
    await street.write("never after 7 in the evening")
    await street.write("make it fridays at 6:59pm instead")
    await street.tap("Yes, set it")

    assert await street.passes(days=2, hours=5, minutes=40) == ""


async def test_a_time_inside_them_can_be_agreed_on_all_the_same(street: Street) -> None:
    """It is said before the yes, and what was said last counts."""
    await agree(street)
    await street.write("never after 9 at night")
    said = await street.write("text me tomorrow at 11pm")
    hours = "from 9 in the evening to 8 in the morning"
    assert notice("in_quiet", hours=hours) in said
    await street.tap("Yes, set it")
    await street.tap("Nothing special")

    assert await street.passes(days=1, hours=9, minutes=40) in HELLOS


async def test_they_may_be_named_while_a_check_in_is_agreed_on(street: Street) -> None:
    """The question stays open, and both hold from the yes."""
    await street.write("i want a check-in")
    said = await street.write("not before 11 tho")
    assert said.splitlines()[0] == notice("ask_day").splitlines()[0]
    assert notice("quiet_noted", hours="from 10 at night to 11 in the morning") in said
    await agree(street, "every day at noon")

    assert "to 11 in the morning" in await street.write("check-ins")


async def test_where_no_place_is_known_it_is_asked_for_them(street: Street) -> None:
    """For "in three hours" none was."""
    await agree(street, "text me in 3 hours")
    assert await street.write("dont text me after 3pm") == notice("ask_zone")
    assert "from 3 in the afternoon" in await street.write("its 2:20pm here")

    assert await street.passes(hours=3) == ""


async def test_with_nothing_set_they_hold_for_what_comes(street: Street) -> None:
    """As long as the record lives; without one nothing is promised."""
    assert await street.write("dont text me before 10") == notice("quiet_idle")
    await street.write("it helps me sleep")
    assert await street.write("dont text me before 10") == notice("quiet_later", hours=TEN)
    await agree(street)

    assert f"Quiet hours: {TEN}." in await street.write("check-ins")


async def test_they_are_sealed_with_the_check_in_and_go_with_it(street: Street) -> None:
    """Nothing of them stands in the clear."""
    await agree(street)
    await street.write("not before 10")
    (row,) = await street.rows(schema.checkin)

    assert b"quiet" not in row.sealed


@pytest.mark.parametrize("text", ["i cant sleep before 3", "my worker texts me before 9",
                                  "i never use before noon", "not before 10"])  # fmt: skip
async def test_talk_of_hours_is_talk(street: Street, text: str) -> None:
    """With no check-in about."""
    said = await street.write(text)

    assert said
    assert "Quiet hours" not in said
    assert notice("quiet_idle") not in said


async def test_minors_are_told_that_there_are_no_check_ins(street: Street) -> None:
    """And no hours are kept."""
    await street.write("it helps me sleep")
    await street.write("im 15")

    assert await street.write("dont text me before 10") == notice("young")
