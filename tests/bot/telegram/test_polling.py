"""Polling: nothing is confirmed before it is written, and one poller at a time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from support.recording_request import Answer
from support.transport import Transport, message
from telegram.error import InvalidToken

from bot.store.errors import StoreError
from bot.store.schema import inbox
from bot.telegram.polling import Poller, SomebodyElsePolls, clear_webhook

Start = Callable[..., Awaitable[Transport]]


def _poller(bot: Transport) -> Poller:
    return Poller(bot.bot, bot.inbox, bot.presence, seconds=0, chance=random.Random(1))


def _offsets(bot: Transport) -> list[int | None]:
    return [call.get("offset") for call in bot.request.called("getUpdates")]


async def test_the_offset_moves_after_the_inbox_has_them(start: Start) -> None:
    """And is sent only while there is something to confirm."""
    bot = await start()
    poller = _poller(bot)
    bot.request.updates.append([message(500, 7, "a"), message(501, 8, "b")])
    counts = [await poller.once() for _ in range(3)]

    assert counts == [2, 0, 0]
    assert _offsets(bot) == [None, 502, None]
    assert [row.update_id for row in await bot.rows(inbox)] == [500, 501]


async def test_after_a_quiet_week_lower_numbers_are_welcome(start: Start) -> None:
    """Telegram goes on from a random number then."""
    bot = await start()
    poller = _poller(bot)
    bot.request.updates.extend([[message(500, 7, "a")], [], [message(3, 7, "b")]])
    for _ in range(4):
        await poller.once()
    await bot.work()

    assert bot.request.texts() == ["a", "b"]


async def test_what_could_not_be_written_is_not_confirmed(start: Start) -> None:
    """The next fetch brings it again."""
    bot = await start()
    poller = _poller(bot)
    async with bot.store.database.begin() as connection:
        await connection.execute(text("ALTER TABLE inbox RENAME TO away"))
    bot.request.updates.append([message(500, 7, "a")])
    with pytest.raises(StoreError):
        await poller.once()
    async with bot.store.database.begin() as connection:
        await connection.execute(text("ALTER TABLE away RENAME TO inbox"))
    await poller.once()

    assert _offsets(bot) == [None, None]


async def test_an_update_that_cannot_be_read_is_confirmed_with_the_rest(start: Start) -> None:
    """It stops nobody, and does not come for ever."""
    bot = await start()
    poller = _poller(bot)
    bot.request.updates.append(
        [{"update_id": 500, "message": 1}, message(501, 7, "a"), "nonsense"]
    )
    await poller.once()
    await poller.once()
    await bot.work()

    assert bot.request.texts() == ["a"]
    assert _offsets(bot) == [None, 502]


async def test_only_what_is_handled_is_asked_for(start: Start) -> None:
    """Also that the bot was blocked, which Telegram tells only if asked."""
    bot = await start()
    await _poller(bot).once()

    assert bot.request.called("getUpdates")[0]["allowed_updates"] == [
        "message", "edited_message", "callback_query", "my_chat_member",
    ]  # fmt: skip


async def test_somebody_else_polling_ends_it_with_one_clear_line(start: Start) -> None:
    """After the last process's own request has had time to run out."""
    bot = await start()
    poller = _poller(bot)
    bot.request.script("getUpdates", *[Answer(409, "Conflict")] * 6)

    async def at_once(seconds: float) -> None:
        await asyncio.sleep(0)

    poller._bell.wait = at_once  # type: ignore[method-assign]
    with pytest.raises(SomebodyElsePolls, match="another program fetches updates"):
        await poller.run()


async def test_a_refused_token_ends_it(start: Start) -> None:
    """There is nothing to wait for."""
    bot = await start()
    bot.request.script("getUpdates", Answer(401, "Unauthorized"))

    with pytest.raises(InvalidToken):
        await _poller(bot).run()


async def test_a_network_that_fails_is_tried_again(start: Start) -> None:
    """Until it answers; stopping ends it at once."""
    bot = await start()
    poller = _poller(bot)
    bot.request.script("getUpdates", Answer(502, "Bad Gateway"), Answer(500, "x"))
    bot.request.updates.append([message(500, 7, "a")])
    task = asyncio.create_task(poller.run())
    while not await bot.rows(inbox):
        await asyncio.sleep(0.05)
    poller.stop()
    await asyncio.wait_for(task, 5)

    assert [row.update_id for row in await bot.rows(inbox)] == [500]


async def test_a_webhook_that_is_set_is_not_taken_away_unasked(start: Start) -> None:
    """It may be the installation people write to."""
    bot = await start()
    bot.request.webhook = "https://elsewhere.example"

    with pytest.raises(SomebodyElsePolls, match="PORCHLIGHT_TAKE_OVER"):
        await clear_webhook(bot.bot, take_over=False)
    assert bot.request.called("deleteWebhook") == []
    await clear_webhook(bot.bot, take_over=True)
    assert bot.request.called("deleteWebhook")[0].get("drop_pending_updates") is not True


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
async def test_of_two_processes_one_polls(start: Start) -> None:
    """The other stands by."""
    first = await start()
    second = await start(now=first.now)
    await first.presence.seek("poller")
    standing_by = _poller(second)
    task = asyncio.create_task(standing_by.run())
    await asyncio.sleep(0.2)
    quiet = second.request.called("getUpdates")
    await first.presence.leave()
    while not second.request.called("getUpdates"):
        await asyncio.sleep(0.05)
    standing_by.stop()
    await task

    assert quiet == []
