"""The inbox: every update is written here, once, before Telegram is told that it arrived.

Telegram delivers an update until it is confirmed: by the next fetch with a higher offset, or by
the answer 200 to its webhook. Both happen only after `Inbox.put` has committed, so an update is
either still Telegram's to deliver or stands here; and as its id is unique here, a second
delivery adds nothing. What a row leads to is written in one transaction with its end
(`finishing`): that is how no update is lost and none has its effect twice.

A plain text waits a moment for the rest of its burst: all that is waiting of one person is
answered together once nothing has come for the burst window, or 8 s after the first.
Whatever cannot wait (a command, a tap, a text that sounds of danger) ends the wait at once.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import counting
from bot.store.dialect import insert, keep_forgetting_out
from bot.store.opening import Store
from bot.store.schema import inbox
from bot.store.sealing import place, seal
from bot.telegram.arrival import Arrival
from bot.telegram.batching import Batcher
from bot.telegram.claiming import after_forgetting
from bot.telegram.files import carrying
from dialogues import safety

LONGEST_WAIT = timedelta(seconds=8)
"""How long a burst may keep its first message waiting."""
MOST = 100
"""Updates written in one transaction; as many as one fetch brings."""
DEAD_LETTER = "update_dead"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An update that cannot be read; only its id is kept, so that it is not looked at again."""

    update_id: int


@dataclass(frozen=True, slots=True)
class Passed:
    """An update of a kind the bot does not ask for; only its id is kept."""

    update_id: int


Letter = Arrival | DeadLetter | Passed
Kinds = Mapping[bytes, frozenset[str]]
"""Which kinds of files are passed on just now, by person."""
Files = Callable[[AsyncConnection, Collection[bytes]], Awaitable[Kinds]]
"""Tells them for these people."""


async def _no_files(connection: AsyncConnection, people: Collection[bytes]) -> Kinds:
    return {}


class Inbox:
    """The way into the inbox."""

    def __init__(
        self,
        store: Store,
        *,
        burst: float,
        language: str,
        clock: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
        hint: Callable[[int], None] = lambda chat: None,
        files: Files = _no_files,
    ) -> None:
        """Take the store and how many seconds a burst waits.

        `wake` is called after every write, `hint` with the chat of a text that is made to wait;
        `files` tells whose files are passed on, and only their handles are kept.
        """
        self._store = store
        self._burst = timedelta(seconds=burst)
        self._language = language
        self._clock = clock
        self._wake = wake
        self._hint = hint
        self._files = files
        self._batcher: Batcher[Letter, bool] = Batcher(self._write, MOST)

    async def put(self, letter: Letter) -> bool:
        """Write one update; return, after the commit, whether it is new.

        Raises:
            StoreError: It could not be written, and must not be confirmed.
        """
        return await self._batcher.add(letter)

    def _joins(self, letter: Arrival) -> bool:
        """Return whether this is a text that waits for the rest of its burst."""
        return (
            bool(self._burst)  # with no window nothing is to be looked for
            and letter.plain
            and safety.register(letter.text, self._language) is safety.Register.CONVERSATION
        )

    async def _write(self, letters: Sequence[Letter]) -> list[bool]:
        now = self._clock()
        once: dict[int, Letter] = {}
        for letter in letters:
            once.setdefault(letter.update_id, letter)
        heard = [self._heard(letter, now) for letter in once.values()]
        async with self._store.database.begin() as connection:
            await keep_forgetting_out(connection)
            keys = await self._keys(connection, heard, now)
            passed = await self._passed(connection, heard, once)
            rows = [_sealed(row, letter, keys, passed)
                    for row, letter in zip(heard, once.values(), strict=True)]  # fmt: skip
            statement = insert(connection, inbox).values(rows).on_conflict_do_nothing()
            added = await connection.execute(statement.returning(inbox.c.update_id))
            new = set(added.scalars())
            if self._burst:
                await self._hold(connection, [row for row in rows if row["update_id"] in new], now)
            dead = [one for one in once.values()
                    if isinstance(one, DeadLetter) and one.update_id in new]  # fmt: skip
            await counting.add(connection, [DEAD_LETTER] * len(dead), now.date())
        held = {row["update_id"] for row in rows if row["joins"]} & new
        for letter in once.values():
            if letter.update_id in held and isinstance(letter, Arrival):
                self._hint(letter.chat)
        self._wake()
        return [letter.update_id in new and letter is once[letter.update_id] for letter in letters]

    async def _keys(
        self, connection: AsyncConnection, rows: Sequence[dict[str, Any]], now: datetime
    ) -> dict[bytes, bytes]:
        """Return the key for each person's rows.

        They are asked for within the transaction, in which nobody can begin to be forgotten: a
        key is either good until these rows are written, or its person is being forgotten
        already, and then there is a row that says so.
        """
        people = {row["person"] for row in rows if row["person"]}
        found = await connection.execute(
            select(inbox.c.person).where(inbox.c.state == "forget", inbox.c.person.in_(people))
        )
        going = set(found.scalars())
        keys = await self._store.keyring.keys(people - going, create=True, on=now.date())
        return keys | dict.fromkeys(going, after_forgetting(self._store))

    async def _passed(
        self,
        connection: AsyncConnection,
        rows: Sequence[dict[str, Any]],
        letters: Mapping[int, Letter],
    ) -> Kinds:
        """Return what may be passed on of the people who send a file."""
        senders = {row["person"] for row in rows if getattr(letters[row["update_id"]], "file", "")}
        return await self._files(connection, senders) if senders else {}

    def _heard(self, letter: Letter, now: datetime) -> dict[str, Any]:
        row: dict[str, Any] = {
            "update_id": letter.update_id, "person": None, "arrived_at": now, "ready_at": now,
            "sealed": None, "joins": False, "attempts": 0, "state": "done",
        }  # fmt: skip
        if isinstance(letter, DeadLetter):
            return row | {"state": "dead"}
        if isinstance(letter, Passed):
            return row
        joins = self._joins(letter)
        return row | {
            "person": self._store.master.person(letter.chat),
            "ready_at": now + self._burst if joins else now,
            "joins": joins,
            "state": "waiting",
        }

    async def _hold(
        self, connection: AsyncConnection, rows: Sequence[dict[str, Any]], now: datetime
    ) -> None:
        """Let a new text hold its burst back, and anything urgent end the wait."""
        people: dict[bytes, bool] = {}
        for row in rows:
            if isinstance(person := row["person"], bytes):
                people[person] = people.get(person, True) and bool(row["joins"])
        waiting = (inbox.c.state == "waiting", inbox.c.owner.is_(None))
        found = await connection.execute(
            select(inbox.c.person, func.min(inbox.c.arrived_at))
            .where(*waiting, inbox.c.joins, inbox.c.person.in_(people))
            .group_by(inbox.c.person)
        )
        for person, first in sorted((bytes(person), first) for person, first in found):
            until = min(now + self._burst, first + LONGEST_WAIT) if people[person] else now
            await connection.execute(
                update(inbox)
                .where(*waiting, inbox.c.joins, inbox.c.person == person)
                .values(ready_at=until)
            )


def sealed(key: bytes, person: bytes, arrival: Arrival) -> bytes:
    """Return an arrival's row content, bound to the person and the update."""
    record = {"chat": arrival.chat, "kind": arrival.kind, "payload": arrival.payload}
    plain = json.dumps(record, separators=(",", ":")).encode()
    return seal(key, plain, place("inbox", person, str(arrival.update_id)))


def _sealed(
    row: dict[str, Any], letter: Letter, keys: Mapping[bytes, bytes], passed: Kinds
) -> dict[str, Any]:
    if not isinstance(letter, Arrival):
        return row
    if letter.file and letter.kind in passed.get(row["person"], ()):
        letter = replace(letter, payload=carrying(letter.payload, letter.kind, letter.file))
    return row | {"sealed": sealed(keys[row["person"]], row["person"], letter)}
