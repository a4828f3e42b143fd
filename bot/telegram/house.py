"""The whole bot as one thing: its parts put together, started, watched over, stopped in order.

When it is told to stop, no more updates are taken; turns that were begun end; what is due is
sent; all within ten seconds. What is not sent by then is sent at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import random
import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.error import InvalidToken, TelegramError
from tornado.httpserver import HTTPServer

from bot import clock
from bot.operating.models import lost
from bot.services import local_services
from bot.settings import Settings
from bot.store.errors import StoreError
from bot.store.opening import Store
from bot.telegram.application import build_application
from bot.telegram.client import Client
from bot.telegram.health import Health, health
from bot.telegram.hinting import Hinter
from bot.telegram.inbox import Inbox
from bot.telegram.introducing import introduce
from bot.telegram.pacing import Pacer
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.polling import LEAD as POLLER
from bot.telegram.polling import Poller, clear_webhook
from bot.telegram.presence import Presence
from bot.telegram.rooms import Room
from bot.telegram.sender import LEAD as SENDER
from bot.telegram.sender import Sender, TokenRefused
from bot.telegram.supervising import Supervisor, TaskDied
from bot.telegram.ticking import Keeper, Retention, Tick, Ticker
from bot.telegram.webhook import serve, set_webhook
from bot.telegram.worker import Worker
from dialogues.engine import respond
from dialogues.phrasing import languages
from dialogues.session import Session

TURNS = 3.0
"""Seconds turns may take to end when stopping; one takes some hundredths."""
SENDING = 5.0
"""Seconds what is due may take to be sent."""
LAST = 1.0
"""Seconds for a call under way to be answered."""
AGAIN = 5.0
"""Seconds between two tries to reach Telegram at the start."""
WARM = "it helps me sleep but i want to stop"
"""Some message, for the sake of all that hearing one loads."""
Furnish = Callable[[Mapping[str, TelegramPhrasebook]], Sequence[Room]]
"""Makes the other rooms, which speak with these phrasebooks."""
_log = logging.getLogger(__name__)


class House:
    """All that runs, with its doors."""

    def __init__(
        self,
        settings: Settings,
        bot: Client,
        store: Store,
        presence: Presence,
        stop: asyncio.Event,
        ticks: Sequence[Tick],
        furnish: Furnish = lambda books: (),
    ) -> None:
        """Put the parts together; `ticks` is what is done by the clock, `furnish` makes rooms."""
        self.settings, self.bot, self.stop = settings, bot, stop
        self.store, self.presence = store, presence
        known = [settings.language, *(one for one in languages() if one != settings.language)]
        self.books = {one: TelegramPhrasebook(one) for one in known}
        self.rooms = rooms = furnish(self.books)
        self.application = build_application(
            bot, known, chance=_chance, phrasebook=lambda language: self.books[language],
            directory=local_services(settings.directory), rooms=rooms,
        )  # fmt: skip
        pacer = Pacer(settings.rate_overall, settings.rate_chat, time.monotonic)
        self.hinter = Hinter(bot, pacer)
        self.sender = Sender(
            store, bot, presence, pacer, most=settings.senders, clock=clock.now, chance=_chance()
        )
        self.worker = Worker(
            store,
            self.application,
            presence,
            most=settings.workers,
            sorry=self.books[settings.language].telegram("went_wrong"),
            clock=clock.now,
            sent=self.sender.bell.ring,
            rooms=rooms,
        )
        self.inbox = Inbox(
            store,
            burst=settings.burst_seconds,
            language=settings.language,
            clock=clock.now,
            wake=self.worker.bell.ring,
            hint=self.hinter.hint,
            files=self._files,
        )
        self.poller: Poller | None = None
        self.server: HTTPServer | None = None
        self.keeper = Keeper(store, presence, self.worker.finisher)
        every: list[Tick] = [Retention(store), *ticks, *(room.tick for room in rooms)]
        self.tickers = [Ticker(tick, presence, clock.now) for tick in every]
        self.supervisor = Supervisor()

    async def live(self) -> int:
        """Start, watch, stop; return the exit code, 1 when a part died.

        Raises:
            PorchlightError: It cannot start or go on, and says what to mend.
            InvalidToken, TokenRefused: Telegram does not know the token.
            StoreError: The database fails at the start.
        """
        self._warm_up()
        if not await self._reach():
            return 0
        try:
            await self.keeper.once()
            await self._open_doors()
            self._start()
            await self.supervisor.watch(self.stop)
        except TaskDied:
            return 1
        finally:
            await self._close()
        return 0

    async def _files(
        self, connection: AsyncConnection, people: Collection[bytes]
    ) -> Mapping[bytes, frozenset[str]]:
        passed: dict[bytes, frozenset[str]] = {}
        for room in self.rooms:
            for whom, kinds in (await room.files(connection, people)).items():
                passed[whom] = passed.get(whom, frozenset()) | kinds
        return passed

    def _warm_up(self) -> None:
        """Load now what a first turn loads, not while somebody waits."""
        for language in self.books:
            for one in lost(language):
                _log.warning("not read: %s", one.what)
        for language, book in self.books.items():
            session = Session(language=language)
            respond(session, WARM, now=clock.now(), rng=_chance(), phrasebook=book)
        gc.collect()
        gc.freeze()

    async def _reach(self) -> bool:
        """Find out from Telegram who the bot is; return whether it did before it was stopped."""
        while not self.stop.is_set():
            try:
                await self.application.initialize()
            except InvalidToken:
                raise
            except TelegramError as error:
                _log.warning("Telegram not reached: %s", type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stop.wait(), AGAIN)
            else:
                return True
        return False

    async def _open_doors(self) -> None:
        """Let updates in: take the server's place, then tell Telegram, or see that we may poll."""
        settings = self.settings
        hook = settings.mode == "webhook"
        if hook or "listen" in settings.model_fields_set:
            self.server = serve(settings, self.inbox if hook else None, self._health)
        if hook:
            await self._insist(lambda: set_webhook(self.bot, settings))
            return
        await self._insist(lambda: clear_webhook(self.bot, take_over=settings.take_over))
        self.poller = Poller(
            self.bot, self.inbox, self.presence, seconds=settings.poll_seconds, chance=_chance()
        )

    async def _insist(self, ask: Callable[[], Awaitable[None]]) -> None:
        """Ask Telegram until it answers, or the bot is stopped."""
        while not self.stop.is_set():
            try:
                await ask()
            except InvalidToken:
                raise
            except TelegramError as error:
                _log.warning("Telegram did not take it: %s", type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stop.wait(), AGAIN)
            else:
                return

    def _start(self) -> None:
        start = self.supervisor.start
        start("sender", self.sender.run())
        start("worker", self.worker.run())
        start("presence", self.keeper.run())
        for number, ticker in enumerate(self.tickers):
            start(f"ticker {number}", ticker.run())
        if self.poller is not None:
            start("poller", self.poller.run())
        self.introduction = asyncio.create_task(self._introduce())
        _log.info("running: %s", self.settings.mode)

    async def _introduce(self) -> None:
        try:
            await introduce(self.bot, self.books, self.books)
        except TelegramError as error:
            _log.warning("menu and description not set: %s", type(error).__name__)

    async def _health(self) -> Health:
        leads = tuple(one for one in (POLLER, SENDER) if self.presence.leads(one))
        return await health(self.store, clock.now, leads)

    async def _close(self) -> None:
        """Stop in the order in which nothing is lost: intake, turns, sending."""
        if self.server is not None:
            self.server.stop()
        if self.poller is not None:
            self.poller.stop()
        self.worker.stop()
        self.keeper.stop()
        for ticker in self.tickers:
            ticker.stop()
        with contextlib.suppress(TimeoutError, StoreError):
            await asyncio.wait_for(self.worker.drain(), TURNS)
        with contextlib.suppress(TimeoutError, StoreError, TokenRefused):
            await asyncio.wait_for(self.sender.drain(), SENDING)
        self.sender.stop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.sender.settle(), LAST)
        await self.supervisor.finish(LAST)
        await self.hinter.stop()
        if self.server is not None:
            await self.server.close_all_connections()
        with contextlib.suppress(TelegramError):
            await self.application.shutdown()
        _log.info("stopped")


def _chance() -> random.Random:
    return random.Random(secrets.randbits(64))  # noqa: S311 - chooses wordings, guards nothing
