"""Groups of words alike: read whole, or refused with a reason."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dialogues.errors import DataError
from dialogues.safety import alike


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    """Let no test see what another has read."""
    alike.alike.cache_clear()
    yield
    alike.alike.cache_clear()


def test_near_words_share_a_group() -> None:
    """What is learnt of one is learnt of the other, also if no writer used it."""
    known = alike.alike()

    assert set(known["mum"]) & set(known["mother"])
    assert not set(known["asleep"]) & set(known["knife"])
    assert all(len(groups) == 2 for groups in known.values())


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So hearing falls back on its rules, and lint says why."""
    broken = tmp_path / "alike.npz"
    np.savez(broken, words=np.frombuffer(b"one\ntwo", np.uint8), groups=np.zeros((3, 2)))
    monkeypatch.setattr(alike, "path", lambda language: broken)

    with pytest.raises(DataError, match=r"alike\.npz: damaged"):
        alike.alike()


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its path."""
    monkeypatch.setattr(alike, "path", lambda language: tmp_path / "gone.npz")

    with pytest.raises(DataError, match=r"gone\.npz"):
        alike.alike()
