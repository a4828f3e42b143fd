"""The helplines: one reviewed file, and the rules by which a row may be shown.

All digits a client ever sees come from `data/helplines.toml`; a row past its date drops behind
the ones that are not and is shown with "check this number".
Rules and rows: the project's safety reference, sections 2.1 and 2.2; reviews of health apps that
gave wrong crisis numbers are why there is one file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from typing import Any

from dialogues.facts.countries import COVERED, IN_EU
from dialogues.facts.tables import Row, packaged, rows

FILE = "helplines.toml"
LASTS = timedelta(days=90)
"""The longest a row may go without a check."""
SPOTTING_LASTS = timedelta(days=30)
"""Lines run by peers on thin funding change sooner."""
NOTICE = timedelta(days=14)
"""How long before its end a T0 row stops a release."""
CHANNELS = ("call", "text", "chat", "web")
TIERS = ("T0", "TS", "T1", "T2")
TOPICS = frozenset(
    {"emergency", "suicide", "distress", "drugs", "spotting", "poison", "violence", "assault",
     "young", "health", "any"}
)  # fmt: skip
METHODS = ("reference", "page", "call")


@dataclass(frozen=True, slots=True)
class Line:
    """One channel of one service."""

    id: str
    country: str
    region: str
    name: str
    channel: str
    number_display: str
    e164_or_short: str
    hours: str
    timezone: str
    for_what: tuple[str, ...]
    not_for: str
    cost_and_bill_trace: str
    languages: tuple[str, ...]
    age: str
    privacy_note: str
    tier: str
    evidence: str
    shown: bool
    why_not: str
    source_url: str
    verified_on: date
    verified_by: str
    verify_method: str
    expires_on: date

    def expired(self, on: date) -> bool:
        """Return whether the row is past its date."""
        return on > self.expires_on


_COLUMNS = frozenset(field.name for field in fields(Line))


@cache
def every() -> tuple[Line, ...]:
    """Return every row, shown or not; raises DataError (file and line)."""
    return read(*packaged(FILE))


def read(path: str, text: str) -> tuple[Line, ...]:
    """Return the rows of a helpline file; raises DataError naming file and line."""
    found: list[Line] = []
    for row in rows(path, text, "line"):
        line = _line(row)
        if any(line.id == other.id for other in found):
            raise row.wrong("id", f"{line.id} is taken; every row needs its own")
        found.append(line)
    return tuple(found)


def _line(row: Row) -> Line:
    row.only(_COLUMNS)
    days = {key: row.day(key) for key in ("verified_on", "expires_on")}
    if type(row.values.get("shown")) is not bool:
        raise row.wrong("shown", "true or false is expected")
    required = {"id", "country", "name", "channel", "number_display", "e164_or_short", "tier",
                "evidence", "source_url", "verified_by", "verify_method"}  # fmt: skip
    lists = {"for_what", "languages"}
    values: dict[str, Any] = {name: row.texts(name) for name in lists} | days
    for name in _COLUMNS - values.keys() - {"shown"}:
        values[name] = row.text(name, None if name in required else "")
    line = Line(**values, shown=row.values["shown"])
    _check(line, row)
    return line


def _check(line: Line, row: Row) -> None:
    for key, value, allowed in (
        ("country", line.country, (*COVERED, "eu", "*")),
        ("channel", line.channel, CHANNELS),
        ("tier", line.tier, TIERS),
        ("evidence", line.evidence, ("V", "S", "K")),
        ("verify_method", line.verify_method, METHODS),
    ):
        if value not in allowed:
            raise row.wrong(key, f"one of {', '.join(allowed)} is expected")
    if not line.for_what or not set(line.for_what) <= TOPICS:
        raise row.wrong("for_what", f"some of {', '.join(sorted(TOPICS))} are expected")
    if "emergency" in line.for_what and (line.tier, line.channel) != ("T0", "call"):
        raise row.wrong("tier", "an emergency number is T0 and a call")
    if line.shown == bool(line.why_not):
        raise row.wrong("why_not", "a row that is not shown says why, and no other row does")
    if line.shown and line.evidence == "K":
        raise row.wrong("evidence", "a row of general knowledge cannot be shown")
    if line.channel in ("call", "text") and _digits(line.number_display) not in line.e164_or_short:
        raise row.wrong("number_display", "shows other digits than e164_or_short dials")
    longest = SPOTTING_LASTS if "spotting" in line.for_what else LASTS
    if not timedelta(0) < line.expires_on - line.verified_on <= longest:
        raise row.wrong("expires_on", f"1 to {longest.days} days after verified_on are expected")
    if line.verify_method != "reference" and line.verified_by == "nobody":
        raise row.wrong("verified_by", "the name or role of who checked is expected")


def _digits(text: str) -> str:
    found = re.sub(r"\D", "", text)
    return found[1:] if found.startswith("0") and len(found) > 5 else found


def emergency(country: str) -> Line | None:
    """Return the emergency number of a country (as `country_of` names it), None if not on file."""
    area = country if country in COVERED else "eu" if country in IN_EU else ""
    return next(
        (
            one
            for one in every()
            if one.country == area and "emergency" in one.for_what and one.shown
        ),
        None,
    )


def lines(
    country: str,
    topics: Collection[str] = (),
    channel: str = "",
    *,
    on: date,
    language: str = "en",
) -> tuple[Line, ...]:
    """Return the lines of a country for any of `topics` (all when empty), by `channel` if given.

    In order: the emergency number if asked for, lines in their date as `topics` orders them,
    what is for anywhere, and last what is past its date.
    A country that is not covered gets only what is for anywhere, and no number of another.
    """
    areas = {"*", country} | ({"eu"} if country in IN_EU and country not in COVERED else set())
    wanted = tuple(topics)
    found = [
        one
        for one in every()
        if one.shown and one.country in areas and language in one.languages
        and (not channel or one.channel == channel)
        and (not wanted or "any" in one.for_what or set(one.for_what) & set(wanted))
    ]  # fmt: skip

    def place(line: Line) -> tuple[bool, bool, bool, int]:
        urgent = "emergency" in line.for_what
        first = [wanted.index(topic) for topic in line.for_what if topic in wanted]
        return (
            not urgent, line.expired(on), line.country == "*", min(first, default=len(wanted)),
        )  # fmt: skip

    return tuple(sorted(found, key=place))


def stale(on: date, found: Collection[Line] | None = None) -> Iterator[str]:
    """Yield what keeps a release back on the day `on`: an emergency (T0) row with few days left.

    The day is an argument, so that tests hold still; `porchlight lint` gives today's.
    """
    for line in every() if found is None else found:
        if line.shown and line.tier == "T0" and line.expires_on - on < NOTICE:
            yield (
                f"dialogues/facts/data/{FILE} [{line.id}]: runs out on {line.expires_on}; "
                "dial it, and set verified_on, verified_by, verify_method and expires_on"
            )


def lapsed(on: date) -> tuple[Line, ...]:
    """Return the shown rows past their date: still shown, last, with "check this number"."""
    return tuple(line for line in every() if line.shown and line.expired(on))
