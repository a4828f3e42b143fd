"""The one transaction that ends a turn: updates done, record kept, replies written, counts added.

Either all of it is on the disk or nothing is. That the process still owns the updates is looked
at inside it, so a process that was taken for dead and comes back changes nothing.

Forgetting takes more than one transaction, as `letting_go` says; the last reply is written in the
first of them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import counting, people
from bot.store.dialect import forget_alone
from bot.store.errors import StoreError
from bot.store.opening import Store
from bot.store.schema import inbox, person, sent_message
from bot.telegram import letting_go, outbox
from bot.telegram.batching import Batcher
from bot.telegram.claiming import Group
from bot.telegram.presence import Presence
from bot.visit import Outgoing, Visit

MOST = 32
"""Turns ended in one transaction."""
_END = (
    update(inbox)
    .where(
        inbox.c.seq.in_(bindparam("seqs", expanding=True)),
        inbox.c.state == "waiting",
        inbox.c.owner == bindparam("mine"),
    )
    .values(state=bindparam("ended"), sealed=None, person=None, owner=None)
)
_TAKEN = delete(sent_message).where(sent_message.c.seq.in_(bindparam("seqs", expanding=True)))
_log = logging.getLogger(__name__)


class ClaimLost(Exception):
    """The updates are not this process's any more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A turn that is over, with all it asks for."""

    group: Group
    visit: Visit
    taken: tuple[int, ...] = ()
    """Rows of sent messages that went into the person's record."""
    spoilt: tuple[int, ...] = ()
    """Rows of the group that were given up: dead rather than done."""


class Finisher:
    """Ends turns, several in one transaction when they end together."""

    def __init__(self, store: Store, presence: Presence, sorry: str = "") -> None:
        """Take the store, this process's presence, and what is said where another room failed."""
        self._store = store
        self._presence = presence
        self._sorry = sorry
        self._batcher: Batcher[Ended, bool] = Batcher(self._write, MOST)

    async def finish(self, ended: Ended) -> None:
        """End one turn.

        Raises:
            ClaimLost: Another process has the updates; nothing was changed.
            StoreError: It could not be written; nothing was changed.
        """
        await self._batcher.add(ended)
        if ended.visit.forget:
            await letting_go.shred(self._store, ended.visit.key, ended.group.rows[0].seq)

    async def settle(self) -> None:
        """Return when everything under way has been written or has failed."""
        await self._batcher.settle()

    async def resume(self, dead: Sequence[int] | None) -> int:
        """Do the last steps of forgetting for processes that died; return for how many people.

        `dead` are their numbers; None means all but this process's own.
        """
        mine = self._presence.number
        whose = inbox.c.owner != mine if dead is None else inbox.c.owner.in_(dead)
        async with self._store.database.read() as connection:
            found = await connection.execute(
                select(inbox.c.person, inbox.c.seq).where(
                    inbox.c.state == "forget", inbox.c.person.is_not(None), whose
                )
            )
            rows = found.all()
        for row in rows:
            await letting_go.shred(self._store, bytes(row.person), row.seq)
        return len(rows)

    async def _write(self, turns: Sequence[Ended]) -> list[bool]:
        keys = await self._keys(turns)
        async with self._store.database.begin() as connection:
            if any(turn.visit.forget for turn in turns):
                await forget_alone(connection)
            await self._take(connection, turns)
            counts = [name for turn in turns for name in turn.visit.counts]
            for turn in turns:
                said = await self._rooms(connection, turn, counts)
                await self._keep(connection, turn)
                await self._reply(connection, turn, keys, said)
            await counting.add(connection, counts, turns[0].visit.now.date())
        return [True] * len(turns)

    async def _take(self, connection: AsyncConnection, turns: Sequence[Ended]) -> None:
        """End the updates; raises ClaimLost if any is not this process's."""
        for state in ("done", "dead"):
            seqs = [
                row.seq
                for turn in turns
                for row in turn.group.rows
                if (row.seq in turn.spoilt) == (state == "dead")
            ]
            if not seqs:
                continue
            ended = await connection.execute(
                _END, {"seqs": seqs, "mine": self._presence.number, "ended": state}
            )
            if ended.rowcount != len(seqs):
                raise ClaimLost

    async def _rooms(
        self, connection: AsyncConnection, turn: Ended, counts: list[str]
    ) -> list[Outgoing]:
        """Let other rooms write; what fails there is undone by itself and told."""
        said: list[Outgoing] = []
        for write in turn.visit.writes:
            try:
                async with connection.begin_nested():
                    said.extend(await write(connection))
            except (StoreError, SQLAlchemyError):
                raise
            except Exception as error:
                _log.error("handler failed: %s", type(error).__name__)
                counts.append("handler_failed")
                said.append(Outgoing(turn.visit.chat, text=self._sorry))
        return said

    async def _keep(self, connection: AsyncConnection, turn: Ended) -> None:
        visit, key = turn.visit, turn.group.key
        if visit.forget:
            await letting_go.take_away(
                connection, self._store, visit.key, key,
                mark=turn.group.rows[0].seq, owner=self._presence.number,
            )  # fmt: skip
        elif visit.store:
            await people.save(connection, key, visit.key, visit.person, now=visit.now)
            if turn.taken:
                await connection.execute(_TAKEN, {"seqs": list(turn.taken)})
        elif visit.known:
            await connection.execute(delete(person).where(person.c.person == visit.key))

    async def _reply(
        self,
        connection: AsyncConnection,
        turn: Ended,
        keys: dict[int, tuple[bytes, bytes]],
        said: Sequence[Outgoing],
    ) -> None:
        visit = turn.visit
        chats: dict[int, list[Outgoing]] = {}
        for one in (*visit.out, *said):
            chats.setdefault(one.chat, []).append(one)
        for chat, outgoing in chats.items():
            own = chat == visit.chat
            whom, key = keys[chat]
            await outbox.enqueue(
                connection,
                self._store,
                None if own and visit.forget else whom,
                key,
                outgoing,
                visit.now,
                keep=own and visit.store,
            )

    async def _keys(self, turns: Sequence[Ended]) -> dict[int, tuple[bytes, bytes]]:
        """Return whom each chat written to belongs to, with their key."""
        keys: dict[int, tuple[bytes, bytes]] = {}
        for turn in turns:
            for chat in {turn.visit.chat, *(one.chat for one in turn.visit.out)} - keys.keys():
                if chat == turn.visit.chat:
                    keys[chat] = (turn.visit.key, turn.group.key)
                    continue
                whom = self._store.master.person(chat)
                keys[chat] = (whom, await self._key(whom, turn.visit.now))
        return keys

    async def _key(self, whom: bytes, now: datetime) -> bytes:
        key = await self._store.keyring.key(whom, create=True, on=now.date())
        assert key is not None  # it was to be made
        return key
