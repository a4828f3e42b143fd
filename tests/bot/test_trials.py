"""The doors to the storm and the load benchmark."""

from pathlib import Path

import pytest

from bot import trials


@pytest.mark.parametrize("trial", [trials.storm, trials.bench, trials.bench_checkins])
def test_outside_a_source_tree_one_line_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trial: trials.Trial
) -> None:
    """The emulated Telegram is no part of what is installed."""
    monkeypatch.setattr(trials, "TESTS", tmp_path)

    with pytest.raises(trials.NoCheckout, match="run it from a checkout"):
        list(trial())
