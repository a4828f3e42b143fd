"""The words of one language for times, compiled from `data/<language>/words.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import tomli

from dialogues.errors import DataError


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day."""

    words: re.Pattern[str]
    minute: int
    """The minute of the day it stands for by itself."""
    half: str
    """am, pm or "": which half of the day an hour beside it is in."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is read, and what is said back."""

    spelling: tuple[tuple[re.Pattern[str], str], ...]
    numbers: Mapping[str, int]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    weekday_of: Mapping[str, int]
    """Every way to write a weekday, Monday 0."""
    month_of: Mapping[str, int]
    parts: tuple[Part, ...]
    halves: Mapping[str, re.Pattern[str]]
    """What says am or pm and nothing else."""
    saying: Mapping[str, str]


@cache
def wording(language: str = "en") -> Wording:
    """Return the words of a language; raises DataError naming the file."""
    name = f"data/{language}/words.toml"
    try:
        table = tomli.loads(files("dialogues.whens").joinpath(name).read_text("utf-8"))
        return Wording(
            tuple(
                (re.compile(rf"\b(?:{alternatives})\b"), word)
                for word, alternatives in table["spelling"].items()
            ),
            table["numbers"],
            tuple(table["weekdays"]["names"]),
            tuple(table["months"]["names"]),
            _places(table["weekdays"], 0),
            _places(table["months"], 1),
            tuple(
                Part(re.compile(rf"\b(?:{one['words']})\b"), one["minute"], one["half"])
                for one in table["parts"]
            ),
            {
                half: re.compile(rf"(?:\w+ ){{0,4}}(?:{words})(?: please| i mean| mate)?")
                for half, words in table["halves"].items()
            },
            table["saying"],
        )
    except (OSError, KeyError, TypeError, re.error, tomli.TOMLDecodeError) as error:
        raise DataError(f"dialogues/whens/{name}: {error}") from error


def _places(table: Mapping[str, list[str]], first: int) -> dict[str, int]:
    found = {}
    for place, (name, short) in enumerate(zip(table["names"], table["short"], strict=True), first):
        for word in (name.lower(), *short.split("|")):
            found[word] = place
    return found
