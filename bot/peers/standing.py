"""What the peers' room knows of one person when their turn begins, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    LargeBinary,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers.planning import ZONE
from bot.peers.rows import (
    CLIENT,
    OFFER,
    PAST,
    PEER,
    PRACTICE,
    Member,
    Order,
    Part,
    Side,
    member_of,
    order_of,
    part_of,
    side_of,
)
from bot.peers.showing import MEDIA
from bot.peers.team import HOURS, PILOT
from bot.store.errors import Unreadable
from bot.store.schema import Instant, crisis_order, member, note, pairing, peer_talk

ROOM = "peers"
"""The name under which a visit holds it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's role, pairings, talks and order; and what of the pilot concerns everybody."""

    member: Member | None = field(default=None, repr=False)
    sides: tuple[Side, ...] = field(default=(), repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)
    order: Order | None = field(default=None, repr=False)
    pilot: str = ""
    """on, paused, or "" where there is none."""
    hours: str = ""
    """When somebody is usually there, in the coordinator's words."""
    zone: str = ""
    """The time zone the team goes by."""
    media: tuple[str, ...] = ()
    """What goes through in a talk beside words."""
    cover: int = 0
    """How many are on duty, the person themself left out."""

    @property
    def kept(self) -> bool:
        """Return whether anything of the person is kept here."""
        return bool(self.member or self.sides or self.parts or self.order)

    @property
    def talk(self) -> Part | None:
        """Return the person's side of the talk they are in, as client or as peer worker."""
        return next((p for p in self.parts if p.role == PEER), None) or next(
            (p for p in self.parts if p.role == CLIENT and p.name), None
        )

    @property
    def asking(self) -> Part | None:
        """Return the person's own request for a talk while nobody has taken it."""
        return next((p for p in self.parts if p.role == CLIENT and not p.name), None)

    @property
    def practice(self) -> Part | None:
        """Return the practice talk the person is in."""
        return next((p for p in self.parts if p.role == PRACTICE), None)

    def offer(self, token: str) -> Part | None:
        """Return what the person was asked about the talk behind a button."""
        return next((p for p in self.parts if p.role == OFFER and p.token == token), None)


def _everything() -> CompoundSelect[Any]:
    blob, moment, text = cast(null(), LargeBinary), cast(null(), Instant), cast(null(), String)
    whom, now = bindparam("whom", type_=LargeBinary), bindparam("now", type_=Instant)

    def rows(table: str, *columns: Any) -> Any:
        return select(literal(table).label("kind"), *columns)

    return union_all(
        rows("member", member.c.person.label("person"), blob.label("link"),
             member.c.role.label("role"), text.label("state"), member.c.duty_until.label("at"),
             member.c.sealed.label("sealed")).where(member.c.person == whom),
        rows("pairing", pairing.c.person, pairing.c.link, pairing.c.role, text, pairing.c.since,
             pairing.c.sealed).where(pairing.c.person == whom),
        rows("talk", peer_talk.c.person, peer_talk.c.link, peer_talk.c.role, peer_talk.c.state,
             peer_talk.c.moved_at, peer_talk.c.sealed)
        .where(peer_talk.c.person == whom, peer_talk.c.role != PAST),
        rows("order", crisis_order.c.person, blob, text, text, crisis_order.c.expires_at,
             crisis_order.c.sealed).where(crisis_order.c.person == whom,
                                          crisis_order.c.expires_at > now),
        rows("note", blob, blob, note.c.name, note.c.value, moment, blob)
        .where(note.c.name.in_((PILOT, HOURS, MEDIA, ZONE))),
        rows("cover", blob, blob, text, cast(func.count(), String), moment, blob)
        .select_from(member).where(member.c.duty_until > now, member.c.person != whom),
    )  # fmt: skip


_EVERYTHING = _everything()


@dataclass(frozen=True, slots=True)
class _Row:
    """One row under the names of its own table."""

    person: bytes = field(repr=False)
    link: bytes = field(repr=False)
    role: str
    state: str
    at: datetime
    sealed: bytes = field(repr=False)

    @property
    def duty_until(self) -> datetime:
        return self.at

    @property
    def since(self) -> datetime:
        return self.at

    @property
    def moved_at(self) -> datetime:
        return self.at


async def standing(
    connection: AsyncConnection, key: bytes, person: bytes, now: datetime
) -> Standing:
    """Return what is known of a person, whose key is `key`; what does not open is not there."""
    found = await connection.execute(_EVERYTHING, {"whom": person, "now": now})
    return _sorted(found.all(), key)


def _sorted(rows: Iterable[Any], key: bytes) -> Standing:
    about: dict[str, Any] = {}
    sides: list[Side] = []
    parts: list[Part] = []
    notes: dict[str, str] = {}
    cover = 0
    for kind, person, link, role, state, at, sealed in rows:
        row = _Row(person, link, role, state, at, sealed)
        try:
            match kind:
                case "member":
                    about["member"] = member_of(row, key)
                case "pairing":
                    sides.append(side_of(row, key))
                case "talk":
                    parts.append(part_of(row, key))
                case "order":
                    about["order"] = order_of(row, key)
                case "note":
                    notes[role] = state
                case _:
                    cover = int(state)
        except Unreadable:
            continue
    return Standing(
        sides=tuple(sides), parts=tuple(parts), pilot=notes.get(PILOT, ""),
        hours=notes.get(HOURS, ""), media=tuple(notes.get(MEDIA, "").split()),
        zone=notes.get(ZONE, ""), cover=cover, **about,
    )  # fmt: skip
