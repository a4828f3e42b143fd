"""Intervals of shares stay within 0 and 1 and narrow with more cases."""

import pytest

from bot.intervals import wilson


def test_the_interval_is_the_published_one() -> None:
    """Wilson's for 8 of 10."""
    low, high = wilson(8, 10)

    assert low == pytest.approx(0.490, abs=0.001)
    assert high == pytest.approx(0.943, abs=0.001)


@pytest.mark.parametrize(("part", "whole"), [(0, 5), (5, 5), (0, 1), (1, 1)])
def test_none_and_all_stay_within_bounds(part: int, whole: int) -> None:
    """Where the plain formula would give an interval of nothing."""
    low, high = wilson(part, whole)

    assert 0 <= low <= part / whole <= high + 1e-12
    assert high <= 1
    assert high - low > 0.1


def test_more_cases_say_more() -> None:
    """The same share, a narrower interval."""
    few, many = wilson(8, 10), wilson(800, 1000)

    assert many[1] - many[0] < few[1] - few[0]
