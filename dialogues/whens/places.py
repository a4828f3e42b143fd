"""Which time zone somebody means: a city, a country, an offset, or what their clock shows.

Cities beside those of `data/<language>/places.toml` are the ones the zones are named for (IANA
time zone database).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

import tomli
from rapidfuzz import fuzz, process

from dialogues.errors import DataError
from dialogues.whens.reading import read

CLOSE = 85.0
"""rapidfuzz ratio (0-100) from which a misspelt place is the place."""
STEP = 30
"""Minutes to which a clock is rounded: few zones are off by a quarter, many clocks by minutes."""
_OFFSET = re.compile(r"\b(?:utc|gmt) ?([+-]) ?(\d{1,2})(?::?([0-5]\d))?\b|^ *([+-])(\d{1,2})"
                     r"(?::?([0-5]\d))? *$")  # fmt: skip
_KEPT = re.compile(r"([+-])(\d{2}):(\d{2})")
_LEAD = re.compile(
    r"^(?:i ?m |i am |i live |we re |its |it is |my )?(?:in|near|from|around|on|by|at)? ?(?:the )?"
    r"|(?: time| timezone| time zone| mate| here| atm| at the moment| please| innit)+$"
)
_SHOWS = re.compile(r"\b(?:it s|its|it is|clock|here|now|my time|says)\b|^\W*\d")


@dataclass(frozen=True, slots=True)
class Place:
    """A time zone, and how it is said."""

    zone: str
    """An IANA name, or an offset as "+05:30"."""
    said: str


def find(text: str, now: datetime, language: str = "en") -> Place | None:
    """Return the zone `text` tells; None if it tells none.

    A clock time ("it's 7:40pm here") is set against `now`.
    """
    plain = " ".join(re.sub(r"[^a-z0-9:+ -]", " ", text.lower()).split())
    if found := _OFFSET.search(plain):
        sign, hours, minutes = (found[1], found[2], found[3]) if found[1] else found.groups()[3:]
        return _away((int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1))
    known = _known(language)
    name = plain
    for _ in range(2):
        name = _LEAD.sub("", name).strip()
    for word in (plain, name):
        if word in known:
            return known[word]
    words = name.split()
    for size in (3, 2, 1):
        for first in range(len(words) - size + 1):
            part = " ".join(words[first : first + size])
            if part in known and len(part) > 3:
                return known[part]
    if len(name) > 4 and name.replace(" ", "").isalpha():
        close = process.extractOne(name, known.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        if close:
            return known[close[0]]
    return _clock(text, now, language) if _SHOWS.search(plain) else None


def named(zone: str, language: str = "en") -> str:
    """Return how a zone is said."""
    found = _KEPT.fullmatch(zone)
    if found:
        away = int(found[2]) * 60 + int(found[3])
        place = _away(-away if found[1] == "-" else away)
        return place.said if place else zone
    return next((one.said for one in _known(language).values() if one.zone == zone), zone)


def _clock(text: str, now: datetime, language: str) -> Place | None:
    wish = read(text, language)
    if wish is None or wish.minute is None:
        return None
    utc = now.hour * 60 + now.minute
    halves = (wish.minute,) if wish.sure else (wish.minute, (wish.minute + 720) % 1440)
    away = [(minute - utc + 720) % 1440 - 720 for minute in halves]
    nearest = min(away, key=abs)
    return _away(round(nearest / STEP) * STEP)


def _away(minutes: int) -> Place | None:
    if not -12 * 60 <= minutes <= 14 * 60:
        return None
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    shown = f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
    return Place(f"{sign}{hours:02}:{rest:02}", shown if minutes else "UTC")


@cache
def _known(language: str) -> Mapping[str, Place]:
    name = f"data/{language}/places.toml"
    try:
        own = tomli.loads(files("dialogues.whens").joinpath(name).read_text("utf-8"))["zones"]
        zones = files("tzdata").joinpath("zones").read_text("utf-8").split()
        known = {}
        for zone in zones:
            area, _, city = zone.rpartition("/")
            if area and not area.startswith("Etc"):
                said = city.replace("_", " ")
                known[said.lower().replace("-", " ")] = Place(zone, said)
        for zone, words in own.items():
            for word in words:
                known[word.lower()] = Place(zone, words[0])
    except (OSError, KeyError, TypeError, tomli.TOMLDecodeError) as error:
        raise DataError(f"dialogues/whens/{name}: {error}") from error
    return known
