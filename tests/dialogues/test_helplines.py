"""The helpline file: its rules, who is shown what, and on which day a release is kept back."""

from datetime import date, timedelta

import pytest

from dialogues.errors import DataError
from dialogues.facts.countries import COVERED, ELSEWHERE, IN_EU, country_of
from dialogues.facts.helplines import emergency, every, lapsed, lines, read, stale
from dialogues.facts.numbers import slots
from dialogues.facts.tables import packaged
from dialogues.phrasing import Phrasebook

FRESH = date(2026, 11, 23)
AFTER_SPOTTING = date(2026, 12, 23)
LATE = date(2027, 2, 21)
RECORDED = 55
"""How many rows the file holds."""
ROW = """
[[line]]
id = "one"
country = "us"
name = "A Line"
channel = "call"
number_display = "555-0100"
e164_or_short = "+15550100"
for_what = ["drugs"]
tier = "T2"
evidence = "V"
shown = true
source_url = "example.org"
verified_on = 2026-11-22
verified_by = "nobody"
verify_method = "reference"
expires_on = 2027-02-20
"""


def test_the_file_loads_and_every_row_is_its_own() -> None:
    """All rows are read."""
    assert len({line.id for line in every()}) == len(every()) == RECORDED


@pytest.mark.parametrize("country", [*COVERED, *sorted(IN_EU)])
def test_every_country_we_speak_for_has_an_emergency_number(country: str) -> None:
    """Covered ones their own, member states 112."""
    number = emergency(country)

    assert number is not None
    assert number.tier == "T0"


def test_a_country_not_on_file_has_no_emergency_number() -> None:
    """Nothing of another country is lent to it."""
    assert emergency(ELSEWHERE) is None
    assert {line.country for line in lines(ELSEWHERE, on=FRESH)} == {"*"}


@pytest.mark.parametrize("country", COVERED)
def test_nobody_is_shown_a_line_of_another_country(country: str) -> None:
    """Only their own, what is for anywhere, and the union's in the union."""
    assert {line.country for line in lines(country, on=FRESH)} <= {country, "*"}


@pytest.mark.parametrize("country", COVERED)
def test_suicide_talk_has_a_call_and_another_way_in_every_covered_country(country: str) -> None:
    """A text line where one is on file; the site that lists them everywhere."""
    channels = {line.channel for line in lines(country, ["suicide"], on=FRESH)}

    assert "call" in channels
    assert channels & {"text", "chat", "web"}


def test_rows_of_general_knowledge_are_on_file_and_never_shown() -> None:
    """They wait for somebody to read the page or dial."""
    hidden = {line.id for line in every() if line.evidence == "K"}
    shown = {line.id for country in (*COVERED, "de") for line in lines(country, on=FRESH)}

    assert "us_trevor" in hidden
    assert not hidden & shown


def test_nobody_claims_to_have_dialled() -> None:
    """The rows came from a reference, and say so."""
    assert {(line.verify_method, line.verified_by) for line in every()} == {
        ("reference", "nobody")
    }


def test_a_line_past_its_date_comes_last_and_says_check_this_number() -> None:
    """It is not thrown away: an old number may still be the only one."""
    before = [line.id for line in lines("us", ["spotting", "suicide"], on=FRESH)]
    after = [line.id for line in lines("us", ["spotting", "suicide"], on=AFTER_SPOTTING)]

    assert before[:2] == ["us_never_use_alone", "us_safespot"]
    assert after[-2:] == ["us_never_use_alone", "us_safespot"]
    said = slots(Phrasebook(), "us", "spotting", on=AFTER_SPOTTING)
    assert said["call"] == "877-696-1996 (check this number)"


def test_the_emergency_number_comes_before_everything_even_past_its_date() -> None:
    """No other line is a better first."""
    assert lines("gb", ["suicide", "emergency"], on=LATE)[0].id == "gb_emergency"


def test_a_release_is_kept_back_two_weeks_before_an_emergency_number_runs_out() -> None:
    """The day is an argument: the suite stays green, `porchlight lint` on the day does not."""
    ends = date(2027, 2, 20)

    assert list(stale(ends - timedelta(days=14))) == []
    assert len(list(stale(ends - timedelta(days=13)))) == sum(
        line.tier == "T0" for line in every()
    )


def test_lapsed_lines_are_counted_by_the_day_asked_about() -> None:
    """Spotting lines first, as they are checked monthly."""
    assert lapsed(FRESH) == ()
    assert {line.for_what for line in lapsed(AFTER_SPOTTING)} == {("spotting",)}


def test_numbers_for_a_country_not_known_yet_are_all_of_them() -> None:
    """The combined line, and nobody's own lines."""
    said = slots(Phrasebook(), "", "suicide", on=FRESH)

    assert said["emergency"] == (
        "112 in the EU, 911 US/Canada, 999 UK, 000 Australia, 111 New Zealand"
    )
    assert said.keys() == {"emergency", "web"}


def test_numbers_for_a_country_on_file_are_its_own() -> None:
    """Ring and text."""
    said = slots(Phrasebook(), "gb", "suicide", on=FRESH)

    assert (said["emergency"], said["call"], said["text_line"]) == ("999", "116 123", "85258")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('channel = "call"', 'channel = "fax"'), "made.toml:6: channel"),
        (("555-0100", "555-0199"), "made.toml:7: number_display"),
        (("expires_on = 2027-02-20", "expires_on = 2027-02-21"), "made.toml:17: expires_on"),
        (('"drugs"', '"spotting"'), "made.toml:17: expires_on"),
        (('evidence = "V"', 'evidence = "K"'), "made.toml:11: evidence"),
        (("shown = true", "shown = false"), "why_not"),
        (('verify_method = "reference"', 'verify_method = "call"'), "made.toml:15: verified_by"),
        (('tier = "T2"', 'tier = "T9"'), "made.toml:10: tier"),
        (('country = "us"', 'country = "xx"'), "made.toml:4: country"),
        (("expires_on = 2027-02-20", 'expires_on = "soon"'), "made.toml:17: expires_on"),
        (('name = "A Line"', 'name = "A Line"\nfax = "1"'), "made.toml:6: fax"),
        (('for_what = ["drugs"]', 'for_what = ["emergency"]'), "made.toml:10: tier"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_named_with_its_line(
    change: tuple[str, str], expected: str
) -> None:
    """File, line, column."""
    assert read("made.toml", ROW)[0].id == "one"

    with pytest.raises(DataError, match=expected):
        read("made.toml", ROW.replace(*change))


def test_two_rows_of_one_name_are_refused() -> None:
    """An id stands for one row."""
    with pytest.raises(DataError, match=r"made.toml:20: id"):
        read("made.toml", ROW + ROW)


def test_the_packaged_file_is_what_is_read() -> None:
    """The path in errors is the one in the repository."""
    assert packaged("helplines.toml")[0] == "dialogues/facts/data/helplines.toml"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("us", "us"), ("USA", "us"), ("the states", "us"), ("U.S.", "us"), ("texas", "us"),
        ("new mexico", "us"), ("uk", "gb"), ("england mate", "gb"), ("Scotland", "gb"),
        ("northern ireland", "gb"), ("ireland", "ie"), ("eire", "ie"), ("irland", "ie"),
        ("aus", "au"), ("im in oz", "au"), ("nz", "nz"), ("im in new zealand, auckland", "nz"),
        ("canada", "ca"), ("ontario canada", "ca"), ("germny", "de"), ("its sweden", "se"),
        ("the netherlands", "nl"), ("europe", "eu"), ("norway", ELSEWHERE), ("mexico", ELSEWHERE),
        ("well im living in wales atm", "gb"), ("united kindom", "gb"), ("austria", "at"),
        ("australia", "au"),
    ],
)  # fmt: skip
def test_countries_are_heard_as_people_type_them(said: str, code: str) -> None:
    """As the answer to "which country are you in?"."""
    assert country_of(said) == code


@pytest.mark.parametrize(
    "said",
    ["no", "dont want to say", "london", "georgia", "victoria", "help us please", "why", "ok", "",
     "im from canada but live in spain", "nowhere", "not telling you", "earth", "turned up late"],
)  # fmt: skip
def test_a_country_is_never_guessed(said: str) -> None:
    """A city, an unclear name, a refusal and two countries at once name none."""
    assert country_of(said) == ""


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("im in the uk", "gb"), ("i live in scotland and its raining", "gb"),
        ("we moved to canada last year", "ca"), ("help us", ""), ("he left us", ""),
        ("my mum is german", ""), ("turkey for dinner", ""), ("tell us the truth", ""),
        ("i love spain", ""), ("im in glasgow", "gb"), ("im in sydney", ""),
        ("leeds lost again", ""),
    ],
)  # fmt: skip
def test_unasked_only_a_place_somebody_is_in_counts(said: str, code: str) -> None:
    """ "us" is a pronoun until somebody is in it."""
    assert country_of(said, asked=False) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [("leeds", "gb"), ("im in glasgow mate", "gb"), ("brisbane", "au"), ("austin tx", "us"),
     ("london", ""), ("perth", ""), ("cork", "ie")],
)  # fmt: skip
def test_a_large_town_is_its_country_and_one_in_two_is_none(said: str, code: str) -> None:
    """As the whole answer only."""
    assert country_of(said) == code
    assert country_of(f"my mate {said} came round", asked=False) == ""


def test_a_town_that_people_are_called_after_may_be_a_person() -> None:
    """It is no answer to who is near."""
    assert (country_of("austin", towns=False), country_of("austin")) == ("", "us")
    assert country_of("leeds", towns=False) == "gb"
