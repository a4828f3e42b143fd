"""The local directory: checked, dated, asked for by place, and honest where it holds nothing."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from dialogues.engine import respond
from dialogues.errors import DataError
from dialogues.facts.digits import unknown_digits
from dialogues.facts.directory import EMPTY, KINDS, Directory, kind_asked, read
from dialogues.listening.hearing import hear
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

SAMPLE = Path(__file__).parents[2] / "docs" / "directory.sample.toml"
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
LATER = datetime(2027, 5, 1, 20, 0, tzinfo=UTC)


@pytest.fixture
def directory() -> Directory:
    """Return the sample directory."""
    return read("directory.toml", SAMPLE.read_text("utf-8"))


def talk(
    phrasebook: Phrasebook, directory: Directory, *texts: str, now: datetime = NOW
) -> tuple[str, Session]:
    """Return the last reply to some messages, and the session after it."""
    session, reply = Session(), ""
    for place, text in enumerate(("hello", *texts)):
        turn = respond(
            session, text, now=now, rng=Random(place), phrasebook=phrasebook, directory=directory
        )
        session, reply = turn.session, turn.reply
    return reply, session


def test_a_service_is_found_by_the_place_in_the_question(
    phrasebook: Phrasebook, directory: Directory
) -> None:
    """Name, address, hours, as the operator wrote them."""
    reply, _ = talk(phrasebook, directory, "where can i get naloxone in exampleton")

    assert "The Open Door: 12 Quay Street" in reply
    assert "Mon-Fri 9:00-17:00" in reply
    assert unknown_digits(reply, also=directory.digits()) == []


def test_the_place_is_asked_for_when_it_was_not_named(
    phrasebook: Phrasebook, directory: Directory
) -> None:
    """One question, and the answer finds it, misspelt too."""
    asked, session = talk(phrasebook, directory, "is there a needle exchange near me")
    found, _ = talk(phrasebook, directory, "is there a needle exchange near me", "exmpleton")

    assert asked.endswith("?") or "town" in asked
    assert session.awaiting == "place:needle_exchange"
    assert "The Open Door" in found


def test_nothing_on_file_is_said_in_so_many_words(
    phrasebook: Phrasebook, directory: Directory
) -> None:
    """No service of another place or kind is lent to it."""
    other, _ = talk(phrasebook, directory, "where is the nearest detox", "exampleton")
    without, _ = talk(phrasebook, EMPTY, "where is the nearest detox")

    for reply in (other, without):
        assert "findahelpline.com" in reply
        assert "Open Door" not in reply
        assert "Tuesday Kitchen" not in reply


def test_an_entry_past_its_date_is_shown_as_an_older_one(
    phrasebook: Phrasebook, directory: Directory
) -> None:
    """Old news may still be the only news."""
    reply, _ = talk(
        phrasebook, directory, "where can i get my pills tested in exampleton", now=LATER
    )

    assert "Check It" in reply
    assert "older entry" in reply
    assert list(directory.lapsed(LATER.date())) == ["Check It"]


def test_the_place_is_not_kept(phrasebook: Phrasebook, directory: Directory) -> None:
    """Where somebody looks for help stays out of the session."""
    _, session = talk(phrasebook, directory, "is there a needle exchange near me", "exampleton")

    assert "xampleton" not in session.to_json()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("where can i get clean needles", "needle_exchange"),
        ("wanted to ask about the needle exchange opening times", "needle_exchange"),
        ("when does the exchange open bank holiday monday", "needle_exchange"),
        ("where do i get naloxone", "naloxone"),
        ("where can i get my pills tested", "drug_checking"),
        ("any na meetings round here", "groups"), ("is there a detox in leeds", "detox"),
        ("i need a bed for the night", "housing"), ("where can i find a solicitor", "legal_aid"),
        ("rehab didnt work", ""), ("i went to detox once", ""), ("no needles left", ""),
    ],
)  # fmt: skip
def test_the_kind_of_service_asked_for_is_heard(said: str, kind: str) -> None:
    """Asking the way, not talk about it."""
    assert kind_asked(hear(said).clauses) == kind


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('"needle_exchange", "naloxone"', '"pub"'), "d.toml:18: kind"),
        (("expires_on = 2027-10-01", "expires_on = 2028-10-01"), "d.toml:25: expires_on"),
        (("checked_on = 2026-10-01", 'checked_on = "october"'), "d.toml:24: checked_on"),
        (('places = ["Exampleton", "Exampleton Harbour"]', "places = []"), "d.toml:20: places"),
        (("the blue door", "the blue door " * 9), "d.toml:21: where"),
        (('name = "The Open Door"', 'nmae = "The Open Door"'), "d.toml:19: nmae"),
    ],
)
def test_a_mistake_is_named_with_its_line(change: tuple[str, str], expected: str) -> None:
    """The operator's file, their line."""
    text = SAMPLE.read_text("utf-8")
    assert change[0] in text

    with pytest.raises(DataError, match=expected):
        read("d.toml", text.replace(*change, 1))


def test_the_sample_shows_only_kinds_there_are(directory: Directory) -> None:
    """And nothing that could be taken for a real place."""
    assert {kind for one in directory.services for kind in one.kinds} <= set(KINDS)
    assert directory.services[0].checked_on == date(2026, 10, 1)
