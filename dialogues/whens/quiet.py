"""Hours in which somebody is not written to: read in their words, kept to by their own clock.

Said in part ("not before 10"), the other end stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dialogues.whens.moments import wall, zone
from dialogues.whens.reading import hour, plain
from dialogues.whens.saying import clock
from dialogues.whens.wording import Quieting, wording

DAY = 24 * 60
NOON = 12 * 60
LEAST = 2 * 60
"""Minutes of a day that have to be left to write in, or it was meant otherwise."""
SMALL_HOURS = 4
"""Up to which hour "after 3" is at night, and not in the afternoon."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """From and until which minute of the day nothing comes unasked; the same for both: never."""

    start: int = 22 * 60
    end: int = 8 * 60

    def holds(self, shown: datetime) -> bool:
        """Return whether it is quiet when the clock on the wall shows this."""
        return self._at(shown.hour * 60 + shown.minute)

    def over(self, moment: datetime, name: str) -> datetime:
        """Return `moment`, or if it is quiet then, when that ends in zone `name`.

        Whatever is done to the clock that night. Raises ValueError for a zone that is none.
        """
        if not self.holds(wall(moment, name)):
            return moment
        where = zone(name)
        today = moment.astimezone(where).date()
        hours, minutes = divmod(self.end, 60)
        for ahead in (0, 1, 2):
            day = today + timedelta(days=ahead)
            for fold in (0, 1):
                local = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=where)
                end = local.replace(fold=fold).astimezone(UTC)
                if end > moment and not self.holds(wall(end, name)):
                    return end
        return moment

    def left(self) -> int:
        """Return the minutes of a day that are not quiet."""
        return DAY - (self.end - self.start) % DAY

    def _at(self, minute: int) -> bool:
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def read_quiet(text: str, known: Quiet, language: str = "en") -> Quiet | None:
    """Return the hours `text` asks to be left in peace; None if it names none, or nearly all."""
    words = wording(language).quiet
    said = plain(text, wording(language)).strip()
    found = _between(said, words, language) or _ends(said, known, words, language)
    if found is None:
        for pattern, hours in words.hours:
            if pattern.search(said):
                found = Quiet(*hours)
        if words.none.search(said):
            found = Quiet(0, 0)
        if words.usual.search(said):
            found = Quiet()
    return found if found is not None and found.left() >= LEAST else None


def say_quiet(quiet: Quiet, language: str = "en") -> str:
    """Return the hours in words, "from 10 at night to 8 in the morning", or none."""
    saying = wording(language).saying
    if quiet.start == quiet.end:
        return saying["no_hours"]
    return saying["from_to"].format(
        start=clock(quiet.start, language), end=clock(quiet.end, language)
    )


def _between(said: str, words: Quieting, language: str) -> Quiet | None:
    """Read "between 10 and 9", "from 11pm to 10am"."""
    found = words.between.search(said)
    if found is None:
        return None
    start, surely = hour(found["start"], language)
    end, sure = hour(found["end"], language)
    if start is None or end is None:
        return None
    if words.work.search(said):  # 9 to 5
        return Quiet(start, end)
    return Quiet(start if surely else _evening(start), end if sure else _morning(end))


def _ends(said: str, known: Quiet, words: Quieting, language: str) -> Quiet | None:
    """Read "not before 10", "never after 9 at night", or both."""
    found, named = known, False
    parts = words.ends.split(said)
    for word, rest in zip(parts[1::2], parts[2::2], strict=False):
        minute, sure = hour(f"at {rest}", language)
        if minute is None:
            minute, sure = hour(f"{word} {rest}", language)  # "after tea"
        if minute is None:
            continue
        named = True
        if words.before.fullmatch(word):
            found = replace(found, end=minute if sure else _morning(minute))
        else:
            found = replace(found, start=minute if sure else _evening(minute))
    return found if named and found.start != found.end else None


def _morning(minute: int) -> int:
    """Return an hour whose half is open as the end of a night."""
    return minute if NOON <= minute < NOON + 60 else minute % NOON


def _evening(minute: int) -> int:
    """Return an hour whose half is open as the beginning of a night."""
    turned = minute % NOON
    return turned if turned < SMALL_HOURS * 60 else turned + NOON
