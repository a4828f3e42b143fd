"""Each person's own key, wrapped by the master key, in a database apart from the store.

Apart, because a backup of the store taken before somebody was forgotten must stay shut for
that person: their key is nowhere in it, and here it is gone.
On PostgreSQL a deleted row's bytes stay in the server's files until autovacuum reuses them;
they are wrapped, and open nothing without the master key file.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from datetime import date

from sqlalchemy import bindparam, delete, func, select, text, update

from bot.store import keyfile
from bot.store.database import Database
from bot.store.dialect import insert, is_sqlite
from bot.store.errors import Unreadable
from bot.store.master import Master
from bot.store.schema import person_key
from bot.store.sealing import new_key

BATCH = 500
"""Rows handled at once when all are gone through."""
_OF = select(person_key).where(person_key.c.person == bindparam("whom"))
_ALL_OF = select(person_key).where(person_key.c.person.in_(bindparam("people", expanding=True)))


class Keyring:
    """The keys of everybody in the store."""

    def __init__(self, database: Database, master: Master) -> None:
        """Take an open keyring database and the master key that wraps what is in it."""
        self.database = database
        self._master = master

    @property
    def master(self) -> Master:
        """Return the master key, in the state last read."""
        return self._master

    async def key(self, person: bytes, *, create: bool, on: date) -> bytes | None:
        """Return the person's key; None if there is none and `create` is false.

        With `create`, a key is made if there is none; two processes that do so at once get the
        same one. `on` is today; it is kept, so that a key just asked for is not swept.
        Raises Unreadable if the key file does not open it.
        """
        return (await self.keys([person], create=create, on=on)).get(person)

    async def keys(
        self, people: Collection[bytes], *, create: bool, on: date
    ) -> dict[bytes, bytes]:
        """Return the keys of `people`, each as `key` would; who has none is left out.

        Raises Unreadable if the key file does not open one of them.
        """
        async with self.database.read() as connection:
            found = (await connection.execute(_ALL_OF, {"people": list(people)})).all()
        keys = {
            bytes(row.person): self._unwrapped(row.person, row.master, row.wrapped)
            for row in found
            if not create or row.used_on >= on
        }
        if create:
            for person in set(people) - keys.keys():
                keys[person] = await self._made(person, on)
        return keys

    async def readable(
        self, people: Collection[bytes], *, create: bool, on: date
    ) -> dict[bytes, bytes]:
        """Return the keys of `people` as `keys` would, but for those that do not open."""
        try:
            return await self.keys(people, create=create, on=on)
        except Unreadable:
            if len(people) == 1:
                return {}
        found: dict[bytes, bytes] = {}
        for person in people:
            found |= await self.readable([person], create=create, on=on)
        return found

    async def shred(self, person: bytes) -> bool:
        """Destroy the person's key, whatever it opened; return whether there was one."""
        return await self.shred_all([person]) > 0

    async def shred_all(self, people: Collection[bytes], before: date | None = None) -> int:
        """Destroy the keys of `people`, only those not asked for since `before` if it is given.

        Returns how many there were. They are off the disk when this returns (on SQLite).
        """
        statement = delete(person_key).where(person_key.c.person.in_(people))
        if before is not None:
            statement = statement.where(person_key.c.used_on < before)
        async with self.database.begin() as connection:
            gone = (await connection.execute(statement)).rowcount
        if gone:
            await self.database.tidy()
        return gone

    async def known(self, people: Collection[bytes]) -> set[bytes]:
        """Return those of `people` who have a key."""
        async with self.database.read() as connection:
            found = await connection.execute(
                select(person_key.c.person).where(person_key.c.person.in_(people))
            )
            return set(found.scalars())

    async def people(self, before: date) -> AsyncIterator[list[bytes]]:
        """Give everybody whose key was not asked for since `before`, BATCH at a time."""
        last = b""
        while True:
            async with self.database.read() as connection:
                found = await connection.execute(
                    select(person_key.c.person)
                    .where(person_key.c.person > last, person_key.c.used_on < before)
                    .order_by(person_key.c.person)
                    .limit(BATCH)
                )
                people = list(found.scalars())
            if not people:
                return
            yield people
            last = people[-1]

    async def rewrap(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Wrap every key with the newest wrapping key, then drop the older ones from the file.

        Returns how many keys were wrapped anew; `progress` is told how many so far.
        It may be cut off at any point and started again: a row names the key it is wrapped with,
        and older ones stay in the file until no row needs them.
        A damaged row, which no key opens, goes.
        Raises Unreadable if a row needs a wrapping key the file does not have.
        """
        self._master = keyfile.read(self._master.path)
        done = 0
        while wrapped := await self._rewrap_some():
            done += wrapped
            progress(done)
        async with self.database.begin() as connection:
            if not is_sqlite(connection):
                await connection.execute(text("LOCK TABLE person_key IN EXCLUSIVE MODE"))
            left = await connection.scalar(
                select(func.count())
                .select_from(person_key)
                .where(person_key.c.master != self._master.newest)
            )
            if not left:
                self._master = keyfile.drop_older(self._master.path)
        await self.database.tidy()
        return done + (await self.rewrap(progress) if left else 0)

    async def _rewrap_some(self) -> int:
        newest = self._master.newest
        async with self.database.begin() as connection:
            rows = await connection.execute(
                select(person_key)
                .where(person_key.c.master != newest)
                .limit(BATCH)
                .with_for_update()
            )
            batch = rows.all()
            for row in batch:
                mine = person_key.c.person == row.person
                try:
                    key = self._unwrapped(row.person, row.master, row.wrapped)
                except Unreadable:
                    if row.master not in self._master.wrapping:
                        raise
                    await connection.execute(delete(person_key).where(mine))  # damaged: no use
                    continue
                number, wrapped = self._master.wrap(row.person, key)
                await connection.execute(
                    update(person_key).where(mine).values(wrapped=wrapped, master=number)
                )
            return len(batch)

    async def _made(self, person: bytes, on: date) -> bytes:
        """Make a key unless there is one by now, mark it as asked for, and return it.

        The row is written before the key file is looked at, so that a rotation that drops the
        older wrapping keys either waits for this row or is seen here.
        """
        fresh = new_key()
        async with self.database.begin() as connection:
            number, wrapped = self._master.wrap(person, fresh)
            made = insert(connection, person_key).values(
                person=person, wrapped=wrapped, master=number, used_on=on
            )
            await connection.execute(
                made.on_conflict_do_update(index_elements=["person"], set_={"used_on": on})
            )
            row = (await connection.execute(_OF, {"whom": person})).one()
            if row.wrapped != wrapped:
                return self._unwrapped(person, row.master, row.wrapped)
            if keyfile.changed(self._master):
                self._master = keyfile.read(self._master.path)
                number, wrapped = self._master.wrap(person, fresh)
                await connection.execute(
                    update(person_key)
                    .where(person_key.c.person == person)
                    .values(wrapped=wrapped, master=number)
                )
            return fresh

    def _unwrapped(self, person: bytes, number: int, wrapped: bytes) -> bytes:
        if number not in self._master.wrapping and keyfile.changed(self._master):
            self._master = keyfile.read(self._master.path)
        return self._master.unwrap(person, number, wrapped)
