"""Killed again and again under load: no message lost, none out of order, one effect each."""

from pathlib import Path

import pytest
from support.botapi import BotApi
from support.process import Porchlight
from support.storm import weather


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_kills_at_random_moments_cost_nothing(tmp_path: Path, mode: str) -> None:
    """The short form of `porchlight storm`: three kills on SQLite."""
    with BotApi(seed=5) as api:
        bots = [Porchlight(tmp_path, api, mode=mode)]
        told = weather(api, bots, kills=3, people=8, gap=2.0, seed=5)
    print(told.line())

    assert told.clean, told.line()
    assert told.violations == []


def test_three_processes_share_one_postgresql(tmp_path: Path, postgres_url: str) -> None:
    """Two kills, a random process at a time; Telegram's limits hold for all together."""
    with BotApi(seed=6) as api:
        bots = [Porchlight(tmp_path, api, mode="webhook", database_url=postgres_url)
                for _ in range(3)]  # fmt: skip
        told = weather(api, bots, kills=2, people=8, gap=2.0, seed=6)
    print(told.line())

    assert told.clean, told.line()
    assert told.violations == []
