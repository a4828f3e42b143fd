"""Reads the operator's file of local services."""

from __future__ import annotations

from pathlib import Path

from dialogues.errors import DataError
from dialogues.facts.directory import EMPTY, Directory, read


def local_services(path: Path | None) -> Directory:
    """Return the services in the file `path`, none without one; raises DataError with the mend."""
    if path is None:
        return EMPTY
    try:
        return read(str(path), path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{path}: cannot be read ({type(error).__name__}); PORCHLIGHT_DIRECTORY names a TOML "
            "file as docs/directory.sample.toml shows"
        ) from error
