"""Numbers as the words of a message can hold them: every value comes from the helpline file.

A wording names `{{ emergency }}`, `{{ call }}`, `{{ text_line }}` and so on; what is not on file
for the country is not among the slots, and wordings that name it are not said.
"""

from __future__ import annotations

from datetime import date

from dialogues.facts.helplines import Line, emergency, lines
from dialogues.phrasing import Phrasebook

COMBINED = ("eu", "us", "gb", "au", "nz")
"""Whose emergency numbers stand in the line for a country not known yet (US and Canada share)."""


def slots(
    phrasebook: Phrasebook, country: str, topic: str, *, on: date, first: str = ""
) -> dict[str, str]:
    """Return the number slots for `topic` in `country` ("" while it is not known).

    A line for the topic `first`, if one is on file, goes before one for `topic`.

    emergency             the emergency number, or all of them in one line; missing only for a
                          country that was named and has none on file
    call, call_name       the line to ring for the topic, and whose it is
    text_line, text_name  what to text ("988", "HOME to 741741"), and whose it is
    web                   where to find a line in any country, always there
    Numbers past their date carry "check this number".
    """
    found = {"web": _first("*", ("any",), "web", on).number_display}
    known = emergency(country) if country else None
    if known is not None:
        found["emergency"] = shown(phrasebook, known, on)
    elif not country:
        found["emergency"] = combined(phrasebook)
    for channel, slot, name in (
        ("call", "call", "call_name"), ("text", "text_line", "text_name"),
    ):  # fmt: skip
        for line in lines(country, (first or topic, topic), channel, on=on)[:1]:
            found[slot] = shown(phrasebook, line, on)
            found[name] = line.name
    return found


def combined(phrasebook: Phrasebook) -> str:
    """Return the emergency numbers of all regions on file in one line."""
    every = {f"emergency_{area}": emergency(area) for area in COMBINED}
    values = {slot: line.number_display for slot, line in every.items() if line is not None}
    return phrasebook.notice("information/line/combined", values)


def _first(country: str, topics: tuple[str, ...], channel: str, on: date) -> Line:
    return lines(country, topics, channel, on=on)[0]


def shown(phrasebook: Phrasebook, line: Line, on: date) -> str:
    """Return a line's number as a client sees it, with a word if it is past its date."""
    if not line.expired(on):
        return line.number_display
    return phrasebook.notice("information/line/check", {"number": line.number_display})
