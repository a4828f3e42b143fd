"""Claiming: which updates this process works on, one person's at a time and in their order.

A claim is a committed row: it carries the process's number and counts the attempt, so an update
that kills the process is not tried for ever. Only the first waiting updates of a person can be
claimed (head of line), so two processes never work for the same person at once; rows that
another transaction is just claiming are skipped on PostgreSQL (FOR UPDATE SKIP LOCKED).
Somebody who is being forgotten waits until their old key is gone (state "forget", `letting_go`).
Whether the claim still stands is looked at again in the transaction that ends it (`finishing`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select, update

from bot.store.errors import Unreadable
from bot.store.opening import Store
from bot.store.schema import inbox
from bot.store.sealing import place, unseal

ATTEMPTS = 4
"""How often an update is tried before it is given up: once in company, three times watched."""
ALONE = 3
"""From this attempt on an update is tried without the rest of its burst."""
TOO_LATE = timedelta(minutes=1)
"""No update waits so long: one that seems to came before the machine's clock was set back."""
_EARLIER = inbox.alias()
_READY = and_(
    inbox.c.state == "waiting", inbox.c.person.is_not(None), inbox.c.owner.is_(None),
    or_(inbox.c.ready_at <= bindparam("now"), inbox.c.ready_at > bindparam("too_late")),
)  # fmt: skip
_HEADS = (
    select(inbox.c.seq, inbox.c.person, inbox.c.attempts)
    .with_hint(inbox, "INDEXED BY inbox_pending", "sqlite")
    .where(
        _READY,
        ~exists().where(_EARLIER.c.person == inbox.c.person, _EARLIER.c.seq < inbox.c.seq,
                        _EARLIER.c.state.in_(("waiting", "forget"))),
    )
    .order_by(inbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)  # fmt: skip
_CLAIM = (
    update(inbox)
    .where(_READY, or_(inbox.c.seq.in_(bindparam("alone", expanding=True)),
                       inbox.c.person.in_(bindparam("whole", expanding=True))))
    .values(owner=bindparam("mine"), attempts=inbox.c.attempts + 1)
    .returning(inbox.c.seq, inbox.c.update_id, inbox.c.person, inbox.c.attempts,
               inbox.c.joins, inbox.c.sealed)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimed:
    """One update this process works on."""

    seq: int
    update_id: int
    attempts: int
    """This one counted."""
    joins: bool
    chat: int = field(default=0, repr=False)
    kind: str = ""
    payload: Mapping[str, Any] | None = field(default=None, repr=False)
    """None: it does not open, because its person was forgotten meanwhile."""


@dataclass(frozen=True, slots=True)
class Group:
    """All the claimed updates of one person, in order."""

    person: bytes = field(repr=False)
    key: bytes = field(repr=False)
    """The person's own key."""
    rows: tuple[Claimed, ...]

    @property
    def suspect(self) -> bool:
        """Return whether a process died while it was worked on before: perhaps because of it."""
        return self.rows[0].attempts > 1

    @property
    def worn_out(self) -> bool:
        """Return whether it has been tried often enough."""
        return self.rows[0].attempts > ATTEMPTS


def after_forgetting(store: Store) -> bytes:
    """Return the key of what must outlive a person's own: what they wrote while being forgotten.

    It opens also the last reply they get.
    """
    return store.master.derive("after forgetting")


async def claim(
    store: Store, owner: int, now: datetime, most: int, *, busy: bool = False
) -> list[Group]:
    """Claim what is ready, of at most `most` people; return it by person.

    What was tried before is claimed by itself and only while the process is not `busy`: then, if
    the process dies again, it is known what it died of, and no other update gets the blame.
    """
    moment = {"now": now, "too_late": now + TOO_LATE}
    async with store.database.begin() as connection:
        firsts = list((await connection.execute(_HEADS, {**moment, "most": most})).all())
        suspects = [row for row in firsts if row.attempts]
        if suspects:
            firsts = [] if busy else suspects[:1]
        if not firsts:
            return []
        alone = [row.seq for row in firsts if row.attempts + 1 >= ALONE]
        whole = [row.person for row in firsts if row.attempts + 1 < ALONE]
        claimed = await connection.execute(
            _CLAIM, {**moment, "alone": alone, "whole": whole, "mine": owner}
        )
        rows = sorted(claimed.all(), key=lambda row: int(row.seq))
    people: dict[bytes, list[Any]] = {}
    for row in rows:
        people.setdefault(bytes(row.person), []).append(row)
    return await opened(store, people, now)


async def release(store: Store, owner: int, group: Group) -> None:
    """Give a group back untried: the fault was not its own."""
    async with store.database.begin() as connection:
        await connection.execute(
            update(inbox)
            .where(inbox.c.seq.in_([row.seq for row in group.rows]), inbox.c.owner == owner)
            .where(inbox.c.state == "waiting")
            .values(owner=None, attempts=inbox.c.attempts - 1)
        )


async def recover(store: Store, owner: int, dead: Sequence[int] | None) -> int:
    """Free what processes held that live no more (None: all but `owner`); return how much."""
    whose = inbox.c.owner != owner if dead is None else inbox.c.owner.in_(dead)
    async with store.database.begin() as connection:
        freed = await connection.execute(
            update(inbox)
            .where(inbox.c.state == "waiting", inbox.c.person.is_not(None), whose)
            .values(owner=None)
        )
        return freed.rowcount


async def opened(
    store: Store, people: Mapping[bytes, Sequence[Any]], now: datetime
) -> list[Group]:
    """Return each person's rows as a group; a person without a key is given one."""
    keys = await store.keyring.readable(people, create=True, on=now.date())
    later = after_forgetting(store)
    groups = []
    for person, rows in people.items():
        key = keys.get(person, b"")
        opening = [key, later] if key else [later]
        groups.append(Group(person, key, tuple(_read(row, person, opening) for row in rows)))
    return groups


def _read(row: Any, person: bytes, keys: Sequence[bytes]) -> Claimed:
    claimed = Claimed(row.seq, row.update_id, row.attempts, row.joins)
    bound = place("inbox", person, str(row.update_id))
    for key in keys:
        try:
            record = json.loads(unseal(key, row.sealed, bound))
        except Unreadable:
            continue
        return Claimed(row.seq, row.update_id, row.attempts, row.joins,
                       record["chat"], record["kind"], record["payload"])  # fmt: skip
    return claimed
