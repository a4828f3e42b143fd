"""What encoders made of messages they were not taught with: read wherever others are taught on it.

A message stands in the record by a hash of what the encoder was given, never by its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from bot.danger.examples import DataUnfit
from dialogues.sense.encoder import Numbers
from dialogues.sense.sensing import Sensed

SHIPPED = Path(__file__).parents[2] / "tests" / "data" / "sensed.npz"


_KEYS = "_keys"


class Record:
    """The scores of the heads that were asked of each message."""

    def __init__(self, path: Path = SHIPPED) -> None:
        """Read it; raises DataUnfit."""
        self._said: dict[int, list[dict[str, Numbers]]] = {}
        try:
            with np.load(path, allow_pickle=False) as stored:
                for head in (name for name in stored.files if name + _KEYS in stored.files):
                    keys, table = stored[head + _KEYS].tolist(), stored[head].astype(np.float32)
                    self._add(head, keys, table)
        except Exception as error:  # whatever a damaged file makes its readers raise
            raise DataUnfit(f"{path}: not a record of train-sense ({error})") from error

    def _add(self, head: str, keys: Sequence[int], table: Numbers) -> None:
        asked: Counter[int] = Counter()
        for key, row in zip(keys, table, strict=True):
            chunks = self._said.setdefault(key, [])
            if asked[key] == len(chunks):
                chunks.append({})
            chunks[asked[key]][head] = row
            asked[key] += 1

    def of(self, lines: Sequence[str], *heads: str) -> Sensed | None:
        """Return the scores of a message, as `sensing.sense` does; None if it is not known.

        Nor if one of `heads` was not asked about it.
        """
        found = self._said.get(_key(lines))
        if found is None or any(head not in chunk for chunk in found for head in heads):
            return None
        return tuple(found)

    def of_danger(self, lines: Sequence[str]) -> Sensed | None:
        """Return the scores danger is judged by; None too where only the talk was asked about."""
        return self.of(lines, "family", "register")


def add(
    found: dict[tuple[str, ...], list[dict[str, Numbers]]],
    more: Mapping[tuple[str, ...], Sequence[Mapping[str, Numbers]]],
) -> None:
    """Put `more` into `found`; a message asked of one head here and of another there keeps both.

    Of several folds that asked the same head of a message, the last counts.
    """
    for lines, chunks in more.items():
        kept = found.setdefault(lines, [{} for _ in chunks])
        for told, scores in zip(kept, chunks, strict=True):
            told |= scores


def write(found: Mapping[tuple[str, ...], Sequence[Mapping[str, Numbers]]], out: Path) -> None:
    """Write the scores of messages, by their lines, whole or not at all; raises OSError."""
    rows: dict[str, list[tuple[int, Numbers]]] = {}
    for lines, chunks in found.items():
        for chunk in chunks:
            for head, scores in chunk.items():
                rows.setdefault(head, []).append((_key(lines), scores))
    stored: dict[str, Any] = {}
    for head, told in rows.items():
        stored[head + _KEYS] = np.array([key for key, _ in told], np.uint64)
        stored[head] = np.stack([scores for _, scores in told]).astype(np.float16)
    half = out.with_suffix(".part.npz")
    np.savez_compressed(half, **stored)
    half.replace(out)


def _key(lines: Sequence[str]) -> int:
    return int.from_bytes(sha256("\n".join(lines).encode()).digest()[:8], "little")
