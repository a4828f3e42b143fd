"""People of whom nothing is kept yet: what this process holds in its memory, and nowhere else.

Consent comes before storage (guarantee G17), and an emergency comes before consent. Somebody who
writes "he won't wake up" first of all has to be followed through the next messages, so their
talk is held here for an hour; it goes when the process ends and is never written anywhere.
Where several processes share the work, another one may not have it: it then hears each message
on its own.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.visit import Person

HOUR = timedelta(hours=1)
MOST = 10_000
"""People held at most; whoever has been silent longest goes first."""


@dataclass(slots=True)
class Held:
    """The people held in memory."""

    most: int = MOST
    _people: OrderedDict[bytes, tuple[datetime, Person]] = field(
        default_factory=OrderedDict, repr=False
    )

    def get(self, key: bytes, now: datetime) -> Person | None:
        """Return what is held of a person, unless it is over an hour old."""
        since, person = self._people.get(key, (now, None))
        return None if now - since > HOUR else person

    def put(self, key: bytes, person: Person, now: datetime) -> None:
        """Hold `person` for an hour from `now`, and let go of what has been held longer."""
        self._people[key] = (now, person)
        self._people.move_to_end(key)
        while self._people:
            oldest = next(iter(self._people))
            if len(self._people) <= self.most and now - self._people[oldest][0] <= HOUR:
                return
            del self._people[oldest]

    def drop(self, key: bytes) -> None:
        """Let go of a person."""
        self._people.pop(key, None)
