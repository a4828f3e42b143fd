"""Pairing a client with a peer worker, and ending it; each knows the other by a name of chance."""

from __future__ import annotations

from bot.peers import inviting
from bot.peers.ledger import Ledger, new_link, new_token
from bot.peers.names import draw
from bot.peers.rows import CLIENT, PEER, Side
from bot.peers.voice import said
from bot.store.schema import member, pairing
from bot.telegram.phrasebook import TelegramPhrasebook

MOST = 30
"""Clients one peer worker is paired with at most."""


async def pair(
    ledger: Ledger, book: TelegramPhrasebook, person: bytes, chat: int, code: str
) -> list[str] | None:
    """Pair a client who agreed with whoever invited them; None if the code cannot be used."""
    host = await inviting.inviter(ledger, "pairing", code)
    members = await ledger.members(member.c.person == host) if host is not None else []
    if not members or host == person:
        return None
    peer = members[0]
    theirs = await ledger.sides(pairing.c.person == peer.person, pairing.c.role == PEER)
    mine = await ledger.sides(pairing.c.person == person, pairing.c.role == CLIENT)
    if {side.link for side in theirs} & {side.link for side in mine}:
        return [said(book, "peer/paired_already")]
    if len(theirs) >= MOST or await inviting.use(ledger, "pairing", code) is None:
        return None
    link, now = new_link(), ledger.now
    client_name = draw(book.language, {side.name for side in theirs})
    peer_name = draw(
        book.language, {client_name, *(side.name for side in mine), *(s.own for s in theirs)}
    )
    await ledger.add_side(
        Side(link, CLIENT, person, now, chat, peer_name, client_name, new_token())
    )
    await ledger.add_side(
        Side(link, PEER, peer.person, now, peer.chat, client_name, peer_name, new_token())
    )
    await ledger.count("peer_paired")
    await ledger.tell(
        peer.person, peer.chat, said(book, "peer/paired_peer", name=client_name, name2=peer_name)
    )
    return [said(book, "peer/paired", name=peer_name, name2=client_name)]


async def part_ways(ledger: Ledger, book: TelegramPhrasebook, side: Side) -> None:
    """End a pairing; the other side is told in one neutral line."""
    for one in await ledger.sides(pairing.c.link == side.link, pairing.c.role != side.role):
        await ledger.tell(one.person, one.chat, said(book, "peer/pairing_over", name=one.name))
    await ledger.drop_pairing(side.link)
    await ledger.count("peer_unpaired")


async def between(ledger: Ledger, client: bytes, peers: list[bytes]) -> dict[bytes, Side]:
    """Return the peers' sides of a client's pairings, by peer worker, for those among `peers`."""
    links = [side.link for side in
             await ledger.sides(pairing.c.person == client, pairing.c.role == CLIENT)]  # fmt: skip
    if not links:
        return {}
    sides = await ledger.sides(pairing.c.link.in_(links), pairing.c.role == PEER)
    return {side.person: side for side in sides if side.person in peers}
