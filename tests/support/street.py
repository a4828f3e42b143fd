"""People at their phones and the whole bot on one store, with a clock that goes when told to.

Everything between an update and a reply is real: inbox, worker, application, rooms, outbox,
sender; only Telegram is a recording.
"""

from __future__ import annotations

import itertools
import json
import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from support.client import book
from support.recording_request import RecordingRequest
from support.transport import SORRY, TOKEN, Now, message

from bot.checkins.room import CheckIns
from bot.peers.room import Peers
from bot.store.opening import Store
from bot.telegram.application import build_application
from bot.telegram.client import Client
from bot.telegram.inbox import Inbox
from bot.telegram.pacing import Pacer
from bot.telegram.polling import letter
from bot.telegram.presence import Presence, enter
from bot.telegram.rooms import Room
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker

ANN = 777_000_111


def chance() -> random.Random:
    """Return the chance of one turn, the same every time."""
    return random.Random(1)


@dataclass
class Street:
    """One process of the bot, and the people who write to it."""

    store: Store
    presence: Presence
    request: RecordingRequest
    worker: Worker
    sender: Sender
    inbox: Inbox
    rooms: list[Room]
    now: Now
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(500))
    _read: dict[int, int] = field(default_factory=dict)

    @classmethod
    async def open(cls, store: Store, now: datetime | None = None) -> Street:
        """Return a bot at work on `store`."""
        clock, request = Now(), RecordingRequest()
        clock.now = now or clock.now
        bot = Client(token=TOKEN, request=request, get_updates_request=request)
        rooms: list[Room] = [
            Peers(store, book(), lambda: "porchbot"), CheckIns(store, {"en": book()}, chance)
        ]  # fmt: skip
        app = build_application(
            bot, ["en"], chance=chance, phrasebook=lambda _: book(), rooms=rooms
        )
        await app.initialize()
        presence = await enter(store.database)
        pacer = Pacer(100_000, 100_000, time.monotonic)
        sender = Sender(store, bot, presence, pacer, most=8, clock=clock, chance=random.Random(1))
        worker = Worker(
            store, app, presence, most=8, sorry=SORRY, clock=clock, sent=sender.bell.ring,
            rooms=rooms,
        )  # fmt: skip
        inbox = Inbox(store, burst=0, language="en", clock=clock, wake=worker.bell.ring)
        return cls(store, presence, request, worker, sender, inbox, rooms, clock)

    async def close(self) -> None:
        """Let go of the store."""
        await self.presence.leave()

    async def write(self, text: str, chat: int = ANN) -> str:
        """Let somebody write; return all that they read then."""
        await self._take(message(next(self._ids), chat, text))
        return self.read(chat)

    async def tap(self, label: str, chat: int = ANN) -> str:
        """Let somebody tap the newest button with this label; return all that they read then."""
        return await self.tap_data(self.button(label, chat), chat)

    async def tap_data(self, data: str, chat: int = ANN) -> str:
        """Let somebody send the callback data of a button; return all that they read then."""
        raw = message(next(self._ids), chat, "x")
        query = {"id": "9", "from": raw["message"]["from"], "chat_instance": "1", "data": data,
                 "message": raw["message"]}  # fmt: skip
        await self._take({"update_id": raw["update_id"], "callback_query": query})
        return self.read(chat)

    async def passes(self, **time: float) -> str:
        """Let time pass and the clock tick; return what Ann read meanwhile."""
        self.now.now += timedelta(**time)
        return await self.tick()

    async def tick(self) -> str:
        """Let what is due happen and be sent; return what Ann read of it."""
        for room in self.rooms:
            await room.tick(self.now())
        await self.sender.drain()
        return self.read(ANN)

    def read(self, chat: int = ANN) -> str:
        """Return what came to a chat since it was last looked at."""
        texts = self.request.texts(chat)
        fresh = texts[self._read.get(chat, 0) :]
        self._read[chat] = len(texts)
        return "\n\n".join(fresh)

    def button(self, label: str, chat: int = ANN) -> str:
        """Return the data of the newest button with this label; raises LookupError."""
        for call in reversed(self.request.called("sendMessage")):
            if call["chat_id"] != chat or "reply_markup" not in call:
                continue
            markup = call["reply_markup"]
            rows = (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]
            for button in (one for row in rows for one in row):
                if button["text"] == label:
                    data: str = button["callback_data"]
                    return data
        raise LookupError(label)

    async def rows(self, table: Any) -> list[Any]:
        """Return every row of a table."""
        async with self.store.database.read() as connection:
            return list((await connection.execute(table.select().order_by(table.c.seq))).all())

    async def _take(self, raw: object) -> None:
        found = letter(raw)
        assert found is not None
        await self.inbox.put(found)
        while await self.worker.once():
            await self.worker.drain()
        await self.sender.drain()
