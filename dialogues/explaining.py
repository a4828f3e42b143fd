""" "What do you mean?": what the last reply was, said again in plainer words.

Its meaning as a plain gist, its question as what was wanted to be known, or that it was only their
own words said back. What cannot be told so is taken back (meta/any/explain).
"""

from __future__ import annotations

import random

from dialogues import memory
from dialogues.mirroring.joining import asked
from dialogues.phrasing import Phrasebook
from dialogues.session import Note
from dialogues.situation import Situation

LATELY = 3
"""How many of the last moves may be of the last reply."""
ECHOES = frozenset(
    f"reflection/any/{name}" for name in ("mirror", "echo", "thing", "amount", "keyword")
)
"""What says a person's own words back."""
PREFIX = "meta/any/explain_"


def kind(s: Situation) -> str:
    """Return which way of saying the last reply again fits: a template's name, "" for none."""
    if _meant(s) is not None:
        return "explain_meant"
    if question(s):
        return "explain_asked"
    return "explain_echo" if ECHOES & set(s.session.recent[-LATELY:]) else ""


def slots(s: Situation, phrasebook: Phrasebook, rng: random.Random) -> dict[str, str]:
    """Return what a wording that says the last reply again may name."""
    out: dict[str, str] = {}
    note = _meant(s)
    gist = memory.gist(note, phrasebook, rng, own_words=False) if note is not None else None
    if gist:
        out["gist"] = gist
    if wanted := question(s):
        out["asked"] = wanted
    return out


def question(s: Situation) -> str:
    """Return the question that ended the last reply as a clause: "what that's been like"."""
    found = asked(s.session.said) or ""
    return "" if " i " in found else found


def _meant(s: Situation) -> Note | None:
    """Return the note of the meaning that the last reply said."""
    lately = s.session.recent[-LATELY:]
    return next(
        (
            note for note in reversed(s.session.notes)
            if f"reflection/frame/{note.frame}" in lately
        ),
        None,
    )  # fmt: skip
