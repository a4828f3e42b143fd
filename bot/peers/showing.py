"""What goes through in a talk beside words, where the coordinator allows it: none by default.

A file goes by Telegram's handle of it, which stands in sealed rows of inbox and outbox until it
is delivered and nowhere else. Words under it go as words; what was forwarded goes in no way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers.rows import CLIENT, HANDING, OPEN, PEER
from bot.peers.voice import said
from bot.store import notes
from bot.store.schema import peer_talk
from bot.telegram.files import CARRIED
from bot.telegram.phrasebook import TelegramPhrasebook

MEDIA = "pilot_media"
"""The note of the kinds that go through in a talk beside words; without it none does."""
LABELS = dict(
    zip(CARRIED, ("peer_voice", "peer_photo", "peer_round", "peer_sticker"), strict=True)
)
"""How each kind is called, by its field in a message."""


async def allowed(connection: AsyncConnection) -> tuple[str, ...]:
    """Return the kinds that go through."""
    kinds = (await notes.read(connection, MEDIA) or "").split()
    return tuple(kind for kind in CARRIED if kind in kinds)


async def senders(
    connection: AsyncConnection, people: Collection[bytes]
) -> Mapping[bytes, frozenset[str]]:
    """Return what may go through of those of `people` who are in a talk."""
    kinds = frozenset(await allowed(connection))
    if not kinds:
        return {}
    found = await connection.execute(
        select(peer_talk.c.person)
        .where(peer_talk.c.person.in_(people), peer_talk.c.role.in_((CLIENT, PEER)))
        .where(peer_talk.c.state.in_((OPEN, HANDING)))
    )
    return {bytes(whom): kinds for whom in found.scalars()}


def named(book: TelegramPhrasebook, kinds: Iterable[str]) -> str:
    """Return kinds as they are said in a sentence, "" for none."""
    return ", ".join(book.label(LABELS[kind]).lower() for kind in kinds)


def stated(book: TelegramPhrasebook, kinds: Iterable[str]) -> str:
    """Return what the coordinator reads about what goes through."""
    shown = named(book, kinds)
    if not shown:
        return said(book, "coordinator/media_none")
    return said(book, "coordinator/media", kinds=shown)
