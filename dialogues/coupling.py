"""A few words and the question they answer, told as one: "quiet" is "what you get from weed".

`couple` decides whether the two belong together; how the question is turned is in
`mirroring.joining`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.mirroring.grammar import any_of
from dialogues.mirroring.joining import asked, fitting
from dialogues.pacing import denies

if TYPE_CHECKING:
    from dialogues.situation import Situation

ASKED = ("question/any/open_door", "question/any/need", "question/any/feeling",
         "question/any/substance", "question/any/thing", "question/any/person",
         "question/any/how_often", "meta/any/greeting", "meta/any/hello_again")  # fmt: skip
"""General questions whose answer makes a sentence with them; those of a meaning or a stage do."""
ANSWER_WORDS = 4
"""The most words of an answer that is joined with its question."""
DAYS = "monday tuesday wednesday thursday friday saturday sunday"


def couple(s: Situation) -> dict[str, str]:
    """Return the slots of the answer and of the question as a clause; none if unsure."""
    if s.main is not None or s.heard.words > ANSWER_WORDS or not _was_asked(s):
        return {}
    clause, answer = asked(s.session.said), s.thing or s.echo
    if clause is None or not answer or denies(s) or s.amount is not None:
        return {}
    if not s.thing and not clause.startswith(("when", "where")) and " like" not in clause:
        return {}
    person = bool(s.heard.people) or s.called is not None
    if not fitting(clause, answer, time=_names_a_time(s), person=person):
        return {}
    return {"answer": answer, "asked": clause}


def _was_asked(s: Situation) -> bool:
    """Return whether the last reply ended on a question whose answer makes a sentence with it."""
    last = s.session.recent[-1] if s.session.recent else ""
    folder, _, rest = last.partition("/")
    exact = folder == "question" and not rest.startswith(("any/", "risk/"))
    return exact or last in ASKED


def _names_a_time(s: Situation) -> bool:
    return any(
        token.value("time") or token.text in any_of(DAYS)
        for clause in s.heard.clauses
        for token in clause.tokens
    )
