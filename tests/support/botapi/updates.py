"""The queue of updates: ids in sequence, kept until confirmed, and the odd orders they come in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages",
    "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result",
    "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
    "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost", "managed_bot", "guest_message",
)  # fmt: skip
_ASKED_FOR = ("chat_member", "message_reaction", "message_reaction_count")
_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update on its way: of which chat, since when, and whether its id may be an old one."""

    update: dict[str, Any]
    chat: int
    since: float
    again: bool = False


class Updates:
    """What waits for the bot, as getUpdates and the webhook share it."""

    def __init__(self, now: Callable[[], float], first: int) -> None:
        """Count ids up from `first`, take the time from `now`."""
        self._now = now
        self.next_id = first
        self.pending: dict[int, Waiting] = {}
        self.allowed: frozenset[str] | None = None
        self.given: dict[int, dict[str, Any]] = {}
        self._number = 0
        self._held: list[Waiting] | None = None
        self.arrived = asyncio.Event()
        self.feed: Callable[[int, Waiting], None] | None = None

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Take a wish for kinds: None leaves it as it was, nothing means the usual ones."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, body: dict[str, Any], chat: int) -> int | None:
        """Queue one update and return its id; None when the bot does not ask for its kind."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in _ASKED_FOR
        if kind in KINDS and not wanted:
            return None
        number = self.next_id
        self.next_id += 1
        self.put(Waiting({"update_id": number, kind: body}, chat, self._now()))
        return number

    def put(self, waiting: Waiting) -> None:
        """Queue what is on its way."""
        if self._held is not None:
            self._held.append(waiting)
            return
        self.given[waiting.update["update_id"]] = waiting.update
        if len(self.given) > 10_000:
            del self.given[next(iter(self.given))]
        self._number += 1
        self.pending[self._number] = waiting
        if self.feed:
            self.feed(self._number, waiting)
        self.arrived.set()

    def again(self, update_id: int) -> None:
        """Queue an update of before once more, under the id it had."""
        update = self.given[update_id]
        self.put(Waiting(update, 0, self._now(), again=True))

    def hold(self) -> None:
        """Keep what comes from now on to itself."""
        self._held = []

    def release(self, reverse: bool = False) -> None:
        """Queue what was held, in its order or from the end."""
        held, self._held = self._held or [], None
        for waiting in reversed(held) if reverse else held:
            self.put(waiting)

    def confirm(self, offset: int) -> None:
        """Forget what an offset confirms: everything below it, or all but the last -offset."""
        if offset < 0:
            for number in list(self.pending)[:offset]:
                del self.pending[number]
            return
        for number, waiting in list(self.pending.items()):
            if waiting.update["update_id"] < offset and not waiting.again:
                del self.pending[number]

    def take(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Return up to `limit` updates from `offset` on; they stay until confirmed."""
        out = []
        for number, waiting in list(self.pending.items())[:limit]:
            if self._now() - waiting.since > _KEPT_SECONDS:
                del self.pending[number]
            elif waiting.again or waiting.update["update_id"] >= offset:
                out.append(waiting.update)
                if waiting.again:
                    del self.pending[number]
        return out

    def done(self, number: int) -> None:
        """Forget one the webhook took."""
        self.pending.pop(number, None)
