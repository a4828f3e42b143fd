"""How the person tells it: in bits, in one word, or all in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dialogues.listening.datafiles import wordlist
from dialogues.memory import sayable
from dialogues.mirroring.grammar import group
from dialogues.mirroring.phrasing import words_of
from dialogues.mirroring.retelling import FEWEST
from dialogues.mirroring.worth import WORTH
from dialogues.session import Note

if TYPE_CHECKING:
    from dialogues.listening.words import Token
    from dialogues.situation import Situation

WORN = 5
"""Very short answers before this one from which asking on is a quiz."""
WEARY = 3
"""After how many more of them."""
CURT = 2
"""Very short answers before this one from which a small question is easier than a deep one."""
NAYS = frozenset({"no", "not", "never", "nobody", "nothing", "nowhere", "none", "neither"})
"""First words of an answer that says no."""
UNEASY = ("minimal/any/not_good", "meta/any/skip", "reflection/any/self_label")
"""Moves after which nobody wants to be asked about the weather."""
TOLD_WORDS = 22
"""From how many words on a message that tells several things has them gathered."""
TOLD = 3
"""How many things are several."""
TOLD_LONGEST = 12
"""The most words of one of them."""


def denies(s: Situation) -> bool:
    """Return whether a few words said back say no: "nowhere tonight", "not since May"."""
    first = (s.echo or "").replace(",", " ").split()[:1]
    return bool(first) and first[0].lower() in NAYS


def wonders(s: Situation) -> bool:
    """Return whether a long message asks nobody in particular: "what have we got then"."""
    last = {token.text for clause in s.heard.clauses[-2:] for token in clause.tokens}
    return s.telling and last.isdisjoint(wordlist("you", s.session.language))


def in_bits(s: Situation) -> bool:
    """Return whether a few words come on top of a few words that were asked about."""
    before = s.session.recent[-2:]
    lately = "minimal/any/go_on" in s.session.recent[-5:]
    return s.echo is not None and "reflection/any/echo" in before and s.asked and not lately


def beside(s: Situation) -> bool:
    """Return whether something that can be said back stands beside a "no": "no, the other one"."""
    return len(s.heard.clauses) > 1 and bool(s.echo or s.mirrors)


def told_by(s: Situation) -> bool:
    """Return whether somebody they name says something: "my mate says go cold turkey"."""
    return any(
        token.value("person") and not set(_texts(clause.tokens[place:])).isdisjoint(group("said"))
        for clause in s.heard.clauses
        for place, token in enumerate(clause.tokens)
    )


def _texts(tokens: Sequence[Token]) -> list[str]:
    return [token.text for token in tokens]


def clear(s: Situation) -> bool:
    """Return whether every word of a message was read, though none of it can be said back."""
    known = (words_of(clause.tokens) for clause in s.heard.clauses)
    return s.heard.words >= FEWEST and all(words is not None for words in known)


def curt(s: Situation) -> bool:
    """Return whether this is one of several very short answers running, with nothing heavy."""
    low = any(one in UNEASY or "/feeling/" in one for one in s.session.recent)
    return (
        s.session.brief >= CURT and s.heard.words <= CURT and not low
        and not s.heavy and not s.lately_heavy and not s.has("skip", "not_good")
    )  # fmt: skip


def because(s: Situation) -> bool:
    """Return whether the message gives a reason and no yes: "cos i can"."""
    return bool(s.heard.clauses) and s.heard.clauses[0].joined_by == "because"


def left_open(s: Situation) -> bool:
    """Return whether nothing was said of them just before that a "no" could deny."""
    lately = s.session.recent[-2:]
    return s.asked or not any(one.startswith(("reflection/", "summary/")) for one in lately)


def worn(s: Situation) -> bool:
    """Return whether one very short answer after another was asked for, and nothing came of it.

    A turn without a question is due then, and again while it goes on.
    """
    since = s.session.brief - WORN
    return since >= 0 and since % WEARY == 0 and curt(s) and s.asked and not s.content


def scowls(s: Situation) -> bool:
    """Return whether somebody who has told nothing yet sends an angry face and no word."""
    return s.heard.words == 0 and s.family == "anger" and not s.earlier


def told(s: Situation) -> bool:
    """Return whether the message tells so much that it is gathered, not taken up in part."""
    return s.heard.words >= TOLD_WORDS and len(told_notes(s)) >= (TOLD - 1 if s.story else TOLD)


def told_notes(s: Situation) -> list[Note]:
    """Return the notes of this message kept in the person's own words, in their order.

    The weightiest come first if they are too many, and one note of each clause is enough.
    """
    worthy = {one.text for one in s.mirrors if one.worth >= WORTH}
    fresh = {
        note.frame: note for note in s.fresh_notes
        if sayable(note, TOLD_LONGEST) and note.phrase in worthy
    }  # fmt: skip
    found: dict[int, Note] = {}
    for hit in sorted(s.hits, key=lambda hit: -s.frame(hit).weight):
        if hit.name in fresh and hit.clause not in found and len(found) < TOLD:
            found[hit.clause] = fresh[hit.name]
    return [found[clause] for clause in sorted(found)]
