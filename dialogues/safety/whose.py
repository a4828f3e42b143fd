"""Whose danger it is: the writer's, or somebody else's they write about."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues.listening.words import Clause, Token
from dialogues.safety.danger import Scenario
from dialogues.safety.features import Part

_OTHER = frozenset({Scenario.OVERDOSE_OTHER, Scenario.CHILD_IN_DANGER})
_SELF = frozenset({Scenario.OVERDOSE_SELF, Scenario.MINOR, Scenario.HARM_OTHERS})
_VICTIM = frozenset({Scenario.VIOLENCE, Scenario.ASSAULT})
"""Here "he" is who does it, so only a message without "me" is about somebody else."""
_FEARED = frozenset({"they", "them", "neighbours", "neighbors", "neighbour", "police", "people"})
"""Of whom somebody is afraid who writes of being watched: not whose fear it is."""
_TOWARDS = frozenset({"to", "with"})
"""Before people whom somebody leaves things with or says goodbye to: not those in danger."""
_REACH = 4
"""How many words before somebody it may stand: "to each of my kids"."""
_I = frozenset({"i", "me", "myself"})
_AT = frozenset({"in", "on", "at", "from", "under", "outside", "near"})
"""Before "my shed", which says where something is and not whose danger it is."""
_DOERS = frozenset({"he", "she", "they"})
_PASSIVE = frozenset({"being", "been", "got", "gets", "getting", "was"})
"""With these "she" may be to whom it is done."""
_CHILD = frozenset({"child", "kid_now"})
"""Concepts of a child: without one, nobody has spoken of a child."""
_THEY = frozenset({"he", "she", "him", "her", "they", "them", "himself", "herself"})


def about_other(scenario: Scenario, clauses: Sequence[Clause]) -> bool:
    """Return whether somebody else than the writer is in this danger.

    Whoever is named more often than the writer; the person something is given to is not counted.
    """
    if scenario in _OTHER or scenario in _SELF:
        return scenario in _OTHER
    tokens = [token for clause in clauses for token in clause.tokens]
    self = sum(token.text in _I for token in tokens)
    if scenario in _VICTIM and (self or _own(tokens) or not _suffered(tokens)):
        return False
    if tokens and not any(map(_third, tokens[:_REACH])):
        self += _own([one for at, one in enumerate(tokens) if not _placed(tokens, at)])
    feared = _FEARED if scenario is Scenario.PSYCHOSIS else frozenset[str]()
    they = sum(
        token.text in _THEY
        or (
            token.value("person") is not None
            and token.value("kin") != "pet"
            and _TOWARDS.isdisjoint(one.text for one in tokens[max(0, place - _REACH) : place])
        )
        for place, token in enumerate(tokens)
        if token.text not in feared
    )
    return they > self


def _third(token: Token) -> bool:
    return token.text in _THEY or token.value("person") is not None


def _own(tokens: Sequence[Token]) -> int:
    """Return how often something is "my", and nobody."""
    return sum(
        token.text == "my" and not any(map(_third, tokens[at + 1 : at + 3]))
        for at, token in enumerate(tokens)
    )


def _suffered(tokens: Sequence[Token]) -> bool:
    """Return whether anybody else is one to whom something is done, and not only who does it."""
    done = any(token.text in _PASSIVE for token in tokens)
    return any(_third(token) and (done or token.text not in _DOERS) for token in tokens)


def _placed(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "my" and at > 0 and tokens[at - 1].text in _AT


def of_child(message: Sequence[Part], clauses: Sequence[Clause]) -> bool:
    """Return whether a message speaks of a child at all."""
    if any(_CHILD & part.concepts for part in message):
        return True
    return any(token.value("kin") == "child" for one in clauses for token in one.tokens)
