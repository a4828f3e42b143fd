"""A time said back in plain words: "every Friday at 7 in the evening"."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogues.whens.when import LONGEST_MONTH, When
from dialogues.whens.wording import Wording, wording

NEAR = 6
"""Days ahead for which the weekday alone says which day it is."""
SHORTEST_MONTH = 28
_DAYPARTS = ((5, "early"), (12, "morning"), (18, "afternoon"), (22, "evening"), (24, "late"))


def say(when: When, local: datetime, language: str = "en", *, now: datetime | None = None) -> str:
    """Return `when` in words, for somebody whose wall shows `local`.

    A moment without a calendar is told as a stretch from `now`.
    """
    words = wording(language)
    if when.moment is not None:
        left = (when.moment - now).total_seconds() / 60 if now else 0.0
        return _stretch(max(1, round(left)), words) if left > 0 else words.saying["now"]
    time = _time(when.minute, words)
    if when.step and when.on:
        weekday = words.weekdays[when.on.weekday()]
        kind = "alternate" if when.step == 2 else "stepped"
        return words.saying[kind].format(time=time, weekday=weekday, number=when.step)
    if when.monthday or when.nth:
        return _monthly(when, time, words)
    if when.days:
        return _weekly(when, time, words)
    assert when.on is not None  # what is not a moment and does not repeat is on a day
    ahead = (when.on - local.date()) // timedelta(days=1)
    weekday = words.weekdays[when.on.weekday()]
    kind = {0: "today", 1: "tomorrow"}.get(ahead, "day" if ahead <= NEAR else "far")
    return words.saying[kind].format(
        time=time, weekday=weekday, number=when.on.day, month=words.months[when.on.month - 1]
    )


def _monthly(when: When, time: str, words: Wording) -> str:
    if when.nth:
        return words.saying["nth"].format(
            which=words.which[when.nth - 1], weekday=words.weekdays[when.days[0]], time=time
        )
    if when.monthday == LONGEST_MONTH:
        return words.saying["last_day"].format(time=time)
    kind = "monthday" if when.monthday <= SHORTEST_MONTH else "late_monthday"
    return words.saying[kind].format(ordinal=words.ordinals[when.monthday - 1], time=time)


def _weekly(when: When, time: str, words: Wording) -> str:
    if when.weeks == 1:
        for kind, days in {"daily": range(7), "workdays": range(5), "weekends": (5, 6)}.items():
            if tuple(days) == when.days:
                return words.saying[kind].format(time=time)
    names = [words.weekdays[day] for day in when.days]
    last = words.saying["and"].join([", ".join(names[:-1]), names[-1]]) if names[1:] else names[0]
    kind = {1: "weekly", 2: "other"}.get(when.weeks, "weeks")
    return words.saying[kind].format(weekdays=last, time=time, number=when.weeks)


def clock(minute: int, language: str = "en") -> str:
    """Return the minute of the day in words: "9 in the evening"."""
    return _time(minute, wording(language))


def _time(minute: int, words: Wording) -> str:
    if minute == 12 * 60:
        return words.saying["noon"]
    if minute in (0, 24 * 60 - 1):
        return words.saying["midnight"]
    hour, rest = divmod(minute, 60)
    shown = f"{(hour - 1) % 12 + 1}" + (f":{rest:02}" if rest else "")
    part = next(name for until, name in _DAYPARTS if hour < until)
    return words.saying[part].format(clock=shown)


def _stretch(minutes: int, words: Wording) -> str:
    if minutes == 1:
        return words.saying["minute"]
    hours, rest = divmod(minutes + 5, 60)
    if not hours or rest > 10:
        return words.saying["minutes" if hours < 3 else "hours"].format(
            number=minutes if hours < 3 else round(minutes / 60)
        )
    return words.saying["hour" if hours == 1 else "hours"].format(number=hours)
