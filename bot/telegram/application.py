"""The Telegram bot as python-telegram-bot runs it: which update goes to which room.

Handlers read and fill the visit under way (`visiting.current`) and send nothing themselves; the
one direct call is the answer to a tapped button, which stops the waiting mark on the phone and
may be lost without harm.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import traceback
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

from telegram import CallbackQuery, ChatMember, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot, TypeHandler

from bot.telegram import forgetting, media
from bot.telegram.choosing import buttons, chosen
from bot.telegram.commands import COMMANDS
from bot.telegram.conversation import alarming
from bot.telegram.hearing import hear
from bot.telegram.hiding import noted
from bot.telegram.links import Links
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.rooms import Room
from bot.telegram.saying import tell, tell_once
from bot.telegram.tools import Command, Tools
from bot.telegram.visiting import current
from bot.telegram.words import Words
from bot.visit import Outgoing, Visit
from dialogues.facts.directory import EMPTY, Directory

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
GONE = (ChatMember.BANNED, ChatMember.LEFT)
"""How Telegram says that somebody blocked the bot, or that it was put out of a group."""
_log = logging.getLogger(__name__)


def build_application(
    bot: ExtBot[Any],
    languages: Iterable[str],
    *,
    chance: Callable[[], random.Random],
    phrasebook: Callable[[str], TelegramPhrasebook] = TelegramPhrasebook,
    links: Links | None = None,
    commands: Mapping[str, Command] | None = None,
    directory: Directory = EMPTY,
    rooms: Iterable[Room] = (),
) -> App:
    """Return the application with every handler, without updater and job queue.

    The first of `languages` is spoken with people who have not talked yet; `chance` gives the
    chance of one turn; `links` and `commands` are those of other rooms; `directory` holds the
    operator's local services; `rooms` take part in turns beside the dialogue.

    Raises:
        UnknownLanguage: There are no wordings for one of the languages.
        DataError: A wording or the file of typed words is malformed.
    """
    books = {language: phrasebook(language) for language in languages}
    tools = Tools(
        books, next(iter(books)), chance, {name: Words.of(book) for name, book in books.items()},
        {**COMMANDS, **(commands or {})}, directory=directory, links=links or Links(),
        rooms=tuple(rooms),
    )  # fmt: skip
    application: App = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    desk = _Desk(tools)
    application.add_handler(TypeHandler(Update, desk.take))
    application.add_error_handler(_count)
    return application


async def _count(update: object, context: Context) -> None:
    """Count what went wrong outside the desk's own net; nothing of the update is looked at."""
    with contextlib.suppress(LookupError):
        current().counts.append("handler_failed")
    _log.error("handler failed: %s", type(context.error).__name__)


class _Desk:
    """Takes every update, gives it to its room, and mends what fails there."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.answers: set[asyncio.Task[None]] = set()

    async def take(self, update: Update, context: Context) -> None:
        """Fill the visit under way from one update."""
        visit = current()
        if update.callback_query is not None:
            self._soon(_stop_waiting(update.callback_query))
        if update.effective_chat is None or update.effective_chat.type != ChatType.PRIVATE:
            self._group(visit, update)
            return
        if not visit.known and "since" not in visit.person.settings:
            self._recall(visit)
        before = len(visit.out)
        try:
            self._private(visit, update)
        except Exception as error:
            del visit.out[before:]
            self._failed(visit, update, error)
        visit.store = not visit.forget and (visit.known or "since" in visit.person.settings)
        if visit.store:
            self.tools.held.drop(visit.key)
        elif not visit.forget:
            self.tools.held.put(visit.key, visit.person, visit.now)

    def _recall(self, visit: Visit) -> None:
        """Take up what this process holds of somebody of whom nothing is kept."""
        held = self.tools.held.get(visit.key, visit.now)
        if held is not None and held is not visit.person:
            held.messages = (*held.messages, *visit.person.messages)
            visit.person = held

    def _private(self, visit: Visit, update: Update) -> None:
        tools = self.tools
        member, message, edit = update.my_chat_member, update.message, update.edited_message
        if member is not None:
            if member.new_chat_member.status in GONE:
                visit.counts.append("blocked")
                forgetting.let_go(visit, tools)
        elif update.callback_query is not None:
            self._tapped(visit, update.callback_query)
        elif edit is not None:
            media.edited(visit, tools, edit)
        elif message is not None:
            person, now = visit.person, int(visit.now.timestamp())
            person.messages = noted(person.messages, message.message_id, now)
            if message.forward_origin is not None:
                media.forwarded(visit, tools, message)
            elif message.text is not None:
                hear(visit, tools, message.text)
            elif not any(room.media(visit, tools, message) for room in tools.rooms):
                media.answer(visit, tools, message)

    def _tapped(self, visit: Visit, query: CallbackQuery) -> None:
        """Take a tap as the label typed; a stale one gets a line and the buttons that count."""
        data = query.data or ""
        if any(room.tap(visit, self.tools, data) for room in self.tools.rooms):
            return
        label = chosen(visit.person, data)
        if label is not None:
            visit.tapped = True
            hear(visit, self.tools, label)
            visit.tapped = False
            return
        visit.counts.append("stale_tap")
        said = len(visit.out)
        tell_once(visit, self.tools, "stale")
        if len(visit.out) > said:
            visit.say(visit.out.pop().text, buttons(visit.person))

    def _group(self, visit: Visit, update: Update) -> None:
        """Say one line in a group and leave it; nothing of it is kept, not even in memory."""
        visit.store = False
        member = update.my_chat_member
        if (member is not None and member.new_chat_member.status in GONE) or visit.out:
            return
        visit.counts.append("group_left")
        visit.say(self.tools.book(visit).telegram("group"))
        visit.out.append(Outgoing(visit.chat, "leave"))

    def _failed(self, visit: Visit, update: Update, error: Exception) -> None:
        """Say that something went wrong; what sounded like danger gets the way to help."""
        where = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("handler failed: %s at %s:%s", type(error).__name__, where.name, where.lineno)
        visit.counts.append("handler_failed")
        message = update.effective_message
        said = (message.text or message.caption or "") if message else ""
        danger = bool(said) and alarming(said, self.tools, visit)
        tell(visit, self.tools, "help_now" if danger else "went_wrong")

    def _soon(self, answer: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(answer)
        self.answers.add(task)
        task.add_done_callback(self.answers.discard)


async def _stop_waiting(query: CallbackQuery) -> None:
    with contextlib.suppress(TelegramError):
        await query.answer()
