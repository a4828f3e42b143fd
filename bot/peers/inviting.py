"""Invitations: codes that are used once and expire, kept as a keyed hash.

The first coordinator's code comes from the command line, as there is nobody yet to invite them;
all others are made by a member of the team.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
from datetime import datetime, timedelta

import segno
from sqlalchemy import delete, func, select

from bot.peers.ledger import Ledger
from bot.peers.rows import sealed
from bot.store import notes
from bot.store.dialect import insert
from bot.store.master import Master
from bot.store.opening import Store
from bot.store.schema import invitation, note

LASTS = {"peer": timedelta(days=2), "pairing": timedelta(days=1)}
"""How long an invitation into the team, and one to be paired, can be used."""
FIRST = timedelta(hours=1)
"""How long the coordinator's code from the command line can be used."""
MOST = 20
"""Invitations of one member that may be open at once."""
_NOTE = "coordinator_code"


def hashed(master: Master, kind: str, code: str) -> bytes:
    """Return what a code is kept as: HMAC-SHA-256 under a key of its own."""
    return hmac.digest(master.derive("invitations"), f"{kind}:{code}".encode(), hashlib.sha256)


async def invite(ledger: Ledger, person: bytes, kind: str) -> str | None:
    """Return the code of a new invitation, None while too many of the person's are open."""
    open_ = await ledger.connection.scalar(
        select(func.count())
        .select_from(invitation)
        .where(invitation.c.person == person, invitation.c.expires_at > ledger.now)
    )
    key = await ledger.key(person)
    if (open_ or 0) >= MOST or key is None:
        return None
    code = secrets.token_urlsafe(16)
    row = hashed(ledger.store.master, kind, code)
    await ledger.connection.execute(
        insert(ledger.connection, invitation).values(
            code=row, person=person, kind=kind, expires_at=ledger.now + LASTS[kind],
            sealed=sealed(key, {}, "invitation", person, row),
        )
    )  # fmt: skip
    return code


async def inviter(ledger: Ledger, kind: str, code: str) -> bytes | None:
    """Return who made an invitation that can still be used, None for any other code."""
    found = await ledger.connection.scalar(
        select(invitation.c.person)
        .where(invitation.c.code == hashed(ledger.store.master, kind, code))
        .where(invitation.c.expires_at > ledger.now)
    )
    return bytes(found) if found is not None else None


async def use(ledger: Ledger, kind: str, code: str) -> bytes | None:
    """Use an invitation up; return who made it, None if it cannot be used (any more)."""
    used = await ledger.connection.execute(
        delete(invitation)
        .where(invitation.c.code == hashed(ledger.store.master, kind, code))
        .where(invitation.c.expires_at > ledger.now)
        .returning(invitation.c.person)
    )
    found = used.scalar_one_or_none()
    return bytes(found) if found is not None else None


async def withdraw(ledger: Ledger, person: bytes) -> None:
    """Let go of every invitation a person made."""
    await ledger.connection.execute(delete(invitation).where(invitation.c.person == person))


async def first_code(store: Store, now: datetime) -> str:
    """Return a code by which one person becomes coordinator; an earlier one ends."""
    code = secrets.token_urlsafe(16)
    value = f"{hashed(store.master, 'coordinator', code).hex()} {(now + FIRST).isoformat()}"
    async with store.database.begin() as connection:
        await notes.write(connection, _NOTE, value)
    return code


async def first_stands(ledger: Ledger, code: str, *, use_up: bool) -> bool:
    """Return whether this is the coordinator's code; with `use_up` it is none from here on."""
    value = await notes.read(ledger.connection, _NOTE)
    if value is None:
        return False
    known, _, until = value.partition(" ")
    mine = hashed(ledger.store.master, "coordinator", code).hex()
    if not hmac.compare_digest(known, mine) or datetime.fromisoformat(until) <= ledger.now:
        return False
    if use_up:
        gone = await ledger.connection.execute(
            delete(note).where(note.c.name == _NOTE, note.c.value == value)
        )
        return bool(gone.rowcount)
    return True


def address(username: str, word: str) -> str:
    """Return the deep link that starts the bot with `word`."""
    return f"https://t.me/{username}?start={word}"


def picture(link: str) -> bytes:
    """Return a link as a QR code, a PNG."""
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="png", scale=8, border=4)
    return file.getvalue()
