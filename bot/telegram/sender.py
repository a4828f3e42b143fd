"""The sender: takes the outbox to Telegram, one sender at a time for the whole bot.

One, because Telegram's limits are the bot's, not a process's. Whoever leads sends; the others
stand by and take over when it dies. "sending" is on the disk before the call and the outcome
right after it; only a crash between the two, or an answer that is lost, leaves a message of which
it is open whether it arrived. Then Telegram is asked (`asking`).
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.store import counting
from bot.store.errors import StoreError
from bot.store.opening import Store
from bot.telegram import outbox
from bot.telegram.asking import arrived
from bot.telegram.batching import Batcher
from bot.telegram.bell import Bell
from bot.telegram.delivering import Delivered, Outcome, deliver, unbutton
from bot.telegram.letting_go import let_go
from bot.telegram.outbox import Parcel, Waiting
from bot.telegram.outcomes import Result, write
from bot.telegram.pacing import Pacer
from bot.telegram.presence import Presence

LEAD = "sender"
POLL = 0.2
"""Seconds after which the outbox is looked at unasked."""
PAUSE = 1.0
"""Seconds to wait after the database failed."""
FETCH = 100
"""Rows looked at at once."""
BUTTONS = 10_000
"""Messages with buttons remembered at most, to take the buttons off later."""
_log = logging.getLogger(__name__)


class TokenRefused(Exception):
    """Telegram does not know the token any more."""


class Sender:
    """Sends what is due, in order for each person, within Telegram's limits."""

    def __init__(
        self,
        store: Store,
        bot: Bot,
        presence: Presence,
        pacer: Pacer,
        *,
        most: int,
        clock: Callable[[], datetime],
        chance: random.Random,
        unreachable: Callable[[bytes], Awaitable[None]] | None = None,
    ) -> None:
        """Take what sending needs; `unreachable` hears of whoever can be reached no more."""
        self.bell = Bell()
        self._store = store
        self._bot = bot
        self._presence = presence
        self._pacer = pacer
        self._most = most
        self._clock = clock
        self._chance = chance
        self._unreachable = unreachable
        self._leading = False
        self._newest: int | None = None
        """The highest number of a message known."""
        self._queue: deque[Waiting] = deque()
        self._lanes: dict[bytes | int, asyncio.Task[None]] = {}
        self._buttons: OrderedDict[int, int] = OrderedDict()
        self._starts: Batcher[int, bool] = Batcher(self._start, FETCH)
        self._ends: Batcher[Result, None] = Batcher(self._end, FETCH)
        self._stopped = False

    def stop(self) -> None:
        """Let `run` come to its end; calls under way go on."""
        self._stopped = True
        self.bell.ring()

    async def run(self) -> None:
        """Send until stopped, whenever this process leads; raises TokenRefused."""
        while not self._stopped:
            try:
                await self.once()
            except StoreError as error:
                _log.warning("outbox not readable: %s", type(error).__name__)
                await asyncio.sleep(PAUSE)
            await self.bell.wait(POLL)

    async def once(self) -> int:
        """Start sending what is due and has room; return how many rows are waiting unsent."""
        if not await self._presence.seek(LEAD):
            self._leading = False
            self._queue.clear()
            return 0
        if not self._leading:
            await self._take_over()
        for task in self._lanes.values():
            if task.done() and (error := task.exception()):
                raise error
        if not self._queue:
            self._queue.extend(await outbox.due(self._store, self._clock(), FETCH))
        waiting = len(self._queue)
        while self._queue and len(self._lanes) < self._most:
            row = self._queue.popleft()
            lane = row.person or row.seq
            if lane not in self._lanes and not self._pacer.wait(lane):
                task = asyncio.create_task(self._send(row))
                self._lanes[lane] = task
                task.add_done_callback(partial(self._over, lane))
        return waiting

    async def drain(self) -> None:
        """Return when nothing that is due is left, or this process does not lead."""
        while True:
            sending = bool(self._lanes)  # what ends while `once` looks may have let a row come due
            if not await self.once() and not sending and not self._lanes:
                return
            await self.bell.wait(POLL)

    async def settle(self) -> None:
        """Return when every call under way has ended and is written down."""
        if self._lanes:
            await asyncio.wait(list(self._lanes.values()))
        await self._ends.settle()

    async def _take_over(self) -> None:
        async with self._store.database.begin() as connection:
            now = self._clock()
            self._newest = await outbox.newest(connection)
            again = await outbox.recover(connection, now)
            await counting.add(connection, ["outbox_unknown"] * again, now.date())
        self._leading = True
        if again:
            _log.warning("outcome unknown after a crash: %d", again)

    def _over(self, lane: bytes | int, task: asyncio.Task[None]) -> None:
        if task.cancelled() or task.exception() is None:
            self._lanes.pop(lane, None)
        self.bell.ring()

    async def _send(self, row: Waiting) -> None:
        """Send one row; raises TokenRefused."""
        try:
            parcel = outbox.opened(row)
            if parcel is None:
                async with self._store.database.begin() as connection:
                    await outbox.close(connection, [row.seq], "dead", self._clock())
                return
            whom = row.person or self._store.master.person(parcel.what.chat)
            await asyncio.sleep(self._pacer.wait(whom))  # the last reply waits its second too
            await self._pacer.take(whom)
            if not self._presence.leads(LEAD) or not await self._starts.add(row.seq):
                return
        except StoreError as error:
            _log.warning("not sent yet: %s", type(error).__name__)
            await asyncio.sleep(PAUSE)
            return
        again = row.beyond is not None
        number = await self._arrived(parcel, row.beyond)
        if number is None:
            delivered = await deliver(self._bot, parcel.what)
        else:
            delivered, again = Delivered(Outcome.SENT, number), False
        if delivered.wait is not None:
            self._pacer.flooded(whom, delivered.wait)
        await self._written(Result(parcel, delivered, again))
        await self._after(parcel, delivered)

    async def _arrived(self, parcel: Parcel, beyond: int | None) -> int | None:
        if beyond is None:
            return None
        return await arrived(self._bot, parcel.what, beyond, self._pacer.nicety)

    async def _written(self, result: Result) -> None:
        """Write down what came of it, however long the database takes to come back."""
        while True:
            try:
                await self._ends.add(result)
            except StoreError as error:
                _log.warning("outcome not written yet: %s", type(error).__name__)
                await asyncio.sleep(PAUSE)
            else:
                return

    async def _after(self, parcel: Parcel, delivered: Delivered) -> None:
        chat, outcome = parcel.what.chat, delivered.outcome
        if outcome is Outcome.NO_TOKEN:
            raise TokenRefused
        if outcome is Outcome.GONE and parcel.person is not None:
            await self._let_go(parcel)
        if delivered.message is not None:
            self._newest = max(self._newest or 0, delivered.message)
        if outcome is Outcome.SENT and parcel.what.kind == "text":
            await self._unbutton(chat)
            dated = parcel.what.buttons and not parcel.what.lasting
            if dated and delivered.message is not None:
                self._buttons[chat] = delivered.message
                while len(self._buttons) > BUTTONS:
                    self._buttons.popitem(last=False)

    async def _let_go(self, parcel: Parcel) -> None:
        """Forget somebody who can be reached no more; failing that, retention will."""
        assert parcel.person is not None
        try:
            if self._unreachable is not None:
                await self._unreachable(parcel.person)
            await let_go(
                self._store, parcel.person, self._clock(),
                update_id=-parcel.seq, owner=self._presence.number,
            )  # fmt: skip
        except StoreError as error:
            _log.warning("not let go of yet: %s", type(error).__name__)

    async def _unbutton(self, chat: int) -> None:
        """Take the buttons off the message before, if there is room for such a nicety."""
        older = self._buttons.pop(chat, None)
        if older is not None and await self._pacer.spare():
            try:
                await unbutton(self._bot, chat, older)
            except TelegramError as error:
                _log.debug("buttons stay: %s", type(error).__name__)

    async def _start(self, seqs: Sequence[int]) -> list[bool]:
        async with self._store.database.begin() as connection:
            started = await outbox.start(connection, seqs, self._newest, self._clock())
        return [seq in started for seq in seqs]

    async def _end(self, results: Sequence[Result]) -> list[None]:
        async with self._store.database.begin() as connection:
            await write(connection, results, self._clock(), self._chance)
        return [None] * len(results)
