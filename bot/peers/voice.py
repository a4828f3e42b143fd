"""What the peers' room says: notices, and buttons that carry a random mark and a verb."""

from __future__ import annotations

import re

from bot.telegram.phrasebook import TelegramPhrasebook

Buttons = tuple[tuple[str, str], ...]
MARK = "peers:"
"""How the data of the room's own buttons begins."""
_DATA = re.compile(r"peers:([0-9a-f]{16}):([a-z]{1,12})")


def said(book: TelegramPhrasebook, notice: str, /, **slots: str) -> str:
    """Return the notice `notice/<notice>` filled with `slots`."""
    return book.notice(f"notice/{notice}", slots)


def quoted(head: str, words: str) -> str:
    """Return somebody's words below a line of ours, exactly as they wrote them."""
    return f"{head}\n{words}"


def buttons(book: TelegramPhrasebook, token: str, *verbs: str) -> Buttons:
    """Return a button for each verb, for whoever has a row with this mark."""
    return tuple((book.label(f"peer_{verb}"), f"{MARK}{token}:{verb}") for verb in verbs)


def tapped(data: str) -> tuple[str, str] | None:
    """Return mark and verb of a tap on one of these buttons, None if it is no such."""
    found = _DATA.fullmatch(data)
    return (found[1], found[2]) if found else None
