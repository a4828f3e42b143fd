"""Telegram's advice on pace, as a violation counter: 30 messages a second, one a chat.

Source: the bots FAQ, "My bot is hitting limits": more than one message per second in a chat,
bursts apart, and about 30 messages per second overall end in 429.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """A leaking bucket: `rate` a second run out, `size` fit in."""

    rate: float
    size: float
    level: float = 0.0
    at: float = 0.0

    def overflows(self, now: float) -> bool:
        """Pour one in at `now`; return whether it was one too many."""
        self.level = max(0.0, self.level - (now - self.at) * self.rate)
        self.at = now
        if self.level + 1 > self.size:
            return True
        self.level += 1
        return False


@dataclass(slots=True)
class Pace:
    """What was sent how fast; the sizes are the tolerance, for bursts and a jittery machine."""

    overall: Bucket = field(default_factory=lambda: Bucket(30, 45))
    chats: dict[int, Bucket] = field(default_factory=dict)

    def complaints(self, chat: int, now: float) -> list[str]:
        """Return what is wrong with one more message to `chat` now."""
        own = self.chats.setdefault(chat, Bucket(1, 2.5))
        said = ["over 30 messages a second"] if self.overall.overflows(now) else []
        return [*said, "over 1 message a second in one chat"] if own.overflows(now) else said
