"""Planned hours: read as people write them, said back, laid on a calendar whose clock moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.peers import timetable
from bot.peers.timetable import Unread, current, following, parted, read, spans, spoken

WEEK = "Mon-Fri 18:00-22:00"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("mon-fri 18-22", WEEK),
        ("Mon - Fri 18:00 – 22:00", WEEK),
        ("weekdays 6pm-10pm", WEEK),
        ("weekdays 6-10pm", WEEK),
        ("every weekday from 6 pm to 10 pm", WEEK),
        ("monday to friday 18 until 22", WEEK),
        ("mon-fri 18-22, sat 10-14", f"{WEEK}, Sat 10:00-14:00"),
        ("mon, wed 18-20; sun 10.30-12", "Mon Wed 18:00-20:00, Sun 10:30-12:00"),
        ("mondays and thursdays 10-2pm", "Mon Thu 10:00-14:00"),
        ("fri-mon 22-2", "Mon Fri-Sun 22:00-02:00"),
        ("daily 9pm-12am", "Mon-Sun 21:00-00:00"),
        ("sat 9am-12pm", "Sat 09:00-12:00"),
        ("sun 20-24", "Sun 20:00-00:00"),
        ("every day 7-9", "Mon-Sun 07:00-09:00"),
    ],
)
def test_hours_are_read_as_they_are_written(said: str, shown: str) -> None:
    """And said back in one form."""
    assert spoken(read(said)) == shown


@pytest.mark.parametrize(
    "said",
    [
        "",
        "18-22",
        "mon-fri",
        "when i can",
        "mon 25-26",
        "mon 18-22:75",
        "mon 18-22, tue",
        "xyz 1-2",
    ],
)
def test_what_tells_no_hours_is_not_guessed(said: str) -> None:
    """Half a plan is none."""
    with pytest.raises(Unread):
        read(said)


def test_the_place_stands_at_the_end() -> None:
    """Or by itself."""
    assert parted("sat 10-14 in New York") == ("sat 10-14", "New York")
    assert parted("in Lisbon") == ("", "Lisbon")
    assert parted("sat 10-14") == ("sat 10-14", "")


SLOTS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 480)).map(
        lambda one: (one[0], one[1], one[1] + one[2])
    ),
    min_size=1, max_size=6,
).map(tuple)  # fmt: skip
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "+05:30")
MOMENTS = st.integers(1_735_700_000, 1_830_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)


@settings(max_examples=80, deadline=None)
@given(slots=SLOTS, place=st.sampled_from(ZONES), now=MOMENTS)
def test_hours_are_found_whatever_the_clock_does(slots, place: str, now: datetime) -> None:
    """Of any moment it is told whether it lies in them, and what comes next comes later."""
    laid = spans(slots, place, now)
    under_way, ahead = current(slots, place, now), following(slots, place, now)

    assert all(first < last <= first + timedelta(hours=9) for first, last in laid)
    assert (under_way is None) == (not any(first <= now < last for first, last in laid))
    assert ahead is not None
    assert now < ahead[0] <= now + timedelta(days=9)


def test_they_stay_on_the_wall_when_the_clock_is_changed() -> None:
    """Six in the evening is six in the evening on both sides of the last Sunday of October."""
    slots = read("daily 18-22")
    before = following(slots, "Europe/Berlin", datetime(2026, 10, 24, 12, tzinfo=UTC))
    after = following(slots, "Europe/Berlin", datetime(2026, 10, 25, 12, tzinfo=UTC))

    assert before == (
        datetime(2026, 10, 24, 16, tzinfo=UTC),
        datetime(2026, 10, 24, 20, tzinfo=UTC),
    )
    assert after == (
        datetime(2026, 10, 25, 17, tzinfo=UTC),
        datetime(2026, 10, 25, 21, tzinfo=UTC),
    )


def test_the_longest_is_known() -> None:
    """Nobody is put on duty for a day and a night."""
    assert timetable.longest(read("mon 9-12, tue 22-6")) == timedelta(hours=8)
