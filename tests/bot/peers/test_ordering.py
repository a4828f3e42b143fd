"""The order for a crisis: written down while calm, said back in danger, changed any time."""

from __future__ import annotations

from datetime import timedelta

from support.pilot import Account

from bot.peers.rows import Order
from bot.peers.voice import said
from bot.store.retention import ORDER, expire


async def writes(client: Account) -> None:
    """Write one down."""
    await client.says("/order")
    await client.says("my sister, then the needle exchange")
    await client.says("not the police. not my mum")
    await client.says("tell her i need company and no talk")
    await client.taps("Keep it")


async def test_it_is_written_read_back_and_kept_word_by_word(cast) -> None:
    """In three questions, any of which can be skipped."""
    await writes(cast.client)
    order = (await cast.pilot.standing(cast.client)).order

    assert order == Order("my sister, then the needle exchange", "not the police. not my mum",
                          "tell her i need company and no talk")  # fmt: skip
    shown = (await cast.client.says("/order"))[0]
    assert shown.index("my sister") < shown.index("tell her") < shown.index("not the police")


async def test_in_danger_it_is_said_after_the_number_and_once(cast, words) -> None:
    """The number stands first; what they wrote comes back in their order."""
    await writes(cast.client)
    reply = (await cast.client.says("i want to die"))[0]

    assert any(digit in reply.splitlines()[0] for digit in "0123456789")
    assert reply.index(said(words, "peer/order_now")) > 50
    assert "my sister, then the needle exchange" in reply
    again = await cast.client.says("i really want to die")
    assert "my sister" not in again[0]


async def test_it_is_changed_and_wiped(cast, words) -> None:
    """By one tap each."""
    await writes(cast.client)
    await cast.client.says("/order")
    await cast.client.taps("Change it")
    await cast.client.says("dave")
    await cast.client.taps("Skip")
    await cast.client.taps("Skip")
    await cast.client.taps("Keep it")
    assert (await cast.pilot.standing(cast.client)).order == Order("dave", "", "")
    await cast.client.says("/order")
    await cast.client.taps("Wipe it")

    assert (await cast.pilot.standing(cast.client)).order is None


async def test_skipping_everything_keeps_nothing(cast, words) -> None:
    """There is nothing to keep."""
    await cast.client.says("/order")
    for _ in range(3):
        await cast.client.taps("Skip")

    assert cast.client.last == said(words, "peer/order_left")
    assert (await cast.pilot.standing(cast.client)).order is None


async def test_danger_written_as_an_answer_is_danger(cast) -> None:
    """No question of the room's own stands before it."""
    await cast.client.says("/order")
    reply = await cast.client.says("i took too many pills and i want to die")

    assert any(digit in reply[0].splitlines()[0] for digit in "0123456789")


async def test_a_question_left_open_is_not_answered_by_tomorrows_hello(cast) -> None:
    """After half an hour it is closed."""
    await cast.client.says("it helps me sleep")
    await cast.client.says("/order")
    cast.pilot.now.pass_(31 * 60)
    await cast.client.says("hello again")
    await cast.client.says("my kids are back")

    assert "Skip" not in cast.client.phone[-1].buttons


async def test_it_is_told_and_expires(cast) -> None:
    """/whatyouknow holds it; half a year after it was last read it goes."""
    await writes(cast.client)
    assert "needle exchange" in (await cast.client.says("/whatyouknow"))[0]
    store = cast.pilot.store
    cast.pilot.now.pass_((ORDER - timedelta(days=1)).total_seconds())
    await cast.client.says("/order")
    cast.pilot.now.pass_(timedelta(days=2).total_seconds())
    await expire(store.database, store.keyring, cast.pilot.now())
    assert (await cast.pilot.standing(cast.client)).order
    cast.pilot.now.pass_(ORDER.total_seconds())
    await expire(store.database, store.keyring, cast.pilot.now())

    assert (await cast.pilot.standing(cast.client)).order is None


async def test_it_is_there_without_a_pilot(pilot) -> None:
    """Nobody else is needed for it."""
    client = Account(pilot, 5001)
    await writes(client)

    assert (await pilot.standing(client)).order
