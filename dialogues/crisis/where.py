"""Which country the person is in, as far as a message in danger says it."""

from __future__ import annotations

import re

from dialogues.crisis import answers
from dialogues.crisis.room import Room
from dialogues.crisis.scenarios import Opening
from dialogues.facts.countries import country_of

PERSONS = ("who", "near", "near_them", "someone", "trusted", "yourself")
"""Questions whose answer may be a name that is a town as well."""
COUNTRY_WORDS, PLACE_WORDS = 2, 3
"""Up to how many words an answer about the country may be a country, a place, and no more."""
NO_PLACE = frozenset({
    "i", "me", "my", "you", "it", "that", "what", "he", "she", "they", "not",
    "but", "and", "so", "just", "really", "still", "because", "please", "scared", "tired", "sorry",
})  # fmt: skip
"""Words that no name of a place holds."""
WHICH = "which_country"
"""What is asked once when the country was asked for and a place was named."""


def country_in(room: Room) -> str:
    """Return the country named in the message, "" if none is or it was known."""
    bare = room.before.danger_talk.asked in ("country", WHICH) or room.heard.words <= COUNTRY_WORDS
    towns = room.before.danger_talk.asked not in PERSONS
    found = country_of(room.text, asked=bare, towns=towns)
    for piece in () if found else re.split(r"[.,;!?\n]+", room.text):  # "wales. what number"
        if 0 < len(piece.split()) <= COUNTRY_WORDS:
            found = found or country_of(piece, towns=False)
    return found if found != room.before.country else ""


def unknown_place(room: Room, said: str, fresh: Opening | None) -> bool:
    """Return whether the country was asked for and answered with a place that is not known."""
    if room.before.danger_talk.asked != "country" or said != answers.UNCLEAR or fresh is not None:
        return False
    words = {token.text for clause in room.heard.clauses for token in clause.tokens}
    plain = not room.heard.has("question", "dont_know", "skip", "empty", "ok", "maybe")
    return plain and 0 < len(words) <= PLACE_WORDS and not words & NO_PLACE
