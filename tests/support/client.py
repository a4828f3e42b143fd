"""A person at their phone, for tests: writes, taps, sends pictures, and reads what comes.

What they send goes the way it goes in the bot: cut down by `arrival`, read by
python-telegram-bot, handled by the real application; between two messages the record goes
through JSON, and is gone if the visit says so. Sending and the store are other rooms' tests.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.telegram.application import App, build_application
from bot.telegram.arrival import reduced
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.visiting import visiting
from bot.visit import Outgoing, Person, Visit
from dialogues.session import Session

START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
TOKEN = "12345:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 - nobody's
NAMES = {"first_name": "Zanzibar", "last_name": "Canaryson", "username": "zanzicanary",
         "language_code": "cy"}  # fmt: skip
"""What Telegram tells of a person and the bot must never know."""


class Answers(BaseRequest):
    """Answers every Bot API call from a table, and remembers the calls."""

    def __init__(self, results: dict[str, Any] | None = None) -> None:
        self.results = results or {}
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float | None:
        """Return what python-telegram-bot wants to know."""
        return 1

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        """Return the table's result, or true."""
        name = url.rpartition("/")[2]
        self.calls.append((name, request_data.parameters if request_data else {}))
        if name == "getMe":
            me = {"id": 12345, "is_bot": True, "first_name": "P", "username": "porch_bot"}
            return 200, json.dumps({"ok": True, "result": me}).encode()
        result = self.results.get(name, True)
        if isinstance(result, int) and not isinstance(result, bool):
            return result, json.dumps({"ok": False, "description": "Bad Request"}).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


_books: dict[str, TelegramPhrasebook] = {}


def book(language: str = "en") -> TelegramPhrasebook:
    """Return the phrasebook, read once for all tests."""
    if language not in _books:
        _books[language] = TelegramPhrasebook(language)
    return _books[language]


@dataclass
class House:
    """One running application that people write to."""

    app: App
    request: Answers

    @classmethod
    async def open(cls, seed: int = 1, **given: Any) -> House:
        """Return an application that is ready; `given` goes to `build_application`."""
        request = Answers({"answerCallbackQuery": True})
        bot: ExtBot[None] = ExtBot(TOKEN, request=request, get_updates_request=Answers())
        draws = (random.Random(f"{seed}:{number}") for number in itertools.count())
        app = build_application(
            bot, ["en"], chance=lambda: next(draws), phrasebook=given.pop("phrasebook", book),
            **given,
        )  # fmt: skip
        await app.initialize()
        return cls(app, request)


@dataclass
class Client:
    """One person in one private chat."""

    house: House
    chat: int = 777000111
    person: Person = field(default_factory=Person)
    kept: bool = False
    now: datetime = START
    heard: list[Outgoing] = field(default_factory=list)
    """What came of the last thing they did."""
    visit: Visit | None = None
    wait: timedelta = timedelta(seconds=30)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(100))

    @property
    def reply(self) -> str:
        """Return the texts that came, parted by blank lines."""
        return "\n\n".join(one.text for one in self.heard if one.kind == "text")

    @property
    def buttons(self) -> list[str]:
        """Return the labels of the buttons that came."""
        return [label for one in self.heard for label, _ in one.buttons]

    async def send(self, text: str, **more: Any) -> str:
        """Type a text; return the reply."""
        return await self.post(text=text, **more)

    async def post(self, **content: Any) -> str:
        """Send a message made of `content`, with the fields of the Bot API; return the reply."""
        return await self.raw("message", self._message(**content))

    async def edit(self, text: str) -> str:
        """Change an earlier message."""
        return await self.raw("edited_message", self._message(text=text, edit_date=1))

    async def tap(self, label: str) -> str:
        """Tap the button with this label among those that came last."""
        pairs = [pair for one in self.heard for pair in one.buttons]
        data = next(data for name, data in pairs if name == label)
        return await self.tap_data(data)

    async def tap_data(self, data: str) -> str:
        """Tap a button that carries `data`."""
        message = {"message_id": 5, "date": 1, "chat": self._chat(), "text": "x"}
        query = {"id": "9", "from": self._who(), "chat_instance": "1", "data": data,
                 "message": message}  # fmt: skip
        return await self.raw("callback_query", query)

    async def blocks(self) -> str:
        """Block the bot."""
        member = {"user": {"id": 12345, "is_bot": True, "first_name": "P"}}
        return await self.raw("my_chat_member", {
            "chat": self._chat(), "from": self._who(), "date": 1,
            "old_chat_member": {**member, "status": "member"},
            "new_chat_member": {**member, "status": "kicked", "until_date": 0},
        })  # fmt: skip

    async def raw(self, kind: str, body: Any) -> str:
        """Let an update of this kind arrive; return the reply."""
        arrival = reduced({"update_id": next(self._ids), kind: body})
        assert arrival is not None
        self.now += self.wait
        update = Update.de_json(dict(arrival.payload), self.house.app.bot)
        visit = Visit(b"\1" * 32, arrival.chat, self.now, self.person, self.kept)
        with visiting(visit):
            await self.house.app.process_update(update)
        await asyncio.sleep(0)
        self._keep(visit)
        return self.reply

    def _keep(self, visit: Visit) -> None:
        self.visit, self.heard = visit, visit.out
        if visit.forget:
            self.person, self.kept = Person(), False
        elif visit.store:
            session = visit.person.session
            copy = Session.from_json(session.to_json()) if session else None
            self.person, self.kept = replace(visit.person, session=copy), True
        elif not self.kept:
            self.person = Person()

    def _message(self, **content: Any) -> dict[str, Any]:
        text = content.get("text", "")
        entities = content.pop("entities", None)
        if entities is None and isinstance(text, str) and text.startswith("/"):
            length = len(text.split()[0])
            entities = [{"type": "bot_command", "offset": 0, "length": length}]
        more = {"entities": entities} if entities else {}
        return {"message_id": next(self._ids), "date": int(self.now.timestamp()),
                "chat": self._chat(), "from": self._who(), **more, **content}  # fmt: skip

    def _chat(self) -> dict[str, Any]:
        return {"id": self.chat, "type": "private", **NAMES}

    def _who(self) -> dict[str, Any]:
        return {"id": self.chat, "is_bot": False, **NAMES}
