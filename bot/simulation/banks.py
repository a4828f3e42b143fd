"""What simulated clients may say: the data files beside this module, read once and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from dialogues.errors import DataError

TALKS = ("change", "sustain", "both", "neutral")


@dataclass(frozen=True, slots=True)
class Layer:
    """How openly a theme is spoken of: what is said first, what lies under it."""

    talk: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Something using does for, or costs, a client; the deepest layer is their hidden concern."""

    name: str
    frames: frozenset[str]
    """Frames a listener may find in it; hearing one of them is hearing the client."""
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class StageTalk:
    """What is said because of a stage, whatever the theme."""

    talk: str
    open: tuple[str, ...]
    lines: tuple[str, ...]
    arrive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """One change, and how it is spoken of."""

    name: str
    goal: str
    sofar: tuple[str, ...]
    plan: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Personality:
    """How somebody talks."""

    name: str
    short: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    push: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Banks:
    """Everything simulated clients are made of."""

    substances: Mapping[str, Mapping[str, Any]]
    themes: tuple[Theme, ...]
    stages: Mapping[str, StageTalk]
    goals: tuple[Goal, ...]
    personalities: tuple[Personality, ...]
    answers: Mapping[str, tuple[str, ...]]
    slang: Mapping[str, str]
    emoji: Mapping[str, tuple[str, ...]]
    people: tuple[str, ...]


@cache
def banks(language: str = "en") -> Banks:
    """Return the banks of a language; raises DataError naming the file."""
    folder = files("bot.simulation").joinpath(f"data/{language}")
    try:
        names = sorted(
            one.name.removesuffix(".toml")
            for one in folder.joinpath("themes").iterdir()
            if one.name.endswith(".toml")
        )
    except OSError as error:
        raise DataError(f"no simulated clients speak {language!r}") from error
    styles = _read(language, "styles")
    try:
        return Banks(
            _read(language, "substances"),
            tuple(_theme(name, _read(language, f"themes/{name}")) for name in names),
            {
                name: StageTalk(one["talk"], *(_lines(one, part) for part in _PARTS))
                for name, one in _read(language, "stages").items()
            },
            tuple(
                Goal(name, one["goal"], tuple(one["sofar"]), _lines(one, "plan"),
                     _lines(one, "steps"))
                for name, one in _read(language, "goals").items()
            ),
            tuple(
                Personality(name, *(_lines(one, part) for part in _MANNERS))
                for name, one in _read(language, "personalities").items()
            ),
            {name: _lines(one, "lines") for name, one in _read(language, "answers").items()},
            styles["slang"],
            {name: tuple(one.split()) for name, one in styles["emoji"].items()},
            tuple(styles["people"]["words"]),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"bot/simulation/data/{language}: a part is missing: {error}") from error


_PARTS = ("open", "lines", "arrive")
_MANNERS = ("short", "before", "after", "push", "own")


def _read(language: str, name: str) -> dict[str, Any]:
    path = files("bot.simulation").joinpath(f"data/{language}/{name}.toml")
    try:
        return tomli.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


def _lines(table: Mapping[str, Any], part: str) -> tuple[str, ...]:
    return tuple(line for line in table[part].splitlines() if line.strip())


def _theme(name: str, table: Mapping[str, Any]) -> Theme:
    layers = tuple(Layer(one["talk"], _lines(one, "lines")) for one in table["layer"])
    wrong = [layer.talk for layer in layers if layer.talk not in TALKS]
    if wrong or not layers:
        raise DataError(f"themes/{name}.toml: each layer's talk is one of {', '.join(TALKS)}")
    return Theme(name, frozenset(table["frames"]), layers)
