"""The transport with real parts and one plain handler: it notes what it hears, and echoes it."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from support.recording_request import RecordingRequest
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.store.opening import Store
from bot.store.people import load
from bot.telegram.client import Client
from bot.telegram.inbox import Inbox
from bot.telegram.pacing import Pacer
from bot.telegram.polling import letter
from bot.telegram.presence import Presence, enter
from bot.telegram.sender import Sender
from bot.telegram.visiting import current
from bot.telegram.worker import Worker

TOKEN = "12345:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 - nobody's
SORRY = "sorry, say it again"


class Now:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        """Start on some evening."""
        self.now = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


def message(update_id: int, chat: int, text: str, **more: Any) -> dict[str, Any]:
    """Return an update as Telegram sends it."""
    who = {"id": chat, "first_name": "Zanzibar", "username": "zanzicanary", "language_code": "cy"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id, "date": 1_772_000_000, "text": text,
            "from": who | {"is_bot": False}, "chat": who | {"type": "private"}, **more,
        },
    }  # fmt: skip


async def _echo(update: Update, context: object) -> None:
    """Note what was heard in the person's record, and say it again."""
    visit = current()
    if visit.text == "/forget":
        visit.forget = True
        visit.say("forgotten")
        return
    if visit.text.startswith("fail"):
        raise RuntimeError(visit.text)
    visit.store = visit.store or not visit.text.startswith("/look")
    visit.person.settings.setdefault("heard", []).append(visit.text)
    visit.counts.append("heard")
    visit.say(visit.text)


def application(bot: Client) -> Application[Any, Any, Any, Any, Any, Any]:
    """Return the echoing application."""
    built = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    built.add_handler(TypeHandler(Update, _echo))
    return built


@dataclass
class Transport:
    """Everything between an update and a reply, on one store."""

    store: Store
    presence: Presence
    request: RecordingRequest
    bot: Client
    worker: Worker
    sender: Sender
    inbox: Inbox
    now: Now
    ids: int = field(default=100)

    @classmethod
    async def start(
        cls, store: Store, *, burst: float = 0, now: Now | None = None,
        request: RecordingRequest | None = None,
    ) -> Transport:  # fmt: skip
        """Return one more process's transport on `store`."""
        now, request = now or Now(), request or RecordingRequest()
        bot = Client(token=TOKEN, request=request, get_updates_request=request)
        app = application(bot)
        await app.initialize()
        presence = await enter(store.database)
        pacer = Pacer(100_000, 100_000, time.monotonic)
        sender = Sender(store, bot, presence, pacer, most=8, clock=now, chance=random.Random(1))
        worker = Worker(
            store, app, presence, most=8, sorry=SORRY, clock=now, sent=sender.bell.ring
        )
        inbox = Inbox(store, burst=burst, language="en", clock=now, wake=worker.bell.ring)
        return cls(store, presence, request, bot, worker, sender, inbox, now)

    async def stop(self) -> None:
        """Let go of the store."""
        await self.presence.leave()

    async def hears(self, chat: int, *texts: str) -> None:
        """Let somebody write."""
        for text in texts:
            self.ids += 1
            await self.take(message(self.ids, chat, text))

    async def take(self, raw: object) -> bool:
        """Let one raw update arrive; return whether it is new."""
        found = letter(raw)
        assert found is not None
        return await self.inbox.put(found)

    async def work(self) -> None:
        """Let every turn that is ready happen, and send what it says."""
        while await self.worker.once():
            await self.worker.drain()
        await self.sender.drain()

    async def heard(self, chat: int) -> list[str]:
        """Return what the handler noted of somebody."""
        whom = self.store.master.person(chat)
        key = await self.store.keyring.key(whom, create=False, on=self.now().date())
        async with self.store.database.read() as connection:
            person = await load(connection, key, whom, now=self.now())
        return list(person.settings["heard"]) if person else []

    async def rows(self, table: Any) -> list[Any]:
        """Return every row of a table."""
        async with self.store.database.read() as connection:
            return list((await connection.execute(table.select().order_by(table.c.seq))).all())
