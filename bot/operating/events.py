"""Every event that may stand in the log, and the fields it may have: one list, nothing beside it.

The rooms log as usual, `_log.warning("turn failed: %s", type(error).__name__)`. What a log line
may be is decided here by the words before formatting, which are the program's own, and by what
each value looks like. Whatever is not on the list is withheld, so that no carelessness anywhere
writes down what somebody said (guarantees G09 and G10).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int

EVENTS: Mapping[str, tuple[str, ...]] = {
    # the process
    "running: %s": ("running", "mode"),
    "stopped": ("stopped",),
    "not read: %s": ("model_not_read", "model"),
    "%s died: %s": ("part_died", "part", "error"),
    "ended: %s in %s": ("ended", "error", "where"),
    "thread ended: %s": ("thread_ended", "error"),
    "%s: %s": ("library", "library", "error"),
    # Telegram
    "Telegram not reached: %s": ("telegram_not_reached", "error"),
    "Telegram did not take it: %s": ("telegram_refused", "error"),
    "menu and description not set: %s": ("introduction_failed", "error"),
    "%s failed (%d): %s": ("fetch_failed", "what", "count", "error"),
    "updates without an id: %d": ("updates_without_id", "count"),
    "an update without an id": ("update_without_id",),
    "update not taken: %s": ("update_not_taken", "error"),
    # turns
    "inbox not readable: %s": ("inbox_not_readable", "error"),
    "turn failed: %s": ("turn_failed", "error"),
    "handler failed: %s": ("handler_failed", "error"),
    "handler failed: %s at %s:%s": ("handler_failed", "error", "where", "line"),
    "claim lost: another process had been given these updates": ("claim_lost",),
    "turn put back: %s": ("turn_put_back", "error"),
    # sending
    "outbox not readable: %s": ("outbox_not_readable", "error"),
    "cannot be sent: %s": ("cannot_be_sent", "error"),
    "outcome unknown after a crash: %d": ("outcome_unknown", "count"),
    "not sent yet: %s": ("not_sent_yet", "error"),
    "outcome not written yet: %s": ("outcome_not_written", "error"),
    "not let go of yet: %s": ("not_let_go_of", "error"),
    "buttons stay: %s": ("buttons_stay", "error"),
    # the clock
    "tick put off: %s": ("tick_put_off", "error"),
    "retention: %d records let go of": ("retention", "count"),
    "retention has not run since %d hours": ("retention_late", "count"),
    "taken up from a process that died: %d updates": ("taken_up", "count"),
    "presence not confirmed: %s": ("presence_not_confirmed", "error"),
}
"""The words of a log call, the name of its event, and the names of its values in their order."""

SHAPES: Mapping[str, re.Pattern[str]] = {
    "mode": re.compile(r"polling|webhook"),
    "part": re.compile(r"(sender|worker|presence|poller|ticker)( \d{1,2})?"),
    "library": re.compile(r"[a-z_]{2,20}"),
    "error": re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}"),
    "model": re.compile(r"encoder|danger model|talk model|word vectors"),
    "what": re.compile(r"[a-z]{2,20}"),
    "where": re.compile(r"[A-Za-z_<][A-Za-z0-9_.<>]{0,79}(:\d{1,6})?"),
    "line": re.compile(r"\d{1,6}"),
    "count": re.compile(r"\d{1,7}"),
}
"""What the value of each field has to look like; another is left out."""


@dataclass(frozen=True, slots=True)
class Event:
    """What is written of one log call."""

    name: str
    fields: Mapping[str, Value]


WITHHELD = "withheld"
"""The event that stands for whatever is not on the list."""


def event(words: object, values: object) -> Event:
    """Return what may be written of a log call with these words and values."""
    name, *fields = EVENTS.get(words, (WITHHELD,)) if isinstance(words, str) else (WITHHELD,)
    given = values if isinstance(values, tuple) else ()
    shown: dict[str, Value] = {
        field: value
        for field, value in zip(fields, given, strict=False)
        if type(value) in (str, int) and SHAPES[field].fullmatch(str(value))
    }
    return Event(name, shown)
