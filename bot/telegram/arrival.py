"""An update as Telegram sends it, cut down to what the bot may know, before anything sees it.

Names, usernames, photos, language, phone numbers, places, file ids, contacts and where a
forward came from are dropped here (guarantee G04): what leaves `reduced` is built from an
allow-list, never by taking things away.
A file's id goes with it to the inbox and no further, unless a room passes such files on (`files`).
What remains can still be read by python-telegram-bot: where its types insist on a value, a
blank stands in, so that a filter sees *that* there was a voice message and nothing of it.
Field names are those of the Bot API, https://core.telegram.org/bots/api#update.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.telegram.files import CARRIED, handle
from bot.telegram.stubs import STUBS

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update asked for, as `allowed_updates`; all others are passed over."""
_GONE: Mapping[str, dict[str, Any]] = {
    "kicked": {"status": "kicked", "until_date": 0},
    "left": {"status": "left"},
}
_PLACED = ("offset", "length")
_ENTITIES = frozenset({"bot_command", "url", "text_link", "mention", "hashtag", "email", "code",
                       "pre", "phone_number", "cashtag"})  # fmt: skip


class Unusable(Exception):
    """An update that cannot be read; `update_id` is all there is of it, if even that."""

    def __init__(self, update_id: int | None) -> None:
        """Keep the id and nothing else."""
        super().__init__("an update that cannot be read")
        self.update_id = update_id


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update, reduced."""

    update_id: int
    chat: int = field(repr=False)
    private: bool
    kind: str
    """text, command, callback, edit, member, group, other, or what a message is made of: voice…"""
    payload: Mapping[str, Any] = field(repr=False)
    """What python-telegram-bot is to read."""
    file: str = field(default="", repr=False)
    """Telegram's handle of the file; the inbox drops it unless it is to be passed on."""

    @property
    def text(self) -> str:
        """Return what was written, in a message or under a picture."""
        message = self.payload.get("message") or {}
        return str(message.get("text") or message.get("caption") or "")

    @property
    def plain(self) -> bool:
        """Return whether this is an ordinary text, which may be part of a burst."""
        return self.kind == "text"


def reduced(raw: object) -> Arrival | None:
    """Return what may be known of a raw update; None for a kind that is not asked for.

    Raises:
        Unusable: It is no update, or lacks what the Bot API says it must have.
    """
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or type(update_id) is not int:
        raise Unusable(None)
    kind = next((name for name in ALLOWED if name in raw), None)
    if kind is None:
        return None
    try:
        body = raw[kind]
        if kind == "callback_query":
            return _callback(update_id, body)
        chat, private = _chat(body["chat"])
        if kind == "my_chat_member":
            return _member(update_id, body, chat, private)
        return _message(update_id, kind, body, chat, private)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unusable(update_id) from None


def _chat(raw: Any) -> tuple[int, bool]:
    return _integer(raw["id"]), raw["type"] == "private"


def _shown(chat: int, private: bool) -> dict[str, Any]:
    return {"id": chat, "type": "private"} if private else {"id": chat, "type": "group"}


def _someone(chat: int) -> dict[str, Any]:
    """Return the sender as python-telegram-bot wants one; in a private chat the ids agree."""
    return {"id": chat, "is_bot": False, "first_name": ""}


def _message(update_id: int, kind: str, raw: Any, chat: int, private: bool) -> Arrival:
    kept: dict[str, Any] = {
        "message_id": _integer(raw["message_id"]),
        "date": _integer(raw["date"]),
        "chat": _shown(chat, private),
    }
    if not private:  # who spoke in a group, and what they said, is none of the bot's business
        kept |= {"date": 0, "message_id": 0}
        return Arrival(update_id, chat, False, "group", {"update_id": update_id, "message": kept})
    kept["from"] = _someone(chat)
    what = _content(raw, kept)
    if kind == "edited_message":
        kept["edit_date"] = _integer(raw.get("edit_date", raw["date"]))
        what = "edit"
    elif what == "text" and kept["text"].startswith("/"):
        what = "command"
    file = handle(raw[what]) if what in CARRIED else ""
    return Arrival(update_id, chat, True, what, {"update_id": update_id, kind: kept}, file)


def _content(raw: Mapping[str, Any], kept: dict[str, Any]) -> str:
    """Copy what may be known of a message's content into `kept`; return what it is made of."""
    forwarded = "forward_origin" in raw or "forward_date" in raw
    if forwarded:
        kept["forward_origin"] = {"type": "hidden_user", "date": 0, "sender_user_name": ""}
    if isinstance(raw.get("media_group_id"), str):
        kept["media_group_id"] = raw["media_group_id"]
    for text, entities in (("text", "entities"), ("caption", "caption_entities")):
        if text in raw:
            kept[text] = _string(raw[text])
            kept[entities] = _entities(raw.get(entities, ()))
    stub = next((name for name in STUBS if name in raw), None)
    if stub is not None:
        kept[stub] = STUBS[stub]
    if forwarded:
        return "forward"
    return "text" if "text" in kept else stub or "other"


def _entities(raw: Any) -> list[dict[str, Any]]:
    return [
        {"type": one["type"], **{name: _integer(one[name]) for name in _PLACED}}
        | ({"url": ""} if one["type"] == "text_link" else {})
        for one in raw
        if one["type"] in _ENTITIES
    ]


def _callback(update_id: int, raw: Any) -> Arrival | None:
    message = raw.get("message")
    if message is None:  # a button of an inline message: not in any chat of ours
        return None
    chat, private = _chat(message["chat"])
    kept = {
        "id": _string(raw["id"]),
        "from": _someone(chat),
        "chat_instance": "",
        "data": _string(raw.get("data", "")),
        "message": {
            "message_id": _integer(message["message_id"]),
            "date": _integer(message["date"]),
            "chat": _shown(chat, private),
        },
    }
    payload = {"update_id": update_id, "callback_query": kept}
    return Arrival(update_id, chat, private, "callback" if private else "group", payload)


def _member(update_id: int, raw: Any, chat: int, private: bool) -> Arrival:
    """Keep whether the bot was let in or shut out of a chat, and nothing of who did it."""
    bot = _someone(0) | {"is_bot": True}
    kept = {"chat": _shown(chat, private), "from": _someone(chat if private else 0),
            "date": _integer(raw["date"])}  # fmt: skip
    for name in ("old_chat_member", "new_chat_member"):
        kept[name] = {"user": bot, **_GONE.get(raw[name]["status"], {"status": "member"})}
    payload = {"update_id": update_id, "my_chat_member": kept}
    return Arrival(update_id, chat, private, "member", payload)


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("no integer")
    return value


def _string(value: Any) -> str:
    """Return a text; half of a character pair, which nothing can store, becomes a mark."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
