"""The coordinator's choice of what goes through in talks beside words: one tap, one kind."""

from __future__ import annotations

from dataclasses import replace

from bot.peers import flows, showing
from bot.peers.deeds import Deeds
from bot.peers.ledger import Ledger
from bot.peers.rows import COORDINATOR, Member
from bot.peers.showing import MEDIA
from bot.peers.standing import ROOM, Standing
from bot.peers.talks import Said
from bot.store import notes
from bot.telegram.choosing import offer
from bot.telegram.files import CARRIED
from bot.telegram.tools import Tools
from bot.telegram.words import plain
from bot.visit import Visit

STEP = "media"


def show(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    """Say what goes through, with a button for each kind; what is named goes through from here."""
    standing: Standing = visit.rooms[ROOM]
    book, words = tools.book(visit), plain(rest)
    kinds = tuple(
        kind for kind, label in showing.LABELS.items() if plain(book.label(label)) in words
    )
    if kinds or plain(book.label("peer_words")) in words:
        _keep(deeds, visit, kinds)
        standing = replace(standing, media=kinds)
    _shown(visit, tools, standing.media)


def answered(deeds: Deeds, visit: Visit, tools: Tools, text: str) -> bool:
    """Return whether the text switched a kind on or off, or all of them off."""
    flow = flows.under_way(visit)
    standing: Standing = visit.rooms[ROOM]
    me = standing.member
    if flow is None or flow["step"] != STEP or me is None or me.role != COORDINATOR:
        return False
    flows.leave(visit)
    named = flows.means(visit, tools, text, *showing.LABELS.values(), "peer_words")
    if not named:
        return False
    on = set(flow["kinds"].split())
    switched = {kind for kind, label in showing.LABELS.items() if label == named}
    on = on ^ switched if switched else set()
    kinds = tuple(kind for kind in CARRIED if kind in on)
    _keep(deeds, visit, kinds)
    _shown(visit, tools, kinds)
    return True


def _keep(deeds: Deeds, visit: Visit, kinds: tuple[str, ...]) -> None:
    async def work(ledger: Ledger) -> Said:
        await notes.write(ledger.connection, MEDIA, " ".join(kinds))
        return []

    deeds.do(visit, work)


def _shown(visit: Visit, tools: Tools, kinds: tuple[str, ...]) -> None:
    book = tools.book(visit)
    flows.begin(visit, STEP, kinds=" ".join(kinds))
    labels = (*showing.LABELS.values(), "peer_words")
    text = showing.stated(book, kinds)
    offer(visit, text, tuple(book.label(label) for label in labels), tools.chance())
