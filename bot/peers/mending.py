"""What the peers' room does by the clock: it ends what has waited too long or lost its other side.

However somebody goes (/forget, a blocked bot, their time being up, an older backup), only their
own rows go with them. Here the other side is found, told in one neutral line, and let go of:
within about a second (guarantee G13).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers import planning, talks
from bot.peers.clearing import CLEAR, clear
from bot.peers.ledger import Ledger
from bot.peers.rows import CLIENT, HANDING, OFFER, OPEN, PAST, PEER, PRACTICE, WAITING
from bot.peers.team import HOURS, PILOT
from bot.peers.voice import said
from bot.store import notes
from bot.store.opening import Store
from bot.store.schema import member, pairing, peer_talk
from bot.telegram.phrasebook import TelegramPhrasebook

COVER = "pilot_covered"
"""The note that tells up to which minute it was counted whether somebody is on duty."""
MINUTE = timedelta(minutes=1)
_other = peer_talk.alias()


def _without(role: str) -> ColumnElement[bool]:
    return ~exists().where(_other.c.link == peer_talk.c.link, _other.c.role == role)


LEFT_CLIENT = and_(
    peer_talk.c.role == CLIENT, peer_talk.c.state.in_((OPEN, HANDING)), _without(PEER)
)
LEFT_PEER = and_(peer_talk.c.role.in_((PEER, OFFER)), _without(CLIENT))
UNASKED = and_(
    peer_talk.c.role == CLIENT, peer_talk.c.state.in_((WAITING, HANDING)), _without(OFFER)
)
"""Nobody who was asked is left: all said not now, or went."""
LEFT_SIDE = select(pairing.c.link).group_by(pairing.c.link).having(func.count() < 2)


async def mend(store: Store, book: TelegramPhrasebook, now: datetime) -> int:
    """Do all that is due; return how many things it was."""
    async with store.database.read() as connection:
        if not await _anything(connection, now):
            return 0
    async with store.database.begin() as connection:
        ledger = Ledger(connection, store, now)
        done = await _pairings(ledger, book) + await _left(ledger, book)
        if await notes.read(connection, PILOT) == "on":
            done += await planning.begin(ledger, book)
        done += await _late(ledger, book) + await _duty(ledger, book) + await clear(ledger)
        await _cover(ledger)
        return done


async def _anything(connection: AsyncConnection, now: datetime) -> bool:
    late = or_(
        and_(peer_talk.c.role == CLIENT, peer_talk.c.state != OPEN,
             peer_talk.c.moved_at <= now - talks.WAIT),
        peer_talk.c.moved_at <= now - talks.IDLE,
        and_(peer_talk.c.role == PAST, peer_talk.c.moved_at <= now - CLEAR),
    )  # fmt: skip
    for statement in (
        select(pairing.c.seq).where(pairing.c.link.in_(LEFT_SIDE)),
        select(peer_talk.c.seq).where(or_(LEFT_CLIENT, LEFT_PEER, UNASKED, late)),
        select(member.c.role).where(member.c.duty_until <= now),
    ):
        if (await connection.execute(statement.limit(1))).first() is not None:
            return True
    if await notes.read(connection, PILOT) != "on":
        return False
    if await planning.due(connection, now):
        return True
    counted = await notes.read(connection, COVER)
    return counted is None or abs(now - datetime.fromisoformat(counted)) >= MINUTE


async def _pairings(ledger: Ledger, book: TelegramPhrasebook) -> int:
    sides = await ledger.sides(pairing.c.link.in_(LEFT_SIDE))
    for side in sides:
        await ledger.tell(side.person, side.chat, said(book, "peer/pairing_over", name=side.name))
    gone = (await ledger.connection.execute(LEFT_SIDE)).scalars()
    await ledger.connection.execute(delete(pairing).where(pairing.c.link.in_(list(gone))))
    return len(sides)


async def _left(ledger: Ledger, book: TelegramPhrasebook) -> int:
    done = 0
    for condition, name in (
        (LEFT_CLIENT, "peer/they_left"),
        (and_(LEFT_PEER, peer_talk.c.role == PEER), "peer/client_ended"),
        (and_(LEFT_PEER, peer_talk.c.role == OFFER), "peer/withdrawn"),
    ):
        for part in await ledger.parts(condition):
            await ledger.tell(part.person, part.chat, said(book, name, name=part.name))
            if part.role != CLIENT:
                await ledger.close_part(part)
            done += 1
        gone = (
            await ledger.connection.execute(select(peer_talk.c.seq).where(condition))
        ).scalars()
        await ledger.connection.execute(delete(peer_talk).where(peer_talk.c.seq.in_(list(gone))))
    return done


async def _late(ledger: Ledger, book: TelegramPhrasebook) -> int:
    hours = await notes.read(ledger.connection, HOURS) or ""
    waited = peer_talk.c.moved_at <= ledger.now - talks.WAIT
    mine = peer_talk.c.role == CLIENT
    alone = or_(waited, _without(OFFER))
    late = await ledger.parts(mine, peer_talk.c.state == WAITING, alone)
    for part in late:
        await talks.end(ledger, book, part)
        ahead = await planning.next_covered(ledger, book, part.person)
        await ledger.tell(part.person, part.chat, talks.nobody(book, hours, ahead))
        await ledger.count("peer_untaken")
    handing = await ledger.parts(mine, peer_talk.c.state == HANDING, alone)
    for part in handing:
        await ledger.put_part(replace(part, state=OPEN, moved_at=ledger.now))
        await ledger.drop_offers(part.link)
        for peer in await ledger.parts(peer_talk.c.link == part.link, peer_talk.c.role == PEER):
            await ledger.tell(peer.person, peer.chat, said(book, "peer/nobody_free"))
    old = (peer_talk.c.role == PRACTICE, peer_talk.c.moved_at <= ledger.now - talks.IDLE)
    await ledger.connection.execute(delete(peer_talk).where(*old))
    silent = await ledger.parts(mine, peer_talk.c.moved_at <= ledger.now - talks.IDLE)
    for part in silent:
        await talks.end(ledger, book, part)
        await ledger.tell(part.person, part.chat, said(book, "peer/went_quiet", name=part.name))
    return len(late) + len(handing) + len(silent)


async def _duty(ledger: Ledger, book: TelegramPhrasebook) -> int:
    over = await ledger.members(member.c.duty_until <= ledger.now)
    for one in over:
        await ledger.put_member(replace(one, duty_until=None))
        await ledger.tell(one.person, one.chat, said(book, "peer/duty_over"))
    return len(over)


async def _cover(ledger: Ledger) -> None:
    """Count each minute of a pilot by whether somebody was on duty, or planned to be; a gap
    counts as one.
    """
    if await notes.read(ledger.connection, PILOT) != "on":
        return
    counted = await notes.read(ledger.connection, COVER)
    if counted and abs(ledger.now - datetime.fromisoformat(counted)) < MINUTE:
        return
    there = await ledger.connection.scalar(
        select(member.c.role).where(member.c.duty_until > ledger.now).limit(1)
    )
    await ledger.count("peer_minutes_covered" if there else "peer_minutes_uncovered")
    if any(planning.planned(one, ledger.now) for one in await ledger.members()):
        await ledger.count("peer_minutes_planned", *([] if there else ["peer_minutes_broken"]))
    await notes.write(ledger.connection, COVER, ledger.now.isoformat())
