"""Polling: fetches updates itself, so that one that cannot be read stops no other.

An update is confirmed by asking for the next: the offset moves only after the inbox has
committed everything below it. It is sent only while there is something to confirm, because after
a quiet week Telegram goes on from a random, maybe lower, number
(https://core.telegram.org/bots/api#update).
One process polls; where several share a database the others stand by.
"""

from __future__ import annotations

import asyncio
import logging
import random
from typing import Any

from telegram import Bot
from telegram.error import (
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.store.errors import StoreError
from bot.telegram.arrival import ALLOWED, Unusable, reduced
from bot.telegram.bell import Bell
from bot.telegram.client import Client
from bot.telegram.inbox import DeadLetter, Inbox, Letter, Passed
from bot.telegram.presence import Presence
from dialogues.errors import PorchlightError

LEAD = "poller"
LONGEST = 30.0
"""Seconds between two tries at most while Telegram cannot be reached."""
STAND_BY = 1.0
"""Seconds after which a process that stands by looks whether it is needed."""
CONFLICTS = 5
"""Conflicts in a row that are not just the last process's request running out."""
_log = logging.getLogger(__name__)


class SomebodyElsePolls(PorchlightError):
    """Another program fetches updates with the same token, or a webhook is set."""


def letter(raw: object) -> Letter | None:
    """Return what goes into the inbox for a raw update; None if it has not even an id."""
    try:
        arrival = reduced(raw)
    except Unusable as error:
        return None if error.update_id is None else DeadLetter(error.update_id)
    if arrival is not None:
        return arrival
    assert isinstance(raw, dict)
    return Passed(raw["update_id"])


async def clear_webhook(bot: Bot, *, take_over: bool) -> None:
    """See that no webhook is set, without which Telegram gives out no updates.

    Raises:
        SomebodyElsePolls: One is set and `take_over` is false.
        TelegramError: Telegram could not be asked.
    """
    if not (await bot.get_webhook_info()).url:
        return
    if not take_over:
        raise SomebodyElsePolls(
            "a webhook is set for this bot, so another installation may be running; stop that "
            "one, then set PORCHLIGHT_TAKE_OVER=true, or set PORCHLIGHT_MODE=webhook"
        )
    await bot.delete_webhook(drop_pending_updates=False)


class Poller:
    """Fetches updates for the inbox."""

    def __init__(
        self, bot: Client, inbox: Inbox, presence: Presence, *, seconds: int, chance: random.Random
    ) -> None:
        """Take where from and where to; `seconds` is how long one fetch may wait."""
        self._bot = bot
        self._inbox = inbox
        self._presence = presence
        self._seconds = seconds
        self._chance = chance
        self._offset: int | None = None
        self._failures = 0
        self._conflicts = 0
        self._fetching: asyncio.Task[list[Any]] | None = None
        self._bell = Bell()
        self._stopped = False

    def stop(self) -> None:
        """Let `run` come to its end: what was fetched is still kept, nothing more is fetched."""
        self._stopped = True
        self._bell.ring()
        if self._fetching is not None:
            self._fetching.cancel()

    async def run(self) -> None:
        """Fetch until stopped.

        Raises:
            SomebodyElsePolls: Another program uses the token.
            InvalidToken: Telegram does not know the token.
        """
        while not self._stopped:
            if not await self._presence.seek(LEAD):
                self._offset = None
                await self._bell.wait(STAND_BY)
                continue
            try:
                await self.once()
            except InvalidToken:
                raise
            except asyncio.CancelledError:
                if not self._stopped:
                    raise
            except Conflict:
                await self._conflict()
            except (TelegramError, StoreError) as error:
                await self._bell.wait(self._pause(error))
            else:
                self._failures = self._conflicts = 0

    async def once(self) -> int:
        """Fetch once and commit what came; return how many updates it was.

        Raises TelegramError when Telegram cannot be asked, StoreError when what came could not
        be written: then the same updates come again.
        """
        offset, self._offset = self._offset, None
        self._fetching = asyncio.create_task(
            self._bot.fetch(offset=offset, seconds=self._seconds, kinds=ALLOWED)
        )
        raws = await self._fetching
        if raws:
            await self._keep(raws)
        return len(raws)

    async def _keep(self, raws: list[Any]) -> None:
        letters = [found for raw in raws if (found := letter(raw)) is not None]
        if len(letters) < len(raws):
            _log.warning("updates without an id: %d", len(raws) - len(letters))
        results = await asyncio.gather(
            *(self._inbox.put(one) for one in letters), return_exceptions=True
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result
        if letters:
            self._offset = max(one.update_id for one in letters) + 1

    async def _conflict(self) -> None:
        """Wait for the last process's own request to run out; then it is somebody else's."""
        self._conflicts += 1
        if self._conflicts > CONFLICTS:
            raise SomebodyElsePolls(
                "another program fetches updates with the same token; stop it, or give one of "
                "the two a token of its own"
            )
        await self._bell.wait(self._chance.uniform(0.5, 1.5) * self._conflicts)

    def _pause(self, error: Exception) -> float:
        self._failures += 1
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            return wait if isinstance(wait, int) else wait.total_seconds()
        if self._failures == 1 or self._failures % 20 == 0:
            kind = "network" if isinstance(error, (NetworkError, TimedOut)) else "fetch"
            _log.warning("%s failed (%d): %s", kind, self._failures, type(error).__name__)
        return min(LONGEST, 0.5 * 2.0 ** min(self._failures, 10)) * self._chance.uniform(0.5, 1.0)
