"""/forget and /hide: what goes, what stays, what is said about it."""

from datetime import timedelta

import pytest
from support.client import Client, House, book


async def _talked() -> Client:
    client = Client(await House.open())
    await client.send("it helps me sleep")
    await client.send("i want to cut down on the gear")
    return client


@pytest.mark.parametrize("yes", ["yes", "Yes.", "yeah", "y", "yes please"])
async def test_forget_asks_once_and_a_yes_wipes(yes: str) -> None:
    """What is out of reach is said after the wiping."""
    client = await _talked()
    assert await client.send("/forget") == book().telegram("forget_ask")
    said = await client.send(yes)

    assert client.visit.forget
    assert not client.visit.store
    assert said == book().telegram("forgotten")
    assert "Telegram" in said


@pytest.mark.parametrize("no", ["no", "No", "nah", "not now"])
async def test_a_no_keeps_everything(no: str) -> None:
    """The talk stays where it was."""
    client = await _talked()
    before = client.person.session
    await client.send("/forget")

    assert await client.send(no) == book().telegram("forget_kept")
    assert client.person.session == before


async def test_another_message_drops_the_question() -> None:
    """A yes to something else, later, wipes nothing."""
    client = await _talked()
    await client.send("/forget")
    await client.send("my sister is worried about me you know")
    await client.send("yes")

    assert not client.visit.forget
    assert client.kept


async def test_danger_comes_before_the_question() -> None:
    """Nothing is wiped while somebody may be dying."""
    client = await _talked()
    await client.send("/forget")
    await client.send("yes my mate wont wake up")

    assert client.visit.counts == ["turn_emergency"]
    assert client.kept


@pytest.mark.parametrize("words", ["delete everything i said", "wipe this chat", "forget me"])
async def test_their_own_words_for_it_are_heard(words: str) -> None:
    """The dialogue's question leads to the same wiping."""
    client = await _talked()
    await client.send(words)
    assert client.kept
    said = await client.tap("Yes")

    assert client.visit.forget
    assert said == book().telegram("forgotten")


async def test_with_nothing_kept_there_is_nothing_to_ask() -> None:
    """What may be left over, a key say, goes at once."""
    client = Client(await House.open())
    for text in ("/forget", "delete everything i said"):
        assert await client.send(text) == book().telegram("forgotten")
        assert client.visit.forget


async def test_after_forgetting_one_is_a_stranger() -> None:
    """The record begins anew, with its notice."""
    client = await _talked()
    await client.send("/forget")
    await client.tap("Yes")

    assert (await client.send("it helps me sleep")).startswith(book().notice("notice/opening"))


async def test_somebody_who_blocked_the_bot_is_let_go_of() -> None:
    """Without a word, which could not arrive."""
    client = await _talked()
    await client.blocks()

    assert client.visit.forget
    assert client.heard == []


@pytest.mark.parametrize("code", ["/hide", "hide", "Whats the weather?", "wait\nhide this\nok"])
async def test_hide_deletes_what_is_in_reach_and_says_something_bland(code: str) -> None:
    """Theirs and ours, 48 hours back; the notes stay."""
    client = await _talked()
    client.person.messages = ((7, int((client.now - timedelta(hours=50)).timestamp())),
                              (8, int(client.now.timestamp())))  # fmt: skip
    await client.send(code)
    delete, line = client.heard

    assert delete.kind == "delete"
    assert 8 in delete.messages
    assert 7 not in delete.messages
    assert line.text in book().telegram("bland").splitlines()
    assert line.quiet
    assert line.buttons == ()
    assert client.kept
    assert client.person.session.notes
    assert client.person.messages == ()


async def test_hide_wipes_the_notes_too_where_that_was_asked_for() -> None:
    """At once and without a question; and it can be taken back."""
    client = await _talked()
    await client.send("/privacy")
    await client.tap("Hide wipes too")
    await client.send("hide")
    assert client.visit.forget
    assert client.heard[-1].text in book().telegram("bland").splitlines()

    client = await _talked()
    await client.send("/hide_wipes")
    await client.send("hide only hides")
    await client.send("/hide")
    assert not client.visit.forget


async def test_many_messages_are_deleted_in_batches() -> None:
    """Telegram takes at most a hundred at once."""
    client = await _talked()
    now = int(client.now.timestamp())
    client.person.messages = tuple((number, now) for number in range(1000, 1250))
    await client.send("/hide")

    assert [len(one.messages) for one in client.heard if one.kind == "delete"] == [100, 100, 51]


def test_bland_lines_say_nothing() -> None:
    """Nothing about the bot, about use, or about hiding."""
    lines = book().telegram("bland").splitlines()

    assert len(lines) >= 6
    assert not any(word in line.lower() for line in lines
                   for word in ("hide", "bot", "talk", "use", "message", "safe"))  # fmt: skip
