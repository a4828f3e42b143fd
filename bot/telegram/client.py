"""The bot's line to Telegram: two pools of connections, and updates as they come, unread.

Fetching has a line of its own, as it holds it for half a minute. At most 32 requests share the
other: beyond that the HTTP client spends its time looking through its own connections.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.settings import Settings

ANSWER = 20.0
"""Seconds to wait for an answer: long, as giving up leaves unknown whether a message went."""
CONNECT = 5.0
GRACE = 10.0
"""Seconds a fetch may take beyond what Telegram was asked to wait."""
SPARE = 8
"""Connections beyond the senders', for taps, menus and "typing…"."""


class Client(ExtBot[None]):
    """python-telegram-bot's bot, which can also hand updates over as raw JSON."""

    async def fetch(self, *, offset: int | None, seconds: int, kinds: Sequence[str]) -> list[Any]:
        """Return updates from `offset` on, waiting for up to `seconds` if there are none.

        Raises TelegramError: Conflict if somebody else fetches, InvalidToken for a bad token.
        """
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": list(kinds)}
        found = await self._post("getUpdates", asked, read_timeout=seconds + GRACE)
        return found if isinstance(found, list) else []


def connect(settings: Settings) -> Client:
    """Return the bot for these settings, not yet initialised; raises SettingsError."""
    base = settings.api_url
    return Client(
        token=settings.bot_token(),
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=_line(settings.senders + SPARE),
        get_updates_request=_line(1),
    )


def _line(connections: int) -> BaseRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT,
        read_timeout=ANSWER,
        write_timeout=ANSWER,
        pool_timeout=ANSWER,
    )
