"""Which digits of an outgoing message stand in no file: there may be none.

Let through, beside the helplines: whole numbers from 0 to 10 (rulers, and "in 5 minutes"), 18 (the
line about adults), what the client typed themselves, at most four digits of it, and what the
operator's own directory holds.
Nothing else: no amounts, years or times of day of our own, and no number of another country than
the one stated.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from dialogues.facts.countries import IN_EU
from dialogues.facts.helplines import Line, emergency, every

SMALL = frozenset(str(number) for number in (*range(11), 18))
_RUN = re.compile(r"\d+(?:[ \u00a0-]\d+)*")
_UNIT = re.compile(
    r"\d+(?:[.,]\d+)? ?(?:mg|mcg|µg|ug|ml|g|grams?|units?|tabs?|tablets?|points?)\b", re.IGNORECASE
)
_HEARD = 4
"""The most digits of a client's own number that come back: a year, a time, an amount."""


def unknown_digits(
    text: str,
    *,
    said: str = "",
    also: Collection[str] = (),
    country: str | None = None,
    on: date | None = None,
) -> list[str]:
    """Return the digit strings of `text` that may not be shown, in order; [] is right.

    said     what the client has typed so far
    also     digit strings of the operator's directory
    country  the country stated, "" while it is not known, None to allow any on file
    on       the day, to hold shown numbers to their date; a number past it needs its own word
    """
    lines = _allowed(country, on)
    own = {held for line in lines for held in (line.hours, line.name) if re.search(r"\d", held)}
    for held in sorted(own, key=len, reverse=True):
        text = text.replace(held, " ")
    heard = {part for part in re.findall(r"\d+", said) if len(part) <= _HEARD}
    dials = {re.sub(r"\D", "", line.number_display) for line in lines}
    known = SMALL | heard | set(also)
    wrong = [
        found[0] for found in _UNIT.finditer(text) if not heard & set(re.findall(r"\d+", found[0]))
    ]
    for run in _RUN.finditer(text):
        joined = re.sub(r"\D", "", run[0])
        if joined not in dials and not all(part in known | dials for part in _parts(run[0])):
            wrong.append(run[0])
    return wrong


def _parts(run: str) -> list[str]:
    return re.findall(r"\d+", run)


def _allowed(country: str | None, on: date | None) -> list[Line]:
    """Return the lines whose numbers may be shown for a country on a day."""
    shown = [line for line in every() if line.shown]
    if country == "":
        first = [line for line in shown if "emergency" in line.for_what and line.country != "ie"]
        shown = [line for line in first if emergency(line.country) is line]
    elif country is not None:
        areas = {country, "*"} | ({"eu"} if country in IN_EU else set())
        shown = [line for line in shown if line.country in areas]
    return [line for line in shown if on is None or not line.expired(on)]
