"""Hours in which somebody wants nothing: read in their words, kept to through any night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.whens.moments import wall
from dialogues.whens.quiet import Quiet, read_quiet, say_quiet

ZONES = sorted(available_timezones() - {"Factory", "localtime"})
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("text", "said"), [
    ("not before 10", "from 10 at night to 10 in the morning"),
    ("never after 9 at night", "from 9 in the evening to 8 in the morning"),
    ("not before 10 and not after 9", "from 9 in the evening to 10 in the morning"),
    ("nothing after 9pm please", "from 9 in the evening to 8 in the morning"),
    ("dont text me before noon", "from 10 at night to noon"),
    ("not till half 11", "from 10 at night to 11:30 in the morning"),
    ("never before ten in the morning", "from 10 at night to 10 in the morning"),
    ("before half past ten", "from 10 at night to 10:30 in the morning"),
    ("dont message me between 11 and 9", "from 11 at night to 9 in the morning"),
    ("no msgs from 10pm to 10am", "from 10 at night to 10 in the morning"),
    ("dont text me between 9 and 5 im at work", "from 9 in the morning to 5 in the afternoon"),
    ("quiet hours 23:00-09:30", "from 11 at night to 9:30 in the morning"),
    ("not after 1", "from 1 at night to 8 in the morning"),
    ("not after midnight", "from midnight to 8 in the morning"),
    ("dont text me at night", "from 10 at night to 8 in the morning"),
    ("not in the mornings", "from 10 at night to noon"),
    ("dont text after tea", "from 8 in the evening to 8 in the morning"),
    ("the usual", "from 10 at night to 8 in the morning"), ("anytime is fine", "none"),
])  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, said: str) -> None:
    """The end that was not named stays; what is open is taken as a night."""
    found = read_quiet(text, Quiet())

    assert found is not None
    assert say_quiet(found) == said


@pytest.mark.parametrize("text", ["hi", "quiet hours", "not before 10pm", "my sister is worried",
                                  "between 8am and 7am", ""])  # fmt: skip
def test_where_there_are_no_hours_none_are_made_up(text: str) -> None:
    """Nor where a whole day would be left out; it is asked again."""
    assert read_quiet(text, Quiet()) is None


@given(st.text(max_size=80))
def test_nothing_anybody_types_breaks_it_or_leaves_no_hour(text: str) -> None:
    """Two hours of a day are left at least."""
    found = read_quiet(text, Quiet())

    assert found is None or found.left() >= 120


@settings(max_examples=300)
@given(
    st.builds(Quiet, st.integers(0, 1439), st.integers(0, 1439)),
    st.sampled_from(ZONES),
    st.integers(0, 6 * 365 * 24 * 60).map(lambda one: START + timedelta(minutes=one)),
)
def test_they_end_and_what_comes_then_is_outside_them(
    quiet: Quiet, name: str, moment: datetime
) -> None:
    """Over midnight and over any change of the clock, within a day and its change."""
    after = quiet.over(moment, name)

    if quiet.left() >= 120:
        assert not quiet.holds(wall(after, name))
    assert moment <= after <= moment + timedelta(hours=50)
    if not quiet.holds(wall(moment, name)):
        assert after == moment


@pytest.mark.parametrize(("day", "name", "end"), [
    # the clock is put forward from one to two, and back from two to one
    (datetime(2027, 3, 28, 0, 10, tzinfo=UTC), "Europe/London", "2027-03-28T01:30:00+00:00"),
    (datetime(2026, 10, 25, 0, 10, tzinfo=UTC), "Europe/London", "2026-10-25T00:30:00+00:00"),
    (datetime(2026, 10, 25, 1, 10, tzinfo=UTC), "Europe/London", "2026-10-25T01:30:00+00:00"),
])  # fmt: skip
def test_an_end_in_the_night_of_the_change_is_the_next_there_is(
    day: datetime, name: str, end: str
) -> None:
    """Half past one may be left out or come twice."""
    assert Quiet(22 * 60, 90).over(day, name).isoformat() == end
