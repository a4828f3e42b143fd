"""Questions about a mixture: which two things are meant, and what is on file about them."""

from __future__ import annotations

from itertools import pairwise

from dialogues import telling
from dialogues.answers import Going, by_telling
from dialogues.facts.combinations import Level, worst
from dialogues.facts.permission import Answer, noted
from dialogues.situation import Situation

JOINS = frozenset({"and", "with", "plus", "on"})
"""Words that join two things of which one may be unknown."""
POINTS_BACK = frozenset(
    {"it", "them", "that", "those", "these", "this", "about", "both", "safe", "ok", "dangerous"}
)
"""Words beside a joining one by which one of the two was named earlier in the talk."""


def mixture(
    s: Situation, named: tuple[str, ...], *, answered: bool = False, blend: bool = False
) -> Going:
    """Say what is on file about the gravest pair; of a thing not known, that nothing is."""
    different = tuple(dict.fromkeys(named))
    back = not answered and _points_back(s)
    if len(different) == 1 and back:
        different = _with_earlier(s, different[0])
    if len(different) == 1 and not back and (answered or s.texts & JOINS):
        return by_telling(s.session, lambda c, session: telling.nothing_on_file(c))
    if len(different) < 2:
        first = different[0] if different else ""
        return by_telling(s.session, lambda c, session: telling.which_mix(c, session, first))
    gravest = worst(different)
    pair = (gravest.first, gravest.second) if gravest else different[:2]
    session = noted(s.session, "mix", Answer.ASKED)
    said = {
        token.value("canonical") or "": token.value("substance") or ""
        for clause in s.heard.clauses for token in clause.tokens if not blend
    }  # fmt: skip
    return by_telling(session, lambda c, to: telling.mixture(c, to, (pair[0], pair[1]), said))


def _points_back(s: Situation) -> bool:
    """Return whether one half of a mixture was named earlier ("and them with drink")."""
    return any(
        {one.text, other.text} & POINTS_BACK and {one.text, other.text} & JOINS
        for clause in s.heard.clauses for one, other in pairwise(clause.tokens)
    )  # fmt: skip


def _with_earlier(s: Situation, named: str) -> tuple[str, ...]:
    """Return `named` and what of the earlier talk makes the gravest pair with it, if anything."""
    earlier = [one.key for one in s.session.targets if one.key not in ("", named)]
    pairs = [(one, named) for one in reversed(earlier)]
    rated = [found for pair in pairs if (found := worst(pair))]
    dangerous = [found for found in rated if found.level is Level.DANGEROUS]
    gravest = next(iter(dangerous or rated), None)
    return (gravest.first, gravest.second) if gravest else next(iter(pairs), (named,))
