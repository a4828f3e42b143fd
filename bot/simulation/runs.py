"""Runs simulated talks, alone or over several processes: the same seed, the same talks."""

from __future__ import annotations

import multiprocessing
import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from bot.simulation.banks import banks
from bot.simulation.clients import Client
from bot.simulation.profiles import Profile, draw
from bot.transcripts import START
from dialogues.engine import begin, respond
from dialogues.phrasing import Phrasebook
from dialogues.session import CODE, Session

CHUNK = 10
"""Talks that are handed to a process at a time."""
ALONE = 2 * CHUNK
"""So few talks are not worth another process."""
LEAVES = 0.5
"""How often the last thing said is a goodbye."""


@dataclass(frozen=True, slots=True)
class Talked:
    """One simulated talk: who it was, and every turn as `chat --jsonl` writes it, and more.

    Beside the trace a turn holds `client` (what was typed), `meant` (its talk), `about` (what it
    was: theme and layer, an answer, a stage), `frames` (any of which may be heard) and
    `stage_meant`.
    """

    number: int
    stage: str
    personality: str
    goal: str
    turns: list[dict[str, Any]] = field(repr=False)
    wordings: tuple[int, int] = (0, 0)
    """How many wordings were said outside danger, and how many of them for another time."""


@cache
def _of_danger(language: str) -> frozenset[str]:
    """Return the codes of what is said in danger, where a way to help may have to stand again."""
    phrasebook = _phrasebook(language)
    return frozenset(
        wording.code
        for template in phrasebook.templates("danger/")
        for wording in phrasebook.wordings(template)
    )


@cache
def _phrasebook(language: str) -> Phrasebook:
    return Phrasebook(language)


def talk(number: int, turns: int, seed: int, language: str = "en") -> Talked:
    """Return the talk of client `number`: a pure function of its arguments."""
    known, phrasebook = banks(language), _phrasebook(language)
    rng = random.Random(f"client:{seed}:{number}")  # noqa: S311 - reproducible
    profile = draw(rng, known)
    client = Client(profile, known, rng)
    now = START
    session = begin(Session(language=language), now=now, phrasebook=phrasebook).session
    said = client.first()
    told = []
    for place in range(turns):
        now += timedelta(minutes=1)
        turn = respond(
            session, said.text, now=now, phrasebook=phrasebook,
            rng=random.Random(f"{seed}:{number}:{session.turn}"),  # noqa: S311 - reproducible
        )  # fmt: skip
        told.append(
            turn.as_json() | {
                "client": said.text, "meant": said.talk, "about": said.about,
                "frames": sorted(said.frames), "stage_meant": client.stage,
            }
        )  # fmt: skip
        session = turn.session
        last = place == turns - 2
        said = client.leave() if last and rng.random() < LEAVES else client.answer(turn)
    return _talked(number, profile, told, session)


def _talked(
    number: int, profile: Profile, turns: list[dict[str, Any]], session: Session
) -> Talked:
    used = session.used
    codes = [used[place : place + CODE] for place in range(0, len(used), CODE)]
    codes = [code for code in codes if code not in _of_danger(session.language)]
    return Talked(
        number, profile.stage, profile.personality.name, profile.goal.name, turns,
        (len(codes), len(codes) - len(set(codes))),
    )  # fmt: skip


def simulate(
    people: int,
    turns: int,
    seed: int,
    jobs: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Talked]:
    """Return the talks of `people` clients, in order; `progress` is told how many are done.

    `jobs` processes share them, as many as the machine has cores if it is 0.
    """
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or people <= ALONE:
        return list(_one_by_one(range(people), turns, seed, progress))
    chunks = [range(start, min(start + CHUNK, people)) for start in range(0, people, CHUNK)]
    done: list[Talked] = []
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(_chunk, chunk, turns, seed) for chunk in chunks]
        for finished in as_completed(waiting):
            done.extend(finished.result())
            progress(len(done))
    return sorted(done, key=lambda one: one.number)


def _one_by_one(
    numbers: range, turns: int, seed: int, progress: Callable[[int], None]
) -> Iterator[Talked]:
    for number in numbers:
        yield talk(number, turns, seed)
        progress(number + 1)


def _chunk(numbers: range, turns: int, seed: int) -> list[Talked]:
    return [talk(number, turns, seed) for number in numbers]
