"""The visit under way: how a handler reaches what it may read and fill.

python-telegram-bot calls handlers with its own two arguments; the visit travels beside them in
a context variable, so that every handler, filter and error handler of one update sees the same
visit and no two people's visits can mix.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.visit import Visit

_visit: ContextVar[Visit] = ContextVar("visit")


def current() -> Visit:
    """Return the visit the worker is making now.

    Raises:
        LookupError: No visit is under way: a handler ran outside the worker.
    """
    return _visit.get()


@contextmanager
def visiting(visit: Visit) -> Iterator[Visit]:
    """Make `visit` the current one inside the block."""
    token = _visit.set(visit)
    try:
        yield visit
    finally:
        _visit.reset(token)
