"""Planned hours of duty: read from "mon-fri 18-22, sat 10-14", said back, laid on the calendar.

Hours are those of a clock on a wall: they stay the same when it is changed for summer. A time that
is left out that night comes as much later; one that comes twice counts the first time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from bot import datafiles
from dialogues.whens.moments import zone
from dialogues.whens.wording import wording

Slot = tuple[int, int, int]
"""Weekday (Monday 0), and the minutes of that day it begins and ends; past midnight over 1440."""
Span = tuple[datetime, datetime]
"""When it begins and ends on one day, in UTC."""
DAY = 24 * 60
NOON = 12
_HOURS = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?\s*-\s*(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$"
)


class Unread(ValueError):
    """Words that tell no hours."""


@dataclass(frozen=True, slots=True)
class _Words:
    days: Mapping[str, tuple[int, ...]]
    empty: frozenset[str]
    until: frozenset[str]
    place: tuple[str, ...]


def parted(text: str, language: str = "en") -> tuple[str, str]:
    """Return the hours and the place told at the end ("sat 10-14 in Lisbon"), "" for none."""
    for word in _words(language).place:
        hours, found, place = f" {text} ".rpartition(f" {word} ")
        if found:
            return hours.strip(), place.strip()
    return text.strip(), ""


def read(text: str, language: str = "en") -> tuple[Slot, ...]:
    """Return the hours told in `text`; raises Unread if any part of it tells none."""
    words = _words(language)
    plain = " ".join("-" if one in words.until else one for one in text.lower().split())
    plain = re.sub(r"\s*[-–—]\s*", "-", plain)
    days: list[int] = []
    slots: set[Slot] = set()
    for part in filter(None, (one.strip() for one in re.split(r"[,;\n]", plain))):
        found = _HOURS.search(part)
        named = part[: found.start()] if found else part
        days.extend(_days(named, words, language))
        if found is None:
            continue
        start, end = _minutes(found)
        slots.update((day, start, end) for day in days)
        days = []
    if days or not slots:
        raise Unread
    return tuple(sorted(slots))


def longest(slots: Iterable[Slot]) -> timedelta:
    """Return how long the longest of them is."""
    return timedelta(minutes=max(end - start for _, start, end in slots))


def spoken(slots: Sequence[Slot], language: str = "en") -> str:
    """Return hours as they are shown: "Mon-Fri 18:00-22:00, Sat 10:00-14:00"."""
    names = [name[:3] for name in wording(language).weekdays]
    by_hours: dict[tuple[int, int], list[int]] = {}
    for day, start, end in slots:
        by_hours.setdefault((start, end), []).append(day)
    parts = []
    for (start, end), days in by_hours.items():
        runs = [[day for _, day in run]
                for _, run in groupby(enumerate(days), lambda one: one[1] - one[0])]  # fmt: skip
        shown = [names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}"
                 for run in runs]  # fmt: skip
        parts.append(f"{' '.join(shown)} {clock(start)}-{clock(end)}")
    return ", ".join(parts)


def clock(minute: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def spans(slots: Sequence[Slot], place: str, around: datetime) -> list[Span]:
    """Return the hours from the day before `around` to a week after, in order.

    Raises ValueError for a zone that is none.
    """
    where = zone(place)
    today = around.astimezone(where).replace(
        hour=0, minute=0, second=0, microsecond=0, tzinfo=None
    )
    found = []
    for ahead in range(-1, 9):
        day = today + timedelta(days=ahead)
        for weekday, start, end in slots:
            if day.weekday() == weekday:
                first, last = (
                    (day + timedelta(minutes=minute)).replace(tzinfo=where).astimezone(UTC)
                    for minute in (start, end)
                )
                found += [(first, last)] if first < last else []
    return sorted(found)


def current(slots: Sequence[Slot], place: str, now: datetime) -> Span | None:
    """Return the hours under way, the latest if there are two."""
    under_way = [span for span in spans(slots, place, now) if span[0] <= now < span[1]]
    return under_way[-1] if under_way else None


def following(slots: Sequence[Slot], place: str, now: datetime) -> Span | None:
    """Return the next hours that have not begun."""
    return next((span for span in spans(slots, place, now) if span[0] > now), None)


def _minutes(found: re.Match[str]) -> tuple[int, int]:
    first, second = int(found[1]), int(found[4])
    before, after = found[3], found[6]
    if after and not before and first <= NOON:
        before = after if first % NOON < second % NOON or after == "am" else "am"
    start = _minute(first, found[2], before)
    end = _minute(second, found[5], after)
    return start, end if end > start else end + DAY


def _minute(hour: int, minutes: str | None, half: str | None) -> int:
    if half and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    minute = hour * 60 + int(minutes or 0)
    if minute > DAY or int(minutes or 0) > 59:
        raise Unread
    return minute


def _days(text: str, words: _Words, language: str) -> list[int]:
    known = wording(language).weekday_of
    found: list[int] = []
    for word in text.replace("every day", "everyday").split():
        first, dash, last = word.partition("-")
        if word in words.empty:
            continue
        if word in words.days:
            found.extend(words.days[word])
        elif dash and first in known and last in known:
            many = (known[last] - known[first]) % 7
            found.extend((known[first] + ahead) % 7 for ahead in range(many + 1))
        elif word.removesuffix("s") in known or word in known:
            found.append(known[word if word in known else word.removesuffix("s")])
        else:
            raise Unread
    return found


@cache
def _words(language: str) -> _Words:
    return datafiles.read("bot.peers", "days", language, _made)


def _made(table: Mapping[str, Any]) -> _Words:
    return _Words(
        {word: tuple(days) for word, days in table["days"].items()},
        frozenset(table["empty"]["words"]), frozenset(table["until"]["words"]),
        tuple(table["place"]["words"]),
    )  # fmt: skip
