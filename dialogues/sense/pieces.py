"""From the clauses of a message to the pieces of words that the encoder knows.

A word the vocabulary lacks is cut into the longest pieces it has, from the left (WordPiece: Wu
and others, Google's neural machine translation system, 2016).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from dialogues.listening.tagging import tagged
from dialogues.listening.words import Clause, clauses

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 128
"""Pieces the encoder sees at once, START and END among them."""
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+|[^\w\s:]")


def line(clause: Clause) -> str:
    """Return a clause in plain words, with what joins it to the one before and how it ends."""
    return f"{clause.joined_by} {clause.text} {'?' if clause.question else '.'}".lstrip()


def lines(text: str) -> tuple[str, ...]:
    """Return a message as the encoder is given it, clause by clause."""
    return tuple(map(line, clauses(tagged(text))))


def chunks(lines: Sequence[str], places: Mapping[str, int]) -> list[list[int]]:
    """Return the places of the pieces of `lines`, as many lines at once as fit LONGEST.

    One chunk, unless the message is long; what of a single line does not fit is cut off.
    """
    found: list[list[int]] = []
    room = LONGEST - 2
    for one in lines:
        plain = _ACCENTS.sub("", unicodedata.normalize("NFD", one))
        pieces = [piece for word in _WORD.findall(plain) for piece in _cut(word, places)][:room]
        if found and len(found[-1]) + len(pieces) <= room:
            found[-1] += pieces
        else:
            found.append(pieces)
    return [[places[START], *pieces, places[END]] for pieces in found]


def _cut(word: str, places: Mapping[str, int]) -> list[int]:
    found, start = [], 0
    while start < len(word):
        mark = "##" if start else ""
        for end in range(len(word), start, -1):
            place = places.get(mark + word[start:end])
            if place is not None:
                break
        else:
            return [places[UNKNOWN]]
        found.append(place)
        start = end
    return found
