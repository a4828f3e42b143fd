"""Hearing each message once, for tests that say the same messages thousands of times.

What is heard in a message, and what of it can be said back, are pure functions of it
(tests/test_walks.py holds the dialogue to that), so to play it again with another seed needs no
second hearing.
"""

from collections.abc import Sequence
from functools import cache

import pytest

from dialogues import engine, safety, understanding
from dialogues.leaning.fusing import fused
from dialogues.leaning.model import Trail
from dialogues.listening.heard import Heard
from dialogues.listening.hearing import hear
from dialogues.listening.words import Clause
from dialogues.mirroring import Mirrored, mirrorings
from dialogues.sense.sensing import Sensed

_hear = cache(hear)
_assess = cache(safety.assess)
_mirrored: dict[int, tuple[Sequence[Clause], tuple[Mirrored, ...]]] = {}
_fused: dict[int, tuple[Heard, tuple[Heard, Trail]]] = {}


def _mirrorings(clauses: Sequence[Clause]) -> tuple[Mirrored, ...]:
    """Say back the clauses of one hearing once; they are kept, so that no other has their id."""
    if id(clauses) not in _mirrored:
        _mirrored[id(clauses)] = clauses, tuple(mirrorings(clauses))
    return _mirrored[id(clauses)][1]


def _lean(
    heard: Heard, text: str, before: str, trail: Trail, language: str, sensed: Sensed
) -> tuple[Heard, Trail]:
    """Lean as the first message of a talk would."""
    if id(heard) not in _fused:
        _fused[id(heard)] = heard, fused(heard, text, "", Trail(), language, sensed)
    return _fused[id(heard)][1]


@pytest.fixture(name="_heard_once")
def _heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the dialogue remember what it heard in a message."""
    monkeypatch.setattr(understanding, "hear", _hear)
    monkeypatch.setattr(safety, "assess", _assess)
    monkeypatch.setattr(engine, "mirrorings", _mirrorings)


@pytest.fixture(name="_leaned_once")
def _leaned_once(_heard_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it also lean the same way whatever was said before, where only wordings count."""
    monkeypatch.setattr(understanding, "fused", _lean)
