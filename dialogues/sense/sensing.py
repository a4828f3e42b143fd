"""Asks the encoder about a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogues.sense.encoder import Numbers, encoder
from dialogues.sense.pieces import chunks

Sensed = tuple[Mapping[str, Numbers], ...]
"""For each chunk of a message the scores of every head."""


def sense(lines: Sequence[str], language: str = "en") -> Sensed:
    """Return what the encoder makes of a message, given as `pieces.line` gives its clauses.

    Nothing for a message without a word. Raises DataError when there is no encoder.
    """
    known = encoder(language)
    return tuple(known.scores(chunk) for chunk in chunks(lines, known.places))
