"""The sender: in order, within the limits, and what each of Telegram's answers leads to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest
from sqlalchemy import update
from support.recording_request import Answer
from support.transport import Now, Transport
from telegram.error import NetworkError, TimedOut

from bot.store.counting import totals
from bot.store.schema import outbox, person, sent_message
from bot.telegram.asking import NUMBERS
from bot.telegram.outbox import enqueue
from bot.telegram.sender import TokenRefused
from bot.visit import Outgoing

Start = Callable[..., Awaitable[Transport]]


def _network(cause: Exception, kind: type[NetworkError] = NetworkError) -> NetworkError:
    error = kind("network")
    error.__cause__ = cause
    return error


async def _write(bot: Transport, chat: int, *outgoing: Outgoing) -> None:
    whom = bot.store.master.person(chat)
    key = await bot.store.keyring.key(whom, create=True, on=bot.now().date())
    assert key is not None
    async with bot.store.database.begin() as connection:
        await enqueue(connection, bot.store, whom, key, outgoing, bot.now())


async def _counted(bot: Transport, name: str) -> int:
    async with bot.store.database.read() as connection:
        return (await totals(connection, bot.now().date(), bot.now().date())).get(name, 0)


async def _states(bot: Transport) -> list[str]:
    return [row.state for row in await bot.rows(outbox)]


async def test_each_kind_is_its_own_call(start: Start) -> None:
    """Without parse mode, without previews, protected and quiet as asked."""
    bot = await start()
    await _write(
        bot,
        7,
        Outgoing(7, text="*hi*", protect=True, buttons=(("Yes", "a:0"), ("No", "a:1"))),
        Outgoing(7, "document", "me.txt", b"all of it", quiet=True),
        Outgoing(7, "photo", "", b"png"),
        Outgoing(7, "delete", messages=(3, 4)),
        Outgoing(7, "leave"),
    )
    await bot.sender.drain()
    text, document = bot.request.called("sendMessage")[0], bot.request.called("sendDocument")[0]

    assert "parse_mode" not in text
    assert text["link_preview_options"] == {"is_disabled": True}
    assert text["protect_content"] is True
    assert [one["text"] for one in text["reply_markup"]["inline_keyboard"][0]] == ["Yes", "No"]
    assert document["disable_notification"] is True
    assert bot.request.called("deleteMessages")[0]["message_ids"] == [3, 4]
    assert [name for name, _ in bot.request.calls[-5:]] == [
        "sendMessage", "sendDocument", "sendPhoto", "deleteMessages", "leaveChat",
    ]  # fmt: skip
    assert await _states(bot) == ["sent"] * 5


async def test_a_long_text_comes_in_parts_with_the_buttons_on_the_last(start: Start) -> None:
    """In order."""
    bot = await start()
    long = "\n\n".join(f"{n} " + "word " * 300 for n in range(4))
    await _write(bot, 7, Outgoing(7, text=long, buttons=(("Yes", "a:0"),)))
    await bot.sender.drain()
    sent = bot.request.called("sendMessage")

    assert [one["text"][0] for one in sent] == ["0", "2"]
    assert ["reply_markup" in one for one in sent] == [False, True]


async def test_an_empty_text_is_not_sent(start: Start) -> None:
    """Telegram takes none."""
    bot = await start()
    await _write(bot, 7, Outgoing(7, text="  \n"))

    assert await bot.rows(outbox) == []


@pytest.mark.parametrize(
    ("failure", "counted"),
    [
        (Answer(500, "Internal Server Error"), "outbox_later"),
        (Answer(502, "Bad Gateway"), "outbox_later"),
        (_network(httpx.ConnectError("x")), "outbox_later"),
        (_network(httpx.ConnectTimeout("x"), TimedOut), "outbox_later"),
        (_network(httpx.ReadTimeout("x"), TimedOut), "outbox_unknown"),
        (_network(httpx.RemoteProtocolError("x")), "outbox_unknown"),
    ],
)
async def test_what_failed_for_now_is_sent_again_after_a_pause(
    start: Start, failure: Answer | Exception, counted: str
) -> None:
    """And said to be unknown where the answer was lost; what follows waits behind it."""
    bot = await start()
    bot.request.script("sendMessage", failure)
    await _write(bot, 7, Outgoing(7, text="one"), Outgoing(7, text="two"))
    await bot.sender.drain()
    first = bot.request.texts()
    bot.now.pass_(60)
    await bot.sender.drain()

    assert first == ["one"]
    assert bot.request.texts() == ["one", "one", "two"]
    assert await _counted(bot, counted) == 1


async def test_told_to_wait_a_chat_waits_and_others_do_not(start: Start) -> None:
    """As long as Telegram said."""
    bot = await start()
    bot.request.script("sendMessage", Answer(429, "Too Many Requests", retry_after=30))
    await _write(bot, 7, Outgoing(7, text="one"))
    await bot.sender.drain()
    await _write(bot, 8, Outgoing(8, text="other"))
    await bot.sender.drain()
    row = (await bot.rows(outbox))[0]

    assert bot.request.texts(8) == ["other"]
    assert (row.due_at - bot.now()).total_seconds() == 30
    assert row.state == "waiting"


@pytest.mark.parametrize(
    "failure",
    [
        Answer(403, "Forbidden: bot was blocked by the user"),
        Answer(403, "Forbidden: user is deactivated"),
        Answer(400, "Bad Request: chat not found"),
    ],
)
async def test_somebody_out_of_reach_is_let_go_of(start: Start, failure: Answer) -> None:
    """Everything of theirs goes, the key too, and nothing is tried again."""
    bot = await start()
    await bot.hears(7, "hello", "again")
    bot.request.script("sendMessage", failure)
    await bot.work()
    await bot.hears(8, "other")
    await bot.work()
    whom = bot.store.master.person(7)
    async with bot.store.database.read() as connection:
        kept = {row.person for row in await connection.execute(person.select())}

    assert whom not in kept
    assert await bot.store.keyring.key(whom, create=False, on=bot.now().date()) is None
    assert await bot.heard(8) == ["other"]
    assert await _counted(bot, "outbox_gone") == 1


async def test_what_telegram_will_never_take_is_given_up(start: Start) -> None:
    """What follows it is sent."""
    bot = await start()
    bot.request.script("sendMessage", Answer(400, "Bad Request: message is too long"))
    await _write(bot, 7, Outgoing(7, text="one"), Outgoing(7, text="two"))
    await bot.sender.drain()

    assert await _states(bot) == ["dead", "sent"]
    assert await _counted(bot, "outbox_refused") == 1


async def test_a_row_that_makes_no_sense_stops_nobody(start: Start) -> None:
    """It is given up like one that is refused."""
    bot = await start()
    await _write(bot, 7, Outgoing(7, "telegraph"), Outgoing(7, text="two"))
    await bot.sender.drain()

    assert await _states(bot) == ["dead", "sent"]


async def test_a_token_that_is_refused_ends_the_sender(start: Start) -> None:
    """The message stays for when there is a good one."""
    bot = await start()
    bot.request.script("sendMessage", Answer(401, "Unauthorized"))
    await _write(bot, 7, Outgoing(7, text="one"))

    with pytest.raises(TokenRefused):
        await bot.sender.drain()
    assert await _states(bot) == ["waiting"]


async def test_what_was_being_sent_at_a_crash_is_sent_again_and_counted(start: Start) -> None:
    """Nobody can know whether it had arrived."""
    bot = await start()
    await _write(bot, 7, Outgoing(7, text="one"))
    async with bot.store.database.begin() as connection:
        await connection.execute(update(outbox).values(state="sending"))
    await bot.sender.drain()

    assert bot.request.texts() == ["one"]
    assert await _counted(bot, "outbox_unknown") == 1


NOT_MODIFIED = Answer(400, "Bad Request: message is not modified: specified new message content "
                      "and reply markup are exactly the same")  # fmt: skip
NOT_THERE = Answer(400, "Bad Request: message to edit not found")


async def test_what_telegram_says_is_there_is_not_sent_again(start: Start) -> None:
    """The numbers after the last one known are asked for, and the one found is kept."""
    bot = await start()
    await _write(bot, 7, Outgoing(7, text="one"))
    async with bot.store.database.begin() as connection:
        await connection.execute(update(outbox).values(state="sending", beyond=41))
    bot.request.script("editMessageReplyMarkup", NOT_THERE, NOT_MODIFIED)
    await bot.sender.drain()

    assert bot.request.texts() == []
    assert [one["message_id"] for one in bot.request.called("editMessageReplyMarkup")] == [42, 43]
    assert await _states(bot) == ["sent"]
    assert len(await bot.rows(sent_message)) == 0
    assert await _counted(bot, "outbox_again") == 0


@pytest.mark.parametrize(
    "answers",
    [[NOT_THERE] * NUMBERS, [Answer(429, "Too Many Requests", retry_after=3)], [Answer(200)] * 40],
    ids=["not there", "too busy", "something else"],
)  # fmt: skip
async def test_where_it_stays_open_it_is_sent_again_and_counted(
    start: Start, answers: list[Answer]
) -> None:
    """Twice is better than never."""
    bot = await start()
    await _write(bot, 7, Outgoing(7, text="one"))
    async with bot.store.database.begin() as connection:
        await connection.execute(update(outbox).values(state="sending", beyond=41))
    bot.request.script("editMessageReplyMarkup", *answers)
    await bot.sender.drain()

    assert bot.request.texts() == ["one"]
    assert await _counted(bot, "outbox_again") == 1


async def test_an_answer_that_was_lost_is_asked_for_before_the_next_try(start: Start) -> None:
    """The number is known from the message sent before."""
    bot = await start()
    await _write(bot, 7, Outgoing(7, text="one"))
    await bot.sender.drain()
    bot.request.script("sendMessage", _network(httpx.ReadTimeout("x"), TimedOut))
    bot.request.script("editMessageReplyMarkup", NOT_MODIFIED)
    await _write(bot, 7, Outgoing(7, text="two"))
    for _ in range(2):
        await bot.sender.drain()
        bot.now.pass_(10)

    assert bot.request.texts() == ["one", "two"]
    assert [one["message_id"] for one in bot.request.called("editMessageReplyMarkup")] == [1001]
    assert await _states(bot) == ["sent", "sent"]


async def test_it_is_on_the_disk_before_the_call_that_it_is_being_sent(start: Start) -> None:
    """Or a crash during the call could not be told from none."""
    bot = await start()
    bot.request.slow.clear()
    await _write(bot, 7, Outgoing(7, text="one"))
    await bot.sender.once()
    while not bot.request.called("sendMessage"):
        await asyncio.sleep(0.01)
    during = await _states(bot)
    bot.request.slow.set()
    await bot.sender.drain()

    assert during == ["sending"]
    assert await _states(bot) == ["sent"]


async def test_older_buttons_are_taken_away(start: Start) -> None:
    """So that nobody taps an answer to another question."""
    bot = await start()
    await _write(
        bot, 7, Outgoing(7, text="one", buttons=(("Yes", "a:0"),)), Outgoing(7, text="two")
    )
    await bot.sender.drain()
    taken = bot.request.called("editMessageReplyMarkup")

    assert [one["message_id"] for one in taken] == [1000]


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
async def test_of_two_senders_one_sends(start: Start) -> None:
    """And the other takes over when the first is gone; nothing is sent twice."""
    now = Now()
    first = await start(now=now)
    second = await start(now=now)
    await first.sender.once()
    for chat in range(20):
        await _write(first, chat + 1, Outgoing(chat + 1, text=f"m{chat}"))
    await asyncio.gather(first.sender.drain(), second.sender.drain())
    before = len(second.request.texts())
    await first.presence.leave()
    await _write(first, 7, Outgoing(7, text="after"))
    while "after" not in second.request.texts():
        await second.sender.drain()

    assert before == 0
    assert sorted(first.request.texts()) == sorted(f"m{chat}" for chat in range(20))
    assert second.request.texts() == ["after"]
