"""The bot under load: throughput, latency, growth with stored people, disk and memory.

All figures are of one run on one machine, where the emulated Telegram and its people take a
core of their own; it prints what was measured and how.
"""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from support.botapi import BotApi
from support.load import Measured, pace, saturate
from support.process import ROOT, UNLIMITED, Porchlight
from support.seeding import fill

from dialogues.listening.frames import frames

RATE = 20
"""Messages a second of the latency runs: two thirds of what Telegram lets a bot send."""


def run(
    folder: Path, *, messages: int = 3000, stored: tuple[int, ...] = (1_000, 100_000),
    database: str = "", seed: int = 1, people: int = 100,
) -> Iterator[str]:  # fmt: skip
    """Yield the figures; `database` is the URL of an empty PostgreSQL, "" leaves it out."""
    yield (f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
           f"{os.cpu_count()} cores, SQLite {sqlite3.sqlite_version}")  # fmt: skip
    yield (f"{messages} messages (the frames' examples, drawn with seed {seed}) from {people} "
           "people, each writing again on the reply; burst window off, rate limits raised, every "
           "turn on the disk before it is answered")  # fmt: skip
    texts = _texts(messages, seed)
    with BotApi(pace=False, keep_calls=False) as api, _echo(api) as echo:
        yield _saturated("bare echo bot, polling, nothing stored", api, echo, texts, people)
    places = [("SQLite, polling", {}), ("SQLite, webhook", {"mode": "webhook"})]
    if database:
        places.append(("PostgreSQL, polling", {"database_url": database}))
    for name, settings in places:
        with _bot(folder / name.replace(", ", "-"), settings) as (bot, _):
            called = f"Porchlight, {name} (aim 300/s)"
            yield _saturated(called, bot.api, bot.number, texts, people)
            told = pace(bot.api, texts[:600], people, RATE, seed)
            yield f"  {name}, {RATE} messages a second, {told.replies} of them: {_waits(told)}"
    yield "growth, SQLite, polling (aim flat within 20 %), each person with a session of ten turns"
    for number in stored:
        yield from _grown(folder / f"people-{number}", number, texts, people, seed)


def _grown(folder: Path, number: int, texts: list[str], people: int, seed: int) -> Iterator[str]:
    with _bot(folder, {}, number) as (bot, size):
        told = saturate(bot.api, texts, people)
        slow = pace(bot.api, texts[:300], people, RATE, seed)
        yield (
            f"  {number:>9,} people: {told.rate:.0f}/s, {_waits(slow)}, "
            f"{size / number:.0f} bytes on disk a person, {_memory(bot)} MB resident"
        )


def _texts(messages: int, seed: int) -> list[str]:
    examples = [example for frame in frames().all.values() for example in frame.examples]
    rng = Random(seed)
    return [rng.sample(examples, 1)[0] for _ in range(messages)]


def _saturated(name: str, api: BotApi, process: int, texts: list[str], people: int) -> str:
    before = processor_seconds(process)
    told = saturate(api, texts, people)
    each = (processor_seconds(process) - before) / (told.replies + min(people, len(texts)))
    return (
        f"  {name}: {told.rate:.0f} replies/s; at that load {_waits(told)}; "
        f"{1000 * each:.1f} ms of processor a reply"
    )


def processor_seconds(process: int) -> float:
    """Return what a process has used of a processor so far; nan where the system does not tell.

    Unlike throughput it hardly depends on what else the machine does.
    """
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _waits(told: Measured) -> str:
    return f"median {told.median:.0f} ms, 99th percentile {told.wait(0.99):.0f} ms"


@contextmanager
def _bot(
    folder: Path, settings: dict[str, str], stored: int = 0
) -> Iterator[tuple[Porchlight, int]]:
    """Give a running bot and the bytes its `stored` people take; clear up after."""
    with BotApi(pace=False, keep_calls=False) as api:
        bot = Porchlight(folder, api, log_level="WARNING", **UNLIMITED, **settings)
        if stored:
            key_file = Path(str(bot.settings["key_file"]))
            asyncio.run(fill(str(bot.settings["database_url"]), key_file, stored))
        size = sum(file.stat().st_size for file in folder.rglob("*.db*"))
        bot.starts()
        try:
            yield bot, size
        finally:
            bot.stops()
            shutil.rmtree(folder)


@contextmanager
def _echo(api: BotApi) -> Iterator[int]:
    environment = os.environ | {"ECHO_TOKEN": api.token, "ECHO_API": api.url,
                                "PYTHONPATH": str(ROOT / "tests")}  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "support.echo"], env=environment)
    try:
        api.waits(lambda: api.world.counted["getUpdates"], 60)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _memory(bot: Porchlight) -> str:
    """Return the most memory the process held, in MB, where the system tells."""
    status = Path(f"/proc/{bot.number}/status")
    if not status.exists():
        return "unknown"
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return f"{int(peak.split()[1]) / 1024:.0f}"
