"""Groups and channels, where the bot has no business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.botapi.world import Chat, Message

if TYPE_CHECKING:
    from support.botapi.people import Person
    from support.botapi.server import BotApi


class Place:
    """A group, supergroup or channel the bot may be brought into."""

    def __init__(self, api: BotApi, kind: str, title: str) -> None:
        """Make one of `kind` without the bot."""
        world = api.world
        self.api = api
        self.kind = kind
        long = 1_000_000_000_000 if kind != "group" else 0
        self.id = -(long + world.rng.randrange(1_000_000_000, 2_000_000_000))
        self.chat = Chat({"id": self.id, "title": title, "type": kind})
        self.chat.closed = f"bot is not a member of the {kind} chat"
        world.chats[self.id] = self.chat

    def takes_in(self, by: Person) -> None:
        """Have somebody bring the bot in."""

        def join() -> None:
            self.chat.closed = ""
            new = "administrator" if self.kind == "channel" else "member"
            self._membership(by, "left", new)
            if self.kind != "channel":
                self._post({"new_chat_members": [self.api.world.sender]}, by)

        self.api.call(join)

    def throws_out(self, by: Person) -> None:
        """Have somebody remove the bot."""

        def leave() -> None:
            self.chat.closed = f"bot was kicked from the {self.kind} chat"
            self._membership(by, "member", "kicked")

        self.api.call(leave)

    def hears(self, by: Person, text: str) -> None:
        """Have somebody write here; with privacy mode only commands reach the bot."""

        def say() -> None:
            name = "@" + self.api.world.me["username"]
            if self.chat.closed == "" and (text.startswith("/") or name in text):
                self._post({"text": text}, by)

        self.api.call(say)

    def posts(self, text: str) -> None:
        """Publish in the channel."""

        def post() -> None:
            message = self.api.world.post(self.chat, {"text": text}, None)
            self.api.world.updates.add("channel_post", message.body, self.id)

        self.api.call(post)

    @property
    def received(self) -> list[Message]:
        """Return what the bot sent here."""
        return self.api.call(lambda: list(self.chat.received))

    def _post(self, content: dict[str, Any], by: Person) -> None:
        message = self.api.world.post(self.chat, content, by.who)
        self.api.world.updates.add("message", message.body, self.id)

    def _membership(self, by: Person, old: str, new: str) -> None:
        bot = self.api.world.sender
        rights: dict[str, Any] = {}
        if new == "administrator":
            rights = dict.fromkeys((
                "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
                "can_manage_video_chats", "can_restrict_members", "can_promote_members",
                "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
                "can_delete_stories"), False)  # fmt: skip
        if new == "kicked":
            rights = {"until_date": 0}
        self.api.world.updates.add("my_chat_member", {
            "chat": self.chat.body, "from": by.who, "date": int(self.api.world.now()),
            "old_chat_member": {"user": bot, "status": old},
            "new_chat_member": {"user": bot, "status": new, **rights},
        }, self.id)  # fmt: skip
