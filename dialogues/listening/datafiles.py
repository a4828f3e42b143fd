"""Reads the data files of a language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from dialogues.errors import DataError


def table(name: str, language: str = "en") -> dict[str, Any]:
    """Return data file `name` as parsed TOML; raises DataError naming the file."""
    path = files("dialogues.listening").joinpath(f"data/{language}/{name}.toml")
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


@cache
def wordlist(name: str, language: str = "en") -> frozenset[str]:
    """Return one list of wordlists.toml; raises DataError."""
    try:
        return frozenset(table("wordlists", language)[name].split())
    except KeyError as error:
        raise DataError(f"wordlists.toml: the list {name} is missing") from error
