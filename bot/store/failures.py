"""What a driver reports, said in one line with the mend, without any value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.store.errors import DiskFull, StoreBusy, StoreCorrupt, StoreError, StoreUnreachable

_FULL = "{name}: no room left on the disk; free some, nothing that was committed is lost"
_DISK = "{name}: the disk is full or fails; see that there is room, then check it and its cables"
_CORRUPT = (
    "{name}: the file is damaged or no Porchlight database; move it away and restore a backup"
)
_BUSY = "{name}: another process holds the database; stop it, or wait and try again"
_READ_ONLY = "{name}: this process may not write there; give it the file and its folder"
_NOT_OPEN = (
    "{name}: cannot be opened; check that it is running, and its address, name and password"
)
_BY_SQLITE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, _BUSY),
    sqlite3.SQLITE_LOCKED: (StoreBusy, _BUSY),
    sqlite3.SQLITE_FULL: (DiskFull, _FULL),
    sqlite3.SQLITE_CORRUPT: (StoreCorrupt, _CORRUPT),
    sqlite3.SQLITE_NOTADB: (StoreCorrupt, _CORRUPT),
    sqlite3.SQLITE_READONLY: (StoreUnreachable, _READ_ONLY),
    sqlite3.SQLITE_PERM: (StoreUnreachable, _READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (StoreUnreachable, _READ_ONLY),
    sqlite3.SQLITE_IOERR: (StoreUnreachable, _DISK),
}
_BY_SQLSTATE: dict[str, tuple[type[StoreError], str]] = {
    "53100": (DiskFull, _FULL),
    "53300": (StoreUnreachable, "{name}: too many connections; raise max_connections"),
    "40": (StoreBusy, "{name}: two changes got in each other's way; try again"),
    "55P03": (StoreBusy, _BUSY),
    "XX": (StoreCorrupt, _CORRUPT),
    "25006": (StoreUnreachable, "{name}: the server takes no changes; use the primary one"),
    "42501": (StoreUnreachable, _READ_ONLY),
    "08": (StoreUnreachable, _NOT_OPEN),
    "28": (StoreUnreachable, _NOT_OPEN),
    "3D": (StoreUnreachable, "{name}: there is no such database; make it with createdb"),
    "57P": (StoreUnreachable, _NOT_OPEN),
}
"""By SQLSTATE, else by its class: PostgreSQL's manual, appendix A."""


@contextmanager
def plainly(name: str) -> Iterator[None]:
    """Turn a driver's errors within the block into ours.

    The original is left out of the traceback: PostgreSQL's carry the values of a row.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise plain(error, name) from None


def plain(error: BaseException, name: str, *, connecting: bool = False) -> StoreError:
    """Return the error to raise for a driver's `error` on the database called `name`."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = getattr(cause, "sqlite_errorcode", None)
    state = str(getattr(cause, "sqlstate", None) or "")
    known = _BY_SQLITE.get(code & 0xFF) if code is not None else None
    for part in (state, state[:3], state[:2]):
        known = known or (_BY_SQLSTATE.get(part) if part else None)
    if known is None and isinstance(cause, OSError) and cause.filename:
        known = (StoreUnreachable, _READ_ONLY)  # a file or a folder; a server has no file name
    if known is None and (connecting or _lost(error)):
        known = (StoreUnreachable, _NOT_OPEN)
    if known is None:
        return StoreError(f"{name}: the database refused ({type(cause).__name__} {state or code})")
    kind, message = known
    return kind(message.format(name=name))


def _lost(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated
