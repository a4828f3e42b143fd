"""The session file of `--state`: read whole or refused, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dialogues.errors import SessionUnreadable
from dialogues.session import Session


class StateError(Exception):
    """The state file cannot be read or written; the message says what to do."""


def load(path: Path, language: str) -> Session:
    """Return the session in `path`, or a new one if there is no file; raises StateError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Session(language=language)
    except OSError as error:
        raise StateError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return Session.from_json(content)
    except SessionUnreadable as error:
        raise StateError(
            f"{path}: {error}. It was left as it is; name another file, or move it away "
            "to start anew"
        ) from error


def save(path: Path, session: Session) -> None:
    """Write `session` to `path` with mode 0600, in one step; raises StateError."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".porchlight-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(session.to_json())
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StateError(
            f"{path}: cannot be written ({error.strerror}); what was said before is still there"
        ) from error
