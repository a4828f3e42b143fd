"""How fast, how small: the figures of one machine, printed with how they were taken.

Times are wall clock on one core; nothing here is a test.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

from bot.transcripts import START
from dialogues.engine import respond
from dialogues.listening.frames import frames
from dialogues.phrasing import Phrasebook
from dialogues.session import Session


def run(turns: int) -> Iterator[str]:
    """Yield the figures; messages are the frames' own examples, drawn at random (seed 1)."""
    yield f"Python {sys.version.split()[0]}, one core, {turns} turns over the frames' examples"
    yield f"start to first reply       {_start():.2f} s   (median of 5 fresh processes; aim 1.0)"
    phrasebook = Phrasebook()
    messages = [example for frame in frames().all.values() for example in frame.examples]
    draw = random.Random(1)  # noqa: S311 - reproducible
    respond(Session(), "hello", now=START, rng=draw, phrasebook=phrasebook)
    taken = []
    session, sizes = Session(), []
    for number in range(turns):
        if number % 100 == 0:
            session = Session()
        began = time.perf_counter()
        session = respond(
            session, draw.choice(messages), now=START + timedelta(minutes=number), rng=draw,
            phrasebook=phrasebook,
        ).session  # fmt: skip
        taken.append((time.perf_counter() - began) * 1000)
        if number % 100 == 99:
            sizes.append(len(session.to_json().encode()))
    ranked = sorted(taken)
    yield f"turn, median               {statistics.median(taken):.2f} ms   (aim 2)"
    yield f"turn, 99th percentile      {ranked[int(len(ranked) * 0.99)]:.2f} ms   (aim 10)"
    early = statistics.median(t for n, t in enumerate(taken) if n % 100 < 20)
    late = statistics.median(t for n, t in enumerate(taken) if n % 100 >= 80)
    yield f"  turns 1-20 of a session  {early:.2f} ms; turns 81-100 {late:.2f} ms"
    for length in (64, 256, 1024, 4096):
        yield f"  {length:>5} characters         {_long(phrasebook, messages, length):.2f} ms"
    if sizes:
        yield f"session after 100 turns    {max(sizes)} bytes at most of {len(sizes)}   (aim 8192)"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"resident memory, peak      {peak:.0f} MB   (aim 120)"


def _long(phrasebook: Phrasebook, messages: list[str], length: int) -> float:
    text = ". ".join(messages)[:length]
    taken = []
    for number in range(15):
        rng = random.Random(number)  # noqa: S311 - reproducible
        began = time.perf_counter()
        respond(Session(), text, now=START, rng=rng, phrasebook=phrasebook)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _start() -> float:
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot", "chat", "--jsonl", "--seed", "1"],
            input=b'"it helps me sleep"\n', stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
