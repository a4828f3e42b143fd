"""The file a backup is: a line for people, then sealed pieces that only fit in their order.

Each piece is sealed for its number, for this archive, and for whether it is the last one, so
that a piece that is missing, moved or taken from another archive is noticed, as is an end that
was cut off.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from bot.store.errors import BackupError, Unreadable
from bot.store.sealing import place, seal, unseal

LIFE = timedelta(days=30)
"""How long a backup may be kept (G11)."""
PIECE = 60_000
"""About how many bytes of JSON are sealed at once; just under a size class."""
_TITLE = "porchlight-backup 1"
_MARK = 16
_LENGTH = 4


class Writer:
    """Writes an archive; nothing stands at its path until `finish`."""

    def __init__(self, path: Path, key: bytes, now: datetime) -> None:
        """Begin the archive that will stand at `path`; raises BackupError."""
        self.path = path
        self._key = key
        self._count = 0
        self._draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        until = (now + LIFE).date().isoformat()
        head = f"{_TITLE} {now.date().isoformat()} encrypted; delete after {until}\n".encode()
        self._head = head + secrets.token_bytes(_MARK)
        try:
            handle = os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise BackupError(f"{path}: cannot be written ({error.strerror})") from None
        self._file: IO[bytes] = os.fdopen(handle, "wb")
        self._file.write(self._head)

    def add(self, piece: Any) -> None:
        """Seal and write one piece of plain JSON values."""
        self._put(piece, last=False)

    def finish(self, piece: Any) -> None:
        """Write the last piece, and put the archive in its place in one step."""
        self._put(piece, last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._draft.replace(self.path)

    def __enter__(self) -> Writer:
        """Return the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave no draft behind; raises BackupError for a disk that fails or is full."""
        self._file.close()
        self._draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise BackupError(f"{self.path}: cannot be written ({error.strerror})") from None

    def _put(self, piece: Any, *, last: bool) -> None:
        plain = json.dumps(piece, separators=(",", ":")).encode()
        sealed = seal(self._key, plain, _bound(self._head, self._count, last))
        self._file.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)
        self._count += 1


def pieces(path: Path, key: bytes) -> Iterator[Any]:
    """Give the pieces of the archive in order, the last one too.

    Raises BackupError for a file that is no archive, does not open with `key`, or is damaged or
    cut off anywhere; pieces before the damage have been given by then.
    """
    try:
        with path.open("rb") as file:
            head = file.readline(200) + file.read(_MARK)
            if not head.startswith(_TITLE.encode()):
                raise BackupError(f"{path}: this is no Porchlight backup")
            yield from _pieces(file, head, key)
    except OSError as error:
        raise BackupError(f"{path}: cannot be read ({error.strerror})") from None
    except (Unreadable, ValueError):
        raise BackupError(
            f"{path}: does not open; it is damaged or cut off, or was made with another master key"
        ) from None


def _pieces(file: IO[bytes], head: bytes, key: bytes) -> Iterator[Any]:
    count, last = 0, False
    while not last:
        length = int.from_bytes(file.read(_LENGTH), "big")
        sealed = file.read(length)
        if len(sealed) < length:
            raise ValueError("cut off")
        coming = file.read(1)
        last = not coming
        file.seek(-len(coming), os.SEEK_CUR)
        yield json.loads(unseal(key, sealed, _bound(head, count, last)))
        count += 1


def _bound(head: bytes, count: int, last: bool) -> bytes:
    return place("backup", head, count.to_bytes(8, "big"), "last" if last else "more")
