"""Telegram's limits: about 30 messages a second in all, about one a second to one chat.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
Messages leave evenly rather than in bursts, so no second holds more than its share. When
Telegram says to wait, that chat waits; when it says so for several chats within a few seconds,
it means all of them.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable

from aiolimiter import AsyncLimiter

CHATS = 10_000
"""Chats remembered at most; the longest quiet go first."""
SEVERAL = 3
WITHIN = 10.0
"""Chats told to wait, and within how many seconds, that mean everybody has to."""


class Pacer:
    """Says when a message may go; one for everything a bot sends.

    A chat is whatever stands for it: its number, or whom it belongs to.
    """

    def __init__(self, overall: float, chat: float, clock: Callable[[], float]) -> None:
        """Take messages a second, overall and to one chat; `clock` tells steady seconds."""
        self._overall = AsyncLimiter(1, 1 / overall)
        self._apart = 1 / chat
        self._clock = clock
        self._free: OrderedDict[Hashable, float] = OrderedDict()
        self._floods: dict[Hashable, float] = {}
        self._closed_until = 0.0

    def wait(self, chat: Hashable) -> float:
        """Return how many seconds `chat` has to wait; 0 if a message may go now."""
        return max(0.0, self._free.get(chat, 0.0) - self._clock())

    async def take(self, chat: Hashable) -> None:
        """Return when a message to `chat` may go, counted as sent; `wait` was 0 before."""
        await self._overall.acquire()
        while (closed := self._closed_until - self._clock()) > 0:
            await asyncio.sleep(closed)
        self._hold(chat, self._apart)

    async def spare(self) -> bool:
        """Return whether there is room now for a call nobody waits for; if so, it is counted."""
        if self._closed_until > self._clock() or not self._overall.has_capacity():
            return False
        await self.nicety()
        return True

    async def nicety(self) -> None:
        """Return when a call that is no message may go, counted like one."""
        await self._overall.acquire()

    def flooded(self, chat: Hashable, seconds: float) -> None:
        """Take in that Telegram told `chat` to wait."""
        now = self._clock()
        self._hold(chat, seconds)
        self._floods = {one: at for one, at in self._floods.items() if now - at < WITHIN}
        self._floods[chat] = now
        if len(self._floods) >= SEVERAL:
            self._closed_until = max(self._closed_until, now + seconds)

    def _hold(self, chat: Hashable, seconds: float) -> None:
        self._free[chat] = max(self._free.get(chat, 0.0), self._clock() + seconds)
        self._free.move_to_end(chat)
        while len(self._free) > CHATS:
            self._free.popitem(last=False)
