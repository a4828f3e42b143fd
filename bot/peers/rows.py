"""The rows of the peers' tables, opened: who is in the team, who is paired, who talks to whom.

What a row seals is bound to its table, person and link, so that no side opens as another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.peers.timetable import Slot
from bot.store.sealing import place, seal, unseal

PEER = "peer"
COORDINATOR = "coordinator"
CLIENT = "client"
OFFER = "offer"
PRACTICE = "practice"
PAST = "past"
WAITING = "waiting"
OPEN = "open"
HANDING = "handing"
OVER = "over"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team."""

    person: bytes = field(repr=False)
    role: str
    """peer or coordinator; a coordinator can do whatever a peer worker can."""
    chat: int = field(repr=False)
    name: str = field(repr=False)
    """What the team calls them."""
    duty_until: datetime | None = None
    limit: int = 6
    """Talks they take on one day at most."""
    day: str = ""
    """The day `taken` counts, ISO 8601."""
    taken: int = 0
    shifts: tuple[Slot, ...] = ()
    """The hours they plan to be on duty."""
    zone: str = ""
    """By which clock: an IANA name, or an offset as "+05:30"."""

    def on_duty(self, now: datetime) -> bool:
        """Return whether they are on duty now."""
        return self.duty_until is not None and self.duty_until > now

    def taken_on(self, now: datetime) -> int:
        """Return how many talks they have taken on the day of `now`."""
        return self.taken if self.day == now.date().isoformat() else 0

    def record(self) -> dict[str, Any]:
        """Return what is sealed."""
        return {"chat": self.chat, "name": self.name, "limit": self.limit, "day": self.day,
                "taken": self.taken, "shifts": self.shifts, "zone": self.zone}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pairing."""

    link: bytes
    role: str
    """client or peer."""
    person: bytes = field(repr=False)
    since: datetime
    """When they were paired, or last talked."""
    chat: int = field(repr=False)
    name: str = field(repr=False)
    """What the other side is called."""
    own: str = field(repr=False)
    """What this side is called by the other."""
    token: str = field(repr=False)
    """Stands for this side in its own buttons."""

    def record(self) -> dict[str, Any]:
        """Return what is sealed."""
        return {"chat": self.chat, "name": self.name, "own": self.own, "token": self.token}


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a talk: the client's, a peer worker's, or that of one who was asked."""

    link: bytes
    role: str
    """client, peer, offer, past or practice."""
    person: bytes = field(repr=False)
    state: str
    moved_at: datetime
    chat: int = field(repr=False)
    name: str = field(repr=False)
    """What the other side is called; for a client "" until somebody is there."""
    own: str = field(repr=False)
    token: str = field(repr=False)
    words: str = field(default="", repr=False)
    """What the client wants told first; "" once somebody has read it."""
    hard: bool = False
    """Whether danger was heard in it."""
    began: int = 0
    """When the other side's words began to reach this one, in unix seconds."""
    until: int = 0
    """When they stopped."""
    kept: str = field(default="", repr=False)
    """What a practice talk goes on from."""
    shows: bool = False
    """Whether a client said that what they send beside words may go through in this talk."""

    def record(self) -> dict[str, Any]:
        """Return what is sealed."""
        return {"chat": self.chat, "name": self.name, "own": self.own, "token": self.token,
                "words": self.words, "hard": self.hard, "began": self.began,
                "until": self.until, "kept": self.kept, "shows": self.shows}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """What a client wrote down while calm."""

    first: str = field(repr=False)
    never: str = field(repr=False)
    words: str = field(repr=False)

    def record(self) -> dict[str, Any]:
        """Return what is sealed."""
        return {"first": self.first, "never": self.never, "words": self.words}


def sealed(key: bytes, record: Mapping[str, Any], *bound: str | bytes) -> bytes:
    """Return a record sealed for its table, person and link."""
    return seal(key, json.dumps(record, separators=(",", ":")).encode(), place(*bound))


def unsealed(key: bytes, sealed: bytes, *bound: str | bytes) -> dict[str, Any]:
    """Return a sealed record; raises Unreadable."""
    record: dict[str, Any] = json.loads(unseal(key, sealed, place(*bound)))
    return record


def member_of(row: Any, key: bytes) -> Member:
    """Return a row of `member` opened; raises Unreadable."""
    whom = bytes(row.person)
    record = unsealed(key, row.sealed, "member", whom)
    record["shifts"] = tuple(tuple(one) for one in record.get("shifts", ()))
    return Member(whom, row.role, duty_until=row.duty_until, **record)


def side_of(row: Any, key: bytes) -> Side:
    """Return a row of `pairing` opened; raises Unreadable."""
    whom, link = bytes(row.person), bytes(row.link)
    record = unsealed(key, row.sealed, "pairing", whom, link)
    return Side(link, row.role, whom, row.since, **record)


def part_of(row: Any, key: bytes) -> Part:
    """Return a row of `peer_talk` opened; raises Unreadable."""
    whom, link = bytes(row.person), bytes(row.link)
    record = unsealed(key, row.sealed, "peer_talk", whom, link, row.role)
    return Part(link, row.role, whom, row.state, row.moved_at, **record)


def order_of(row: Any, key: bytes) -> Order:
    """Return a row of `crisis_order` opened; raises Unreadable."""
    return Order(**unsealed(key, row.sealed, "crisis_order", bytes(row.person)))
