"""The team: who joins, who is on duty, who leaves; and what of theirs ends with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.peers import inviting, planning, talks
from bot.peers.ledger import Ledger
from bot.peers.names import draw
from bot.peers.pairing import part_ways
from bot.peers.rows import COORDINATOR, PEER, Member
from bot.peers.voice import said
from bot.store import notes
from bot.store.schema import member, pairing, peer_talk
from bot.telegram.phrasebook import TelegramPhrasebook

LONGEST = timedelta(hours=8)
"""How long duty goes on unless it is begun again: nobody is to be shown who fell asleep."""
PILOT = "pilot"
"""The note that tells whether there is a pilot: on or paused."""
HOURS = "pilot_hours"
"""The note of the coordinator's own words for when somebody is usually there."""


async def become_coordinator(
    ledger: Ledger, book: TelegramPhrasebook, person: bytes, chat: int, code: str
) -> list[str] | None:
    """Make the person coordinator by the command line's code; None if it is not (any more) one."""
    if not await inviting.first_stands(ledger, code, use_up=True):
        return None
    known = await ledger.members(member.c.person == person)
    one = known[0] if known else Member(person, COORDINATOR, chat, await _name(ledger, book))
    await ledger.put_member(replace(one, role=COORDINATOR))
    if await notes.read(ledger.connection, PILOT) is None:
        await notes.write(ledger.connection, PILOT, "on")
    return [said(book, "coordinator/welcome", name=one.name)]


async def join(
    ledger: Ledger, book: TelegramPhrasebook, person: bytes, chat: int, code: str
) -> list[str] | None:
    """Take the person into the team by an invitation; None if it cannot be used."""
    if await inviting.inviter(ledger, "peer", code) is None:
        return None
    if await ledger.members(member.c.person == person):
        return [said(book, "peer/in_already")]
    host = await inviting.use(ledger, "peer", code)
    hosts = await ledger.members(member.c.person == host)
    if not hosts:
        return None
    name = await _name(ledger, book)
    await ledger.put_member(Member(person, PEER, chat, name))
    for one in hosts:
        await ledger.tell(one.person, one.chat, said(book, "coordinator/joined", name=name))
    return [said(book, "peer/welcome", name=name)]


async def begin_duty(
    ledger: Ledger, book: TelegramPhrasebook, one: Member, until: datetime | None = None
) -> list[str]:
    """Put a member on duty, for as long as duty lasts at most."""
    latest = ledger.now + LONGEST
    await ledger.put_member(replace(one, duty_until=min(until or latest, latest)))
    hours = round((min(until or latest, latest) - ledger.now) / timedelta(hours=1))
    return [said(book, "peer/duty_on", number=str(max(1, hours)))]


async def end_duty(ledger: Ledger, book: TelegramPhrasebook, one: Member) -> list[str]:
    """Take a member off duty; a talk under way goes on."""
    await ledger.put_member(replace(one, duty_until=None))
    await talks.decline_all(ledger, one.person)
    later = planning.again(book, one, ledger.now)
    return [" ".join(filter(None, [said(book, "peer/duty_off"), later]))]


async def remove(ledger: Ledger, book: TelegramPhrasebook, one: Member) -> None:
    """Take a member out of the team; their talk and their pairings end, and clients are told."""
    for part in await ledger.parts(peer_talk.c.person == one.person, peer_talk.c.role == PEER):
        await talks.break_off(ledger, book, part)
    await talks.decline_all(ledger, one.person)
    for side in await ledger.sides(pairing.c.person == one.person, pairing.c.role == PEER):
        await part_ways(ledger, book, side)
    await inviting.withdraw(ledger, one.person)
    await ledger.drop_member(one.person)


async def _name(ledger: Ledger, book: TelegramPhrasebook) -> str:
    return draw(book.language, {one.name for one in await ledger.members()})
