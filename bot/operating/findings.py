"""What the doctor finds: one line each, with the mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    what: str
    found: str
    mend: str = ""

    def __str__(self) -> str:
        """Return the line for the terminal."""
        mend = f"\n      mend: {self.mend}" if self.mend else ""
        return f"{self.level.value:<5} {self.what}: {self.found}{mend}"


def ok(what: str, found: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(Level.OK, what, found)


def warn(what: str, found: str, mend: str) -> Finding:
    """Return that something should be looked at."""
    return Finding(Level.WARN, what, found, mend)


def fail(what: str, found: str, mend: str) -> Finding:
    """Return that the bot cannot run, or cannot keep a promise."""
    return Finding(Level.FAIL, what, found, mend)
