"""Reads a TOML file of many tables so that every mistake is named with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import tomli

from dialogues.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    """One `[[table]]` of a file, with the line it begins on and the lines of its keys."""

    path: str
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def wrong(self, key: str, expected: str) -> DataError:
        """Return the error that names where `key` stands (or the row) and what was expected."""
        return DataError(f"{self.path}:{self.lines.get(key, self.line)}: {key}: {expected}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string value; raises DataError when it is missing or is none."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, "a text in quotation marks is expected")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, () when left out; raises DataError."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, "a list of texts is expected")
        return tuple(value)

    def day(self, key: str) -> date:
        """Return a date; raises DataError."""
        value = self.values.get(key)
        if type(value) is not date:
            raise self.wrong(key, "a date is expected, as 2026-11-22 without quotation marks")
        return value

    def only(self, known: frozenset[str]) -> None:
        """Raise DataError if the row has a key that is not `known`."""
        for key in self.values:
            if key not in known:
                raise self.wrong(key, f"unknown; one of {', '.join(sorted(known))} is expected")


def packaged(name: str) -> tuple[str, str]:
    """Return (path as shown in errors, text) of a data file of this package."""
    path = files("dialogues.facts").joinpath(f"data/{name}")
    try:
        return f"dialogues/facts/data/{name}", path.read_text("utf-8")
    except OSError as error:
        raise DataError(f"dialogues/facts/data/{name}: cannot be read") from error


def parsed(path: str, text: str) -> dict[str, Any]:
    """Return `text` as parsed TOML; raises DataError (the parser says which line)."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}") from error


def rows(path: str, text: str, name: str, top: frozenset[str] = frozenset()) -> Iterator[Row]:
    """Yield the `[[name]]` tables of a TOML text; raises DataError.

    `top` names what else may stand in the file; a `[defaults]` table fills what rows leave out.
    """
    table = parsed(path, text)
    for key in table:
        if key not in {name, "defaults"} | top:
            raise DataError(f"{path}: [{key}]: unknown table; [[{name}]] is expected")
    found = table.get(name, [])
    if not isinstance(found, list):
        raise DataError(f"{path}: [{name}]: write [[{name}]]")
    defaults = table.get("defaults", {})
    places = list(_places(text, name))
    for values, (line, keys) in zip(found, places, strict=True):
        yield Row(path, line, {**defaults, **values}, keys)


def _places(text: str, name: str) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the line of each `[[name]]` and the lines of the keys under it."""
    start, keys = 0, dict[str, int]()
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]", line)
        key = re.match(r"([\w-]+)\s*=", line)
        if head:
            if start:
                yield start, keys
            start, keys = (number, {}) if head[1] == name else (0, {})
        elif key and start:
            keys[key[1]] = number
    if start:
        yield start, keys
