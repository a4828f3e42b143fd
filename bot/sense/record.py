"""What encoders made of messages they were not taught with: read wherever others are taught on it.

A message stands in the record by a hash of what the encoder was given, never by its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from bot.danger.examples import DataUnfit
from dialogues.sense.encoder import Numbers
from dialogues.sense.sensing import Sensed

SHIPPED = Path(__file__).parents[2] / "tests" / "data" / "sensed.npz"


class Record:
    """The scores of every head, by message."""

    def __init__(self, path: Path = SHIPPED) -> None:
        """Read it; raises DataUnfit."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                self.heads = {
                    name: stored[name].astype(np.float32)
                    for name in stored.files
                    if name != "keys"
                }
                keys = stored["keys"].tolist()
        except (OSError, ValueError, KeyError) as error:
            raise DataUnfit(f"{path}: not a record of train-sense ({error})") from error
        self._rows: dict[int, list[int]] = {}
        for place, key in enumerate(keys):
            self._rows.setdefault(key, []).append(place)

    def of(self, lines: Sequence[str]) -> Sensed | None:
        """Return the scores of a message, as `sensing.sense` does; None if it is not known."""
        rows = self._rows.get(_key(lines))
        if rows is None:
            return None
        return tuple({name: table[row] for name, table in self.heads.items()} for row in rows)


def write(found: Mapping[tuple[str, ...], Sequence[Mapping[str, Numbers]]], out: Path) -> None:
    """Write the scores of messages, by their lines, whole or not at all; raises OSError."""
    keys = [_key(lines) for lines, chunks in found.items() for _ in chunks]
    rows = [chunk for chunks in found.values() for chunk in chunks]
    stored: dict[str, Any] = {
        name: np.stack([row[name] for row in rows]).astype(np.float16) for name in rows[0]
    }
    half = out.with_suffix(".part.npz")
    np.savez_compressed(half, keys=np.array(keys, np.uint64), **stored)
    half.replace(out)


def _key(lines: Sequence[str]) -> int:
    return int.from_bytes(sha256("\n".join(lines).encode()).digest()[:8], "little")
