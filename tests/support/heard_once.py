"""Hearing each message once, for tests that say the same messages thousands of times.

What is heard is a pure function of the message (tests/test_walks.py holds the dialogue to that),
so to play it again with another seed needs no second hearing.
"""

from functools import cache

import pytest

from dialogues import engine, safety

_hear = cache(engine.hear)
_assess = cache(safety.assess)


@pytest.fixture(name="_heard_once")
def _heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the dialogue remember what it heard in a message."""
    monkeypatch.setattr(engine, "hear", _hear)
    monkeypatch.setattr(safety, "assess", _assess)
