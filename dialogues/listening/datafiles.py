"""Reads the data files of a language."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from dialogues.errors import DataError

_PLAIN = re.compile(r"[a-z]{3,}")


def table(name: str, language: str = "en") -> dict[str, Any]:
    """Return data file `name` as parsed TOML; raises DataError naming the file."""
    path = files("dialogues.listening").joinpath(f"data/{language}/{name}.toml")
    try:
        return tomli.loads(path.read_text("utf-8"))
    except (OSError, tomli.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


@cache
def vocabulary(language: str = "en") -> frozenset[str]:
    """Return every plain word that stands in the data files, frames included."""
    folder = files("dialogues.listening").joinpath(f"data/{language}")
    words: set[str] = set()
    for part in (folder, folder.joinpath("frames")):
        for path in part.iterdir():
            if path.name.endswith(".toml"):
                words.update(_PLAIN.findall(path.read_text("utf-8").lower()))
    return frozenset(words)


@cache
def wordlist(name: str, language: str = "en") -> frozenset[str]:
    """Return one list of wordlists.toml; raises DataError."""
    try:
        return frozenset(table("wordlists", language)[name].split())
    except KeyError as error:
        raise DataError(f"wordlists.toml: the list {name} is missing") from error
