"""A check-in being agreed on: what is still open is asked, one thing at a time.

The draft stands beside the dialogue's own state, in the person's settings, so that a talk goes
on where it was. Nothing of it is a check-in, and no address is kept, before the yes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from dialogues.whens.moments import wall
from dialogues.whens.places import Place, find
from dialogues.whens.reading import half, in_month, read
from dialogues.whens.when import When, resolve
from dialogues.whens.wish import Wish

NOON = 12 * 60
SETTING = "checkin"
"""The setting that holds the draft, or what was last asked of a check-in."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known so far, and what was asked last."""

    step: str = ""
    """day, monthday, time, zone, confirm; after the yes words, hello, mood, pass, own, list,
    which; quiet, quiet_zone and quiet_set for the hours in which nothing is to come."""
    wish: Wish = field(default_factory=Wish, repr=False)
    zone: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    plan: str = ""
    """The number of the check-in that is changed or talked about, "" for a new one."""
    link: str = ""
    who: str = field(default="", repr=False)
    slot: str = ""
    mood: str = ""
    """How they said it is: ok, rough or person."""
    quiet: tuple[int, int] | None = field(default=None, repr=False)
    """Hours to be left in peace, until it is known by which clock."""
    hinted: bool = False
    """Whether they were helped to name a time already."""
    tries: int = 0
    """How often an answer was not understood."""

    def record(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)

    @classmethod
    def of(cls, settings: dict[str, Any]) -> Draft | None:
        """Return the draft among a person's settings; None if there is none, or an odd one."""
        try:
            record = dict(settings[SETTING])
            wish = dict(record.pop("wish"))
            wish["days"] = tuple(wish["days"])
            wish["date"] = tuple(wish["date"]) if wish["date"] else None
            record["quiet"] = tuple(record["quiet"]) if record.get("quiet") else None
            return cls(wish=Wish(**wish), **record)
        except (KeyError, TypeError, ValueError):
            return None

    def told(self, text: str, now: datetime, language: str) -> Draft:
        """Return the draft with what `text` adds to it."""
        draft = self
        if self.step == "zone":
            found = find(text, now, language)
            if found:
                return self.at(found)
            wish = read(text, language)
            changed = wish is not None and (wish.dated or not any(map(str.isdigit, text)))
            return replace(self, wish=merged(self.wish, wish)) if wish and changed else self
        turned = half(text, language) if self.step == "confirm" else ""
        if turned and self.wish.minute is not None:
            minute = self.wish.minute % NOON + (NOON if turned == "pm" else 0)
            return replace(draft, wish=replace(self.wish, minute=minute, sure=True))
        if self.step == "monthday":
            wish = in_month(text, self.wish.days, language)
        else:
            wish = read(text, language)
        return replace(draft, wish=merged(self.wish, wish)) if wish else draft

    def at(self, place: Place) -> Draft:
        """Return the draft with its time zone known."""
        return replace(self, zone=place.zone, place=place.said)

    def open_step(self) -> str:
        """Return what has to be asked next; "confirm" when all is known."""
        if not self.wish.dated and not self.wish.timed:
            return "day"
        if not self.wish.placed:
            return "monthday"
        if not self.wish.timed:
            return "time"
        if self.wish.wait is None and not self.zone:
            return "zone"
        return "confirm"

    def when(self, now: datetime) -> When | None:
        """Return the time agreed to; None if it is not known yet or lies in the past."""
        return resolve(self.wish, now, wall(now, self.zone or "UTC"))


def merged(known: Wish, more: Wish) -> Wish:
    """Return `known` with what `more` says; what is said later counts."""
    if more.wait is not None:
        return more
    said = replace(known, wait=None)
    if more.dated and (more.days or more.offset is not None or more.date or more.repeats):
        said = replace(
            more, minute=known.minute if more.minute is None else more.minute,
            sure=known.sure if more.minute is None else more.sure,
        )  # fmt: skip
    elif more.minute is not None:
        said = replace(said, minute=more.minute, sure=more.sure)
    return said
