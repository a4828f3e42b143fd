"""Trouble on demand: refusals, floods, lost answers, slowness."""

from __future__ import annotations

from dataclasses import dataclass, field

from support.botapi.refusal import Refusal

SENDING = ("sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendVideoNote",
           "sendSticker", "sendChatAction", "editMessageText",
           "editMessageReplyMarkup")  # fmt: skip


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next `times` calls of `method` (any when None) to `chat`.

    `kind` is refuse (`status`, `retry_after`), page (a proxy's error page, no JSON), drop (the
    connection closes before anything happens), lose (it happens, and the answer is lost) or
    slow (`seconds` late).
    """

    kind: str
    method: str | None = None
    chat: int | None = None
    times: int = 1
    status: int = 500
    retry_after: int = 0
    seconds: float = 0.0

    def refusal(self) -> Refusal:
        """Return what is answered when the kind is refuse."""
        if self.status == 429:
            return Refusal(429, f"retry after {self.retry_after}", retry_after=self.retry_after)
        return Refusal(self.status, "")


@dataclass(slots=True)
class Faults:
    """What is to go wrong, and the floods under way: until when, for which chat (None: all).

    `told` says until when each chat's messages were refused, so that impatience shows.
    """

    planned: list[Fault] = field(default_factory=list)
    floods: dict[int | None, float] = field(default_factory=dict)
    told: dict[int | None, float] = field(default_factory=dict)

    def strike(self, method: str, chat: int | None) -> Fault | None:
        """Return the fault that strikes this call, using it up."""
        for fault in self.planned:
            if fault.method in (None, method) and fault.chat in (None, chat):
                fault.times -= 1
                if fault.times == 0:
                    self.planned.remove(fault)
                return fault
        return None

    def impatient(self, method: str, chat: int | None, now: float) -> bool:
        """Return whether a message goes to a chat before the wait it was told is over."""
        return method in SENDING and method != "sendChatAction" and self.told.get(chat, 0.0) > now

    def flood(self, method: str, chat: int | None, now: float) -> Refusal | None:
        """Return the 429 of a flood under way; it says how many whole seconds are left."""
        if method not in SENDING:
            return None
        left = max(self.floods.get(None, 0.0), self.floods.get(chat, 0.0)) - now
        if left <= 0:
            return None
        self.told[chat] = now + left
        seconds = int(left) + 1
        return Refusal(429, f"retry after {seconds}", retry_after=seconds)
