"""What the libraries log is cut down to which library, how serious, and what class of error.

At their most talkative they write down addresses with the token in them, whole updates, and the
values of statements; and python-telegram-bot writes a whole update when it cannot read one. So
none of their words is passed on, at any level (guarantee G09).
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable

LIBRARIES = (
    "aiosqlite", "alembic", "asyncio", "asyncpg", "httpcore", "httpx", "py.warnings",
    "sqlalchemy", "telegram", "tornado",
)  # fmt: skip
_log = logging.getLogger("bot.libraries")


class Mute(logging.Handler):
    """Passes on that something was logged, and nothing of what."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the library, and the class of the error if there was one."""
        kind = record.exc_info[0] if record.exc_info else None
        what = kind.__name__ if kind else record.levelname.lower()
        _log.log(record.levelno, "%s: %s", record.name.split(".")[0], what)


def mute(names: Iterable[str] = LIBRARIES) -> None:
    """Keep the words of these libraries out of every log, and what threads and hooks print."""
    handler = Mute(logging.WARNING)
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    for name, below in list(logging.Logger.manager.loggerDict.items()):
        if "." in name and name.split(".")[0] in names and isinstance(below, logging.Logger):
            below.setLevel(logging.NOTSET)
            below.handlers = []
            below.propagate = True
    sys.excepthook = _excepthook
    threading.excepthook = lambda args: _log.error("thread ended: %s", args.exc_type.__name__)


def _excepthook(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """Say where it ended, without the message: that may hold what somebody wrote."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else "?"
    _log.critical("ended: %s in %s", kind.__name__, where)
