"""Which country somebody says they are in; asked, never guessed.

Nothing is taken from a language or a time zone: only a country, or a part of one, that was named
as the answer to the question or as a place one is in, or a large town as the whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from dialogues.errors import DataError
from dialogues.facts.tables import packaged, parsed

COVERED = ("us", "ca", "gb", "ie", "au", "nz")
"""Countries with numbers of their own on file."""
IN_EU = frozenset(
    {"at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "gr", "hu", "ie", "it",
     "lv", "lt", "lu", "mt", "nl", "pl", "pt", "ro", "sk", "si", "es", "se", "eu"}
)  # fmt: skip
"""Member states, and "eu" for somebody who says no more than that."""
ELSEWHERE = "elsewhere"
"""A country was named and nothing of it is on file."""
_LEAD = re.compile(
    r"^(?:(?:well|um|er|ok|okay|oh|hi|so|yeah|yes|its|it's|just|currently|atm|rn) )*"
    r"(?:(?:i'?m|i am|im|we'?re|we are|were) )?"
    r"(?:(?:live|living|based|staying|from|here|over|down|up|back) )*"
    r"(?:(?:in|from) )?(?:the )?"
)
_TAIL = re.compile(r" (?:mate|pls|please|bro|love|tho|though|now|atm|rn|at the moment|lol|obvs)$")
_PLACED = re.compile(
    r"\b(?:(?:i'?m|i am|im|we'?re|we are|live|living|based|staying|am|moved to|here|over|down|up)"
    r" (?:\w+ )?(?:in|from)|this is|country is|moved to) (?:the )?"
)
"""What stands before a country that is named as the place one is in."""
_TOWN = re.compile(r"(?:i'?m|i am|im|we'?re|we are|live|living|based) (?:in|from) ([a-z ]+)")
"""A whole message that says in which town one is."""
_ALIKE, _APART, _LONG = 88, 6, 6
"""A misspelling: so alike (0-100), so far from any other country's name, so many letters."""


@cache
def _names() -> Mapping[str, str]:
    path, text = packaged("countries.toml")
    table: dict[str, Any] = parsed(path, text)
    named: dict[str, str] = {}
    codes = {**table["covered"], **table["eu"]}
    if set(table["covered"]) != set(COVERED) or not set(table["eu"]) <= IN_EU:
        raise DataError(f"{path}: [covered] and [eu] do not name the countries the program knows")
    for code, names in (*codes.items(), (ELSEWHERE, table["elsewhere"]["names"])):
        for name in names:
            if named.setdefault(_plain(name), code) != code:
                raise DataError(f"{path}: {name!r} stands under two countries")
    for name in table["unclear"]["names"]:
        named[_plain(name)] = ""
    return named


@cache
def _cities() -> Mapping[str, str]:
    path, text = packaged("countries.toml")
    rows: dict[str, list[str]] = parsed(path, text)["cities"]
    if unknown := set(rows) - {*COVERED, *IN_EU}:
        raise DataError(f"{path}: [cities] names {sorted(unknown)}")
    named: dict[str, str] = {}
    for code, names in rows.items():
        for name in map(_plain, names):
            if name in _names() or named.setdefault(name, code) != code:
                raise DataError(f"{path}: the city {name!r} stands twice")
    return named


@cache
def _called() -> frozenset[str]:
    path, text = packaged("countries.toml")
    return frozenset(parsed(path, text)["called"]["names"])


def country_of(text: str, *, asked: bool = True, towns: bool = True) -> str:
    """Return the code of the country that `text` names, ELSEWHERE, or "" if it names none.

    With `asked`, the text answers "which country are you in?", and the bare name will do;
    otherwise only "I'm in …" and the like count, so that "help us" names nothing. A town counts
    as a whole answer or a whole "I'm in …" only; without `towns` not Austin, who may be with them.
    """
    plain = _plain(text)
    if asked:
        whole = _TAIL.sub("", _LEAD.sub("", plain, count=1))
        for answer in (plain, whole, f"the {whole}"):
            if answer in _names():
                return _names()[answer]
        for answer in (plain, whole):
            if answer in _cities() and (towns or answer not in _called()):
                return _cities()[answer]
    placed_in = None if asked else _TOWN.fullmatch(_TAIL.sub("", plain))
    if placed_in and towns and placed_in[1] in _cities() and placed_in[1] not in _called():
        return _cities()[placed_in[1]]
    placed = [_longest(plain[found.end() :]) for found in _PLACED.finditer(plain)]
    named = {code for code in placed if code}
    if not named and asked:
        named = {code for code in (_long_name(plain), _misspelt(whole)) if code}
    return named.pop() if len(named) == 1 else ""


def _plain(text: str) -> str:
    return re.sub(r"[^\w']+", " ", text.lower().replace(".", "")).strip()


def _longest(text: str) -> str:
    """Return the country whose name `text` begins with, the longest name first."""
    words = text.split()
    for count in range(min(4, len(words)), 0, -1):
        code = _names().get(" ".join(words[:count]))
        if code is not None:
            return code
    return ""


def _long_name(plain: str) -> str:
    """Return the country of the one unmistakable name somewhere in a short answer."""
    words = plain.split()
    if len(words) > 8:
        return ""
    said = f" {plain} "
    named = sorted((n for n in _names() if len(n) >= _LONG and f" {n} " in said), key=len)
    found = {_names()[name] for name in named if not any(name in n for n in named if n != name)}
    return found.pop() if len(found) == 1 else ""


def _misspelt(answer: str) -> str:
    if len(answer) < _LONG - 1 or not answer.replace(" ", "").isalpha():
        return ""
    ranked = sorted(
        (
            (fuzz.ratio(answer, name), code)
            for name, code in _names().items()
            if len(name) >= _LONG
        ),
        reverse=True,
    )
    best, code = ranked[0]
    rival = max((score for score, other in ranked if other != code), default=0.0)
    return code if best >= _ALIKE and best - rival >= _APART else ""
