"""Counts: sums by day, withheld outside while few stand behind them (G15)."""

from __future__ import annotations

from datetime import date

from bot.store import counting, schema
from bot.store.opening import Store

MONDAY, TUESDAY, SUNDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 15)


async def test_counts_add_up_by_day(kept: Store) -> None:
    """Over the days asked for, both included; the same name twice counts twice."""
    async with kept.database.begin() as connection:
        await counting.add(connection, ["turn", "turn", "emergency"], MONDAY)
        await counting.add(connection, ["turn"], TUESDAY)
        await counting.add(connection, ["turn"], SUNDAY)
        await counting.add(connection, [], SUNDAY)

    async with kept.database.read() as connection:
        assert await counting.totals(connection, MONDAY, TUESDAY) == {"emergency": 1, "turn": 3}
        assert await counting.totals(connection, MONDAY, SUNDAY) == {"emergency": 1, "turn": 4}
        assert await counting.totals(connection, date(2026, 1, 1), date(2026, 1, 2)) == {}


async def test_g15_a_figure_of_fewer_than_ten_does_not_leave_the_house(kept: Store) -> None:
    """Not even as a zero, which would tell that there is one."""
    async with kept.database.begin() as connection:
        await counting.add(connection, ["turn"] * 10 + ["emergency"] * 9, MONDAY)

    async with kept.database.read() as connection:
        assert await counting.published(connection, MONDAY, SUNDAY) == {"turn": 10}


def test_g15_counts_name_nobody() -> None:
    """A day, a name, a number."""
    assert set(schema.counter.c.keys()) == {"day", "name", "count"}
