"""The log: JSON lines on standard error that carry events, counts and names of error classes.

Each line is made anew from the list in `events`; the message, the traceback and the values of
whoever logged are never formatted, at any level (guarantees G09 and G10).
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import IO, Any

from bot.operating.events import WITHHELD, event
from bot.telegram.muting import mute

OURS = ("bot", "dialogues")
"""The packages whose words may be on the list; of any other only level and class are written."""


def configure(level: str, stream: IO[str] | None = None) -> None:
    """Send every log line of the process to `stream` (standard error), from `level` on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OnlyAllowed())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.raiseExceptions = False  # or a call that cannot be written is printed with its values
    mute()


class OnlyAllowed(logging.Formatter):
    """Writes a log call as one line of JSON; of what is not on the list, that it was withheld."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        ours = record.name.split(".")[0] in OURS
        found = event(record.msg, record.args) if ours else event(None, ())
        failed = record.exc_info
        kind = failed[0] if isinstance(failed, tuple) else None
        line: dict[str, Any] = {"level": record.levelname.lower(), "event": found.name}
        line |= found.fields
        if found.name == WITHHELD:
            line["logger"] = ".".join(record.name.split(".")[:3]) if ours else "library"
        if kind is not None:
            line["error"] = kind.__name__
        line["at"] = datetime.fromtimestamp(record.created, UTC).isoformat()  # the call's own time
        return json.dumps(line)
