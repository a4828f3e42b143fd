"""Fixtures only."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as bot.cli does, before numpy is loaded

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from random import Random

import pytest
from hypothesis import settings
from support.library import TRANSCRIPTS

from bot.transcripts import START, Transcript, library
from dialogues.engine import Turn, begin, respond
from dialogues.phrasing import Phrasebook
from dialogues.safety import judging
from dialogues.sense import sensing
from dialogues.session import Session

# A busy machine is no failure, and a change is judged by the same examples every time; to look
# for new ones: make explore.
settings.register_profile("porchlight", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("porchlight")

LONG = {"end_to_end", "test_reach.py", "test_walks.py", "test_cli.py"}
"""Folders and files whose tests take long, each by itself or because they wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that nothing waits for it at the end."""
    items.sort(key=lambda item: not LONG & set(item.path.parts))


pytest_plugins = ["support.postgres", "support.heard_once"]


@pytest.fixture(scope="session", autouse=True)
def _sensed_once() -> Iterator[None]:
    """Read the sense of a message once: a pure function of it, and the dearest in a turn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "sense", cache(sensing.sense))
        yield


@pytest.fixture(scope="session", name="phrasebook")
def _phrasebook() -> Phrasebook:
    """Return the English phrasebook, read once."""
    return Phrasebook()


@pytest.fixture(scope="session", name="transcripts")
def _transcripts() -> list[Transcript]:
    """Return the transcript library."""
    return library(TRANSCRIPTS)


@pytest.fixture(name="talk")
def _talk(phrasebook: Phrasebook) -> Callable[..., list[Turn]]:
    """Return a function that has a whole conversation and gives its turns."""

    def talk(*messages: str, seed: int = 1, session: Session | None = None) -> list[Turn]:
        now = START
        if session is None:
            session = begin(Session(), now=now, phrasebook=phrasebook).session
        turns = []
        for message in messages:
            now += timedelta(minutes=1)
            session = Session.from_json(session.to_json())
            rng = Random(f"{seed}:{session.turn}")
            turn = respond(session, message, now=now, rng=rng, phrasebook=phrasebook)
            session = turn.session
            turns.append(turn)
        return turns

    return talk
