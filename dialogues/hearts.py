"""Which clause of a long message is said back: its heart, mostly near the end."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues.listening.heard import Emotion, FrameHit, Heard
from dialogues.listening.words import Clause
from dialogues.mirroring import Mirrored
from dialogues.mirroring.grammar import any_of, group
from dialogues.mirroring.worth import TELLS, WORTH

EASY = ("calm", "joy")
"""Families of feeling that are mostly a manner of speaking: "it was fine", "good as gold"."""
_THEN = any_of("were felt")
_ME = any_of("i me my mine myself we us our")
WEIGH_ANYWAY = ("grief_loss", "anniversary", "concern_for_other", "unsafe_relationship")
"""Meanings that are the client's matter though somebody else is the subject."""
TELLING_WORDS = 25
"""From how many words on somebody tells something, and not every clause is worth saying back."""
LATER = 1.5
"""How much more the last clause is worth than the first: people end with what matters."""
MEANT = 1.5
"""How much more a clause is worth in which the meaning was heard that is taken up."""


def beside(hit: FrameHit, clause: Clause) -> bool:
    """Return whether what was heard in a clause of a long message is beside the point there.

    "the two of them are arguing about hurling" is about two others, and no strain between the
    client and anybody, unless it weighs as a death does.
    """
    said = [token.text for token in clause.tokens]
    first = clause.tokens[0]
    others = said[0] in group("third_persons") or bool(first.value("person"))
    return others and not _ME & set(said) and hit.name not in WEIGH_ANYWAY


def heart(
    mirrors: Sequence[Mirrored], clauses: int, meant: int = -1, least: float = WORTH
) -> Mirrored | None:
    """Return the clause a good listener would say back, or None if none is worth it.

    `clauses` is how many the message has, `meant` the one the meaning was heard in.
    """
    ranked = sorted(mirrors, key=lambda one: weight(one, clauses, meant), reverse=True)
    enough = ranked and ranked[0].worth + MEANT * (ranked[0].clause == meant) >= least
    return ranked[0] if enough else None


def felt(heard: Heard, said: Mirrored | None) -> tuple[Emotion, ...]:
    """Return the feelings of a long message to take up: those in the clause said back.

    If none is said back, all but the easy ones; and what was easy then is not said of now.
    """
    if said is None:
        return tuple(one for one in heard.emotions if one.family not in EASY)
    words = set(said.text.split())
    tokens = heard.clauses[said.clause].tokens
    near = {token.value("feeling") for token in tokens if token.text in words}
    then = EASY if _THEN & words else ()
    return tuple(one for one in heard.emotions if one.name in near and one.family not in then)


def another(mirrors: Sequence[Mirrored], first: Mirrored, clauses: int) -> Mirrored | None:
    """Return a second clause to say back after `first`, or None.

    `clauses` is how many a long message has, 0 of a short one, where the next clause is taken.
    """
    left = [one for one in mirrors if one.clause > first.clause and one.text not in first.text
            and first.text not in one.text]  # fmt: skip
    if not clauses:
        return left[0] if left else None
    return heart(left, clauses, least=TELLS)


def weight(one: Mirrored, clauses: int, meant: int = -1) -> float:
    """Return how much saying `one` back is worth where it stands."""
    late = LATER * one.clause / max(1, clauses - 1)
    return one.worth + late + MEANT * (one.clause == meant)
