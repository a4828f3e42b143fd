"""From the clock on a wall to a moment, whatever governments do to the clock.

Two rules, for the nights when it is changed: a time that is left out comes as much later as was
left out (half past one becomes half past two), and a time that comes twice counts the first time.
A zone is an IANA name ("Europe/London"), or an offset ("+05:30") for somebody who named no place.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogues.whens.when import APART, When

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
LOOKED_THROUGH = APART.days + 1
"""Days looked through for the next one."""


@cache
def zone(name: str) -> tzinfo:
    """Return the zone of that name; raises ValueError for one that is none."""
    found = _OFFSET.fullmatch(name)
    if found:
        away = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-away if found[1] == "-" else away)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError("no such time zone") from error


def wall(now: datetime, name: str) -> datetime:
    """Return what the clock on the wall shows in zone `name` at `now`; raises ValueError."""
    return now.astimezone(zone(name)).replace(tzinfo=None)


def following(when: When, name: str, after: datetime) -> datetime | None:
    """Return the next moment after `after`, in UTC; None when there is none any more.

    Each day has one moment at most, and moments of later days come later. Raises ValueError for
    a zone that is none.
    """
    if when.moment is not None:
        return when.moment if when.moment > after else None
    where = zone(name)
    today = after.astimezone(where).date()
    if not when.repeats:
        days = [when.on] if when.on else []
    else:
        first = max(today - timedelta(days=1), when.on or today - timedelta(days=1))
        days = [first + timedelta(days=one) for one in range(LOOKED_THROUGH + 1)]
    hour, minute = divmod(when.minute, 60)
    for day in days:
        if not when.falls_on(day):
            continue
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=where)
        moment = local.astimezone(UTC)
        if moment > after:
            return moment
    return None
