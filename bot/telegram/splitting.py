"""Long texts in parts that Telegram takes, cut where a reader would pause.

Telegram counts UTF-16 units and takes 4,096 of them (https://core.telegram.org/bots/api#sendmessage);
3,500 leaves room.
"""

from __future__ import annotations

import re

LONGEST = 3500
_PAUSES = (
    re.compile(r"\n{2,}"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"\s+"),
)
"""From the longest pause to the shortest: paragraph, line, sentence, word."""


def units(text: str) -> int:
    """Return the length of `text` as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, longest: int = LONGEST) -> list[str]:
    """Return `text` in parts of at most `longest` units, none empty, nothing but space lost."""
    parts = []
    rest = text.strip()
    while units(rest) > longest:
        head = _fitting(rest, longest)
        cut, after = _pause(head)
        parts.append(rest[:cut].rstrip())
        rest = rest[after:].lstrip()
    return [*parts, rest] if rest else parts


def _fitting(text: str, longest: int) -> str:
    """Return the longest beginning of `text` that fits, never half a character."""
    coded = text.encode("utf-16-le", "surrogatepass")[: 2 * longest]
    return coded.decode("utf-16-le", "ignore")


def _pause(head: str) -> tuple[int, int]:
    """Return where to cut `head` and where to go on: the last of its longest pauses."""
    for pause in _PAUSES:
        found = [match for match in pause.finditer(head) if match.start() > len(head) // 4]
        if found:
            return found[-1].start(), found[-1].end()
    return len(head), len(head)
