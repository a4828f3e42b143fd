"""What the emulated Telegram knows: chats, messages, the bot's settings, every call."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from support.botapi import wording
from support.botapi.faults import Faults
from support.botapi.pace import Bucket, Pace
from support.botapi.refusal import Refusal
from support.botapi.updates import Updates


@dataclass(slots=True)
class Call:
    """One call of the bot: when, what with, and what it was answered (None: no answer)."""

    at: float
    method: str
    values: dict[str, Any]
    status: int | None = None
    answer: Any = None


@dataclass(slots=True)
class Message:
    """A message in a chat; `body` is its JSON, `by_bot` whether the bot sent it."""

    body: dict[str, Any]
    at: float
    by_bot: bool
    upload: bytes = b""
    protected: bool = False
    silent: bool = False
    preview_off: bool = False


@dataclass(slots=True)
class Chat:
    """A chat as the bot meets it; `closed` is the 403 it gets, empty while open.

    `on_message` is told of each message the bot sends here.
    """

    body: dict[str, Any]
    messages: dict[int, Message] = field(default_factory=dict)
    received: list[Message] = field(default_factory=list)
    on_message: Callable[[Message], None] | None = None
    closed: str = "bot can't initiate conversation with a user"


@dataclass(slots=True)
class Webhook:
    """Where updates are posted, and how that last went wrong."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    error_at: int = 0
    error: str = ""


class World:
    """All state, touched only on the server's own loop."""

    def __init__(self, token: str, username: str, *, pace: bool, seed: int) -> None:
        """Begin with one bot and nobody."""
        self.token = token
        self.me: dict[str, Any] = {
            "id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Porchlight",
            "username": username, "can_join_groups": True,
            "can_read_all_group_messages": False, "supports_inline_queries": False,
            "can_connect_to_business": False, "has_main_web_app": False,
            "has_topics_enabled": False, "allows_users_to_create_topics": False,
            "can_manage_bots": False, "supports_guest_queries": False,
        }  # fmt: skip
        self.rng = Random(seed)
        self.ahead = 0.0
        self.chats: dict[int, Chat] = {}
        self.updates = Updates(self.now, self.rng.randrange(100_000_000, 900_000_000))
        self.calls: list[Call] = []
        self.counted: Counter[str] = Counter()
        self.violations: list[str] = []
        self.faults = Faults()
        self.pace = Pace() if pace else None
        self.polls = Bucket(50, 100)
        self.polling: asyncio.Event | None = None
        self.webhook = Webhook()
        self.callbacks: dict[str, float] = {}
        self.files: set[str] = set()
        self.settings: dict[tuple[str, str, str], Any] = {}
        self.message_id = self.rng.randrange(1, 500)
        self._watchers: set[asyncio.Future[None]] = set()

    def now(self) -> float:
        """Return the time here: the real one, moved ahead as tests wish."""
        return time.time() + self.ahead

    def touched(self) -> None:
        """Wake whoever waits for something to have happened."""
        for watcher in self._watchers:
            if not watcher.done():
                watcher.set_result(None)
        self._watchers.clear()

    async def until(self, holds: Callable[[], Any], seconds: float) -> Any:
        """Return what `holds` gives once it is true; its last value after `seconds`."""
        end = time.monotonic() + seconds
        while not (value := holds()) and (left := end - time.monotonic()) > 0:
            watcher: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._watchers.add(watcher)
            await asyncio.wait([watcher], timeout=min(left, 0.5))
            self._watchers.discard(watcher)
        return value

    def chat(self, chat_id: Any) -> Chat:
        """Return a chat the bot may write to; raise Refusal when there is none or it may not."""
        known = self.chats.get(chat_id) if isinstance(chat_id, int) else self._named(chat_id)
        if known is None:
            raise Refusal(400, "chat not found")
        if known.closed:
            raise Refusal(403, known.closed)
        return known

    def _named(self, name: str) -> Chat | None:
        for chat in self.chats.values():  # bots reach channels and groups by name, not people
            if "@" + chat.body.get("username", "") == name and chat.body["type"] != "private":
                return chat
        return None

    def post(self, chat: Chat, content: dict[str, Any], sender: dict[str, Any] | None) -> Message:
        """Put a message into a chat and return it."""
        self.message_id += 1
        body: dict[str, Any] = {"message_id": self.message_id}
        if sender is not None:
            body["from"] = sender
        else:
            body["sender_chat"] = chat.body
        body |= {"chat": chat.body, "date": int(self.now()), **content}
        if "text" in body and "entities" not in body and (found := wording.find(body["text"])):
            body["entities"] = found
        by_bot = sender is not None and sender["id"] == self.me["id"]
        message = Message(body, self.now(), by_bot)
        chat.messages[self.message_id] = message
        if by_bot:
            chat.received.append(message)
            if chat.on_message:
                chat.on_message(message)
        self.touched()
        return message

    @property
    def sender(self) -> dict[str, Any]:
        """Return the bot as it stands in its messages."""
        return {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")}
