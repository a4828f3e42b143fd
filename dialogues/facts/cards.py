"""Fact cards: what may be told after a yes or a question, dated, with the source of every line.

The words stand in `templates/<language>/information/card/<id>.j2`, one fact a line; `cards.toml`
holds where each line comes from, what must not be said about it, who reviewed it and until when
it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dialogues.facts.countries import COVERED
from dialogues.facts.tables import Row, packaged, rows

FILE = "cards.toml"
FACTS = 3
"""The most facts on a card, and in a message."""
LASTS = timedelta(days=180)
SUPPLY_LASTS = timedelta(days=90)
"""What is in the supply changes within a year."""
_TIERS = ("T0", "T1", "T2")
_COLUMNS = frozenset(
    {"id", "topic", "tier", "sources", "say_never", "reviewed_by", "reviewed_on", "expires_on",
     "supply", "country"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """Up to three facts on one topic."""

    id: str
    topic: str
    tier: str
    sources: tuple[str, ...]
    """Where each line comes from, in the order of the lines."""
    say_never: tuple[str, ...]
    reviewed_by: str
    reviewed_on: date
    expires_on: date
    supply: bool
    country: str
    """The country it holds for, "" for any."""

    @property
    def template(self) -> str:
        """Return the id of the template its lines stand in."""
        return f"information/card/{self.id}"

    def expired(self, on: date) -> bool:
        """Return whether the card is past its date."""
        return on > self.expires_on


@cache
def every() -> tuple[Card, ...]:
    """Return every card in file order; raises DataError (file and line)."""
    return read(*packaged(FILE))


def read(path: str, text: str) -> tuple[Card, ...]:
    """Return the cards of a file; raises DataError naming file and line."""
    found: list[Card] = []
    for row in rows(path, text, "card"):
        card = _card(row)
        if any(card.id == other.id for other in found):
            raise row.wrong("id", f"{card.id} is taken; every card needs its own")
        found.append(card)
    return tuple(found)


def _card(row: Row) -> Card:
    row.only(_COLUMNS)
    supply = row.values.get("supply", False)
    if type(supply) is not bool:
        raise row.wrong("supply", "true or false is expected")
    card = Card(
        row.text("id"), row.text("topic"), row.text("tier"), row.texts("sources"),
        row.texts("say_never"), row.text("reviewed_by"), row.day("reviewed_on"),
        row.day("expires_on"), supply, row.text("country", ""),
    )  # fmt: skip
    if card.tier not in _TIERS:
        raise row.wrong("tier", f"one of {', '.join(_TIERS)} is expected")
    if not 1 <= len(card.sources) <= FACTS or not all(card.sources):
        raise row.wrong("sources", f"one source for each line is expected, {FACTS} at the most")
    longest = SUPPLY_LASTS if supply else LASTS
    if not timedelta(0) < card.expires_on - card.reviewed_on <= longest:
        raise row.wrong("expires_on", f"1 to {longest.days} days after reviewed_on are expected")
    if card.country and card.country not in COVERED:
        raise row.wrong("country", f"one of {', '.join(COVERED)} is expected")
    return card


def on_topic(topic: str, country: str = "") -> tuple[Card, ...]:
    """Return the cards of a topic that hold in `country`, in the order they are told.

    A card for the country takes the place of the one for any country.
    """
    found = [card for card in every() if card.topic == topic]
    own = [card for card in found if card.country and card.country == country]
    return tuple(own or [card for card in found if not card.country])


def lapsed(on: date) -> Iterator[str]:
    """Yield the cards past their date on the day `on`, as messages; they are told with a word."""
    for card in every():
        if card.expired(on):
            yield (
                f"dialogues/facts/data/{FILE} [{card.id}]: ran out on {card.expires_on}; hold its "
                "lines against their sources and set reviewed_by, reviewed_on and expires_on"
            )
