"""Buttons: a random ticket and a place in the kept choices, nothing else, goes to Telegram.

A tap is worth what the same words typed would be. Each reply's buttons replace the last ones:
a tap that shows another ticket, or a place there is none of, chooses nothing.
"""

from __future__ import annotations

import hmac
import random
import re

from bot.visit import Person, Visit

_DATA = re.compile(r"([0-9a-f]{16}):([0-9]{1,2})")


def offer(visit: Visit, text: str, labels: tuple[str, ...], rng: random.Random) -> None:
    """Ask for `text` to be sent with a button for each label; earlier buttons become stale."""
    visit.person.choices = labels
    visit.person.ticket = f"{rng.getrandbits(64):016x}" if labels else ""
    visit.say(text, buttons(visit.person))


def buttons(person: Person) -> tuple[tuple[str, str], ...]:
    """Return label and callback data of the buttons that count now."""
    return tuple((label, f"{person.ticket}:{place}") for place, label in enumerate(person.choices))


def chosen(person: Person, data: str) -> str | None:
    """Return the label that was tapped, or None for a stale or forged tap."""
    found = _DATA.fullmatch(data)
    if found is None or not person.ticket:
        return None
    place = int(found[2])
    if not hmac.compare_digest(found[1], person.ticket) or place >= len(person.choices):
        return None
    return person.choices[place]
