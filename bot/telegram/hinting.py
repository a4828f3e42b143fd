""" "typing…" while a burst is held open: a kindness, never in anybody's way.

Best effort: sent directly, kept nowhere, left out when there is no room for it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.pacing import Pacer

LASTS = 5.0
"""Seconds Telegram shows it, https://core.telegram.org/bots/api#sendchataction."""
MOST = 8
"""Hints under way at once."""
CHATS = 1000


class Hinter:
    """Tells people that an answer is coming."""

    def __init__(self, bot: Bot, pacer: Pacer) -> None:
        """Take the bot and the pacer that knows whether there is room."""
        self._bot = bot
        self._pacer = pacer
        self._under_way: set[asyncio.Task[None]] = set()
        self._shown: OrderedDict[int, float] = OrderedDict()

    def hint(self, chat: int) -> None:
        """Show "typing…" in `chat` if it does not show already; returns at once."""
        now = asyncio.get_running_loop().time()
        if len(self._under_way) >= MOST or now - self._shown.get(chat, -LASTS) < LASTS:
            return
        self._shown[chat] = now
        self._shown.move_to_end(chat)
        if len(self._shown) > CHATS:
            self._shown.popitem(last=False)
        task = asyncio.create_task(self._show(chat))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self) -> None:
        """Give up whatever is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _show(self, chat: int) -> None:
        with contextlib.suppress(TelegramError):
            if await self._pacer.spare():
                await self._bot.send_chat_action(chat, ChatAction.TYPING)
