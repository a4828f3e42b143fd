"""One delivery to Telegram, and what came of it.

Plain text without parse mode, so nothing a client typed is ever markup, and without previews of
links. What an error means is decided here, from the Bot API's answers
(https://core.telegram.org/bots/api#making-requests) and from how far the request got.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.operating.durations import CALL
from bot.visit import Outgoing

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
ACROSS = 24
"""Letters on one row of buttons, about what a narrow phone shows."""
_log = logging.getLogger(__name__)
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NO_CHAT = ("chat not found", "user is deactivated", "bot was blocked", "user not found",
            "peer_id_invalid", "bot can't initiate")  # fmt: skip


class Outcome(Enum):
    """What came of a delivery."""

    SENT = "sent"
    LATER = "later"
    """Surely not sent; Telegram or the network asks to try again."""
    UNKNOWN = "unknown"
    """Perhaps sent: the answer was lost."""
    GONE = "gone"
    """The person blocked the bot or deleted their account."""
    REFUSED = "refused"
    """Telegram will never take this."""
    NO_TOKEN = "no_token"  # noqa: S105 - no secret
    """The token is not valid (any more)."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The outcome of one delivery."""

    outcome: Outcome
    message: int | None = None
    """Id of the message sent."""
    wait: float | None = None
    """Seconds Telegram asks to wait."""


async def deliver(bot: Bot, what: Outgoing) -> Delivered:
    """Send `what` now; never raises for what Telegram or the network does."""
    try:
        with CALL.time():
            return Delivered(Outcome.SENT, await _send(bot, what))
    except RetryAfter as error:
        return Delivered(Outcome.LATER, wait=_seconds(error.retry_after))
    except (Forbidden, ChatMigrated):
        return Delivered(Outcome.GONE)
    except InvalidToken:
        return Delivered(Outcome.NO_TOKEN)
    except BadRequest as error:
        gone = any(words in error.message.lower() for words in _NO_CHAT)
        return Delivered(Outcome.GONE if gone else Outcome.REFUSED)
    except NetworkError as error:
        return Delivered(_reached(error))
    except TelegramError:
        return Delivered(Outcome.UNKNOWN)  # an answer that is no JSON
    except Exception as error:  # a fault of ours in one row must not stop all others
        _log.error("cannot be sent: %s", type(error).__name__)
        return Delivered(Outcome.REFUSED)


async def unbutton(bot: Bot, chat: int, message: int) -> None:
    """Take the buttons off an older message; raises TelegramError."""
    await bot.edit_message_reply_markup(chat_id=chat, message_id=message, reply_markup=None)


def _reached(error: NetworkError) -> Outcome:
    """Return whether a failed request can have had its effect."""
    cause = error.__cause__
    if isinstance(cause, _UNSENT):
        return Outcome.LATER
    if cause is None and not isinstance(error, TimedOut):
        return Outcome.LATER  # Telegram's own 5xx
    return Outcome.UNKNOWN


def _seconds(wait: float | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def _send(bot: Bot, what: Outgoing) -> int | None:
    """Make the one call that `what` asks for; return the id of the message it made, if any."""
    manner: dict[str, Any] = {
        "protect_content": what.protect,
        "disable_notification": what.quiet,
        "reply_markup": keyboard(what),
    }
    match what.kind:
        case "text":
            sent = await bot.send_message(
                what.chat, what.text, link_preview_options=NO_PREVIEW, **manner
            )
        case "document":
            sent = await bot.send_document(
                what.chat, what.content, filename=what.text or None, **manner
            )
        case "photo":
            sent = await bot.send_photo(
                what.chat, what.file or what.content, caption=what.text or None, **manner
            )
        case "voice":
            sent = await bot.send_voice(what.chat, what.file, **manner)
        case "video_note":
            sent = await bot.send_video_note(what.chat, what.file, **manner)
        case "sticker":
            sent = await bot.send_sticker(what.chat, what.file, **manner)
        case "delete":
            await bot.delete_messages(what.chat, what.messages)
            return None
        case "leave":
            await bot.leave_chat(what.chat)
            return None
        case kind:
            raise ValueError(f"nothing can be sent as {kind!r}")
    return sent.message_id


def keyboard(what: Outgoing) -> InlineKeyboardMarkup | None:
    """Return the buttons, short ones side by side."""
    if not what.buttons:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    room = 0
    for label, data in what.buttons:
        if len(label) > room:
            rows.append([])
            room = ACROSS
        rows[-1].append(InlineKeyboardButton(label, callback_data=data))
        room -= len(label)
    return InlineKeyboardMarkup(rows)
