"""Clearing up after a talk: what was passed on to a peer worker goes from their chat (G13).

An hour after, as far as Telegram lets a bot delete: everything in that chat from the card to the
end, of both, no older than 48 hours. What a person remembers or has copied is out of reach, and
people are told so.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from bot.peers.ledger import Ledger
from bot.peers.rows import PAST, Part
from bot.store import people
from bot.store.schema import peer_talk
from bot.telegram import outbox
from bot.telegram.hiding import BATCH
from bot.telegram.remembering import sent_since
from bot.visit import Outgoing

CLEAR = timedelta(hours=1)
"""How long the peer worker can read it over."""


async def clear(ledger: Ledger) -> int:
    """Ask for what is due to be deleted; return how many talks it was."""
    due = (peer_talk.c.role == PAST, peer_talk.c.moved_at <= ledger.now - CLEAR)
    parts = await ledger.parts(*due)
    for part in parts:
        await _delete(ledger, part)
    await ledger.connection.execute(delete(peer_talk).where(*due))
    return len(parts)


async def _delete(ledger: Ledger, part: Part) -> None:
    key = await ledger.key(part.person)
    if key is None:
        return
    connection, now = ledger.connection, ledger.now
    record = await people.load(connection, key, part.person, now=now)
    recent, _ = await sent_since(connection, key, part.person, now)
    known = {*(record.messages if record else ()), *recent}
    ids = sorted(number for number, at in known if part.began <= at <= part.until)
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    gone = [Outgoing(part.chat, "delete", messages=tuple(batch)) for batch in batches]
    await outbox.enqueue(connection, ledger.store, part.person, key, gone, now)
