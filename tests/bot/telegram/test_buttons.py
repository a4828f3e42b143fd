"""Buttons carry nothing but a ticket: stale, forged and foreign taps choose nothing."""

import random

from hypothesis import given
from hypothesis import strategies as st
from support.client import START, Client, House, book

from bot.telegram.choosing import buttons, chosen, offer
from bot.visit import Person, Visit


def _visit() -> Visit:
    return Visit(b"k" * 32, 1, START, Person(), True)


def test_callback_data_says_nothing_and_fits() -> None:
    """At most 64 bytes, and no label in it."""
    visit = _visit()
    labels = tuple(str(number) for number in range(11))
    offer(visit, "x", labels, random.Random(1))

    assert all(len(data.encode()) <= 64 for _, data in buttons(visit.person))
    assert [chosen(visit.person, data) for _, data in buttons(visit.person)] == list(labels)


@given(st.text())
def test_forged_data_chooses_nothing(data: str) -> None:
    """Whatever is sent as callback data, only the ticket and a place that exists count."""
    visit = _visit()
    offer(visit, "x", ("Yes", "No"), random.Random(1))

    assert chosen(visit.person, data) is None
    assert chosen(visit.person, f"{visit.person.ticket}:2") is None
    assert chosen(visit.person, f"{visit.person.ticket}:٣") is None
    assert chosen(Person(), ":0") is None


async def test_a_tap_is_worth_the_label_typed() -> None:
    """The same session comes of both."""
    tapped, typed = Client(await House.open(seed=4)), Client(await House.open(seed=4))
    for client in (tapped, typed):
        await client.send("i want to cut down on the gear")
        await client.send("forget everything i said")
    assert tapped.buttons == ["Yes", "No"]
    await tapped.tap("No")
    await typed.send("No")

    assert tapped.reply == typed.reply
    assert tapped.person.session == typed.person.session


async def test_a_stale_tap_gets_one_line_with_the_buttons_that_count() -> None:
    """A yes under an old question wipes nothing."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    await client.send("/forget")
    old = client.heard[-1].buttons[0][1]
    await client.send("/stop")
    said = await client.tap_data(old)

    assert said == book().telegram("stale")
    assert client.buttons == ["Pause", "Forget"]
    assert client.kept
    assert await client.tap_data(old) == ""


async def test_a_tap_is_answered_so_that_the_phone_stops_waiting() -> None:
    """Once for each tap; a refusal by Telegram ("query is too old") harms nothing."""
    house = await House.open()
    house.request.results["answerCallbackQuery"] = 400
    client = Client(house)
    await client.send("/stop")
    said = await client.tap("Pause")

    assert said == book().telegram("nothing_to_pause")
    assert [name for name, _ in house.request.calls].count("answerCallbackQuery") == 1
