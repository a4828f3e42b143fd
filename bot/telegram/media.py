"""What is no message of words: each kind is answered in its own way and never kept.

Words under a picture, and a message passed on from somebody else, are not taken as the client's
own; they are heard for danger and for nothing else.
Things that come in heaps (an album, a row of stickers) get one answer.
A reaction to a message is not asked for from Telegram: a thumb needs no reply.
An edited message is heard for danger and not as talk: its first form was answered, and what the
answer was made of cannot be taken back without answering a moving target. One line says so.
"""

from __future__ import annotations

from datetime import timedelta

from telegram import Message

from bot.telegram import forgetting
from bot.telegram.cleaning import clean
from bot.telegram.conversation import alarming, talk
from bot.telegram.saying import tell, tell_once
from bot.telegram.tools import Tools
from bot.visit import Visit

KINDS = {
    "voice": "voice", "audio": "audio", "video_note": "video_note", "animation": "animation",
    "video": "video", "live_photo": "photo", "photo": "photo", "sticker": "sticker",
    "document": "document", "contact": "contact", "users_shared": "contact",
    "chat_shared": "contact", "venue": "location", "location": "location", "poll": "poll",
    "checklist": "poll", "dice": "dice", "game": "game", "story": "story",
}  # fmt: skip
"""Field of a message and how it is answered; an animation also has a document, a venue a place."""
SILENT = (
    "message_auto_delete_timer_changed", "pinned_message", "proximity_alert_triggered",
    "chat_background_set", "write_access_allowed",
)  # fmt: skip
"""What people set in their own app: nothing to answer."""
SELDOM = timedelta(minutes=10)
"""How long the line about edits is not said again: people mend typing all the time."""


def kind(message: Message) -> str:
    """Return how the message is to be answered: one of KINDS' values, other, or "" for not."""
    for name, answer in KINDS.items():
        if getattr(message, name, None):
            return answer
    return "" if any(getattr(message, name, None) for name in SILENT) else "other"


def answer(visit: Visit, tools: Tools, message: Message) -> None:
    """Answer a message that is not of words."""
    caption, what = clean(message.caption or ""), kind(message)
    if caption and alarming(caption, tools, visit):
        talk(visit, tools, caption)
    elif what:
        visit.counts.append(f"media_{what}")
        tell_once(visit, tools, "media_caption" if caption.strip() else f"media_{what}")


def forwarded(visit: Visit, tools: Tools, message: Message) -> None:
    """Answer a message that was passed on: somebody else's words, whatever it is made of."""
    visit.counts.append("media_forward")
    text = clean(message.text or message.caption or "")
    if text and alarming(text, tools, visit):
        visit.person.settings[forgetting.ASKING] = "danger"
        tell(visit, tools, "forward_danger", "yes", "no")
    elif not any(room.media(visit, tools, message) for room in tools.rooms):
        tell_once(visit, tools, "forward")


def edited(visit: Visit, tools: Tools, message: Message) -> None:
    """Answer danger in an edited message; say, now and then, that edits are not read as talk."""
    visit.counts.append("edited")
    text = clean(message.text or message.caption or "")
    if text and alarming(text, tools, visit):
        talk(visit, tools, text)
    elif text:
        tell_once(visit, tools, "edited", SELDOM)
