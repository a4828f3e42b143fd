"""Times: read in people's words, put on their calendar, said back, and turned into moments.

It is Wednesday, 25 November 2026, twenty past one in the afternoon, in London.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogues.whens.moments import following, wall, zone
from dialogues.whens.places import find
from dialogues.whens.reading import read
from dialogues.whens.saying import say
from dialogues.whens.unclear import unclear
from dialogues.whens.when import APART, FURTHEST, LAST, When, resolve

NOW = datetime(2026, 11, 25, 13, 20, tzinfo=UTC)
LOCAL = wall(NOW, "Europe/London")
GOLD = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "data" / "whens.tsv").read_text("utf-8").splitlines()
]
ZONES = sorted(available_timezones() - {"Factory", "localtime"})


@pytest.mark.parametrize(("text", "meant"), GOLD, ids=[text for text, _ in GOLD])
def test_times_are_understood_as_people_write_them(text: str, meant: str) -> None:
    """Slang, typing errors, 12 and 24 hours; said back plainly."""
    wish = read(text)
    assert wish is not None
    when = resolve(wish, NOW, LOCAL)

    assert when is not None
    assert say(when, LOCAL, now=NOW) == meant


@pytest.mark.parametrize("text", [
    "not sure", "i want to talk at some point", "in a bit", "it helps me sleep", "idk whenever",
    "", "🙃", "my sister is worried", "at some stage", "a few of them", "payday",
    "every other month at 7", "twice a week", "every hour", "after court", "in a while",
    "every 6 weeks at 7", "every eight weeks on friday at 7", "every 40 days at 7",
    "every 0 days at 7",
])  # fmt: skip
def test_where_there_is_no_time_none_is_made_up(text: str) -> None:
    """It is asked for instead."""
    assert read(text) is None


@pytest.mark.parametrize(("text", "why"), [
    ("payday", "event"), ("on giro day at 6", "event"), ("after my appointment", "event"),
    ("when the kids are back in school", "event"), ("twice a week", "often"),
    ("every other month", "often"), ("3x a week", "often"), ("every six weeks", "often"),
    ("every 60 days at 7", "often"), ("every 12 weeks", "often"), ("every 5 weeks", ""),
    ("whenever suits", "anytime"), ("u pick", "anytime"),
    ("dont mind", "anytime"), ("soon", "vague"), ("in a bit", "vague"),
    ("friday after my appointment at 3", ""), ("tomorrow, whenever", ""), ("7ish", ""),
])  # fmt: skip
def test_what_tells_no_time_is_known_for_what_it_is(text: str, why: str) -> None:
    """So that the question that follows helps."""
    assert unclear(text) == why


@pytest.mark.parametrize("text", ["tomorrow", "every day", "sat", "next week", "every week"])
def test_a_day_without_an_hour_leaves_the_hour_open(text: str) -> None:
    """The day is kept, the hour asked for."""
    wish = read(text)

    assert wish is not None
    assert wish.dated
    assert not wish.timed


def test_what_is_said_back_means_the_same_again() -> None:
    """The words of the confirmation are understood as what they confirm."""
    for text, meant in GOLD:
        wish = read(meant)
        assert wish is not None, text
        when = resolve(wish, NOW, LOCAL)
        assert when is not None, meant
        assert say(when, LOCAL, now=NOW) == meant


@given(st.text(max_size=120))
def test_nothing_anybody_types_breaks_the_reading(text: str) -> None:
    """And what comes of it lies ahead, within a month, or repeats."""
    assert unclear(text) in ("", "often", "event", "anytime", "vague")
    wish = read(text)
    when = resolve(wish, NOW, LOCAL) if wish else None
    if when is not None:
        moment = following(when, "Europe/London", NOW)
        assert moment is not None
        assert NOW < moment <= NOW + max(FURTHEST, APART) + timedelta(days=1)
        assert say(when, LOCAL, now=NOW)


@pytest.mark.parametrize(("text", "meant"), [
    ("london", "Europe/London"), ("im in glasgow", "Europe/London"), ("Germany", "Europe/Berlin"),
    ("utc+2", "+02:00"), ("gmt -3", "-03:00"), ("+5:30", "+05:30"), ("bst", "Europe/London"),
    ("eastern", "America/New_York"), ("new york mate", "America/New_York"),
    ("los angelos", "America/Los_Angeles"), ("manchster", "Europe/London"),
    ("Melbourne time", "Australia/Melbourne"), ("near leeds", "Europe/London"),
    ("in the uk", "Europe/London"), ("kathmandu", "Asia/Kathmandu"), ("its 2:22pm here", "+01:00"),
    ("8.20 am", "-05:00"), ("it says 14:20", "+01:00"),
])  # fmt: skip
def test_a_time_zone_is_told_by_city_offset_or_clock(text: str, meant: str) -> None:
    """Misspelt, abbreviated, or by what the clock on the wall shows."""
    found = find(text, NOW)

    assert found is not None
    assert found.zone == meant


@pytest.mark.parametrize("text", ["dont know", "why", "leave me alone", "what for"])
def test_no_place_is_guessed(text: str) -> None:
    """It is asked again."""
    assert find(text, NOW) is None


def test_a_time_that_is_left_out_comes_later_by_as_much() -> None:
    """On the night the clock goes forward, half past one becomes half past two."""
    when = When(90, days=(6,))
    saturday = datetime(2027, 3, 27, 12, tzinfo=UTC)

    assert following(when, "Europe/London", saturday) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_time_that_comes_twice_counts_the_first_time() -> None:
    """On the night the clock goes back there is one hello, not two."""
    when = When(90, days=tuple(range(7)))
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)
    first = following(when, "Europe/London", saturday)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    assert following(when, "Europe/London", first) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_the_wall_clock_stays_the_same_when_the_zone_changes_its_offset() -> None:
    """Seven in the evening is seven in the evening, in summer and in winter."""
    when, at = When(19 * 60, days=(4,)), datetime(2026, 10, 1, tzinfo=UTC)
    shown = set()
    for _ in range(10):
        moment = following(when, "Europe/London", at)
        assert moment is not None
        shown.add(wall(moment, "Europe/London").hour)
        at = moment

    assert shown == {19}


JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
WHENS = st.one_of(
    st.builds(
        When,
        minute=st.integers(0, 1439),
        days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        weeks=st.sampled_from([1, 1, 2]),
        on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    st.builds(
        When, minute=st.integers(0, 1439), step=st.sampled_from([2, 3, 7, 31]),
        on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    st.builds(When, minute=st.integers(0, 1439), monthday=st.integers(1, 31)),
    st.builds(When, minute=st.integers(0, 1439), days=st.integers(0, 6).map(lambda day: (day,)),
              nth=st.integers(1, LAST)),
)  # fmt: skip


@settings(max_examples=300)
@example(When(30, days=(5,)), "Pacific/Apia", datetime(2011, 12, 28, tzinfo=UTC))
@given(
    WHENS,
    st.sampled_from(ZONES),
    st.integers(0, 14 * 365 * 24 * 60).map(lambda one: JANUARY + timedelta(minutes=one)),
)
def test_moments_go_forward_in_every_zone_and_never_two_a_day(
    when: When, name: str, start: datetime
) -> None:
    """Whatever the zone does to its clock."""
    at, days = start, []
    for _ in range(20):
        moment = following(when, name, at)
        if moment is None:  # `on` lies further ahead than is looked
            assert when.on is not None
            assert when.on > start.date()
            return
        assert moment > at
        at = moment
        days.append(moment.astimezone(zone(name)).date())

    assert len(set(days)) == len(days)


@pytest.mark.parametrize(("when", "days"), [
    (When(540, monthday=31), ["01-31", "02-28", "03-31", "04-30", "05-31"]),
    (When(540, monthday=30), ["01-30", "02-28", "03-30", "04-30", "05-30"]),
    (When(540, days=(4,), nth=LAST), ["01-29", "02-26", "03-26", "04-30", "05-28"]),
    (When(540, days=(4,), nth=1), ["01-01", "02-05", "03-05", "04-02", "05-07"]),
    (When(150, monthday=28), ["01-28", "02-28", "03-28", "04-28", "05-28"]),
])  # fmt: skip
def test_once_a_month_is_once_in_every_month_however_short(when: When, days: list[str]) -> None:
    """And on the night the clocks change (28 March 2027) at the hour that is there."""
    at, found = datetime(2026, 12, 31, 12, tzinfo=UTC), []
    for _ in days:
        moment = following(when, "Europe/London", at)
        assert moment is not None
        at = moment
        found.append(f"{wall(at, 'Europe/London'):%m-%d}")

    assert found == days


@given(WHENS)
def test_a_time_goes_through_json(when: When) -> None:
    """Nothing of it is lost."""
    assert When.from_record(when.as_record()) == when


def test_an_odd_zone_is_refused() -> None:
    """As an error of the program's own kind."""
    with pytest.raises(ValueError, match="no such time zone"):
        zone("Europe/Atlantis")
    assert zone("Europe/London") == ZoneInfo("Europe/London")
