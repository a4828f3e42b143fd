"""Names made of two words, drawn by chance and by nothing else (guarantee G12)."""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from bot import datafiles

Parts = tuple[tuple[str, ...], tuple[str, ...]]
"""First words, and second words."""
CHANCE = secrets.SystemRandom()
"""The system's own chance: a name can be foretold from nothing."""
LEAST = 20
"""Different words of each part: 400 names, so that those taken are seldom drawn."""


def draw(language: str, taken: Collection[str] = (), chance: random.Random = CHANCE) -> str:
    """Return a name such as "quiet heron" that is not among `taken`.

    Raises:
        DataError: The file of words is malformed.
    """
    first, second = words(language)
    while True:
        name = f"{chance.choice(first)} {chance.choice(second)}"
        if name not in taken:
            return name


@cache
def words(language: str) -> Parts:
    """Return the first and the second words; raises DataError naming the file."""
    return datafiles.read("bot.peers", "names", language, _made)


def _made(table: Mapping[str, Any]) -> Parts:
    first, second = (tuple(str(word) for word in table[part]) for part in ("first", "second"))
    if any(len(set(some)) < LEAST for some in (first, second)):
        raise ValueError(f"needs {LEAST} different words or more in each list")
    return first, second
