"""The master key file: made once, read strictly, changed in one step.

It is refused, with the mend, when others could read it, when it stands beside the database, and
when it is damaged. It is made only where there is nobody whose key it would replace.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.store.database import file_of
from bot.store.errors import KeyFileError
from bot.store.master import Master
from bot.store.sealing import KEY, new_key

if sys.platform != "win32":
    import fcntl

VERSION = 1


def load(path: Path, beside: str, *, occupied: bool = False) -> Master:
    """Return the master key in `path`; makes it if there is none.

    Args:
        path: The key file.
        beside: The URL of a database the key must not stand beside.
        occupied: Whether there are people whose rows only an earlier key opens; then none is
            made.

    Raises:
        KeyFileError: The file is missing though there are people, is readable by others,
            damaged, in the database's folder, or cannot be read or made; one line, with the
            mend.
    """
    path = path.expanduser().absolute()
    database = file_of(beside)
    if database is not None and path.parent.resolve() == database.parent.resolve():
        raise KeyFileError(
            f"{path}: the key stands in the folder of the database, so whoever copies one has "
            "both; move it to a folder of its own and set PORCHLIGHT_KEY_FILE"
        )
    if not path.exists():
        if occupied:
            raise KeyFileError(
                f"{path}: the master key is missing, and there are people whom only it opens; "
                "put the file back, or let go of everybody with `porchlight keys new`"
            )
        _make(path)
    return read(path)


def read(path: Path) -> Master:
    """Return the master key in `path`, which must be there; raises KeyFileError as `load`."""
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            content = file.read()
    except OSError as error:
        raise KeyFileError(f"{path}: the master key cannot be read ({error.strerror})") from None
    if os.name == "posix" and state.st_mode & 0o077:
        raise KeyFileError(f"{path}: others can read the master key; do: chmod 600 {path}")
    try:
        record = json.loads(content)
        identity = _key(record["identity"])
        wrapping = {int(number): _key(key) for number, key in record["wrapping"].items()}
        sound = record["version"] == VERSION and wrapping and min(wrapping) > 0
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise KeyFileError(f"{path}: the master key is damaged; put back the copy you kept of it")
    return Master(path, identity, wrapping, (state.st_ino, state.st_mtime_ns, state.st_size))


def changed(master: Master) -> bool:
    """Return whether the file is another than when `master` was read; false if it is away."""
    try:
        state = master.path.stat()
    except OSError:
        return False
    return master.seen != (state.st_ino, state.st_mtime_ns, state.st_size)


def rotate(path: Path) -> Master:
    """Add a fresh wrapping key to the file, keep the older ones, and return the master key.

    People's keys are wrapped anew by `Keyring.rewrap`, which drops the older ones at its end.
    """
    with _alone(path):
        master = read(path)
        wrapping = {**master.wrapping, master.newest + 1: new_key()}
        _write(replace(master, wrapping=wrapping))
        return read(path)


def drop_older(path: Path) -> Master:
    """Leave only the newest wrapping key in the file; return the master key."""
    with _alone(path):
        master = read(path)
        _write(replace(master, wrapping={master.newest: master.wrapping[master.newest]}))
        return read(path)


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(Master(path, new_key(), {1: new_key()}), fresh=True)
    except OSError as error:
        raise KeyFileError(
            f"{path}: the master key cannot be made ({error.strerror}); set PORCHLIGHT_KEY_FILE "
            "to a place this process may write to"
        ) from None


def _write(master: Master, *, fresh: bool = False) -> None:
    """Put the file there whole or not at all; with `fresh`, never over another."""
    record = {
        "version": VERSION,
        "identity": _text(master.identity),
        "wrapping": {str(number): _text(key) for number, key in master.wrapping.items()},
    }
    draft = master.path.with_name(f".{master.path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(record, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        if fresh:
            with contextlib.suppress(FileExistsError):  # another process was first: its key counts
                os.link(draft, master.path)
        else:
            draft.replace(master.path)
    finally:
        draft.unlink(missing_ok=True)
    if os.name == "posix":
        folder = os.open(master.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let no other process change the file meanwhile."""
    handle = os.open(path.parent, os.O_RDONLY) if sys.platform != "win32" else -1
    try:
        if sys.platform != "win32":
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if sys.platform != "win32":
            os.close(handle)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _key(text: Any) -> bytes:
    """Return the key; raises ValueError for one that is none or that nobody drew."""
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY or len(set(key)) < KEY // 4:
        raise ValueError("no key")
    return key
