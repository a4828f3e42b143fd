"""Asking Telegram whether a message arrived of which the answer was lost.

The Bot API has no call for that, and no key by which a message is sent only once. But the
numbers of a bot's messages in private chats go up, over all chats, and a message that is given
the buttons it has already is answered by an error that says so (editMessageReplyMarkup, "message
is not modified"), and nothing changes on the phone. So the numbers that follow the highest known
before the call are tried in the person's chat.
Whatever is not that answer counts as not arrived: a reply that comes twice does less harm than
one that never comes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.telegram.delivering import keyboard
from bot.visit import Outgoing

NUMBERS = 40
"""How many numbers are tried: what all chats together may bring while one message is sent."""
SAME = "not modified"
MESSAGES = ("text", "document", "photo", "voice", "video_note", "sticker")


async def arrived(
    bot: Bot, what: Outgoing, beyond: int, turn: Callable[[], Awaitable[None]]
) -> int | None:
    """Return the number of `what` if it is in its chat already; None if that is not certain.

    `beyond` is the highest number known before it was sent; `turn` is awaited before each call.
    Never raises for what Telegram or the network does.
    """
    if what.kind not in MESSAGES:
        return None
    for number in range(beyond + 1, beyond + 1 + NUMBERS):
        await turn()
        try:
            await bot.edit_message_reply_markup(
                chat_id=what.chat, message_id=number, reply_markup=keyboard(what)
            )
        except BadRequest as error:
            if SAME in error.message.lower():
                return number
        except TelegramError:
            return None
    return None
