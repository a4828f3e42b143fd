"""A plain python-telegram-bot echo bot lives on the emulator, polling and by webhook."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from support.botapi import BotApi
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)  # fmt: skip

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
PUBLIC = "https://echo.example.org"
SECRET = "only-for-this-test"  # noqa: S105 - guards nothing


async def _echo(update: Update, _: Context) -> None:
    assert update.message
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])
    await update.message.reply_text(update.message.text or "?", reply_markup=keys)


async def _again(update: Update, _: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("again")


async def _start(update: Update, context: Context) -> None:
    assert update.message
    await update.message.reply_text("begun " + " ".join(context.args or []))


@asynccontextmanager
async def _bot(botapi: BotApi, begin: Callable[[App], Awaitable[object]]) -> AsyncIterator[None]:
    builder = Application.builder().token(botapi.token).base_url(botapi.url + "/bot")
    application = builder.build()
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CallbackQueryHandler(_again))
    application.add_handler(MessageHandler(filters.ALL, _echo))
    async with application:
        await application.start()
        await begin(application)
        yield
        assert application.updater
        await application.updater.stop()
        await application.stop()


async def _poll(application: App) -> None:
    assert application.updater
    await application.updater.start_polling(timeout=5)


async def _listen(application: App) -> None:
    assert application.updater
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    api: BotApi = application.bot_data["api"]
    api.route(PUBLIC, f"http://127.0.0.1:{port}")
    await application.updater.start_webhook(
        "127.0.0.1", port, "hook", webhook_url=PUBLIC + "/hook", secret_token=SECRET
    )


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_an_echo_bot_echoes(botapi: BotApi, mode: str) -> None:
    """Texts, a start link, a voice message, a tapped button: each as the library expects it."""

    async def begin(application: App) -> None:
        application.bot_data["api"] = botapi
        await (_poll if mode == "polling" else _listen)(application)

    def talk() -> list[str]:
        person = botapi.person()
        person.starts("flyer_7")
        person.hears()
        person.says("hello 🙂")
        echoed = person.hears()
        person.sends_a("voice")
        person.hears()
        person.taps("Again", echoed)
        botapi.waits(lambda: echoed.body["text"] == "again")
        return person.texts

    async with _bot(botapi, begin):
        texts = await asyncio.to_thread(talk)

    assert texts == ["begun flyer_7", "again", "?"]
    assert [v for v in botapi.violations if "a second" not in v] == []


async def test_every_kind_of_update_is_one_the_library_can_read(botapi: BotApi) -> None:
    """What people and places send parses, with nothing left over."""
    person, group, channel = botapi.person(), botapi.place(), botapi.place("channel")
    person.starts()
    for kind in ("photo", "location", "venue", "contact", "poll", "dice", "voice", "audio",
                 "video", "video_note", "animation", "document", "sticker"):  # fmt: skip
        person.sends_a(kind)
    person.edits("other")
    person.forwards("look")
    person.blocks()
    person.unblocks()
    group.takes_in(person)
    group.hears(person, "/help")
    group.throws_out(person)
    channel.takes_in(person)
    channel.posts("news")
    waiting = [
        one.update for one in botapi.call(lambda: list(botapi.world.updates.pending.values()))
    ]
    for raw in waiting:
        update = Update.de_json(raw, None)

        assert update.to_dict().keys() == raw.keys()
        message = update.message
        assert message is None or not message.api_kwargs
        assert message is None or message.from_user == update.effective_user
    assert len(waiting) == 24
