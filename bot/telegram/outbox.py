"""The outbox: what is to be sent, written in the transaction that decided it.

A row is waiting; then sending, committed before the call to Telegram; then sent, with its
content emptied. Only a person's first unsent row may be sent, so replies keep their order.
After a crash a row found as sending may or may not have reached the person; that is counted as
`outbox_unknown`. Telegram is asked (`asking`), and where that leaves it open it is sent again,
because a reply that comes twice does less harm than help that never comes: `outbox_again`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.errors import Unreadable
from bot.store.opening import Store
from bot.store.schema import outbox, sent_message
from bot.store.sealing import place, seal, unseal
from bot.telegram.claiming import after_forgetting
from bot.telegram.splitting import split
from bot.visit import Outgoing

NOBODY = b""
"""Whose a reply is to somebody who was just forgotten."""
LATEST = 100
"""Rows among which the highest number known is looked for."""
TOO_LATE = timedelta(days=1)
"""Nothing is put off so long: what seems to was written before the clock was set back."""
_EARLIER = outbox.alias()
_DUE = (
    select(outbox.c.seq, outbox.c.person, outbox.c.attempts, outbox.c.sealed, outbox.c.beyond)
    .with_hint(outbox, "INDEXED BY outbox_pending", "sqlite")
    .where(
        outbox.c.state == "waiting",
        outbox.c.sealed.is_not(None),
        or_(outbox.c.due_at <= bindparam("now"), outbox.c.due_at > bindparam("too_late")),
        ~exists().where(_EARLIER.c.person == outbox.c.person, _EARLIER.c.seq < outbox.c.seq,
                        _EARLIER.c.state.in_(("waiting", "sending")),
                        _EARLIER.c.sealed.is_not(None)),
    )
    .order_by(outbox.c.seq)
    .limit(bindparam("most"))
)  # fmt: skip
_START = (
    update(outbox)
    .where(outbox.c.seq.in_(bindparam("seqs", expanding=True)), outbox.c.state == "waiting")
    .values(
        state="sending",
        attempts=outbox.c.attempts + 1,
        changed_at=bindparam("now"),
        beyond=func.coalesce(outbox.c.beyond, bindparam("highest", type_=BigInteger)),
    )
    .returning(outbox.c.seq)
)
_CLOSE = (
    update(outbox)
    .where(outbox.c.seq.in_(bindparam("seqs", expanding=True)))
    .values(state=bindparam("ended"), sealed=None, person=None, changed_at=bindparam("now"))
)
_ENQUEUE, _REMEMBER = insert(outbox), insert(sent_message)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the outbox that may be sent now, still sealed."""

    seq: int
    person: bytes | None = field(repr=False)
    attempts: int
    sealed: bytes = field(repr=False)
    beyond: int | None = None
    """If it may have arrived already: with a number higher than this."""
    key: bytes | None = field(default=None, repr=False)
    """What opens it; None when the person's key is gone."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One row of the outbox, opened."""

    seq: int
    person: bytes | None = field(repr=False)
    attempts: int
    what: Outgoing = field(repr=False)
    key: bytes = field(repr=False)
    """The key it was sealed with."""
    keep: bool
    """Whether the id of the message sent is to be kept for /hide."""


async def enqueue(
    connection: AsyncConnection,
    store: Store,
    person: bytes | None,
    key: bytes,
    outgoing: Sequence[Outgoing],
    now: datetime,
    *,
    keep: bool = False,
) -> int:
    """Write what is to be sent to one person, in order, long texts in parts; return how many.

    With `person` None it is a reply to somebody just forgotten; `key` is not used then.
    """
    whose, with_key = (NOBODY, after_forgetting(store)) if person is None else (person, key)
    rows = [
        {
            "person": person,
            "due_at": now,
            "sealed": seal(with_key, _written(part, keep), place("outbox", whose)),
            "attempts": 0,
            "state": "waiting",
            "changed_at": now,
        }
        for one in outgoing
        for part in _parts(one)
    ]
    if rows:
        await connection.execute(_ENQUEUE, rows)
    return len(rows)


async def due(store: Store, now: datetime, most: int) -> list[Waiting]:
    """Return what may be sent now, each person's first unsent row, oldest first."""
    moment = {"now": now, "too_late": now + TOO_LATE, "most": most}
    async with store.database.read() as connection:
        rows = (await connection.execute(_DUE, moment)).all()
    if not rows:
        return []
    people = {bytes(row.person) for row in rows if row.person is not None}
    keys = await store.keyring.readable(people, create=False, on=now.date())
    last = after_forgetting(store)
    return [Waiting(*row, key=last if row.person is None else keys.get(row.person))
            for row in rows]  # fmt: skip


def opened(row: Waiting) -> Parcel | None:
    """Return the row opened; None if it does not open, as its person was forgotten meanwhile."""
    if row.key is None:
        return None
    try:
        record = json.loads(unseal(row.key, row.sealed, place("outbox", row.person or NOBODY)))
    except Unreadable:
        return None
    return Parcel(row.seq, row.person, row.attempts, _read(record), row.key, record["keep"])


async def start(
    connection: AsyncConnection, seqs: Sequence[int], beyond: int | None, now: datetime
) -> set[int]:
    """Mark rows as being sent; return those that were still waiting.

    `beyond` is the highest number of a message known now.
    """
    found = await connection.execute(_START, {"seqs": list(seqs), "now": now, "highest": beyond})
    return set(found.scalars())


async def close(
    connection: AsyncConnection, seqs: Sequence[int], state: str, now: datetime
) -> None:
    """End rows as "sent" or "dead"; nothing stays in them."""
    if seqs:
        await connection.execute(_CLOSE, {"seqs": list(seqs), "ended": state, "now": now})


async def put_off(
    connection: AsyncConnection, seq: int, until: datetime, now: datetime, *, unsent: bool
) -> None:
    """Let a row wait until then; everything after it of the same person waits with it.

    With `unsent` it is certain that it did not arrive.
    """
    await connection.execute(
        update(outbox)
        .where(outbox.c.seq == seq, outbox.c.state == "sending")
        .values(
            state="waiting",
            due_at=until,
            changed_at=now,
            beyond=None if unsent else outbox.c.beyond,
        )
    )


async def newest(connection: AsyncConnection) -> int | None:
    """Return the highest number of a message that any row knows of; None if none does."""
    found = await connection.execute(
        select(outbox.c.beyond).order_by(outbox.c.seq.desc()).limit(LATEST)
    )
    return max((number for number in found.scalars() if number), default=None)


async def remember(
    connection: AsyncConnection, sent: Sequence[tuple[Parcel, int]], now: datetime
) -> None:
    """Keep the ids of messages sent, sealed, for each person's next turn to take up."""
    rows = [
        {
            "person": parcel.person,
            "sealed": seal(
                parcel.key, str(message).encode(), place("sent_message", parcel.person)
            ),
            "sent_at": now,
        }
        for parcel, message in sent
        if parcel.keep and parcel.person is not None
    ]
    if rows:
        await connection.execute(_REMEMBER, rows)


async def recover(connection: AsyncConnection, now: datetime) -> int:
    """Let what was being sent when a sender died be sent again; return how much it was."""
    found = await connection.execute(
        update(outbox)
        .where(outbox.c.state == "sending", outbox.c.sealed.is_not(None))
        .values(state="waiting", changed_at=now)
    )
    return found.rowcount


def _parts(one: Outgoing) -> list[Outgoing]:
    if one.kind != "text":
        return [one]
    *leading, last = split(one.text) or [""]
    if not last:
        return []  # Telegram takes no empty message
    return [*(replace(one, text=text, buttons=()) for text in leading), replace(one, text=last)]


def _written(one: Outgoing, keep: bool) -> bytes:
    record = {
        "chat": one.chat, "kind": one.kind, "text": one.text, "buttons": one.buttons,
        "content": base64.b64encode(one.content).decode(), "messages": one.messages,
        "protect": one.protect, "quiet": one.quiet, "keep": keep,
        "lasting": one.lasting, "file": one.file,
    }  # fmt: skip
    return json.dumps(record, separators=(",", ":")).encode()


def _read(record: Mapping[str, Any]) -> Outgoing:
    return Outgoing(
        record["chat"],
        kind=record["kind"],
        text=record["text"],
        content=base64.b64decode(record["content"]),
        buttons=tuple((label, data) for label, data in record["buttons"]),
        messages=tuple(record["messages"]),
        protect=record["protect"],
        quiet=record["quiet"],
        lasting=record.get("lasting", False),
        file=record.get("file", ""),
    )
