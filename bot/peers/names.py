"""Names made of two words, drawn by chance and by nothing else (guarantee G12)."""

from __future__ import annotations

import random
import secrets
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from dialogues.errors import DataError

CHANCE = secrets.SystemRandom()
"""The system's own chance: a name can be foretold from nothing."""


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
def words(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the first and the second words; raises DataError naming the file."""
    name = f"data/{language}/names.toml"
    file = files("bot.peers").joinpath(name)
    if not file.is_file():
        return words("en")
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        first, second = (tuple(str(word) for word in table[part]) for part in ("first", "second"))
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"bot/peers/{name}: needs the lists `first` and `second`") from error
    if any(len(set(some)) < 20 for some in (first, second)):
        raise DataError(f"bot/peers/{name}: needs twenty different words or more in each list")
    return first, second
