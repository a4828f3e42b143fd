"""Long commands: what they find on standard output, what they are at on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

Progress = Callable[[str], None]


def printed(work: Callable[[Progress], Iterable[str]]) -> int:
    """Do `work`, print each line as it comes, and return 0; `work` is given where to say more."""

    def progress(words: str) -> None:
        print(f"... {words}", file=sys.stderr, flush=True)

    for line in work(progress):
        print(line, flush=True)
    return 0
