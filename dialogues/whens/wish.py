"""A time as somebody said it, before it is put on a calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What was understood of "every other friday at 7"; each part may be missing."""

    days: tuple[int, ...] = ()
    """Weekdays named, Monday 0."""
    repeats: bool = False
    weeks: int = 1
    """From one to the next: 2 for every other week."""
    months: bool = False
    """Whether it is once a month: on `date`, or on the `nth` of the weekday named."""
    nth: int = 0
    """Which of a month's Fridays, counted from 1; 0 if none was said."""
    step: int = 0
    """Days between two, for "every other day"; 0 if it goes by weekdays.

    Whole weeks stand for a weekday that was left open: "weekly at 7".
    """
    offset: int | None = None
    """Days from today: 0 today, 1 tomorrow."""
    later_week: bool = False
    """"next friday": not the one in the week under way."""
    date: tuple[int, int] | None = None
    """Month and day, 0 as month for "the 14th"."""
    minute: int | None = None
    """Minute of the day."""
    sure: bool = True
    """Whether the half of the day is known; else `minute` is a guess."""
    wait: int | None = None
    """Minutes from now."""

    @property
    def timed(self) -> bool:
        """Return whether a time of day, or a stretch from now, was named."""
        return self.minute is not None or self.wait is not None

    @property
    def dated(self) -> bool:
        """Return whether a day was named."""
        return bool(self.days or self.repeats or self.offset is not None or self.date or self.wait)

    @property
    def placed(self) -> bool:
        """Return whether it is known which day of a month is meant, where it is once a month."""
        return not self.months or bool(self.date or (self.nth and self.days))
