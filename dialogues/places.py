"""Questions about local services: which kind, for which place, and what is on file there."""

from __future__ import annotations

from dialogues import telling
from dialogues.answers import Going, by_telling
from dialogues.facts.asking import asking
from dialogues.facts.directory import kind_asked, kind_named
from dialogues.facts.topics import topics
from dialogues.situation import Situation

SEEKS = frozenset({"need", "want", "looking", "after", "find"})
"""Words that ask for a service in a place on file, without a form of question."""
PLACES = {
    "naloxone": "naloxone", "strips": "needle_exchange", "help_services": "needle_exchange",
    "help_groups": "groups", "supply": "drug_checking",
}  # fmt: skip
"""Which kind of place has what a topic is about."""
FOLLOWING = 6
"""The most words of a message that asks for a service of another kind right after some."""


def where_to(s: Situation, topic: str, text: str) -> Going:
    """Say where what was just told about can be had: a place on file, else lines that know."""
    if (kind := PLACES.get(topic)) and s.directory.services:
        return place(s, kind, text)
    wanted = topics(s.session.language).all[topic].lines if topic else ()
    return by_telling(
        s.session, lambda c, session: telling.numbers(c, session, wanted or ("drugs",))
    )


def service(s: Situation, text: str) -> str:
    """Return which kind of local service is asked for, "" for none.

    In a question about a place on file its name alone says so: "got any pins in ...".
    """
    language = s.session.language
    if kind := kind_asked(s.heard.clauses, language):
        return kind
    if not s.directory.place(text):
        return ""
    asked = asking(s.heard.clauses, language).clauses
    return kind_named(s.heard.clauses if s.texts & SEEKS else asked, language)


def another(s: Situation) -> str:
    """Return which kind of service a short message asks for after some were shown."""
    if s.weighty or s.heard.words > FOLLOWING or s.has("no", "goodbye"):
        return ""
    return kind_named(s.heard.clauses, s.session.language)


def place(s: Situation, kind: str, text: str, *, answered: bool = False) -> Going:
    """Say what is on file for the place in `text`; ask which place unless that is `answered`."""
    on = telling.today(s.session)
    where = s.directory.place(text)
    asks = kind if not where and not answered and s.directory.services else ""
    found = telling.Found(s.directory.near(kind, where, on) if where else (), asks, where)
    return by_telling(s.session, lambda c, session: telling.services(c, session, found))
