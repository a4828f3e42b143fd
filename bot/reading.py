"""Files that somebody names on the command line: read, or refused in one line with the mend."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from dialogues.errors import PorchlightError


class FileUnfit(PorchlightError):
    """A file cannot be used as it was asked for; one line with the mend."""


def text(path: Path) -> str:
    """Return the text of a file; raises FileUnfit when it is not UTF-8, OSError."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise FileUnfit(
            f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8, or name another file"
        ) from None


def table(path: Path) -> tuple[Sequence[str], list[tuple[int, dict[str, str]]]]:
    """Return the columns of a CSV and its rows with their numbers; raises FileUnfit, OSError."""
    reader = csv.DictReader(StringIO(text(path), newline=""))
    try:
        return reader.fieldnames or (), list(enumerate(reader, start=2))
    except csv.Error as error:
        raise FileUnfit(f"{path}:{reader.line_num}: not CSV ({error}); mend that line") from None


def writable(path: Path) -> None:
    """See, before work is done for it, that a file can be written; raises FileUnfit."""
    if path.is_dir():
        raise FileUnfit(f"{path}: cannot be written, it is a folder; name a file in it")
    _within(path, path)


def writable_folder(path: Path) -> None:
    """The same of a folder that is made where it is not there; raises FileUnfit."""
    if path.exists() and not path.is_dir():
        raise FileUnfit(f"{path}: cannot be written into, it is a file; name a folder")
    _within(path, path / "within")


def _within(named: Path, path: Path) -> None:
    folder = next(one for one in path.absolute().parents if one.exists())
    if not folder.is_dir():
        raise FileUnfit(f"{named}: cannot be written, {folder} is a file; name another place")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise FileUnfit(
            f"{named}: cannot be written, {folder} lets this user not write; name another place"
        )
