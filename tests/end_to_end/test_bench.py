"""The load benchmark's short form: every figure is there; how fast is for its long form."""

import re
from pathlib import Path

from support.bench_bot import run


def test_the_benchmark_prints_every_figure(tmp_path: Path) -> None:
    """Throughput beside the echo bot's, latency, growth, disk and memory."""
    lines = list(run(tmp_path, messages=30, stored=(50,), people=10))
    page = "\n".join(lines)

    for name in ("bare echo bot", "SQLite, polling", "SQLite, webhook"):
        assert re.search(rf"{name}[^:]*: [1-9]\d* replies/s; at that load median \d+ ms", page)
    for name in ("SQLite, polling", "SQLite, webhook"):
        assert re.search(
            rf"  {name}, 20 messages a second, 30 of them: median \d+ ms, 99th percentile \d+ ms",
            page,
        )
    assert re.search(r" 50 people: \d+/s, .* [1-9]\d+ bytes on disk a person", page)
    assert list(tmp_path.iterdir()) == []
