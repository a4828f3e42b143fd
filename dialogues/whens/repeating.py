"""What makes a time come again: "every", "daily", "fortnightly", "the last Friday of the month".

A reader takes its words out of the text and gives back the rest, as all readers of times do.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from dialogues.whens.when import APART, LAST, LONGEST_MONTH, WEEK
from dialogues.whens.wish import Wish
from dialogues.whens.wording import Wording

_NUMBER = r"(?P<number>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NOT_HELD = re.compile(
    r"\bevery (?:other|second|2nd|few|couple of|two|three|four|six|\d+) months?\b"
    r"|\bbimonthly\b|\byearly\b|\bevery years?\b|\bonce a year\b|\bhourly\b"
    r"|\bevery (?:\w+ )?(?:hours?|minutes?)\b|\bevery 0+ (?:days|weeks)\b"
)
_MONTH = re.compile(
    r"\b(?:(?:of|in|on) )?(?:the|every|once a|per|a) (?:single |calendar )?months?\b"
    r"|\bmonthly\b|\bof month\b|\bonce month\b|\bevery (?=(?:the )?\d{1,2}(?:st|nd|rd|th)\b)"
)
_AWAY = re.compile(r"\b(?:in|after|for|within|this time of) (?:about |around )?a month\b"
                   r"|\ba month from\b")  # fmt: skip
_LAST_DAY = re.compile(r"\b(?:the )?(?:very )?(?:last day|end)\b")
_WEEKLY: tuple[tuple[str, dict[str, Any]], ...] = (
    (r"\b(?:every (?:other|second|2nd|two|2) day|alternate day)s?\b",
     {"repeats": True, "step": 2}),
    (rf"\bevery {_NUMBER} days\b", {"repeats": True, "step": 0}),
    (r"\b(?:every (?:other|second|2nd) (?:week\b)?|(?:every )?fortnightly\b|alternate weeks?\b"
     r"|every (?:two|2) weeks|every fortnight\b|once a fortnight\b|bi ?weekly\b)",
     {"repeats": True, "weeks": 2}),
    (rf"\bevery {_NUMBER} weeks\b", {"repeats": True, "weeks": 0}),
    (r"\b(?:every week|weekly|once a week|per week)\b(?! ?day)", {"repeats": True, "step": 7}),
    (r"\bevery(?= time)", {}),
    (r"\b(?:daily|nightly|once a day|every (?:single )?day)\b",
     {"repeats": True, "days": tuple(range(7))}),
    (r"\bevery\b", {"repeats": True}),
)  # fmt: skip


def repeated(wish: Wish, text: str, words: Wording) -> tuple[Wish, str] | None:
    """Return the wish with how it comes again, and the rest of the text.

    None for a round that is none of a check-in's, as every other month or every six weeks: better
    asked again than taken for something else.
    """
    if _NOT_HELD.search(text):
        return None
    month = None if _AWAY.search(text) else _MONTH.search(text)
    if month:
        rest = text[: month.start()] + " " + text[month.end() :]
        return _in_month(replace(wish, repeats=True, months=True), rest, words)
    for pattern, change in _WEEKLY:
        found = re.search(pattern, text)
        if found:
            kept = " night " if found[0] == "nightly" else " "
            rest = text[: found.start()] + kept + text[found.end() :]
            turned = replace(wish, **_counted(change, found, words))
            return (turned, rest) if _held(turned) else None
    return wish, text


def _counted(change: dict[str, Any], found: re.Match[str], words: Wording) -> dict[str, Any]:
    """Return the change with the number that was said in place of a 0."""
    said = found.groupdict().get("number")
    if not said:
        return change
    number = int(said) if said.isdigit() else words.numbers[said]
    if "step" in change and number % WEEK == 0:  # "every 14 days" stays on its weekday
        return {**change, "step": WEEK, "weeks": number // WEEK}
    return {name: number if value == 0 else value for name, value in change.items()}


def _held(wish: Wish) -> bool:
    """Return whether the next one lies within what is looked through for it."""
    return max(wish.weeks * WEEK, wish.step) < APART.days


def _in_month(wish: Wish, text: str, words: Wording) -> tuple[Wish, str]:
    """Read which day of the month: "the 15th", "the last friday", "the last day"."""
    names = "|".join(sorted(words.weekday_of, key=len, reverse=True))
    places = "|".join(words.place_of)
    nth = re.search(rf"\b(?:on )?(?:the )?({places})(?: on)?(?: a)? ({names})s?\b", text)
    if nth:
        rest = text[: nth.start()] + " " + text[nth.end() :]
        which, days = words.place_of[nth[1]], (words.weekday_of[nth[2]],)
        if which <= LAST:
            return replace(wish, nth=which, days=days), rest
    day = re.search(
        rf"\b(?:on )?(?:the )?(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)"
        rf"|the (?P<bare>\d{{1,2}})|(?P<word>{places}))(?: day)?\b(?! ?(?:{names}))", text
    )  # fmt: skip
    if _LAST_DAY.search(text):
        return replace(wish, date=(0, LONGEST_MONTH)), _LAST_DAY.sub(" ", text)
    if day:
        said = day["number"] or day["bare"]
        number = int(said) if said else words.place_of[day["word"]]
        if day["word"] == "last":
            number = LONGEST_MONTH
        if 1 <= number <= LONGEST_MONTH:
            rest = text[: day.start()] + " " + text[day.end() :]
            return replace(wish, date=(0, number)), rest
    return wish, text
