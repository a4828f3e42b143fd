"""A time somebody agreed to, on their own calendar, and how it is worked out from their words."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dialogues.whens.wish import Wish

FURTHEST = timedelta(days=31)
"""How far ahead a single check-in may lie."""
APART = timedelta(days=36)
"""Further than the next of what repeats can lie: the first Fridays of two months are 35 days apart
at most, and a zone may be a day ahead. What comes round more seldom is not taken (`repeating`)."""
LAST = 5
"""For `nth`: the last one of the month."""
LONGEST_MONTH = 31
DAY = 24 * 60
WEEK = 7


@dataclass(frozen=True, slots=True)
class When:
    """Once at a moment, once on a day, or again and again, by the clock on somebody's wall."""

    minute: int = 0
    """Minute of the day, local."""
    days: tuple[int, ...] = ()
    """Weekdays it comes again on, Monday 0."""
    weeks: int = 1
    """From one to the next, counted from `on`."""
    step: int = 0
    """Days between two, counted from `on`; 0 if it goes by weekdays."""
    on: date | None = None
    """The one day, or the day from which weeks or steps are counted."""
    moment: datetime | None = None
    """For "in three hours": the moment itself, which needs no calendar."""
    monthday: int = 0
    """Day of every month; in a month that is too short its last day counts. 0 for none."""
    nth: int = 0
    """Which one of a month's weekdays of `days`; LAST for the last; 0 for all."""

    @property
    def repeats(self) -> bool:
        """Return whether there is more than one."""
        return bool(self.days or self.step or self.monthday)

    def falls_on(self, day: date) -> bool:
        """Return whether it comes on this day."""
        if self.monthday or self.nth:
            return self._falls_in_month(day)
        if self.step:
            return self.on is not None and day >= self.on and (day - self.on).days % self.step == 0
        if not self.days:
            return day == self.on
        if day.weekday() not in self.days or (self.on is not None and day < self.on):
            return False
        if self.weeks == 1 or self.on is None:
            return True
        return (_monday(day) - _monday(self.on)).days // 7 % self.weeks == 0

    def _falls_in_month(self, day: date) -> bool:
        length = monthrange(day.year, day.month)[1]
        if self.monthday:
            return day.day == min(self.monthday, length)
        if day.weekday() not in self.days:
            return False
        return (
            day.day + WEEK > length if self.nth == LAST else (day.day - 1) // WEEK + 1 == self.nth
        )

    def wish(self) -> Wish:
        """Return it as it could have been said, to be changed in part: "make it 8 instead"."""
        date_ = (self.on.month, self.on.day) if self.on and not self.repeats else None
        return Wish(
            days=self.days, repeats=self.repeats, weeks=self.weeks, step=self.step,
            months=bool(self.monthday or self.nth), nth=self.nth,
            date=(0, self.monthday) if self.monthday else date_,
            minute=None if self.moment else self.minute,
        )  # fmt: skip

    def as_record(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "minute": self.minute, "days": self.days, "weeks": self.weeks, "step": self.step,
            "on": self.on and self.on.isoformat(),
            "moment": self.moment and self.moment.isoformat(),
            "monthday": self.monthday, "nth": self.nth,
        }  # fmt: skip

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> When:
        """Return it from plain JSON values; raises KeyError, TypeError or ValueError."""
        return cls(
            int(record["minute"]), tuple(int(day) for day in record["days"]),
            int(record["weeks"]), int(record["step"]),
            date.fromisoformat(record["on"]) if record["on"] else None,
            datetime.fromisoformat(record["moment"]) if record["moment"] else None,
            int(record.get("monthday", 0)), int(record.get("nth", 0)),
        )  # fmt: skip


def resolve(wish: Wish, now: datetime, local: datetime) -> When | None:
    """Return `wish` on the calendar of somebody whose wall shows `local` (no zone) at `now`.

    None if no time of day was named, or if it lies in the past or more than a month ahead.
    """
    if wish.wait is not None:
        ahead = timedelta(minutes=wish.wait)
        return When(moment=(now + ahead).astimezone(UTC)) if ahead <= FURTHEST else None
    if wish.minute is None:
        return None
    if wish.repeats:
        return _again(wish, wish.minute, local)
    days = [local.date() + timedelta(days=ahead) for ahead in range(FURTHEST.days + 1)]
    for day in days:
        if not _meant(wish, day, local.date()):
            continue
        for minute in _minutes(wish, day == local.date()):
            if _at(day, minute) > local:
                return When(minute, on=day)
    return None


def _again(wish: Wish, minute: int, local: datetime) -> When | None:
    if wish.months:
        if wish.date is not None:
            return When(minute, monthday=wish.date[1])
        return When(minute, wish.days[:1], nth=wish.nth) if wish.placed else None
    first = local.date() + timedelta(days=wish.offset or 0)
    if _at(first, minute) <= local:
        first += timedelta(days=1)
    if wish.step and wish.step % WEEK:
        while wish.days and first.weekday() not in wish.days:
            first += timedelta(days=1)
        return When(minute, step=wish.step, on=first)
    days = wish.days or (first.weekday(),)
    if not wish.days and not wish.step and wish.weeks == 1 and wish.offset is None:
        days = tuple(range(WEEK))
    while first.weekday() not in days:
        first += timedelta(days=1)
    if wish.later_week and first - _monday(local.date()) < timedelta(days=WEEK):
        first += timedelta(days=WEEK)
    return When(minute, days, wish.weeks, on=first if wish.weeks > 1 or wish.later_week else None)


def _meant(wish: Wish, day: date, today: date) -> bool:
    """Return whether the wish can mean this day."""
    if wish.date is not None:
        month, number = wish.date
        return day.day == number and month in (0, day.month)
    if wish.offset is not None and wish.days and wish.offset >= WEEK:  # "in two weeks, a friday"
        that_week = _monday(day) == _monday(today + timedelta(days=wish.offset))
        return that_week and day.weekday() in wish.days
    if wish.offset is not None:
        return day == today + timedelta(days=wish.offset)
    if wish.days and wish.later_week and day - _monday(today) < timedelta(days=7):
        return False
    return not wish.days or day.weekday() in wish.days


def _minutes(wish: Wish, today: bool) -> tuple[int, ...]:
    """Return what the time can be; where the half is a guess, today's other half comes next."""
    assert wish.minute is not None  # looked at before
    if wish.sure or not today or wish.minute >= DAY // 2:
        return (wish.minute,)
    return (wish.minute, wish.minute + DAY // 2)


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, *divmod(minute, 60))  # noqa: DTZ001 - a wall


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
