"""A bar on standard error that says how far a long command has come."""

from __future__ import annotations

from types import TracebackType
from typing import TextIO

WIDTH = 30


class Bar:
    """How many of `total` are done; drawn on a terminal, silent anywhere else."""

    def __init__(self, name: str, total: int, out: TextIO) -> None:
        self._name, self._total, self._out = name, total, out
        self._drawn = -1

    def __enter__(self) -> Bar:
        self.at(0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._out.isatty():
            self._out.write("\n")

    def at(self, done: int) -> None:
        """Draw the bar at `done`."""
        full = WIDTH * done // max(1, self._total)
        if not self._out.isatty() or (full == self._drawn and done < self._total):
            return
        self._drawn = full
        self._out.write(f"\r{'#' * full}{'.' * (WIDTH - full)} {done}/{self._total} {self._name}")
        self._out.flush()
