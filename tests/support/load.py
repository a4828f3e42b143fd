"""Load on a bot and what it took: closed loop for throughput, open loop for latency."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from support.botapi import BotApi, Person
from support.botapi.world import Message

GIVE_UP_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Measured:
    """How many replies came in how many seconds, and how long each took."""

    replies: int
    seconds: float
    waits: Sequence[float]

    @property
    def rate(self) -> float:
        """Return replies a second."""
        return self.replies / self.seconds

    def wait(self, share: float) -> float:
        """Return the milliseconds within which `share` of the replies came."""
        ranked = sorted(self.waits)
        return 1000 * ranked[min(len(ranked) - 1, int(len(ranked) * share))]

    @property
    def median(self) -> float:
        """Return the milliseconds half of the replies took."""
        return 1000 * statistics.median(self.waits)


class _Asker:
    """One person who writes and takes the first message after it as the reply."""

    def __init__(self, person: Person, done: list[float]) -> None:
        self.person = person
        self.done = done
        self.asked = 0.0
        self.next: str | None = None
        person.chat.on_message = self._heard

    def ask(self, text: str) -> None:
        self.asked = time.perf_counter()
        self.person.says(text)

    def _heard(self, _: Message) -> None:
        if self.asked:
            self.done.append(time.perf_counter() - self.asked)
            self.asked = 0.0
            self.more()

    def more(self) -> None:
        """Do what comes after a reply."""


class _Tireless(_Asker):
    """One who writes again as soon as the reply is there, while there is anything to say."""

    def __init__(self, person: Person, done: list[float], texts: list[str]) -> None:
        super().__init__(person, done)
        self.texts = texts

    def more(self) -> None:
        if self.texts:
            self.ask(self.texts.pop())


def saturate(api: BotApi, texts: Sequence[str], people: int) -> Measured:
    """Return what `people` get who each write the next text when they have a reply.

    Everybody's first exchange is not counted: it begins their record.
    """
    people = min(people, len(texts))
    first, rest = list(texts[:people]), list(texts)
    done: list[float] = []
    askers = [_Tireless(api.person(), done, first) for _ in range(people)]

    async def flow() -> float:
        for asker in askers:
            asker.more()
        await _reached(done, people)
        done.clear()
        for asker in askers:
            asker.texts = rest
        began = time.perf_counter()
        for asker in askers:
            asker.more()
        await _reached(done, len(texts))
        return time.perf_counter() - began

    seconds = api.run(flow())
    return Measured(len(done), seconds, done)


def pace(api: BotApi, texts: Sequence[str], people: int, rate: float, seed: int) -> Measured:
    """Return what `people` get while all together write `rate` messages a second, evenly.

    Nobody writes while waiting; when all of them wait somebody new writes, so that a bot that
    falls behind is not spared the next message.
    """
    done: list[float] = []
    askers = [_Asker(api.person(), done) for _ in range(people)]
    rng = Random(seed)

    async def flow() -> float:
        for asker in askers:
            asker.ask("hello")
        await _reached(done, people)
        done.clear()
        began = time.perf_counter()
        for number, text in enumerate(texts):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            free = [asker for asker in askers if not asker.asked]
            asker = rng.sample(free, 1)[0] if free else _Asker(api.person(), done)
            asker.ask(text)
        await _reached(done, len(texts))
        return time.perf_counter() - began

    seconds = api.run(flow())
    return Measured(len(done), seconds, done)


async def _reached(done: list[float], number: int) -> None:
    last, since = -1, time.perf_counter()
    while len(done) < number:
        if len(done) != last:
            last, since = len(done), time.perf_counter()
        if time.perf_counter() - since > GIVE_UP_SECONDS:
            raise RuntimeError(f"{number - len(done)} replies never came")
        await asyncio.sleep(0.01)
