"""Hyphens as they were typed: listening takes words apart, what is said back joins them again."""

from __future__ import annotations

import re

_HYPHENED = re.compile(r"(?<![\w-])\w+(?:-\w+)+(?![\w-])")


def hyphens(typed: str) -> tuple[str, ...]:
    """Return the words with hyphens in a message: "sister-in-law", "10-12"."""
    return tuple(dict.fromkeys(_HYPHENED.findall(typed)))


def hyphened(said: str, pairs: tuple[str, ...]) -> str:
    """Return `said` with the hyphens of `pairs`: "a self help book" is "a self-help book"."""
    for pair in pairs:
        apart = re.escape(pair.replace("-", " "))
        said = re.sub(rf"\b{apart}\b", lambda found: found[0].replace(" ", "-"), said, flags=re.I)
    return said
