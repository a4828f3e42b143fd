"""Short exchanges of the bot's own with one person: which step they are at, kept in their record.

A step not answered within half an hour is forgotten, so that nobody's next hello is taken for an
answer.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.telegram.tools import Tools
from bot.telegram.words import plain
from bot.visit import Visit

OPEN = timedelta(minutes=30)
_FLOW = "peers_step"


def begin(visit: Visit, step: str, **kept: str) -> None:
    """Wait for the answer to `step`, keeping what was answered so far."""
    visit.person.settings[_FLOW] = {"step": step, "at": int(visit.now.timestamp()), **kept}


def under_way(visit: Visit) -> dict[str, Any] | None:
    """Return the step that waits for an answer with what it keeps, None if there is none."""
    flow: dict[str, Any] | None = visit.person.settings.get(_FLOW)
    if flow is None or visit.now.timestamp() - flow["at"] > OPEN.total_seconds():
        visit.person.settings.pop(_FLOW, None)
        return None
    return flow


def leave(visit: Visit) -> None:
    """Wait for nothing any more; the buttons of what was asked stand for nothing now."""
    if visit.person.settings.pop(_FLOW, None) is not None:
        visit.person.choices, visit.person.ticket = (), ""


def means(visit: Visit, tools: Tools, text: str, *labels: str) -> str:
    """Return which of the buttons named `labels` a message stands for, "" for none."""
    book = tools.book(visit)
    return next((label for label in labels if plain(text) == plain(book.label(label))), "")
