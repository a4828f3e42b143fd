"""The trained files that ship, each tried once: what is missing, and what is heard without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dialogues.errors import DataError

MEND = "put the file back as it came with this version (git checkout), or install it anew"

FEWER = "danger is heard by less, and of indirect words much is missed"
NOTHING = "without it no message can be answered"


@dataclass(frozen=True, slots=True)
class Lost:
    """A trained file that cannot be read."""

    what: str
    why: str
    """The file, and what is wrong with it."""
    without: str
    """What goes on without it."""


def lost(language: str = "en") -> Iterator[Lost]:
    """Yield every trained file that cannot be read; each is loaded once and stays loaded."""
    from dialogues.leaning.model import model as talk
    from dialogues.leaning.vectors import vectors
    from dialogues.safety.model import model as danger
    from dialogues.sense.encoder import encoder

    for what, read, without in (
        ("encoder", encoder, FEWER),
        ("danger model", danger, FEWER),
        ("word vectors", vectors, NOTHING),
        ("talk model", talk, NOTHING),
    ):
        try:
            read(language)
        except DataError as error:
            yield Lost(what, str(error), without)


def warnings(language: str = "en") -> Iterator[str]:
    """Yield a line for each trained file that a command goes on without.

    Raises DataError for one that it cannot do without.
    """
    for one in lost(language):
        if one.without is NOTHING:
            raise DataError(f"{one.why}; {one.without}; mend: {MEND}")
        yield f"porchlight: {one.what}: {one.why}; {one.without}; mend: {MEND}"
