"""Somebody with a phone: what they do arrives as updates, what they are sent is theirs to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.botapi import wording
from support.botapi.sending import file_of
from support.botapi.world import Chat, Message

if TYPE_CHECKING:
    from support.botapi.server import BotApi

_MEMBER = "member"
_KICKED = "kicked"


class Person:
    """One person and their private chat with the bot; every verb sends what Telegram would."""

    def __init__(
        self, api: BotApi, first_name: str, *, last_name: str = "Petrova-Lund",
        username: str = "ana_p_1987", language_code: str = "en", number: int | None = None,
    ) -> None:  # fmt: skip
        """Take a name, a username and a language as a phone reveals them; draw an id."""
        world = api.world
        self.api = api
        self.id = number or world.rng.randrange(300_000_000, 8_500_000_000)
        self.who: dict[str, Any] = {
            "id": self.id, "is_bot": False, "first_name": first_name, "last_name": last_name,
            "username": username, "language_code": language_code,
        }  # fmt: skip
        self.chat = Chat({"id": self.id, "first_name": first_name, "last_name": last_name,
                          "username": username, "type": "private"})  # fmt: skip
        world.chats[self.id] = self.chat
        self.last: Message | None = None
        self._read = 0

    def starts(self, payload: str = "") -> int:
        """Press Start, perhaps through a link that carries `payload`; return the update's id."""
        return self.says(f"/start {payload}".strip())

    def says(self, text: str, **more: Any) -> int:
        """Write a text; return the update's id."""
        if not 1 <= wording.units(text) <= wording.TEXT_LIMIT:
            raise ValueError("a phone sends 1-4096 characters")
        return self.sends({"text": text, **more})

    def answers(self, message: Message, text: str) -> int:
        """Write a text as a reply to a message; return the update's id."""
        return self.says(text, reply_to_message=message.body)

    def sends(self, content: dict[str, Any]) -> int:
        """Send a message of any content; return the update's id."""

        def send() -> int:
            if "initiate" in self.chat.closed:
                self.chat.closed = ""
            message = self.api.world.post(self.chat, content, self.who)
            self.last = message
            return self.api.world.updates.add("message", message.body, self.id) or 0

        return self.api.call(send)

    def sends_a(self, kind: str, caption: str = "") -> int:
        """Send a voice, photo, sticker, location, …; return the update's id."""
        content = self.api.call(lambda: {kind: self._thing(kind)})
        return self.sends(content | ({"caption": caption} if caption else {}))

    def _thing(self, kind: str) -> Any:
        world = self.api.world
        size = {"width": 240, "height": 240}
        if kind == "photo":
            return [file_of(world, 1_200) | {"width": 90, "height": 90},
                    file_of(world, 81_000) | {"width": 800, "height": 800}]  # fmt: skip
        plain: dict[str, Any] = {
            "location": {"latitude": 55.8642, "longitude": -4.2518},
            "venue": {"location": {"latitude": 55.8642, "longitude": -4.2518},
                      "title": "The bridge", "address": "Clyde St"},
            "contact": {"phone_number": "+447700900123", "first_name": "Dean",
                        "user_id": 712345678},
            "poll": {"id": "5312345678901234567", "question": "tonight?",
                     "options": [{"persistent_id": "1", "text": "yes", "voter_count": 0},
                                 {"persistent_id": "2", "text": "no", "voter_count": 0}],
                     "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
                     "type": "regular", "allows_multiple_answers": False,
                     "allows_revoting": True, "members_only": False},
            "dice": {"emoji": "🎲", "value": 4},
        }  # fmt: skip
        if kind in plain:
            return plain[kind]
        filed: dict[str, dict[str, Any]] = {
            "voice": {"duration": 7, "mime_type": "audio/ogg"},
            "audio": {"duration": 180, "mime_type": "audio/mpeg", "title": "Song"},
            "video": {"duration": 9, "mime_type": "video/mp4", **size},
            "video_note": {"duration": 5, "length": 240},
            "animation": {"duration": 3, "mime_type": "video/mp4", **size},
            "document": {"file_name": "letter.pdf", "mime_type": "application/pdf"},
            "sticker": {"type": "regular", "emoji": "😔", "set_name": "Moods",
                        "is_animated": False, "is_video": False, **size},
        }  # fmt: skip
        return filed[kind] | file_of(world, 14_000)

    def forwards(self, text: str) -> int:
        """Pass on what somebody else wrote; return the update's id."""
        writer = {"id": 698765432, "is_bot": False, "first_name": "Dean"}
        origin = {"type": "user", "date": int(self.api.world.now()) - 60, "sender_user": writer}
        return self.sends({"text": text, "forward_origin": origin})

    def edits(self, text: str, message: Message | None = None) -> int:
        """Change the last text written, or another; return the update's id."""

        def edit() -> int:
            world, edited = self.api.world, message or self.last
            if edited is None:
                raise AssertionError("nothing written yet to edit")
            edited.body = edited.body | {"text": text, "edit_date": int(world.now())}
            edited.body.pop("entities", None)
            if found := wording.find(text):
                edited.body["entities"] = found
            self.chat.messages[edited.body["message_id"]] = edited
            return world.updates.add("edited_message", edited.body, self.id) or 0

        return self.api.call(edit)

    def taps(self, label: str, message: Message | None = None) -> str:
        """Tap the newest button of that label (or one seen before); return the query's id."""

        def tap() -> str:
            found = message or next(
                (m for m in reversed(self.received) if label in _buttons(m)), None
            )
            if found is None:
                seen = [name for m in self.received for name in _buttons(m)]
                raise AssertionError(f"no button {label!r}; there are {seen}")
            world = self.api.world
            query = str(world.rng.randrange(10**18, 9 * 10**18))
            world.callbacks[query] = world.now()
            world.updates.add("callback_query", {
                "id": query, "from": self.who, "message": dict(found.body),
                "chat_instance": str(world.rng.randrange(10**17, 10**19)),
                "data": _buttons(found)[label],
            }, self.id)  # fmt: skip
            return query

        return self.api.call(tap)

    def reacts(self, emoji: str, message: Message) -> None:
        """Put a reaction on a message; the bot hears of it only when it asked to."""
        self.api.call(lambda: self.api.world.updates.add("message_reaction", {
            "chat": self.chat.body, "message_id": message.body["message_id"], "user": self.who,
            "date": int(self.api.world.now()), "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }, self.id))  # fmt: skip

    def blocks(self) -> None:
        """Stop the bot."""
        self._member(_MEMBER, _KICKED, "bot was blocked by the user")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._member(_KICKED, _MEMBER, "")

    def _member(self, old: str, new: str, closed: str) -> None:
        def change() -> None:
            self.chat.closed = closed
            self.api.world.updates.add("my_chat_member", {
                "chat": self.chat.body, "from": self.who, "date": int(self.api.world.now()),
                "old_chat_member": _as_member(self.api, old),
                "new_chat_member": _as_member(self.api, new),
            }, self.id)  # fmt: skip

        self.api.call(change)

    def vanishes(self) -> None:
        """Delete the account; Telegram tells the bot only when it writes."""
        self.api.call(lambda: setattr(self.chat, "closed", "user is deactivated"))

    @property
    def received(self) -> list[Message]:
        """Return what the bot sent and is still there, oldest first."""
        return self.api.call(lambda: [m for m in self.chat.received
                                      if m.body["message_id"] in self.chat.messages])  # fmt: skip

    @property
    def texts(self) -> list[str]:
        """Return the texts the bot sent, whether still there or not, oldest first."""
        return self.api.call(lambda: [m.body.get("text", "") for m in self.chat.received])

    def hears(self, seconds: float = 20.0) -> Message:
        """Return the next message not yet returned; raise AssertionError when none comes."""
        self.api.waits(lambda: len(self.chat.received) > self._read, seconds)
        self._read += 1
        return self.chat.received[self._read - 1]

    def labels(self, message: Message | None = None) -> list[str]:
        """Return the labels of the buttons under a message, or under the newest."""
        shown = [message] if message else self.received[-1:]
        return [label for one in shown for label in _buttons(one)]


def _buttons(message: Message) -> dict[str, str]:
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}


def _as_member(api: BotApi, status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == _KICKED else {}
    return {"user": api.world.sender, "status": status, **until}
