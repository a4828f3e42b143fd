"""The peers' tables within one transaction: read, written, and people told what follows from it.

Whoever cannot be read (their key is gone) is as good as not there; `mending` lets go of the rest.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers.rows import (
    CLIENT,
    HANDING,
    OFFER,
    OPEN,
    OVER,
    PAST,
    PEER,
    WAITING,
    Member,
    Order,
    Part,
    Side,
    member_of,
    part_of,
    sealed,
    side_of,
)
from bot.store import counting
from bot.store.dialect import insert
from bot.store.errors import Unreadable
from bot.store.opening import Store
from bot.store.retention import ORDER
from bot.store.schema import crisis_order, member, pairing, peer_talk
from bot.telegram import outbox
from bot.visit import Outgoing

CARD = 60
"""Seconds within which a card has come."""


def new_link() -> bytes:
    """Return a fresh random number for what two sides share."""
    return secrets.token_bytes(16)


def new_token() -> str:
    """Return a fresh random mark for somebody's buttons."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The tables, in one transaction of the caller's."""

    connection: AsyncConnection = field(repr=False)
    store: Store = field(repr=False)
    now: datetime

    async def key(self, person: bytes) -> bytes | None:
        """Return a person's key, None if they are gone."""
        try:
            return await self.store.keyring.key(person, create=False, on=self.now.date())
        except Unreadable:
            return None

    async def members(self, *where: ColumnElement[bool]) -> list[Member]:
        """Return the members of the team that meet the conditions."""
        rows = (await self.connection.execute(select(member).where(*where))).all()
        found = []
        for row in rows:
            key = await self.key(bytes(row.person))
            try:
                found.append(member_of(row, key or b""))
            except (Unreadable, ValueError):
                continue
        return sorted(found, key=lambda one: one.name)

    async def put_member(self, one: Member) -> None:
        """Write a member, new or changed."""
        key = await self._key_of(one.person)
        values = {
            "role": one.role, "duty_until": one.duty_until,
            "sealed": sealed(key, one.record(), "member", one.person),
        }  # fmt: skip
        await self.connection.execute(
            insert(self.connection, member)
            .values(person=one.person, **values)
            .on_conflict_do_update(index_elements=["person"], set_=values)
        )

    async def drop_member(self, person: bytes) -> None:
        """Take somebody out of the team."""
        await self.connection.execute(delete(member).where(member.c.person == person))

    async def sides(self, *where: ColumnElement[bool]) -> list[Side]:
        """Return the sides of pairings that meet the conditions, oldest first."""
        statement = select(pairing).where(*where).order_by(pairing.c.seq)
        found = []
        for row in (await self.connection.execute(statement)).all():
            key = await self.key(bytes(row.person))
            try:
                found.append(side_of(row, key or b""))
            except (Unreadable, ValueError):
                continue
        return found

    async def add_side(self, side: Side) -> None:
        """Write one side of a new pairing."""
        key = await self._key_of(side.person)
        await self.connection.execute(
            insert(self.connection, pairing).values(
                link=side.link, role=side.role, person=side.person, since=side.since,
                sealed=sealed(key, side.record(), "pairing", side.person, side.link),
            )
        )  # fmt: skip

    async def drop_pairing(self, link: bytes) -> None:
        """End a pairing on both sides."""
        await self.connection.execute(delete(pairing).where(pairing.c.link == link))

    async def touch_pairing(self, link: bytes) -> None:
        """Note that the two sides of a pairing talked now."""
        await self.connection.execute(
            update(pairing).where(pairing.c.link == link).values(since=self.now)
        )

    async def parts(self, *where: ColumnElement[bool]) -> list[Part]:
        """Return the sides of talks that meet the conditions, oldest first."""
        statement = select(peer_talk).where(*where).order_by(peer_talk.c.seq).with_for_update()
        found = []
        for row in (await self.connection.execute(statement)).all():
            key = await self.key(bytes(row.person))
            try:
                found.append(part_of(row, key or b""))
            except (Unreadable, ValueError):
                continue
        return found

    async def add_part(self, part: Part) -> None:
        """Write one side of a talk."""
        key = await self._key_of(part.person)
        await self.connection.execute(
            insert(self.connection, peer_talk).values(
                link=part.link, role=part.role, person=part.person, state=part.state,
                moved_at=part.moved_at,
                sealed=sealed(key, part.record(), "peer_talk", part.person, part.link, part.role),
            )
        )  # fmt: skip

    async def put_part(self, part: Part) -> None:
        """Write a side of a talk anew."""
        key = await self._key_of(part.person)
        await self.connection.execute(
            update(peer_talk)
            .where(*_one(part))
            .values(
                state=part.state, moved_at=part.moved_at,
                sealed=sealed(key, part.record(), "peer_talk", part.person, part.link, part.role),
            )
        )  # fmt: skip

    async def won(self, link: bytes) -> str:
        """Open a talk that waits or is handed over; return the state it was in, "" if it is not.

        Of any number who try at once, in any process, one wins.
        """
        for state in (WAITING, HANDING):
            taken = await self.connection.execute(
                update(peer_talk)
                .where(peer_talk.c.link == link, peer_talk.c.role == CLIENT)
                .where(peer_talk.c.state == state)
                .values(state=OPEN, moved_at=self.now)
            )
            if taken.rowcount:
                return state
        return ""

    async def move(self, link: bytes, state: str) -> bool:
        """Put a talk that is open or handed over into `state`; return whether there is one."""
        moved = await self.connection.execute(
            update(peer_talk)
            .where(peer_talk.c.link == link, peer_talk.c.role == CLIENT)
            .where(peer_talk.c.state.in_((OPEN, HANDING)))
            .values(state=state, moved_at=self.now)
        )
        return bool(moved.rowcount)

    async def fresh(self, part: Part) -> Part | None:
        """Return a side of a talk as it is now, None if it is there no more."""
        found = await self.parts(*_one(part))
        return found[0] if found else None

    async def touch_talk(self, link: bytes) -> None:
        """Note that something was said in an open talk."""
        await self.connection.execute(
            update(peer_talk)
            .where(peer_talk.c.link == link, peer_talk.c.state == OPEN)
            .values(moved_at=self.now)
        )

    async def drop_offers(self, link: bytes) -> None:
        """Let go of what peer workers were asked about a talk."""
        for part in await self.parts(peer_talk.c.link == link, peer_talk.c.role == OFFER):
            await self.close_part(part)

    async def drop_part(self, part: Part) -> None:
        """Let go of one side of a talk."""
        await self.connection.execute(delete(peer_talk).where(*_one(part)))

    async def close_part(self, part: Part) -> None:
        """End a peer worker's side; what was passed on to them is cleared up later (`clearing`).

        Of somebody who was asked and did not take it that is the card, which comes within CARD.
        """
        now = int(self.now.timestamp())
        until = now if part.role == PEER else min(now - 1, part.began + CARD)
        past = replace(part, role=PAST, state=OVER, moved_at=self.now, words="", until=until)
        await self.drop_part(part)
        await self.add_part(past)

    async def drop_talk(self, link: bytes) -> None:
        """End a talk on all its sides."""
        there = (peer_talk.c.link == link, peer_talk.c.role != PAST)
        for part in await self.parts(*there, peer_talk.c.role != CLIENT):
            await self.close_part(part)
        await self.connection.execute(delete(peer_talk).where(*there))

    async def put_order(self, person: bytes, order: Order | None) -> None:
        """Keep somebody's order for a crisis, or with None let go of it."""
        if order is None:
            await self.connection.execute(
                delete(crisis_order).where(crisis_order.c.person == person)
            )
            return
        values = {
            "expires_at": self.now + ORDER,
            "sealed": sealed(
                await self._key_of(person), order.record(), "crisis_order", person
            ),
        }  # fmt: skip
        await self.connection.execute(
            insert(self.connection, crisis_order)
            .values(person=person, **values)
            .on_conflict_do_update(index_elements=["person"], set_=values)
        )

    async def tell(
        self, person: bytes, chat: int, text: str, buttons: tuple[tuple[str, str], ...] = (),
        file: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Send somebody a text, and a file by its kind and handle, with nothing written under it.

        Their phone is asked to pass neither on.
        """
        key = await self.key(person)
        if key is not None:
            what: list[Outgoing] = [
                Outgoing(chat, text=text, buttons=buttons, protect=True, lasting=bool(buttons))
            ]
            if file is not None:
                what.append(Outgoing(chat, file[0], file=file[1], protect=True))
            await outbox.enqueue(
                self.connection, self.store, person, key, what, self.now, keep=True
            )

    async def count(self, *names: str) -> None:
        """Count events of today; nobody's."""
        await counting.add(self.connection, names, self.now.date())

    async def _key_of(self, person: bytes) -> bytes:
        key = await self.store.keyring.key(person, create=True, on=self.now.date())
        if key is None:
            raise RuntimeError("a key that was to be made is missing")
        return key


def taken_one_more(one: Member, now: datetime) -> Member:
    """Return a member who has taken one more talk on the day of `now`."""
    return replace(one, day=now.date().isoformat(), taken=one.taken_on(now) + 1)


def _one(part: Part) -> tuple[ColumnElement[bool], ...]:
    return (peer_talk.c.link == part.link, peer_talk.c.role == part.role,
            peer_talk.c.person == part.person)  # fmt: skip
