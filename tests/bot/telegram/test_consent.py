"""G17: consent before storage. What begins a record, and what never does."""

from datetime import timedelta

import pytest
from support.client import START, Client, House, book

from bot.telegram.held import Held
from bot.visit import Person

LOOKING = ["/start", "/help", "/privacy", "/about", "/safety", "/help_now", "/stop", "/hide",
           "help", "who reads this?", "are you a bot", "what is this"]  # fmt: skip


@pytest.mark.parametrize("text", LOOKING)
async def test_looking_around_keeps_nothing(text: str) -> None:
    """Commands and questions about the bot begin no record."""
    client = Client(await House.open())

    said = await client.send(text)

    assert said
    assert book().notice("notice/opening") not in said  # it would be untrue
    assert not client.visit.store
    assert not client.kept


async def test_an_emergency_before_any_talk_is_answered_and_not_stored() -> None:
    """The number stands in the first line, before consent, and nothing is kept of it."""
    client = Client(await House.open())
    said = await client.send("my mate wont wake up hes gone blue")

    assert "112" in said.splitlines()[0]
    assert client.visit.counts == ["turn_emergency"]
    assert not client.kept


async def test_danger_before_consent_is_followed_in_memory_only() -> None:
    """The next message is heard as part of it; no turn of it is stored."""
    client = Client(await House.open())
    await client.send("my mate wont wake up")
    for text in ("no", "i dont know what to do", "ok"):
        said = await client.send(text)
        assert not client.kept
        assert book().notice("notice/opening") not in said


async def test_the_first_turn_that_answers_something_begins_the_record() -> None:
    """The notice that says so stands before it, once."""
    client = Client(await House.open())
    await client.send("/start")
    first = await client.send("it helps me sleep")
    second = await client.send("my sister is worried")

    assert first.startswith(book().notice("notice/opening"))
    assert client.kept
    assert "since" in client.person.settings
    assert book().notice("notice/opening") not in second


async def test_the_notice_comes_even_after_questions_about_the_bot() -> None:
    """Somebody who asked first is told too when the record begins."""
    client = Client(await House.open())
    await client.send("are you a bot")
    said = await client.send("it helps me sleep")

    assert said.startswith(book().notice("notice/opening"))


async def test_it_says_that_it_is_a_bot_every_three_hours() -> None:
    """In a talk that goes on, and not more often."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    line = book().notice("notice/still_a_bot")
    told = []
    client.wait = timedelta(minutes=50)
    for _ in range(8):
        told.append(line in await client.send("my sister is worried about me"))

    assert told == [False, False, False, True, False, False, False, True]


async def test_it_says_so_hourly_to_somebody_under_eighteen() -> None:
    """They said their age; that is remembered as a yes or no."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    await client.send("im 15")
    client.wait = timedelta(minutes=61)

    assert client.person.settings["young"] is True
    assert book().notice("notice/still_a_bot") in await client.send("my sister is worried")


async def test_an_age_told_first_of_all_is_remembered_once_the_record_begins() -> None:
    """Before it, the age is held in memory like the rest."""
    client = Client(await House.open())
    said = await client.send("im 15")
    assert "built for adults" in said
    assert "findahelpline.com" in said
    assert not client.kept
    await client.send("it helps me sleep")

    assert client.person.session is not None
    assert client.person.session.notes == ()
    assert client.person.settings["young"] is True


async def test_no_notice_stands_before_an_emergency_number() -> None:
    """However long ago it was said that it is a bot."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    client.wait = timedelta(hours=5)
    said = await client.send("my mate wont wake up")

    assert client.visit.counts == ["turn_emergency"]
    assert book().notice("notice/still_a_bot") not in said


def test_what_is_held_goes_after_an_hour_and_has_a_bound() -> None:
    """Memory before consent is short and small."""
    held = Held(most=2)
    for name in (b"a", b"b", b"c"):
        held.put(name, Person(ticket=name.decode()), START)
    later = START + timedelta(minutes=61)

    assert held.get(b"a", START) is None
    assert held.get(b"c", START) is not None
    assert held.get(b"c", later) is None
    held.put(b"d", Person(), later)
    assert len(held._people) == 1
    assert "Person" not in repr(held)
