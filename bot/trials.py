"""Trials of the whole bot against the emulated Telegram: the crash storm and the load benchmark.

Both live beside the tests, with the emulator they need, and are no part of what is installed;
these are the doors to them from the command line.
"""

from __future__ import annotations

import importlib
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dialogues.errors import PorchlightError

Trial = Callable[..., Iterator[str]]
TESTS = Path(__file__).parents[1] / "tests"


class NoCheckout(PorchlightError):
    """The trials were asked for where there is no source tree."""


def storm(
    *, kills: int = 50, people: int = 50, seed: int = 1, gap: float = 2.5, database: str = "",
    modes: Sequence[str] = (), processes: int = 3,
) -> Iterator[str]:  # fmt: skip
    """Yield a line a mode: what `kills` kill -9 at random moments cost under a steady load.

    The load: `people` write a message each about every `gap` seconds.
    `modes` are of polling, webhook and postgresql (several `processes`, on the empty `database`
    or on a server started for it); without any it is the first two, and the third with a
    `database`. How far it is goes to standard error.
    Raises NoCheckout outside a source tree.
    """
    yield from _run(
        "storm", kills=kills, people=people, seed=seed, gap=gap, database=database, modes=modes,
        processes=processes,
    )  # fmt: skip


def bench(
    *, messages: int = 3000, stored: tuple[int, ...] = (1_000, 100_000), database: str = "",
    seed: int = 1, people: int = 100,
) -> Iterator[str]:  # fmt: skip
    """Yield throughput, latency, growth with `stored` people, disk and memory.

    `database` is the URL of an empty PostgreSQL; "" leaves it out.
    Raises NoCheckout outside a source tree.
    """
    yield from _run(
        "bench_bot", messages=messages, stored=stored, database=database, seed=seed, people=people
    )


def bench_checkins(
    *, planned: tuple[int, ...] = (1_000, 1_000_000), due: int = 10_000, database: str = "",
) -> Iterator[str]:  # fmt: skip
    """Yield what finding due check-ins costs with `planned` ahead, and a race of two processes.

    `database` is the URL of an empty PostgreSQL for the race; "" leaves it out.
    Raises NoCheckout outside a source tree.
    """
    yield from _run("bench_checkins", planned=planned, due=due, database=database)


def end_in_order() -> None:
    """Let a SIGTERM end this program as Ctrl-C does: what a trial started is stopped first."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def _run(name: str, **options: Any) -> Iterator[str]:
    if not (TESTS / "support" / f"{name}.py").is_file():
        raise NoCheckout(
            "this needs the emulated Telegram, which lies in the source tree: "
            "run it from a checkout (git clone) instead of an installed package"
        )
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    with tempfile.TemporaryDirectory(prefix="porchlight-") as folder:
        yield from importlib.import_module(f"support.{name}").run(Path(folder), **options)
