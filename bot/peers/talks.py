"""A talk with a peer worker: asked for, offered, taken by one, handed over, ended.

Every verb works within one transaction of its caller's, tells the others through the outbox, and
returns what to say to whoever did it. Who comes second finds that it has happened already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.peers import planning, showing
from bot.peers.ledger import Ledger, new_link, new_token, taken_one_more
from bot.peers.names import draw
from bot.peers.pairing import between
from bot.peers.rows import (
    CLIENT,
    COORDINATOR,
    HANDING,
    OFFER,
    OPEN,
    PAST,
    PEER,
    WAITING,
    Member,
    Part,
)
from bot.peers.voice import Buttons, buttons, quoted, said
from bot.store.schema import member, peer_talk
from bot.telegram.phrasebook import TelegramPhrasebook

Said = list[tuple[str, Buttons]]
"""What is said to whoever acted: texts with their buttons."""
WAIT = timedelta(minutes=10)
"""How long a client waits until they are told that nobody could."""
IDLE = timedelta(hours=1)
"""How long a talk may be silent until it ends by itself."""
SPANS = ((timedelta(minutes=1), "1"), (timedelta(minutes=3), "3"), (timedelta(minutes=10), "10"))
"""How waiting is counted: under so many minutes."""


async def free(ledger: Ledger, but: Sequence[bytes], *, near: bool = False) -> list[Member]:
    """Return who is on duty, in no talk and below their limit, without those in `but`.

    With `near`, coordinators who are off duty are among them.
    """
    busy = {part.person for part in await ledger.parts(peer_talk.c.role == PEER)} | set(but)
    return [
        one
        for one in await ledger.members()
        if one.person not in busy
        and (one.on_duty(ledger.now) or (near and one.role == COORDINATOR))
        and (near or one.taken_on(ledger.now) < one.limit)
    ]


async def ask(
    ledger: Ledger, book: TelegramPhrasebook, person: bytes, chat: int, words: str, *,
    hard: bool, hours: str,
) -> Said:  # fmt: skip
    """Ask everybody who is free to talk with a client, who approved `words` to be told first."""
    if await ledger.parts(peer_talk.c.person == person, peer_talk.c.role == CLIENT):
        return [(said(book, "peer/asked_already"), ())]
    await ledger.count("peer_asked")
    members = await free(ledger, [person])
    if not members:
        await ledger.count("peer_nobody")
        ahead = await planning.next_covered(ledger, book, person)
        return [(nobody(book, hours, ahead), ())]
    part = Part(new_link(), CLIENT, person, WAITING, ledger.now, chat, "", draw(book.language),
                new_token(), words, hard)  # fmt: skip
    await ledger.add_part(part)
    await _offer(ledger, book, part, members, "peer/card")
    return [(said(book, "peer/asked"), buttons(book, part.token, "end"))]


async def take(ledger: Ledger, book: TelegramPhrasebook, offer: Part) -> Said:
    """Give a talk to the peer worker who was asked, if nobody was quicker."""
    members = await ledger.members(member.c.person == offer.person)
    if await ledger.fresh(offer) is None:
        return [(said(book, "peer/taken_before", name=offer.name), ())]
    if not members or await ledger.parts(
        peer_talk.c.person == offer.person, peer_talk.c.role == PEER
    ):
        return [(said(book, "peer/one_at_a_time"), ())]
    asked = await ledger.parts(peer_talk.c.link == offer.link, peer_talk.c.role == CLIENT)
    was = await ledger.won(offer.link) if asked else ""
    if not was:
        await ledger.close_part(offer)
        return [(said(book, "peer/taken_before", name=offer.name), ())]
    client = asked[0]
    await _others_told(ledger, book, offer)
    hard = client.hard
    for before in await ledger.parts(peer_talk.c.link == offer.link, peer_talk.c.role == PEER):
        hard = hard or before.hard
        await ledger.tell(
            before.person, before.chat, said(book, "peer/handed_over", name=before.name)
        )
        await ledger.close_part(before)
    known = await between(ledger, client.person, [offer.person])
    own = known[offer.person].own if known else draw(book.language, {client.own, client.name})
    if known:
        await ledger.touch_pairing(known[offer.person].link)
    mine = replace(offer, role=PEER, state=OPEN, moved_at=ledger.now, own=own, token=new_token(),
                   hard=hard)  # fmt: skip
    await ledger.drop_part(offer)
    await ledger.add_part(mine)
    await ledger.put_part(replace(client, state=OPEN, moved_at=ledger.now, name=own, words=""))
    await ledger.put_member(taken_one_more(members[0], ledger.now))
    await ledger.count("peer_taken", f"peer_wait_{_span(ledger.now - client.moved_at)}")
    shown = "peer/here" if was == WAITING else "peer/here_instead"
    kinds = showing.named(book, await showing.allowed(ledger.connection))
    theirs, ours = [said(book, shown, name=own, name2=offer.name)], [
        said(book, "peer/yours", name=offer.name, name2=own)
    ]  # fmt: skip
    if kinds:
        theirs.append(said(book, "peer/media_here", kinds=kinds))
        ours.append(said(book, "peer/media_yours", kinds=kinds))
    await ledger.tell(
        client.person, client.chat, "\n".join(theirs), buttons(book, client.token, "end")
    )
    return [("\n".join(ours), buttons(book, mine.token, "hand", "backup", "end"))]


async def decline(ledger: Ledger, book: TelegramPhrasebook, offer: Part) -> Said:
    """Let a peer worker say not now; whoever else was asked still is."""
    await ledger.close_part(offer)
    return [(said(book, "peer/declined"), ())]


async def decline_all(ledger: Ledger, person: bytes) -> None:
    """Let go of everything a peer worker was asked."""
    for offer in await ledger.parts(peer_talk.c.person == person, peer_talk.c.role == OFFER):
        await ledger.close_part(offer)


async def hand(ledger: Ledger, book: TelegramPhrasebook, mine: Part, *, backup: bool) -> Said:
    """Look for another peer worker, who will take the talk over; it goes on meanwhile."""
    asked = await ledger.parts(peer_talk.c.link == mine.link, peer_talk.c.role == CLIENT)
    if not asked or await ledger.fresh(mine) is None:
        return [(said(book, "peer/client_ended", name=mine.name), ())]
    members = await free(ledger, [mine.person, asked[0].person], near=backup)
    if not members:
        return [(said(book, "peer/nobody_free"), ())]
    await ledger.drop_offers(mine.link)
    await ledger.move(mine.link, HANDING)
    client = replace(asked[0], hard=asked[0].hard or mine.hard)
    await _offer(
        ledger, book, client, members, "peer/card_backup" if backup else "peer/card_handed"
    )
    await ledger.count("peer_backup" if backup else "peer_handed")
    if not backup:
        await ledger.tell(
            asked[0].person, asked[0].chat, said(book, "peer/handing", name=asked[0].name)
        )
    return [(said(book, "peer/hand_asked", number=str(len(members))), ())]


async def end(ledger: Ledger, book: TelegramPhrasebook, mine: Part) -> Said:
    """End a talk, or the asking for one; everybody in it is told."""
    parts = await ledger.parts(peer_talk.c.link == mine.link, peer_talk.c.role != PAST)
    own = [one for one in parts if (one.person, one.role) == (mine.person, mine.role)]
    if not own:
        return [(said(book, "peer/over_already"), ())]
    mine = own[0]
    await ledger.drop_talk(mine.link)
    for one in parts:
        if one is mine:
            continue
        if one.role == OFFER:
            text = said(book, "peer/withdrawn", name=one.name)
        elif one.role == CLIENT:
            text = said(book, "peer/they_ended", name=one.name)
        else:
            left = "peer/client_ended_hard" if one.hard else "peer/client_ended"
            text = said(book, left, name=one.name)
        await ledger.tell(one.person, one.chat, text)
    if mine.role == CLIENT and mine.state == WAITING:
        return [(said(book, "peer/not_asked_any_more"), ())]
    await ledger.count("peer_ended")
    if mine.role == CLIENT:
        return [(said(book, "peer/you_ended", name=mine.name), ())]
    return [(said(book, "peer/peer_ended_hard" if mine.hard else "peer/peer_ended",
                  name=mine.name), ())]  # fmt: skip


async def break_off(ledger: Ledger, book: TelegramPhrasebook, mine: Part) -> None:
    """End a talk whose peer worker is not there any more; the client is told and may ask again."""
    others = peer_talk.c.role.in_((CLIENT, OFFER))
    for one in await ledger.parts(peer_talk.c.link == mine.link, others):
        name = "peer/they_left" if one.role == CLIENT else "peer/withdrawn"
        await ledger.tell(one.person, one.chat, said(book, name, name=one.name))
    await ledger.drop_talk(mine.link)


async def relay(
    ledger: Ledger, book: TelegramPhrasebook, mine: Part, text: str, *,
    alarm: bool = False, unsure: bool = False,
) -> Said:  # fmt: skip
    """Pass a message on to the other side, and keep nothing of it.

    With `alarm`, danger was heard in it: the peer worker gets the protocol, whoever wrote it.
    With `unsure` there may be some in a client's message, and the peer worker is asked to ask.
    """
    to = await across(ledger, mine)
    if to is None:
        return closed(book, mine)
    await ledger.tell(to.person, to.chat, quoted(said(book, "peer/line", name=to.name), text))
    await ledger.touch_talk(mine.link)
    if alarm:
        await ledger.put_part(replace(to if mine.role == CLIENT else mine, hard=True))
    await ledger.count("peer_relayed", *(["peer_alert"] if alarm else []))
    if mine.role == CLIENT and (alarm or unsure):
        notice = "peer/alert" if alarm else "peer/unsure"
        await ledger.tell(to.person, to.chat, said(book, notice, name=to.name))
    return [(said(book, "peer/alert_own"), ())] if alarm and mine.role == PEER else []


async def across(ledger: Ledger, mine: Part) -> Part | None:
    """Return the other side of a talk, None if it is over."""
    theirs = PEER if mine.role == CLIENT else CLIENT
    others = await ledger.parts(peer_talk.c.link == mine.link, peer_talk.c.role == theirs)
    return others[0] if others and await ledger.fresh(mine) is not None else None


def closed(book: TelegramPhrasebook, mine: Part) -> Said:
    """Return what somebody is told whose words came too late."""
    name = "peer/not_passed_on" if mine.role == CLIENT else "peer/client_ended"
    return [(said(book, name, name=mine.name), ())]


def nobody(book: TelegramPhrasebook, hours: str, ahead: str) -> str:
    """Return what is said at once when nobody is there: when, and what else there is.

    `ahead` says when somebody plans to be there next, "" if nobody does.
    """
    when = said(book, "peer/nobody_hours", hours=hours) if hours else ""
    texts = (said(book, "peer/nobody"), "\n".join(filter(None, [ahead, when])),
             said(book, "peer/other_ways"))  # fmt: skip
    return "\n\n".join(filter(None, texts))


async def _offer(
    ledger: Ledger, book: TelegramPhrasebook, client: Part, members: Sequence[Member], card: str
) -> None:
    known = await between(ledger, client.person, [one.person for one in members])
    await ledger.count(*["peer_offered"] * len(members))
    for one in members:
        side = known.get(one.person)
        name = side.name if side else client.own
        offer = Part(client.link, OFFER, one.person, WAITING, ledger.now, one.chat, name, "",
                     new_token(), began=int(ledger.now.timestamp()))  # fmt: skip
        await ledger.add_part(offer)
        lines = [said(book, card, name=name)]
        if side:
            lines.append(said(book, "peer/card_paired"))
        if client.words:
            lines.append(quoted(said(book, "peer/card_words"), client.words))
        if client.hard:
            lines.append(said(book, "peer/card_hard"))
        await ledger.tell(
            one.person, one.chat, "\n\n".join(lines), buttons(book, offer.token, "take", "pass")
        )


async def _others_told(ledger: Ledger, book: TelegramPhrasebook, offer: Part) -> None:
    asked = (peer_talk.c.link == offer.link, peer_talk.c.role == OFFER)
    for one in await ledger.parts(*asked, peer_talk.c.person != offer.person):
        await ledger.tell(one.person, one.chat, said(book, "peer/taken", name=one.name))
        await ledger.close_part(one)


def _span(waited: timedelta) -> str:
    return next((name for span, name in SPANS if waited < span), "longer")
