"""The words of one language for times, compiled from `data/<language>/words.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from dialogues.errors import DataError

UNCLEAR = ("often", "event", "anytime", "vague")
"""Kinds of what tells no time."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day."""

    words: re.Pattern[str]
    minute: int
    """The minute of the day it stands for by itself."""
    half: str
    """am, pm or "": which half of the day an hour beside it is in."""


@dataclass(frozen=True, slots=True)
class Quieting:
    """What names hours in which nothing is to be sent."""

    before: re.Pattern[str]
    ends: re.Pattern[str]
    """A word before an hour, as its one group."""
    between: re.Pattern[str]
    """Two hours: groups `start` and `end`."""
    work: re.Pattern[str]
    """What makes two hours a day's work and no night."""
    usual: re.Pattern[str]
    none: re.Pattern[str]
    hours: tuple[tuple[re.Pattern[str], tuple[int, int]], ...]
    """Words that name hours by themselves, with the minutes of the day they begin and end."""


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
    ordinals: tuple[str, ...]
    """"1st" to "31st", as they are said back."""
    which: tuple[str, ...]
    """"first" to "fourth", and "last"."""
    place_of: Mapping[str, int]
    """Every way to write a place in a month, "last" being 5."""
    unclear: Mapping[str, re.Pattern[str]]
    """What tells no time, by what would help: see `unclear`."""
    quiet: Quieting


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
            tuple(table["months"]["ordinals"]),
            tuple(table["months"]["which"]),
            table["places"],
            {
                kind: re.compile("|".join(rf"\b(?:{one})\b" for one in table["unclear"][kind]))
                for kind in UNCLEAR
            },
            _quieting(table["quiet"]),
        )
    except (OSError, KeyError, TypeError, re.error, tomli.TOMLDecodeError) as error:
        raise DataError(f"dialogues/whens/{name}: {error}") from error


def _places(table: Mapping[str, list[str]], first: int) -> dict[str, int]:
    found = {}
    for place, (name, short) in enumerate(zip(table["names"], table["short"], strict=True), first):
        for word in (name.lower(), *short.split("|")):
            found[word] = place
    return found


def _quieting(table: Mapping[str, Any]) -> Quieting:
    before, after = table["before"], table["after"]
    an_hour = r"(?:\d[\d:.]*|[a-z]{3,8})(?: ?[ap]m| o ?clock| at night| in the \w+)?"
    return Quieting(
        re.compile(before),
        re.compile(rf"\b({before}|{after})\b"),
        re.compile(rf"\b(?P<start>{an_hour}) ?(?:{table['to']}) ?(?P<end>{an_hour})(?![\d:])"),
        re.compile(rf"\b(?:{table['work']})\b"),
        re.compile(rf"\b(?:{table['usual']})\b"),
        re.compile(rf"\b(?:{table['none']})\b"),
        tuple((re.compile(rf"\b(?:{one['words']})\b"), (one["start"], one["end"]))
              for one in table["hours"]),
    )  # fmt: skip
