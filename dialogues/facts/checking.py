"""The editor of the facts: what has to be mended before a release, and what soon has to be.

Called with today's date by `porchlight lint`, so that a release with old emergency numbers fails
and the test suite, which gives dates of its own, does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogues.facts import cards, combinations, directory, helplines
from dialogues.facts.digits import unknown_digits
from dialogues.facts.topics import topics
from dialogues.phrasing import Line, read_lines


def complaints(language: str, on: date) -> Iterator[str]:
    """Yield what keeps a release back on the day `on`; raises DataError for a malformed file."""
    combinations.every()
    directory.kind_asked((), language)
    yield from helplines.stale(on)
    lines = read_lines(language)
    yield from _unlike(lines)
    yield from _topics(language)
    for line in lines:
        for found in unknown_digits(line.text):
            yield f"{line.path}:{line.number}: M19 “{found}”: name it from the helpline file"


def notes(on: date) -> Iterator[str]:
    """Yield what is past its date and still told, with a word that it is."""
    for line in helplines.lapsed(on):
        if line.tier != "T0":
            yield (
                f"dialogues/facts/data/{helplines.FILE} [{line.id}]: ran out on "
                f"{line.expires_on}; shown last, with “check this number”, until somebody dials it"
            )
    yield from cards.lapsed(on)


def _unlike(lines: list[Line]) -> Iterator[str]:
    """Yield cards whose words and sources do not go together line by line."""
    held: dict[str, int] = {}
    for line in lines:
        held[line.template] = held.get(line.template, 0) + 1
    for card in cards.every():
        if held.get(card.template, 0) != len(card.sources):
            yield (
                f"dialogues/facts/data/{cards.FILE} [{card.id}]: {len(card.sources)} sources for "
                f"{held.get(card.template, 0)} lines of {card.template}; one for each line"
            )


def _topics(language: str) -> Iterator[str]:
    """Yield topics without a card, and cards without a topic.

    A topic that no question opens may be offered for its lines alone.
    """
    on_file = {card.topic for card in cards.every()}
    all_topics = topics(language).all.values()
    bare = {one.id for one in all_topics if one.offer and one.lines and not one.examples}
    told = {one.id for one in all_topics if not one.parts} - (bare - on_file)
    for missing in sorted(on_file ^ told):
        yield f"dialogues/facts/data: {missing} has a card or a topic and not both"
