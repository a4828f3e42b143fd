"""What is sent unasked: the hello and the one nudge, bland to whoever reads along (G19).

They hold nothing of what was talked about; that comes after the tap.
"""

from __future__ import annotations

import random

from bot.checkins.plans import Plan
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.visit import Outgoing

LINES = "checkin/hello"
"""The lines a hello may be, one a wording; whoever agreed may pick one."""
TAPS = ("here", "later", "skip", "stop")
"""The buttons below a hello, in order."""


def hello(
    plan: Plan, book: TelegramPhrasebook, rng: random.Random, *, late: bool = False
) -> Outgoing:
    """Return the hello; `late` adds a line that says whose fault it is."""
    drawn = book.say("checkin/worker" if plan.terms.worker else LINES, {}, rng=rng)
    text = plan.terms.hello or (drawn.text if drawn else "")
    if late:
        text = f"{text}\n{book.notice('notice/checkin/late')}"
    return Outgoing(plan.terms.chat, text=text, buttons=buttons(plan, book, TAPS), lasting=True)


def nudge(plan: Plan, book: TelegramPhrasebook) -> Outgoing:
    """Return the one nudge, which says that it is the last word."""
    text = book.notice("notice/checkin/nudge")
    taps = buttons(plan, book, TAPS)
    return Outgoing(plan.terms.chat, text=text, buttons=taps, quiet=True, lasting=True)


def buttons(
    plan: Plan, book: TelegramPhrasebook, names: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Return labels and callback data: the plan's ticket and a place, and nothing else."""
    return tuple(
        (book.label(f"checkin/{name}"), f"k{plan.terms.ticket}:{place}")
        for place, name in enumerate(names)
    )
