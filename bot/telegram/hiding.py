"""/hide and its code words: our side of the chat goes, one bland line stays.

Telegram lets a bot delete messages in a private chat, its own and the person's, for 48 hours
(https://core.telegram.org/bots/api#deletemessage).
"""

from __future__ import annotations

from bot.telegram import forgetting
from bot.telegram.tools import Tools
from bot.visit import Outgoing, Visit

REACH = 48 * 3600
"""Seconds a message can be deleted for."""
BATCH = 100
"""Messages one request may delete, https://core.telegram.org/bots/api#deletemessages."""
MOST = 1000
"""Message ids kept at most; the oldest go first."""


def hide(visit: Visit, tools: Tools) -> None:
    """Ask for every message in reach to be deleted and a bland line to be sent quietly.

    The notes stay, unless the person asked for `settings["hide_wipes"]`.
    """
    person, rng = visit.person, tools.chance()
    line = rng.choice(tools.book(visit).telegram("bland").splitlines())
    messages = within_reach(person.messages, int(visit.now.timestamp()))
    ids = sorted({message for message, _ in messages})
    visit.out.clear()
    for start in range(0, len(ids), BATCH):
        visit.out.append(
            Outgoing(visit.chat, "delete", messages=tuple(ids[start : start + BATCH]))
        )
    person.messages, person.choices, person.ticket = (), (), ""
    person.settings.pop(forgetting.ASKING, None)
    visit.counts.append("hidden")
    if person.settings.get("hide_wipes"):
        forgetting.let_go(visit, tools)
    visit.out.append(Outgoing(visit.chat, text=line, quiet=True))


def noted(
    messages: tuple[tuple[int, int], ...], message: int, now: int
) -> tuple[tuple[int, int], ...]:
    """Return the message ids with one more, without those out of reach."""
    return (*within_reach(messages, now), (message, now))[-MOST:]


def within_reach(messages: tuple[tuple[int, int], ...], now: int) -> tuple[tuple[int, int], ...]:
    """Return the messages that can still be deleted."""
    return tuple(one for one in messages if now - one[1] < REACH)
