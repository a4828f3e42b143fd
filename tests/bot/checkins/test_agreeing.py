"""Agreeing on a check-in: asked for in plain words, said back, kept only after the yes."""

from __future__ import annotations

import pytest
from support.checkins import WEEKLY, agree, notice
from support.client import book
from support.street import ANN, Street

from bot.store import schema


@pytest.fixture(name="said_back")
async def _said_back(street: Street) -> Street:
    """Ann has asked for every Friday at seven in Glasgow, and has not said yes yet."""
    await street.write(WEEKLY)
    await street.write("glasgow")
    return street


async def test_a_check_in_is_asked_for_said_back_and_agreed(street: Street) -> None:
    """The place is asked, the time said back in words, and only the yes keeps anything."""
    assert await street.write("can you check in on me friday evening") == notice("ask_zone")
    said = await street.write("glasgow")
    assert said.startswith("Friday at 7 in the evening, London time. Right?")
    assert await street.rows(schema.checkin) == []

    said = await street.tap("Yes, set it")

    assert said == notice("agreed", when="Friday at 7 in the evening")
    (row,) = await street.rows(schema.checkin)
    assert (row.state, row.next_at.isoformat()) == ("agreed", "2026-11-27T19:00:00+00:00")


@pytest.mark.parametrize("no", ["no", "no thanks", "nah leave it", "nvm", "cancel"])
async def test_g17_without_a_yes_there_is_no_row_and_no_address(street: Street, no: str) -> None:
    """A no at the last step leaves nothing of it."""
    await street.write("text me tomorrow at 9")
    await street.write("im in leeds")
    await street.write(no)

    assert await street.rows(schema.checkin) == []


async def test_g03_the_address_is_sealed_and_bound_to_its_row(street: Street) -> None:
    """Nothing of chat, time or words stands in the clear; a swapped row opens for nobody."""
    await street.write("check in on me every friday at 7 about the zanzibar interview")
    await street.write("glasgow")
    await street.tap("Yes, set it")
    await street.write("check in on me mondays at 9am")
    await street.tap("Yes, set it")
    await street.tap("Nothing special")
    one, other = await street.rows(schema.checkin)
    for clear in (str(ANN), "zanzibar", "London"):
        assert clear.encode() not in one.sealed

    async with street.store.database.begin() as connection:
        swap = schema.checkin.update().where(schema.checkin.c.seq == one.seq)
        await connection.execute(swap.values(sealed=other.sealed))

    assert "every Friday" not in await street.write("/whatyouknow")


async def test_what_is_missing_is_asked_and_nothing_else(street: Street) -> None:
    """Day, then hour, then place; each once."""
    assert await street.write("i'd like a check-in") == notice("ask_day")
    assert await street.write("every friday") == notice("ask_time")
    assert await street.tap("In the evening") == notice("ask_zone")
    said = await street.write("its 1:20pm here")

    assert said.startswith("Every Friday at 7 in the evening, UTC time. Right?")


async def test_the_time_said_back_can_be_put_right(street: Street) -> None:
    """By words, before the yes: another hour, another place, another day."""
    await street.write("check on me friday at 9")
    assert "Friday at 9 in the morning" in await street.write("glasgow")
    assert "Friday at 9 in the evening" in await street.write("no, 9pm")
    assert "Friday at 9 in the evening, New York time" in await street.write("im in new york")
    assert "Saturday at 9 in the evening" in await street.write("saturday")
    assert await street.tap("Another time") == notice("changed_when")
    assert "Every day at 8 in the morning" in await street.write("every day at 8am")


@pytest.mark.parametrize("text", ["no, in the morning", "am", "morning", "i mean in the morning"])
async def test_the_half_of_the_day_is_put_right_by_itself(street: Street, text: str) -> None:
    """Seven in the evening becomes seven in the morning."""
    await street.write("check on me every friday at 7")
    await street.write("glasgow")

    assert "Friday at 7 in the morning" in await street.write(text)


@pytest.mark.parametrize("text", [
    "could you check up on me in 20 mins im about to use alone",
    "check in on me in an hour in case i go over",
    "text me in 10 min gonna bang some on my own",
])  # fmt: skip
async def test_a_check_in_is_no_watch_over_somebody_who_uses(street: Street, text: str) -> None:
    """It says what it can't do and where the rest is told, and sets nothing."""
    assert await street.write(text) == notice("no_watch")
    assert "facts" in await street.tap(book().label("safety"))
    assert street.button(book().label("topic/alone"))
    assert await street.rows(schema.checkin) == []


async def test_once_a_month_is_asked_for_its_day(street: Street) -> None:
    """Then said back, and due on the day."""
    assert await street.write("check in on me monthly about the flat") == notice("ask_monthday")
    assert await street.write("the last one, a friday") == notice("ask_time")
    assert await street.write("half 6") == notice("ask_zone")
    said = await street.write("glasgow")
    assert said.startswith("The last Friday of every month at 6:30 in the evening")
    await street.tap("Yes, set it")
    (row,) = await street.rows(schema.checkin)

    assert row.next_at.isoformat() == "2026-11-27T18:30:00+00:00"


@pytest.mark.parametrize(("text", "asked"), [
    ("text me payday", "ask_event"), ("text me after court at 3", "ask_event"),
    ("check in on me twice a week", "ask_often"), ("text me in a bit", "ask_vague"),
])  # fmt: skip
async def test_what_is_not_understood_gets_a_question_that_helps(
    street: Street, text: str, asked: str
) -> None:
    """Once; then it is agreed on as any other."""
    assert await street.write(text) == notice(asked)
    assert await street.write("fridays at 6") == notice("ask_zone")
    assert "Every Friday at 6 in the evening" in await street.write("glasgow")


async def test_who_leaves_it_open_is_offered_a_time(street: Street) -> None:
    """Tomorrow evening, and nothing without a yes."""
    await street.write("i want a check-in")
    assert await street.write("dunno, whenever") == notice("ask_zone")

    assert "Tomorrow at 7 in the evening" in await street.write("glasgow")


async def test_another_day_is_heard_while_the_place_is_asked(street: Street) -> None:
    """People answer the question before last."""
    await street.write("text me tomorrow at 9")
    long = "actually can it be tuesdays and maybe fridays, evenings, after the kids are down"
    assert await street.write(long) == notice("ask_zone")

    assert "Every Tuesday and Friday at 8 in the evening" in await street.write("leeds")


@pytest.mark.parametrize(
    "text", ["yes thats grand thank you", "ok mate", "yh", "aye ok then that sounds alright"]
)
async def test_a_yes_in_any_words_is_one(said_back: Street, text: str) -> None:
    """And it is agreed."""
    assert notice("agreed", when="every Friday at 7 in the evening") == await said_back.write(text)


async def test_what_is_neither_yes_nor_no_gets_the_time_once_more(said_back: Street) -> None:
    """And is let go then."""
    said = notice("confirm_again", when="every Friday at 7 in the evening")
    assert await said_back.write("you what mate") == said

    assert "set" in await said_back.write("fine set it")


async def test_what_the_clock_shows_puts_the_place_right(said_back: Street) -> None:
    """After the time was said back."""
    assert "at 7 in the evening, UTC+5:30 time" in await said_back.write("its 18:50 here")


@pytest.mark.parametrize(("text", "said"), [
    ("dunno", "which"), ("leave it", "left"), ("the friday one", "changed_when"),
])  # fmt: skip
async def test_which_is_asked_once_more_and_no_harder(
    street: Street, text: str, said: str
) -> None:
    """With two of them set."""
    await agree(street)
    await agree(street, "check in on me mondays at 9am")
    assert await street.write("change the check-in") == notice("which")

    assert await street.write(text) == notice(said)


@pytest.mark.parametrize("text", ["dont text me at work", "dont text me on sundays"])
async def test_not_then_is_not_never(street: Street, text: str) -> None:
    """Neither ends what is agreed on."""
    await agree(street)
    await street.write(text)
    (row,) = await street.rows(schema.checkin)

    assert row.state == "agreed"


async def test_what_to_bring_up_may_come_before_the_yes(said_back: Street) -> None:
    """Asked for in a sentence, kept as what it says."""
    await said_back.write("could you ask how i got on with my sister on sunday")
    assert await said_back.tap("Yes, set it") == notice(
        "agreed_short", when="every Friday at 7 in the evening"
    )

    assert '"how i got on with my sister on sunday"' in await said_back.write("/whatyouknow")


@pytest.mark.parametrize("text", ["fuck off", "actually cancel it", "stop the check-ins"])
async def test_an_order_is_nothing_to_be_brought_up(said_back: Street, text: str) -> None:
    """It is done."""
    await said_back.tap("Yes, set it")

    assert await said_back.write(text) == notice("stopped")


@pytest.mark.parametrize("text", ["fuck off", "never", "nty", "leave me alone"])
async def test_a_rough_no_is_a_no(street: Street, text: str) -> None:
    """At any question."""
    await street.write("text me tomorrow")

    assert await street.write(text) == notice("declined")


async def test_in_three_hours_needs_no_place(street: Street) -> None:
    """A stretch is the same by every clock."""
    said = await street.write("can you text me in 3 hours")

    assert said.startswith("In 3 hours. Right?")
    await street.tap("Yes, set it")
    (row,) = await street.rows(schema.checkin)
    assert (row.next_at - street.now()).total_seconds() == 3 * 3600 - 0


async def test_who_does_not_want_to_go_on_is_let_go_on(street: Street) -> None:
    """Twice not understood, or plainly talk: the dialogue answers."""
    await street.write("i want a check-in")
    assert await street.write("hm") == notice("time_again")
    await street.write("my sister is worried about me")
    said = await street.write("it helps me sleep but i want to stop")

    assert said
    assert said != notice("time_again")
    assert await street.rows(schema.checkin) == []


async def test_danger_comes_before_an_open_question(street: Street) -> None:
    """The number stands first, and the draft is gone."""
    await street.write("text me tomorrow")
    said = await street.write("my mate wont wake up hes gone blue")

    assert "112" in said.splitlines()[0]
    assert "time of day" not in await street.write("ok")


async def test_minors_get_people_and_no_check_in(street: Street) -> None:
    """Whatever they ask."""
    await street.write("it helps me sleep")
    await street.write("im 15")

    assert await street.write("text me tomorrow at 6pm") == notice("young")
    assert await street.write("/checkins") == notice("young")
    assert await street.rows(schema.checkin) == []


async def test_who_turns_out_to_be_under_18_gets_no_more_of_them(street: Street) -> None:
    """What was agreed on ends with the message that says so."""
    await street.write("it helps me sleep")
    await agree(street)
    await street.write("im 15")
    (row,) = await street.rows(schema.checkin)

    assert row.state == "ended"


async def test_there_are_five_at_most(street: Street) -> None:
    """The sixth is refused kindly."""
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday"):
        await agree(street, f"check in on me every {day} at 7")

    assert await street.write("check in on me every sunday at 7") == notice("full")


async def test_check_ins_are_shown_changed_and_stopped_by_saying_so(street: Street) -> None:
    """Typed words and taps do the same."""
    await agree(street)
    assert "- Every Friday at 7 in the evening" in await street.write("check-ins")
    assert await street.tap("Change the hello") == notice("choose_hello")
    assert "Fancy a brew?" in await street.write("Fancy a brew?")
    assert "Every Saturday at 8" in await street.write("make it every saturday at 8 instead")
    await street.tap("Yes, set it")
    await street.write("/checkins")
    assert await street.tap("Change what you bring up") == notice("changed_words")
    assert await street.write("the flat") == notice("words_kept")
    told = await street.write("/whatyouknow")
    assert "every Saturday at 8 in the evening, London time" in told
    assert "the flat" in told

    assert await street.write("stop the check-ins") == notice("stopped")
    (row,) = await street.rows(schema.checkin)
    assert row.state == "ended"
    assert "Saturday" not in await street.write("/whatyouknow")


@pytest.mark.parametrize(("text", "after"), [
    ("make it 8 instead", "Every Friday at 8 in the evening"),
    ("can you do it every fortnight on friday", "Every other Friday at 7 in the evening"),
    ("can we move the check-in to sundays", "Every Sunday at 7 in the evening"),
    ("make it the last friday of the month instead",
     "The last Friday of every month at 7 in the evening"),
])  # fmt: skip
async def test_what_is_not_named_in_a_change_stays(street: Street, text: str, after: str) -> None:
    """The day, or the hour."""
    await agree(street)

    assert (await street.write(text)).startswith(after)


async def test_stop_is_heard_amid_the_questions(street: Street) -> None:
    """It stops what is set, and the questions."""
    await agree(street)
    await street.write("change the check-in")

    assert await street.write("stop checking on me") == notice("stopped")


@pytest.mark.parametrize("text", [
    "could u text us every first of the month its when im paid", "gis a text friday",
    "can you drop me a line tomorrow night",
])  # fmt: skip
async def test_it_is_asked_for_in_many_tongues(street: Street, text: str) -> None:
    """And a question follows."""
    assert await street.write(text) in (notice("ask_time"), notice("ask_zone"))


async def test_of_several_the_one_that_is_named_is_stopped(street: Street) -> None:
    """By its day, or by a tap."""
    await agree(street)
    await agree(street, "check in on me mondays at 9am")
    await street.write("stop the monday check-in")
    assert [row.state for row in await street.rows(schema.checkin)] == ["agreed", "ended"]


async def test_one_of_several_is_left_out_by_its_day(street: Street) -> None:
    """Tomorrow's, and not Friday's."""
    await agree(street)
    await agree(street, "check in on me every day at 9am")
    assert "every day at 9" in await street.write("skip tomorrow")
    friday, daily = await street.rows(schema.checkin)

    assert friday.next_at.isoformat().startswith("2026-11-27")
    assert daily.next_at.isoformat().startswith("2026-11-27")


async def test_why_the_place_is_asked_is_answered(street: Street) -> None:
    """And the question stays open."""
    await street.write("text me tomorrow at 9")
    assert await street.write("why do you need that") == notice("why_zone")
    assert "London time. Right?" in await street.write("uk")


@pytest.mark.parametrize("command", ["/stop", "/pause"])
async def test_stop_and_pause_hold_for_check_ins_too(street: Street, command: str) -> None:
    """Nothing comes after either; /resume brings back what was on pause."""
    await street.write("it helps me sleep")
    await agree(street)
    await street.write(command)

    assert await street.passes(days=2, hours=5, minutes=41) == ""
    await street.write("/resume")
    (row,) = await street.rows(schema.checkin)
    assert row.state == ("ended" if command == "/stop" else "paused")


async def test_pause_and_resume_within_a_day_bring_it_back(street: Street) -> None:
    """As /resume says."""
    await street.write("it helps me sleep")
    await agree(street)
    await street.write("/pause")
    await street.write("/resume")
    (row,) = await street.rows(schema.checkin)

    assert row.state == "agreed"


async def test_g06_forgetting_takes_the_check_ins_along(street: Street) -> None:
    """Even if nothing but a check-in is kept of somebody."""
    await agree(street)
    await street.passes(days=1, hours=1)  # no record any more, and still the plan
    await street.write("/forget")
    await street.write("yes")

    assert await street.rows(schema.checkin) == []


async def test_talk_of_other_people_is_no_request(street: Street) -> None:
    """It is talk, and answered as talk."""
    for text in ("my mum is always checking up on me", "he said hed text me tomorrow"):
        said = await street.write(text)
        assert said
        assert said != notice("ask_zone")
        assert "Right?" not in said
