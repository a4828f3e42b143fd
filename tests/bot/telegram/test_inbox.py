"""The inbox: sealed, once, a burst as one, and nothing urgent ever waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from support.transport import Transport, message

from bot.store.errors import StoreError
from bot.store.schema import inbox
from bot.telegram.polling import letter

Start = Callable[..., Awaitable[Transport]]
URGENT = "hes not breathing"


async def test_what_waits_is_sealed(start: Start) -> None:
    """Neither the words nor the number stand in the row."""
    bot = await start()
    await bot.hears(7_777_777, "zanzibarcanary")
    row = (await bot.rows(inbox))[0]

    assert b"zanzibarcanary" not in row.sealed
    assert b"7777777" not in row.sealed
    assert row.person == bot.store.master.person(7_777_777)


async def test_a_burst_is_answered_once(start: Start) -> None:
    """When nothing has come for the window, with line ends between."""
    bot = await start(burst=2.5)
    await bot.hears(7, "so i was")
    bot.now.pass_(1)
    await bot.hears(7, "thinking")
    await bot.work()
    early = bot.request.texts()
    bot.now.pass_(2.5)
    await bot.work()

    assert early == []
    assert bot.request.texts() == ["so i was\nthinking"]


async def test_a_burst_without_end_is_answered_after_eight_seconds(start: Start) -> None:
    """With all that has come by then."""
    bot = await start(burst=2.5)
    for n in range(8):
        await bot.hears(7, f"m{n}")
        bot.now.pass_(1)
        await bot.work()

    assert bot.request.texts() == ["m0\nm1\nm2\nm3\nm4\nm5\nm6\nm7"]


async def test_danger_waits_for_nothing_and_takes_the_burst_with_it(start: Start) -> None:
    """What came before it is answered in the same breath."""
    bot = await start(burst=2.5)
    await bot.hears(7, "my mate", URGENT)
    await bot.work()

    assert bot.request.texts() == ["my mate", URGENT]


@pytest.mark.parametrize(
    "raw", [message(900, 7, "/help"), message(900, 7, "x", forward_origin={})]
)
async def test_what_is_not_plain_text_ends_the_wait(start: Start, raw: dict[str, Any]) -> None:
    """A command or a forward shows that the sentence is over."""
    bot = await start(burst=2.5)
    await bot.hears(7, "one", "two")
    await bot.take(raw)
    await bot.work()

    assert bot.request.texts()[0] == "one\ntwo"
    assert len(bot.request.texts()) == 2


async def test_nobody_waits_for_somebody_elses_burst(start: Start) -> None:
    """The window is each person's own."""
    bot = await start(burst=2.5)
    await bot.hears(7, "one")
    bot.now.pass_(2)
    await bot.hears(8, "other")
    bot.now.pass_(0.5)
    await bot.work()

    assert bot.request.texts() == ["one"]


async def test_without_a_window_every_message_is_answered(start: Start) -> None:
    """As the operator may wish."""
    bot = await start(burst=0)
    await bot.hears(7, "one", "two")
    await bot.work()

    assert bot.request.texts() == ["one", "two"]


async def test_a_clock_set_back_lets_nobody_wait(start: Start) -> None:
    """A row that seems to come from the future is handled now."""
    bot = await start(burst=2.5)
    await bot.hears(7, "before")
    bot.now.pass_(-3600)
    await bot.work()

    assert bot.request.texts() == ["before"]


async def test_a_hint_is_given_for_what_waits_and_for_nothing_else(start: Start) -> None:
    """Once it is written down."""
    bot = await start(burst=2.5)
    hinted: list[int] = []
    bot.inbox._hint = hinted.append
    await bot.hears(7, "one")
    await bot.hears(8, URGENT)
    await bot.take(message(101, 7, "one"))

    assert hinted == [7]


async def test_what_cannot_be_written_is_not_confirmed(start: Start) -> None:
    """The one who brought it hears of it, and brings it again."""
    bot = await start()
    async with bot.store.database.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE inbox")

    with pytest.raises(StoreError):
        await bot.take(message(1, 7, "x"))


async def test_a_hundred_at_once_arrive_in_their_order(start: Start) -> None:
    """As one fetch brings them."""
    bot = await start()
    letters = [letter(message(n, 7, f"m{n}")) for n in range(1, 101)]
    await asyncio.gather(*(bot.inbox.put(one) for one in letters if one))

    assert [row.update_id for row in await bot.rows(inbox)] == list(range(1, 101))
