"""A pilot on a real store, for tests: accounts that write and tap, and what reaches each phone.

Everything between an update and a message is the real thing, but Telegram itself.
"""

from __future__ import annotations

import itertools
import json
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from support.client import book
from support.recording_request import RecordingRequest
from support.transport import TOKEN, Now, message

from bot.peers.inviting import first_code
from bot.peers.room import Peers
from bot.peers.standing import Standing, standing
from bot.store import counting
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

USERNAME = "porchbot"
_WORD = re.compile(r"start=([\w-]+)")


@dataclass(frozen=True)
class Message:
    """One message on a phone."""

    text: str = field(repr=False)
    buttons: dict[str, str] = field(default_factory=dict)
    """Callback data by label."""
    protected: bool = False
    method: str = "sendMessage"
    number: int = 0


@dataclass
class Pilot:
    """The bot with its room for peer workers, in one process."""

    store: Store
    presence: Presence
    request: RecordingRequest
    worker: Worker
    sender: Sender
    inbox: Inbox
    room: Peers
    now: Now
    phones: dict[int, list[Message]] = field(default_factory=dict)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(100))
    _read: int = 0
    _sent: itertools.count[int] = field(default_factory=lambda: itertools.count(1000))

    @classmethod
    async def start(cls, store: Store, now: Now | None = None, more: Sequence[Room] = ()) -> Pilot:
        """Return a pilot with nobody in it yet; `more` are rooms behind the peers'."""
        now, request = now or Now(), RecordingRequest()
        bot = Client(token=TOKEN, request=request, get_updates_request=request)
        room = Peers(store, book(), lambda: USERNAME)
        draws = (random.Random(f"pilot:{number}") for number in itertools.count())
        app = build_application(
            bot, ["en"], chance=lambda: next(draws), phrasebook=book, rooms=[room, *more]
        )
        await app.initialize()
        presence = await enter(store.database)
        pacer = Pacer(100_000, 100_000, time.monotonic)
        sender = Sender(store, bot, presence, pacer, most=8, clock=now, chance=random.Random(1))
        worker = Worker(
            store, app, presence, most=8, sorry="sorry", clock=now, sent=sender.bell.ring,
            rooms=[room, *more],
        )  # fmt: skip
        inbox = Inbox(
            store, burst=0, language="en", clock=now, wake=worker.bell.ring, files=room.files
        )
        return cls(store, presence, request, worker, sender, inbox, room, now)

    async def stop(self) -> None:
        """Let go of the store."""
        await self.presence.leave()

    def next_update(self) -> int:
        """Return the number of the next update."""
        return next(self._ids)

    def next_message(self) -> int:
        """Return the number of the next message sent."""
        return next(self._sent)

    def goes_on(
        self, now: datetime, phones: dict[int, list[Message]], update: int, sent: int
    ) -> None:
        """Go on where a pilot in an earlier copy of this store had got to."""
        self.now.now, self.phones = now, phones
        self._ids, self._sent = itertools.count(update), itertools.count(sent)
        self.request.number_from(sent)

    async def take(self, raw: object) -> None:
        """Let one update arrive, without working on it."""
        found = letter(raw)
        assert found is not None
        await self.inbox.put(found)

    async def work(self) -> None:
        """Let every turn that is ready happen, and send what it says."""
        while await self.worker.once():
            await self.worker.drain()
        await self.sender.drain()
        calls, self._read = self.request.calls[self._read :], len(self.request.calls)
        for method, values in calls:
            if method.startswith("send") and method != "sendChatAction":
                one = _message(method, values, next(self._sent))
                self.phones.setdefault(int(values["chat_id"]), []).append(one)

    async def tick(self, seconds: float = 0) -> None:
        """Let time pass and the room's clock strike."""
        self.now.pass_(seconds)
        await self.room.tick(self.now())
        await self.work()

    async def standing(self, account: Account) -> Standing:
        """Return what the room knows of somebody."""
        whom = self.store.master.person(account.chat)
        key = await self.store.keyring.key(whom, create=False, on=self.now().date())
        async with self.store.database.read() as connection:
            return await standing(connection, key or b"", whom, self.now())

    def message_ids(self, account: Account) -> list[int]:
        """Return the ids of all messages the bot sent to somebody."""
        return [one.number for one in account.phone]

    def deleted(self) -> dict[int, set[int]]:
        """Return which messages Telegram was asked to delete, by chat."""
        gone: dict[int, set[int]] = {}
        for values in self.request.called("deleteMessages"):
            ids = values["message_ids"]
            ids = json.loads(ids) if isinstance(ids, str) else ids
            gone.setdefault(int(values["chat_id"]), set()).update(ids)
        return gone

    async def counts(self) -> dict[str, int]:
        """Return all that was counted."""
        today = self.now().date()
        async with self.store.database.read() as connection:
            return await counting.totals(connection, today, today)

    async def coordinator(self, chat: int = 9001) -> Account:
        """Return somebody who has become coordinator."""
        account = Account(self, chat)
        await account.starts(f"co_{await first_code(self.store, self.now())}")
        await account.says("yes")
        return account

    async def peer(self, coordinator: Account, chat: int, *, on_duty: bool = True) -> Account:
        """Return somebody who was invited into the team."""
        account = Account(self, chat)
        await account.starts(await coordinator.link("/invite"))
        await account.says("yes")
        if on_duty:
            await account.says("/duty on")
        return account

    async def pair(self, client: Account, peer: Account) -> None:
        """Pair a client with a peer worker."""
        await client.starts(await peer.link("/pair"))
        await client.says("yes")


@dataclass
class Account:
    """Somebody with a phone."""

    pilot: Pilot
    chat: int

    @property
    def phone(self) -> list[Message]:
        """Return every message that came, oldest first."""
        return self.pilot.phones.setdefault(self.chat, [])

    @property
    def last(self) -> str:
        """Return the text of the newest message."""
        return self.phone[-1].text if self.phone else ""

    async def says(self, text: str, **more: Any) -> list[str]:
        """Write; return the texts that came to this phone for it."""
        raw = message(next(self.pilot._ids), self.chat, text, **more)
        if text.startswith("/"):
            raw["message"]["entities"] = [
                {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            ]
        return await self._does(raw)

    async def starts(self, word: str) -> list[str]:
        """Open a link."""
        return await self.says(f"/start {word}")

    async def asks(self) -> None:
        """Ask for a peer worker with nothing told first."""
        await self.says("/peer")
        await self.says("nothing, ask them")

    async def link(self, command: str) -> str:
        """Give a command that makes a link; return the link's word."""
        texts = await self.says(command)
        found = _WORD.search("\n".join(texts))
        assert found, texts
        return found[1]

    async def shows(self, kind: str, file: str = "canaryhandle", **more: Any) -> list[str]:
        """Send a voice message, a photo, a sticker, a place."""
        blank = {"file_id": file, "file_unique_id": "u"}
        size = blank | {"width": 1, "height": 1}
        content = {
            "voice": blank | {"duration": 1}, "photo": [size | {"file_id": "small"}, size],
            "video_note": blank | {"duration": 1, "length": 1},
            "sticker": size | {"type": "regular", "is_animated": False, "is_video": False},
            "document": blank | {"file_name": "me.jpg"},
            "location": {"latitude": 1.0, "longitude": 1.0},
        }[kind]  # fmt: skip
        raw = message(next(self.pilot._ids), self.chat, "x")
        del raw["message"]["text"]
        raw["message"] |= {kind: content, **more}
        return await self._does(raw)

    async def taps(self, label: str, nth: int = -1) -> list[str]:
        """Tap the newest button with this label, or the nth."""
        data = [one.buttons[label] for one in self.phone if label in one.buttons]
        assert data, [one.buttons for one in self.phone]
        return await self.taps_data(data[nth])

    async def taps_data(self, data: str) -> list[str]:
        """Tap a button that carries this data, seen or made up."""
        number = next(self.pilot._ids)
        raw = message(number, self.chat, "x")
        query = {"id": str(number), "from": raw["message"]["from"], "chat_instance": "1",
                 "data": data, "message": raw["message"]}  # fmt: skip
        return await self._does({"update_id": number, "callback_query": query})

    async def _does(self, raw: dict[str, Any]) -> list[str]:
        before = len(self.phone)
        self.pilot.now.pass_(5)
        await self.pilot.take(raw)
        await self.pilot.work()
        return [one.text for one in self.phone[before:]]


def _message(method: str, values: dict[str, Any], number: int) -> Message:
    markup = values.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    rows = markup.get("inline_keyboard", [])
    return Message(
        str(values.get("text") or values.get("caption") or ""),
        {one["text"]: one["callback_data"] for row in rows for one in row},
        bool(values.get("protect_content")),
        method,
        number,
    )
