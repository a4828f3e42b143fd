"""Fidelity over the transcript library and over random walks through its messages.

A walk draws messages at random from all transcripts, so it jumps as no person does: it is a test
of the policy's rhythm and of repetition, and no evidence about people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.transcripts import START, Transcript, library, play
from dialogues.engine import begin, respond
from dialogues.fidelity import measure, report
from dialogues.phrasing import Phrasebook
from dialogues.session import Session


def walk(
    messages: list[str], phrasebook: Phrasebook, length: int, seed: int
) -> list[dict[str, Any]]:
    """Return the turns of one random walk of `length` messages."""
    draw = random.Random(f"walk:{seed}")  # noqa: S311 - a reproducible walk
    now = START
    session = begin(Session(), now=now, phrasebook=phrasebook).session
    turns = []
    for _ in range(length):
        now += timedelta(minutes=1)
        session = Session.from_json(session.to_json())
        turn = respond(
            session, draw.choice(messages), now=now,
            rng=random.Random(f"{seed}:{session.turn}"), phrasebook=phrasebook,  # noqa: S311
        )  # fmt: skip
        session = turn.session
        turns.append(turn.as_json())
    return turns


def messages_of(transcripts: list[Transcript]) -> list[str]:
    """Return every client message of the transcripts."""
    return [turn["client"] for transcript in transcripts for turn in transcript.turns]


def measure_library(folder: Path, walks: int, length: int, seed: int) -> Iterator[str]:
    """Yield the report over the library, then over the walks."""
    phrasebook = Phrasebook()
    transcripts = library(folder)
    played = [[reply.as_json() for _, reply in play(one, phrasebook)] for one in transcripts]
    yield f"== {len(played)} transcripts, {sum(map(len, played))} turns"
    yield from report(measure(played))
    messages = messages_of(transcripts)
    yield f"== {walks} random walks of {length} turns over {len(messages)} messages, seed {seed}"
    walked = [walk(messages, phrasebook, length, seed + number) for number in range(walks)]
    yield from report(measure(walked))
    yield "Walks are no evidence about people: they show rhythm, repetition and dead ends."
