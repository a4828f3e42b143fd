"""Which row of the policy holds, and what is due beside it."""

from __future__ import annotations

from dataclasses import replace

from dialogues import offering
from dialogues.moves import REQUESTS, STEPS, TABLE
from dialogues.rows import Row
from dialogues.situation import Situation

ASIDE = ("quotes_bot", "asks_what_if", "other_language")
"""Requests beside which nothing is planned, whatever it sounds like."""


def choose(situation: Situation) -> Row:
    """Return the first row of the table that holds; no steps of the bot's own soon after danger.

    An offer that is due does not wait for a request: it stands after the line that answers it.
    """
    held = STEPS if situation.session.after_danger else ()
    row = next(row for row in TABLE if row not in held and row.when(situation))
    topic = offering.due(situation)
    if topic and row in REQUESTS and row.name not in ASIDE:
        said = [piece for piece in row.say.split() if piece.startswith("meta:")]
        say = " ".join((*said, f"offer_{topic}"))
        return replace(row, say=say, choices=("yes", "not_now"), plain=True)
    return row
