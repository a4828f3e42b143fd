"""The two things the dialogue may not have of its own: time and chance."""

from __future__ import annotations

import random
import secrets
from datetime import UTC, datetime


def now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is where the clock is read


def new_seed() -> int:
    """Return a fresh seed of 32 bits."""
    return secrets.randbits(32)


def chance(seed: int, turn: int) -> random.Random:
    """Return the chance of one turn: the same for the same seed and turn, after a restart too."""
    return random.Random(f"{seed}:{turn}")  # noqa: S311 - chooses between wordings, guards nothing
