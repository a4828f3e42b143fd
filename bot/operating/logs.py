"""The log: JSON lines on standard error that carry events, counts and names of error classes.

Each line is made anew from the list in `events`; the message, the traceback and the values of
whoever logged are never formatted, at any level (guarantees G09 and G10).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import IO, Any

import structlog

from bot.operating.events import WITHHELD, event
from bot.telegram.muting import mute

OURS = ("bot", "dialogues")
"""The packages whose words may be on the list; of any other only level and class are written."""


def configure(level: str, stream: IO[str] | None = None) -> None:
    """Send every log line of the process to `stream` (standard error), from `level` on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                only_allowed,
                structlog.processors.TimeStamper("iso", utc=True, key="at"),
                structlog.processors.JSONRenderer(),
            ],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.raiseExceptions = False  # or a call that cannot be written is printed with its values
    mute()


def only_allowed(
    logger: Any, method: str, given: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Return the line for a log call; of what is not on the list, that something was withheld."""
    record: logging.LogRecord = given["_record"]
    ours = record.name.split(".")[0] in OURS
    found = event(given["event"], given.get("positional_args")) if ours else event(None, ())
    failed = given.get("exc_info")
    kind = failed[0] if isinstance(failed, tuple) else None
    line: dict[str, Any] = {"level": record.levelname.lower(), "event": found.name, **found.fields}
    if found.name == WITHHELD:
        line["logger"] = ".".join(record.name.split(".")[:3]) if ours else "library"
    if kind is not None:
        line["error"] = kind.__name__
    return line
