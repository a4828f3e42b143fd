"""The writing of one pattern, taken apart: words, choices, what may be missing, gaps and tags."""

from __future__ import annotations

import re
from sys import intern

from dialogues.errors import DataError

_PIECE = re.compile(
    r"\(([^()]*)\)|\[([^\[\]]*)\]|(\{[a-z_]+(?::[a-z_]+)?\})|(\.\.\.|…)|([^\s()\[\]{}]+)"
)


def pieces_of(pattern: str, where: str) -> tuple[tuple[str, ...], ...]:
    """Return the pieces of a pattern in order, each the choices it has, in the order written.

    Thousands of patterns say the same words, which stand in memory once.
    """
    pieces: list[tuple[str, ...]] = []
    at = 0
    for found in _PIECE.finditer(pattern):
        if pattern[at : found.start()].strip():
            raise DataError(f"{where}: pattern {pattern!r}: brackets do not nest and must close")
        at = found.end()
        one_of, maybe, tag, gap, word = found.groups()
        if one_of is not None:
            pieces.append(tuple(intern(choice.strip()) for choice in one_of.split("|")))
        elif maybe is not None:
            pieces.append((*(intern(choice.strip()) for choice in maybe.split("|")), ""))
        else:
            pieces.append((intern(tag or ("..." if gap else word)),))
    if pattern[at:].strip():
        raise DataError(f"{where}: pattern {pattern!r}: brackets do not nest and must close")
    return tuple(pieces)
