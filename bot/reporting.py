"""Long commands: what they find on standard output, what they are at on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

Progress = Callable[[str], None]


def printed(work: Callable[[Progress], Iterable[str]]) -> int:
    """Do `work`, print each line as it comes, and return 0; `work` is given where to say more."""
    for line in work(told):
        print(line, flush=True)
    return 0


def told(words: str) -> None:
    """Say what is being done; other processes may be given this to say it with."""
    print(f"... {words}", file=sys.stderr, flush=True)
