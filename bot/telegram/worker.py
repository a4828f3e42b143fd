"""The worker: claims what is ready, lets the handlers answer it, and ends each turn.

One person's updates are worked on in order, different people's at once; nobody waits for
anybody else's turn. The handlers get a visit and send nothing; all they ask for is written in
one transaction (`finishing`).
What the handlers compute (about 4 ms of pure CPU a turn) happens in `_handled` and nowhere
else, the one place to hand it to a pool of processes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram.ext import Application

from bot.operating.durations import TURN
from bot.store.errors import StoreError
from bot.store.opening import Store
from bot.telegram.bell import Bell
from bot.telegram.claiming import Claimed, Group, claim, opened, release
from bot.telegram.finishing import ClaimLost, Ended, Finisher
from bot.telegram.presence import Presence
from bot.telegram.remembering import recall
from bot.telegram.rooms import Room
from bot.telegram.updates import Piece, pieces
from bot.telegram.visiting import visiting
from bot.visit import Person, Visit

POLL = 0.2
"""Seconds after which the inbox is looked at unasked: other processes ring no bell here."""
PAUSE = 1.0
"""Seconds to wait after the database failed."""
App = Application[Any, Any, Any, Any, Any, Any]
_log = logging.getLogger(__name__)


class Worker:
    """Works on as many people's turns at once as it may."""

    def __init__(
        self,
        store: Store,
        application: App,
        presence: Presence,
        *,
        most: int,
        sorry: str,
        clock: Callable[[], datetime],
        sent: Callable[[], None] = lambda: None,
        rooms: Sequence[Room] = (),
    ) -> None:
        """Take what turns need; `sorry` is what somebody is told whose message was given up.

        `sent` is called whenever there may be something in the outbox.
        """
        self.bell = Bell()
        self.finisher = Finisher(store, presence, sorry)
        self._store = store
        self._application = application
        self._presence = presence
        self._most = most
        self._sorry = sorry
        self._clock = clock
        self._sent = sent
        self._rooms = rooms
        self._turns: set[asyncio.Task[None]] = set()
        self._watching = False
        self._stopped = False

    def stop(self) -> None:
        """Let `run` come to its end; turns that were begun go on."""
        self._stopped = True
        self.bell.ring()

    async def run(self) -> None:
        """Work until stopped; raises nothing of a single turn's."""
        while not self._stopped:
            try:
                await self.once()
            except StoreError as error:
                _log.warning("inbox not readable: %s", type(error).__name__)
                await asyncio.sleep(PAUSE)
            await self.bell.wait(POLL)

    async def once(self) -> int:
        """Start a turn for whoever is ready and there is room for; return how many."""
        room = self._most - len(self._turns)
        if room <= 0 or (self._watching and self._turns):
            return 0
        groups = await claim(
            self._store, self._presence.number, self._clock(), room, busy=bool(self._turns)
        )
        self._watching = any(group.suspect for group in groups)
        for group in groups:
            task = asyncio.create_task(self._turn(group))
            self._turns.add(task)
            task.add_done_callback(self._over)
        return len(groups)

    async def drain(self) -> None:
        """Return when every turn that was begun has ended."""
        while self._turns:
            await asyncio.wait(self._turns)
        await self.finisher.settle()

    def _over(self, task: asyncio.Task[None]) -> None:
        self._turns.discard(task)
        self.bell.ring()
        if not task.cancelled() and (error := task.exception()):
            _log.error("turn failed: %s", type(error).__name__)

    async def _turn(self, group: Group) -> None:
        """Work on one person's updates; what follows a /forget is a visit of its own."""
        rest: Group | None = group
        while rest is not None:
            current = rest
            try:
                with TURN.time():
                    rest = await self._visit(current)
            except ClaimLost:
                _log.warning("claim lost: another process had been given these updates")
                return
            except StoreError as error:
                _log.warning("turn put back: %s", type(error).__name__)
                await self._put_back(current)
                return

    async def _put_back(self, group: Group) -> None:
        """Give the group back as soon as the database lets us."""
        while True:
            await asyncio.sleep(PAUSE)
            try:
                await release(self._store, self._presence.number, group)
            except StoreError:
                continue
            return

    async def _visit(self, group: Group) -> Group | None:
        """Let one visit happen and end it; return the updates that it left."""
        now = self._clock()
        async with self._store.database.read() as connection:
            person, taken = await recall(connection, group.key, group.person, now)
            chat = next((row.chat for row in group.rows if row.payload is not None), 0)
            visit = Visit(group.person, chat, now, person or Person(), person is not None)
            for room in self._rooms:
                await room.look(connection, group.key, visit)
        visit.store = visit.known
        done: list[Claimed] = []
        spoilt: list[int] = []
        if group.worn_out:
            done, spoilt = list(group.rows), [row.seq for row in group.rows]
            visit.counts.append("update_given_up")
            if chat:
                visit.say(self._sorry)
        else:
            for piece in pieces(group.rows, self._application.bot):
                done.extend(piece.rows)
                if piece.update is None:
                    spoilt.extend(row.seq for row in piece.rows)
                    visit.counts.append("update_unreadable")
                else:
                    await self._handled(visit, piece)
                if visit.forget:
                    break
        ended = Ended(replace(group, rows=tuple(done)), visit, taken, tuple(spoilt))
        await self.finisher.finish(ended)
        self._sent()
        return await self._left(group, len(done), now)

    async def _handled(self, visit: Visit, piece: Piece) -> None:
        visit.text = piece.text
        earlier = piece.messages[:-1]  # the handlers see only the last one of a burst
        visit.person.messages = (*visit.person.messages, *earlier)
        with visiting(visit):
            await self._application.process_update(piece.update)

    async def _left(self, group: Group, done: int, now: datetime) -> Group | None:
        if done == len(group.rows):
            return None
        [again] = await opened(self._store, {group.person: ()}, now)  # the person's new key
        return replace(again, rows=group.rows[done:])
