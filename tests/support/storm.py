"""The crash storm: steady talk, processes killed at random moments, then every message counted.

Everything is seen from outside, over the Bot API: a person writes numbered messages and, in
between, commands whose answers are known word for word. So the order of the answers shows the
order of the work, and the number of turns in each person's own /export shows what every
message did to their session.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from support.botapi import BotApi, Person
from support.process import Porchlight, join

from bot.commands.storm import MODES

COMMANDS = ("/help", "/privacy", "/about")
SAID = (
    "work was long today", "the rain kept me in", "my sister rang me", "slept a bit better",
    "thinking about the weekend", "the bus was late again", "made some soup", "fed the cat",
)  # fmt: skip
SETTLE_SECONDS = 90
"""How long nothing may come before what is still missing counts as lost."""
START_SECONDS = 90
"""How long a process may take to come up before the storm is called off."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a storm left, counted over all people; the losses aim at 0.

    `fell` counts how often a process ended by itself, as a supervisor would start it anew.
    """

    kills: int
    starting: int
    people: int
    messages: int
    lost: int
    disordered: int
    wrong_sessions: int
    doubled: int
    fell: int
    violations: list[str] = field(repr=False)

    @property
    def clean(self) -> bool:
        """Return whether nothing was lost, mixed up, or done twice to a session."""
        return not (self.lost or self.disordered or self.wrong_sessions)

    def line(self) -> str:
        """Return it in one line."""
        return (
            f"{self.kills} kills ({self.starting} of a process just starting), "
            f"{self.people} people, {self.messages} messages: "
            f"{self.lost} replies lost, {self.disordered} people with replies out of order, "
            f"{self.wrong_sessions} sessions with a wrong number of turns, "
            f"{self.doubled} replies sent twice, {self.fell} processes ended by themselves, "
            f"{len(self.violations)} broken rules"
        )


@dataclass(slots=True)
class Talker:
    """Somebody in the storm and what they wrote so far."""

    person: Person
    written: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """Return what was written that is talk."""
        return [text for text in self.written if not text.startswith("/")]

    def says(self, text: str) -> None:
        """Write."""
        self.written.append(text)
        self.person.says(text)

    def answers(self) -> tuple[list[str], int]:
        """Return the replies, and how many repeat the one before word for word."""
        texts = self.person.texts
        single = [text for n, text in enumerate(texts) if n == 0 or text != texts[n - 1]]
        return single, len(texts) - len(single)

    async def talk(self, rng: Random, gap: float, stop: asyncio.Event) -> None:
        """Write a text, a command, a text, … about `gap` seconds apart until told to stop."""
        number = 0
        while not stop.is_set():
            await asyncio.sleep(gap * rng.uniform(0.5, 1.5))
            number += 1
            chosen = rng.sample((COMMANDS if number % 2 == 0 else SAID), 1)[0]
            self.says(chosen if number % 2 == 0 else f"{number} {chosen}")


def weather(
    api: BotApi, bots: list[Porchlight], *, kills: int, people: int, gap: float, seed: int,
    tell: Callable[[str], None] = lambda line: None,
) -> Outcome:  # fmt: skip
    """Have `people` talk while the bots are killed `kills` times; return what was left.

    The bots are started and stopped here, whatever happens. Four kills of five strike a bot at
    work, at a random moment of its first two seconds; the fifth may strike it while it is
    starting. `tell` hears how far it is.
    Raises RuntimeError when a bot does not come up in START_SECONDS.
    """
    with ExitStack() as gone:
        for bot in bots:
            gone.callback(bot.dies)
        return _weather(api, bots, kills, people, gap, Random(seed), tell)


def _weather(
    api: BotApi, bots: list[Porchlight], kills: int, people: int, gap: float, rng: Random,
    tell: Callable[[str], None],
) -> Outcome:  # fmt: skip
    if bots[0].webhook:
        join(*bots)
    for bot in bots:
        bot.launch()
    for bot in bots:
        _wait_for(bot)
    known, extra = _acquaint(api)
    talkers = [Talker(api.person(f"P{number}")) for number in range(people)]
    stop = api.call(asyncio.Event)

    async def everybody() -> None:
        await asyncio.gather(*(t.talk(Random(rng.random()), gap, stop) for t in talkers))

    talk = asyncio.run_coroutine_threadsafe(everybody(), api.loop)
    fell = starting = 0
    for number in range(kills):
        fell += _revive(bots)
        victim = rng.sample(bots, 1)[0]
        if number % 5:
            _wait_for(victim)
        time.sleep(rng.uniform(0.0, 2.0))
        starting += not victim.ready
        victim.dies()
        victim.launch()
        tell(f"{number + 1} of {kills} kills")
    time.sleep(1)
    api.call(stop.set)
    talk.result(60)
    tell("waiting for what is still to be answered")
    fell += _settle(talkers, bots)
    seen = [talker.answers() for talker in talkers]
    whole = list(zip(talkers, seen, _turns(talkers), strict=True))
    for bot in bots:
        bot.stops()
    return Outcome(
        kills=kills,
        starting=starting,
        people=people,
        messages=sum(len(talker.written) for talker in talkers),
        lost=sum(max(0, len(t.written) - len(replies)) for t, (replies, _), _ in whole),
        disordered=sum(not in_order(t.written, replies, known) for t, (replies, _), _ in whole),
        wrong_sessions=sum(turns != extra + len(t.texts) for t, _, turns in whole),
        doubled=sum(twice for _, twice in seen),
        fell=fell,
        violations=api.violations,
    )


def _acquaint(api: BotApi) -> tuple[dict[str, str], int]:
    """Return each command's answer, and how many turns a session counts beyond its messages."""
    reader = Talker(api.person("Reader"))
    known = {}
    reader.says("hello there")
    reader.person.hears()
    for command in COMMANDS:
        reader.says(command)
        known[command] = reader.person.hears().body["text"]
    reader.says("just looking around")
    reader.person.hears()
    return known, _turns([reader])[0] - 2


def _revive(bots: list[Porchlight]) -> int:
    """Start those again that ended by themselves; return how many."""
    fallen = [bot for bot in bots if bot.fell]
    for bot in fallen:
        bot.launch()
    return len(fallen)


def _wait_for(bot: Porchlight) -> None:
    """Return when the bot takes updates, or ended by itself; raise RuntimeError if it does not."""
    end = time.monotonic() + START_SECONDS
    while not (bot.ready or bot.fell):
        if time.monotonic() > end:
            raise RuntimeError(f"it does not come up:\n{bot.log.read_text()[-3000:]}")
        time.sleep(0.05)


def _settle(talkers: list[Talker], bots: list[Porchlight]) -> int:
    """Return when everybody has an answer to everything, or nothing has come for long.

    Gives how often a process ended by itself meanwhile.
    """
    last, since, fell = -1, time.monotonic(), 0
    while time.monotonic() - since < SETTLE_SECONDS:
        counts = [len(talker.answers()[0]) for talker in talkers]
        if all(n >= len(t.written) for n, t in zip(counts, talkers, strict=True)):
            break
        if sum(counts) != last:
            last, since = sum(counts), time.monotonic()
        fell += _revive(bots)
        time.sleep(0.2)
    time.sleep(1)
    return fell


def _turns(talkers: list[Talker]) -> list[int]:
    """Return how many turns each person's own export says there were."""

    def one(talker: Talker) -> int:
        talker.person.says("/export")
        uploads = talker.person.api.waits(
            lambda: [m.upload for m in talker.person.received if m.upload], 60
        )
        raw = uploads[0].decode()
        record = json.loads(raw[raw.index("\n{") :])
        return int(record["session"].get("turn", 0))

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(one, talkers))


def in_order(written: list[str], replies: list[str], known: dict[str, str]) -> bool:
    """Return whether each reply is of the kind its message asks for."""
    notices = set(known.values())
    return len(written) == len(replies) and all(
        reply == known[text] if text in known else reply not in notices
        for text, reply in zip(written, replies, strict=True)
    )


def run(
    folder: Path, *, kills: int = 50, people: int = 50, seed: int = 1, gap: float = 2.5,
    database: str = "", modes: Sequence[str] = (), processes: int = 3,
) -> Iterator[str]:  # fmt: skip
    """Yield the outcome of a storm in each of `modes`; how far it is goes to standard error.

    With no `modes` it is polling and webhook, and PostgreSQL if `database` is its URL; where it
    is asked for without a URL a server is started here. `folder` takes the data; everybody
    writes about every `gap` seconds: 20 messages a second from 50 people, under Telegram's own
    rate limits.
    """
    yield (
        f"{kills} kill -9 a mode at random moments, {people} people, a message each about every "
        f"{gap} s, Telegram's rate limits on, seed {seed}; counted over the Bot API alone"
    )
    for mode in modes or MODES[: 3 if database else 2]:
        with ExitStack() as open_:
            api = open_.enter_context(BotApi(seed=seed, keep_calls=False))
            if mode == "postgresql":
                url = database or open_.enter_context(_server())
                name = f"PostgreSQL, webhook, {processes} processes"
                bots = [Porchlight(folder / mode, api, mode="webhook", database_url=url)
                        for _ in range(processes)]  # fmt: skip
            else:
                name = f"SQLite, {mode}, one process"
                bots = [Porchlight(folder / mode, api, mode=mode)]
            told = weather(api, bots, kills=kills, people=people, gap=gap, seed=seed, tell=_tell)
            yield f"{name}: {told.line()}"


def _server() -> AbstractContextManager[str]:
    from support.postgres import running

    return running()


def _tell(line: str) -> None:
    sys.stderr.write(f"  {line}\n")
    sys.stderr.flush()
