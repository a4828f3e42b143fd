"""Telling a peer worker at once what a client made of a check-in the two have in common.

One line: agreed and when, another time, or ended; no reason, no place, nothing of a talk. The
client was told so before the yes. A pairing that is over is told nothing (guarantee G13).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins.plans import Plan
from bot.checkins.saying import told
from bot.peers.ledger import Ledger
from bot.peers.rows import PEER
from bot.store.opening import Store
from bot.store.schema import pairing
from bot.telegram.phrasebook import TelegramPhrasebook

AGREED, CHANGED, ENDED = "agreed", "changed", "ended"
News = tuple[Plan, str]
"""A check-in as it is now, and what was made of it."""
Herald = Callable[[AsyncConnection, Sequence[News], datetime], Awaitable[None]]


def herald(store: Store, book: TelegramPhrasebook) -> Herald:
    """Return what tells peer workers, in the words of `book`, within the caller's transaction."""

    async def tell(connection: AsyncConnection, news: Sequence[News], now: datetime) -> None:
        ledger, ended = Ledger(connection, store, now), set()
        for plan, what in news:
            if not plan.terms.link or (what == ENDED and plan.terms.link in ended):
                continue
            if what == ENDED:
                ended.add(plan.terms.link)
            link = bytes.fromhex(plan.terms.link)
            for side in await ledger.sides(pairing.c.link == link, pairing.c.role == PEER):
                slots = {"name": side.name, "when": told(plan, now)["when"]}
                line = book.notice(f"notice/checkin/peer/told_{what}", slots)
                await ledger.tell(side.person, side.chat, line)

    return tell
