"""The local directory: services near a place, as the operator wrote them down.

The operator keeps one TOML file (`docs/directory.sample.toml` shows it); the bot reads it at the
start and hands it to the dialogue, which knows no disk.
Every entry is dated; nothing is said of a place that is not on file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rapidfuzz import fuzz

from dialogues.facts.tables import Row, packaged, rows
from dialogues.listening.phrases import Matcher
from dialogues.listening.words import Clause

KINDS = ("needle_exchange", "naloxone", "drug_checking", "groups", "detox", "housing", "legal_aid")
LASTS = timedelta(days=365)
"""The longest an entry may go without a check."""
ANY = "any"
"""Every kind of service, where somebody asks what there is."""
_COLUMNS = frozenset(
    {"kind", "name", "places", "where", "hours", "contact", "checked_on", "expires_on"}
)
_ALIKE = 85
"""How alike (0-100) a typed place and a place on file have to be."""
_LONGEST = 90
"""Characters a column may have, so that three services fit a message."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service in one place."""

    kinds: tuple[str, ...]
    name: str
    places: tuple[str, ...]
    """Every name its place goes by: the town, parts of it, the county."""
    where: str
    hours: str
    contact: str
    checked_on: date
    expires_on: date

    def expired(self, on: date) -> bool:
        """Return whether the entry is past its date."""
        return on > self.expires_on


@dataclass(frozen=True, slots=True)
class Directory:
    """Every service on file."""

    services: tuple[Service, ...] = ()

    def place(self, text: str) -> str:
        """Return the place on file that `text` names, the longest first; "" if it names none."""
        said = f" {_plain(text)} "
        names = sorted({name for one in self.services for name in one.places}, key=len)
        for name in reversed(names):
            if f" {_plain(name)} " in said:
                return name
        close = [name for name in names if fuzz.ratio(_plain(name), said.strip()) >= _ALIKE]
        return close[0] if len(close) == 1 else ""

    def near(self, kind: str, place: str, on: date) -> tuple[Service, ...]:
        """Return the services of a kind (or ANY) in a place, those in their date first."""
        fits = [one for one in self.services if kind == ANY or kind in one.kinds]
        found = [one for one in fits if place in one.places]
        return tuple(sorted(found, key=lambda one: one.expired(on)))

    def digits(self) -> frozenset[str]:
        """Return every digit string the entries hold, for the check of outgoing messages."""
        texts = [f"{one.name} {one.where} {one.hours} {one.contact}" for one in self.services]
        return frozenset(part for text in texts for part in re.findall(r"\d+", text))

    def lapsed(self, on: date) -> Iterator[str]:
        """Yield the names of the services past their date on the day `on`."""
        return (one.name for one in self.services if one.expired(on))


EMPTY = Directory()
_OPENERS = frozenset({"and", "so", "but", "well", "ok", "yeah", "yes", "then", "hi", "hey", ","})
_SUBJECTS = frozenset({"i", "we", "they", "he", "she", "my", "going", "got", "will", "getting"})
"""Words a clause begins with that tells something."""
_ASKING = frozenset(
    {"where", "wheres", "how", "which", "need", "needs", "want", "like", "nearest", "closest",
     "near", "find", "any", "looking", "round", "around"}
)  # fmt: skip
"""Words by which such a clause asks for a way all the same."""


def read(path: str, text: str) -> Directory:
    """Return the directory written in `text`; raises DataError naming `path` and the line."""
    return Directory(tuple(_service(row) for row in rows(path, text, "service")))


def _service(row: Row) -> Service:
    row.only(_COLUMNS)
    service = Service(
        row.texts("kind"), row.text("name"), row.texts("places"), row.text("where"),
        row.text("hours", ""), row.text("contact", ""), row.day("checked_on"),
        row.day("expires_on"),
    )  # fmt: skip
    if not service.kinds or not set(service.kinds) <= set(KINDS):
        raise row.wrong("kind", f"some of {', '.join(KINDS)} are expected")
    if not service.places or not all(_plain(name) for name in service.places):
        raise row.wrong("places", "the names of the place are expected")
    for key in ("name", "where", "hours", "contact"):
        if len(row.text(key, "")) > _LONGEST:
            raise row.wrong(key, f"at most {_LONGEST} characters are expected")
    if not timedelta(0) < service.expires_on - service.checked_on <= LASTS:
        raise row.wrong("expires_on", f"1 to {LASTS.days} days after checked_on are expected")
    return service


@cache
def _kinds(language: str, column: str) -> Matcher:
    path, text = packaged(f"{language}/places.toml")
    matcher = Matcher(language)
    for row in rows(path, text, "kind"):
        row.only(frozenset({"id", "words", "patterns"}))
        if row.text("id") not in (*KINDS, ANY):
            raise row.wrong("id", f"one of {', '.join((*KINDS, ANY))} is expected")
        for pattern in row.texts(column):
            matcher.add(row.text("id"), pattern, f"{path}:{row.line}")
    return matcher


def kind_asked(clauses: Sequence[Clause], language: str = "en") -> str:
    """Return the kind of service a message asks the way to, "" if it asks for none."""
    asked = [clause for clause in clauses if not _states(clause)]
    return _first(asked, _kinds(language, "patterns"))


def kind_named(clauses: Sequence[Clause], language: str = "en") -> str:
    """Return the kind of service that is named, whether or not the way is asked; "" if none."""
    return _first(clauses, _kinds(language, "words"))


def _first(clauses: Sequence[Clause], kinds: Matcher) -> str:
    """Return the kind found first, ANY only where nothing narrower was."""
    found = [match.name for clause in clauses for match in kinds.find(clause.tokens)]
    return next((name for name in found if name != ANY), found[0] if found else "")


def _states(clause: Clause) -> bool:
    """Return whether a clause says what somebody does ("i'll get naloxone") and asks nothing."""
    words = [token.text for token in clause.tokens]
    first = next((word for word in words if word not in _OPENERS), "")
    return first in _SUBJECTS and _ASKING.isdisjoint(words)


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()
