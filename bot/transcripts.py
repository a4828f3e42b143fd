"""Transcripts: conversations as TOML files, played for tests and for measuring.

A file holds `title`, `seed` and `[[turns]]`. A turn holds `client` and what is expected of the
reply; every expectation may be left out:

    hears = ["helps_sleep"]        frames and signals that must be heard
    talk = "ambivalent"            direction of the message
    stage, flow, register          where things stand after the turn
    says = ["reflection/frame/*"]  each pattern must fit one of the reply's template ids
    never = ["question/*"]         no pattern may fit one

A turn may also say what is taken to be heard of danger in it, where the conversation is about
what is said then and not about hearing it:

    danger = ["emergency", "child_in_danger", "other"]    register, scenario, and who
    danger = ["conversation"]                             nothing
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from dialogues.engine import Turn, begin, respond
from dialogues.errors import DataError
from dialogues.phrasing import Phrasebook
from dialogues.safety import Danger, Register, Scenario
from dialogues.session import Session

START = datetime(2026, 1, 5, 20, 0, tzinfo=UTC)
"""When every transcript begins; a turn is a minute later than the one before."""
KEYS = frozenset(
    {"client", "hears", "talk", "stage", "flow", "register", "says", "never", "after", "danger"}
)


@dataclass(frozen=True, slots=True)
class Transcript:
    """One conversation with what is expected of it."""

    path: Path
    title: str
    seed: int
    turns: tuple[dict[str, Any], ...]


def load(path: Path) -> Transcript:
    """Return the transcript in `path`; raises DataError naming the file."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        turns = tuple(table["turns"])
        for turn in turns:
            unknown = set(turn) - KEYS
            if unknown or not isinstance(turn.get("client"), str):
                raise DataError(f"{path}: a turn needs client and knows no {sorted(unknown)}")
        return Transcript(path, table["title"], int(table.get("seed", 1)), turns)
    except (KeyError, TypeError, ValueError, AttributeError) as error:  # bad TOML is a ValueError
        raise DataError(f"{path}: {error}") from error


def library(folder: Path) -> list[Transcript]:
    """Return every transcript under `folder`, sorted by path; raises DataError if none is."""
    if not folder.is_dir():
        raise DataError(f"{folder}: no folder; name one with transcripts (*.toml)")
    found = [load(path) for path in sorted(folder.rglob("*.toml"))]
    if not found:
        raise DataError(f"{folder}: no transcript (*.toml) in it")
    return found


def play(
    transcript: Transcript, phrasebook: Phrasebook, *, seed: int | None = None,
    amplified: bool = False,
) -> Iterator[tuple[dict[str, Any], Turn]]:  # fmt: skip
    """Yield each turn with its reply; the session goes through JSON between turns.

    A turn's `after` lets hours go by before it.
    """
    now = START
    chosen = transcript.seed if seed is None else seed
    session = begin(Session(), now=now, phrasebook=phrasebook).session
    for turn in transcript.turns:
        now += timedelta(hours=turn.get("after", 0), minutes=1)
        session = Session.from_json(session.to_json())
        rng = random.Random(f"{chosen}:{session.turn}")  # noqa: S311 - as bot.clock.chance
        reply = respond(
            session, turn["client"], now=now, rng=rng, phrasebook=phrasebook, amplified=amplified,
            danger=_danger(turn),
        )  # fmt: skip
        session = reply.session
        yield turn, reply


def _danger(turn: dict[str, Any]) -> Danger | None:
    """Return what the turn says is heard of danger; raises ValueError for an unknown name."""
    if "danger" not in turn:
        return None
    register, *what = turn["danger"]
    return Danger(Register(register), Scenario(what[0]) if what else None, what[1:] == ["other"])


def misses(turn: dict[str, Any], reply: Turn) -> list[str]:
    """Return what the reply lacks of what its turn expects, as sentences without client text."""
    said = [template for _, template in reply.moves]
    heard = reply.heard
    found = {hit.name for hit in heard.frames} | set(heard.signals) if heard else set()
    target = reply.session.target()
    out = [f"did not hear {name}; heard {sorted(found)}"
           for name in turn.get("hears", []) if name not in found]  # fmt: skip
    for key, value in (
        ("talk", heard.talk.value if heard else ""), ("stage", target.stage.value),
        ("flow", reply.session.flow.value), ("register", reply.register.value),
    ):  # fmt: skip
        if key in turn and turn[key] != value:
            out.append(f"{key} is {value}, not {turn[key]}")
    out.extend(
        f"said nothing like {pattern}; said {said}"
        for pattern in turn.get("says", []) if not any(fnmatch(one, pattern) for one in said)
    )  # fmt: skip
    out.extend(
        f"said {one} against {pattern}"
        for pattern in turn.get("never", []) for one in said if fnmatch(one, pattern)
    )  # fmt: skip
    return out
