"""Saying a notice: its text from the templates, its buttons from theirs."""

from __future__ import annotations

from datetime import timedelta

from bot.telegram.choosing import offer
from bot.telegram.tools import Tools
from bot.visit import Visit

ONCE = timedelta(minutes=1)
"""How long the same answer is not given again to things that come in heaps, like an album."""


def tell(visit: Visit, tools: Tools, name: str, *labels: str, **slots: str) -> None:
    """Ask for `notice/telegram/<name>` to be sent, with the buttons named `labels`."""
    book = tools.book(visit)
    shown = tuple(book.label(label) for label in labels)
    offer(visit, book.telegram(name, **slots), shown, tools.chance())


def tell_once(visit: Visit, tools: Tools, name: str, within: timedelta = ONCE) -> None:
    """Say a notice beside the talk (buttons stay as they are), unless it was said lately."""
    said: dict[str, int] = visit.person.settings.get("answered", {})
    now = int(visit.now.timestamp())
    if now - said.get(name, 0) < within.total_seconds():
        return
    recent = {one: at for one, at in said.items() if now - at < 3600}
    visit.person.settings["answered"] = {**recent, name: now}
    visit.say(tools.book(visit).telegram(name))
