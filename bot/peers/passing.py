"""Passing on what somebody shows in a talk: a voice message, a picture; once they agreed to it."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message

from bot.peers import showing, talks
from bot.peers.deeds import Deeds
from bot.peers.ledger import Ledger
from bot.peers.rows import CLIENT, Part
from bot.peers.standing import ROOM, Standing
from bot.peers.talks import Said
from bot.peers.voice import buttons, said
from bot.telegram.cleaning import clean
from bot.telegram.files import carried
from bot.telegram.tools import Tools
from bot.visit import Outgoing, Visit

ALBUM = 10
"""Seconds within which one line answers all that comes: an album is many messages."""
_REFUSED = "peers_refused"


def show(deeds: Deeds, visit: Visit, tools: Tools, mine: Part, message: Message) -> None:
    """Pass on what a message carries and the words under it, or say why that cannot be."""
    standing: Standing = visit.rooms[ROOM]
    book, (kind, _) = tools.book(visit), carried(message)
    if message.forward_origin is not None:
        _once(visit, said(book, "peer/forward"))
    elif kind not in standing.media:
        _once(visit, said(book, "peer/media"))
    elif mine.role == CLIENT and not mine.shows:
        shown = buttons(book, mine.token, "media")
        _once(visit, said(book, "peer/media_ask", name=mine.name), shown)
    else:
        show_in_danger(deeds, visit, mine, message)
        words = clean(message.caption or "")
        if words.strip():
            deeds.relay(visit, mine, words)


def show_in_danger(deeds: Deeds, visit: Visit, mine: Part, message: Message) -> None:
    """Pass on what a message carries if that may be, without a word: danger is answered first."""
    standing: Standing = visit.rooms[ROOM]
    kind, file = carried(message)
    if kind in standing.media and (mine.role != CLIENT or mine.shows):
        deeds.do(visit, lambda ledger: _passed(ledger, deeds, mine, (kind, file)))


async def _passed(ledger: Ledger, deeds: Deeds, mine: Part, file: tuple[str, str]) -> Said:
    to = await talks.across(ledger, mine)
    if to is None:
        return talks.closed(deeds.book, mine)
    await ledger.tell(to.person, to.chat, said(deeds.book, "peer/line", name=to.name), file=file)
    await ledger.touch_talk(mine.link)
    await ledger.count("peer_relayed")
    return []


def agree(deeds: Deeds, visit: Visit, mine: Part) -> None:
    """Let what the client sends beside words go through until this talk ends."""

    async def work(ledger: Ledger) -> Said:
        part = await ledger.fresh(mine)
        if part is None:
            return talks.closed(deeds.book, mine)
        await ledger.put_part(replace(part, shows=True))
        kinds = showing.named(deeds.book, await showing.allowed(ledger.connection))
        name = "peer/media_agreed" if kinds else "peer/media"
        return [(said(deeds.book, name, **({"kinds": kinds} if kinds else {})), ())]

    deeds.do(visit, work)


def _once(visit: Visit, text: str, shown: tuple[tuple[str, str], ...] = ()) -> None:
    """Say it, unless the same was said a moment ago."""
    now = int(visit.now.timestamp())
    before, at = visit.person.settings.get(_REFUSED, ("", 0))
    if text != before or now - at >= ALBUM:
        visit.person.settings[_REFUSED] = (text, now)
        visit.out.append(Outgoing(visit.chat, text=text, buttons=shown, lasting=bool(shown)))
