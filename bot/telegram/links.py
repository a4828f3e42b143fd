"""Deep links: `/start <word>`, the word's beginning deciding who takes it.

A room of its own (pairing, say) adds itself with `register`; a word nobody knows gets one kind
line, and the person is welcomed all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.visit import Visit

Taker = Callable[[Visit, str], bool]
"""Gets the visit and what follows the beginning; returns whether it has answered."""
_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What Telegram lets a link carry, https://core.telegram.org/bots/features#deep-linking."""


@dataclass(slots=True)
class Links:
    """Who takes which links."""

    _takers: dict[str, Taker] = field(default_factory=dict)

    def register(self, beginning: str, taker: Taker) -> None:
        """Let `taker` have the words that begin with `beginning`; raises ValueError if taken."""
        if any(beginning.startswith(one) or one.startswith(beginning) for one in self._takers):
            raise ValueError(f"links that begin with {beginning!r} are taken already")
        self._takers[beginning] = taker

    def take(self, visit: Visit, word: str) -> bool:
        """Return whether somebody has answered the link's word."""
        if not _WORD.fullmatch(word):
            return False
        for beginning, taker in self._takers.items():
            if word.startswith(beginning):
                return taker(visit, word.removeprefix(beginning))
        return False
