"""Words beside the code: read in the language, in English for want of it, a fault named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot import datafiles
from dialogues.errors import DataError


@pytest.fixture(name="english")
def _english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The English file of a package that has nothing else."""
    monkeypatch.setattr(datafiles, "files", lambda package: tmp_path)
    path = tmp_path / "data" / "en" / "some.toml"
    path.parent.mkdir(parents=True)
    path.write_text('words = ["one"]\n', "utf-8")
    return path


def read(language: str = "en", make: Any = dict) -> Any:
    """Read the file of a room."""
    return datafiles.read("bot.room", "some", language, make)


def test_a_language_without_the_file_is_heard_in_english(english: Path) -> None:
    """Its own file stands before that."""
    assert read("cy") == {"words": ["one"]}
    own = english.parents[1] / "cy" / "some.toml"
    own.parent.mkdir()
    own.write_text('words = ["un"]\n', "utf-8")

    assert read("cy") == {"words": ["un"]}


@pytest.mark.parametrize(
    ("text", "make", "complaint"),
    [
        (b"words = [", dict, "Invalid value"),
        (b"words = '\xff'", dict, "utf-8"),
        (b"", lambda table: table["words"], "'words' is missing"),
        (b"words = 3", lambda table: tuple(table["words"]), "not iterable"),
        (b"words = 3", lambda table: table["words"].items(), "no attribute 'items'"),
        (b"words = '('", lambda table: re.compile(table["words"]), "unterminated"),
    ],
)
def test_a_malformed_file_is_named(english: Path, text: bytes, make: Any, complaint: str) -> None:
    """By its path in the repository, for whoever edits it."""
    english.write_bytes(text)

    with pytest.raises(DataError, match=rf"^bot/room/data/en/some\.toml: .*{complaint}"):
        read(make=make)


def test_a_file_that_is_not_there_at_all_is_named(english: Path) -> None:
    """Not even in English."""
    english.unlink()

    with pytest.raises(DataError, match=r"^bot/room/data/en/some\.toml: .*No such file"):
        read("cy")
