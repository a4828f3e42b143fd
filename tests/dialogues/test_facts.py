"""Fact cards and topics as data: dated, sourced, short, and each told under its own name."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dialogues.errors import DataError
from dialogues.facts import cards
from dialogues.facts.digits import unknown_digits
from dialogues.facts.topics import topics
from dialogues.lint import grade
from dialogues.listening.hearing import hear
from dialogues.phrasing import Phrasebook, read_lines

ROOM = 255
"""Characters the facts of a card may have, so that a question still fits the message."""
SECTIONS = {
    "overdose", "stimulants", "withdrawal_alcohol", "withdrawal_sedative", "withdrawal_opioid",
    "xylazine", "medetomidine", "nitazenes", "strips", "tolerance", "alone", "serotonin", "wound",
    "pregnancy", "seizure", "law", "mix", "naloxone",
}  # fmt: skip
"""Every topic of the safety reference's first section."""
ONE = """[[card]]
id = "one"
topic = "wound"
tier = "T1"
sources = ["a page"]
say_never = []
reviewed_by = "nobody yet"
reviewed_on = 2026-11-22
expires_on = 2027-05-21
"""


def lines_of(template: str) -> list[str]:
    """Return the lines of one template."""
    return [line.text for line in read_lines() if line.template == template]


def test_every_topic_of_the_reference_has_a_card() -> None:
    """Nothing of it is left out."""
    on_file = {card.topic for card in cards.every()}

    assert on_file >= SECTIONS
    without = {one for one in topics().all.values() if not one.parts and one.id not in on_file}
    assert on_file <= {one.id for one in topics().all.values() if not one.parts}
    assert all(one.lines and not one.examples for one in without)  # offered for its lines alone


@pytest.mark.parametrize("card", cards.every(), ids=lambda card: card.id)
def test_a_card_holds_up_to_three_short_facts_each_with_its_source(card: cards.Card) -> None:
    """One line, one source; all of them fit a message with the question after them."""
    said = lines_of(card.template)

    assert len(said) == len(card.sources) <= cards.FACTS
    assert sum(len(line) + 1 for line in said) <= ROOM + 1
    assert all(line.endswith(".") and "?" not in line for line in said)
    assert unknown_digits(" ".join(said), country="") == []


@pytest.mark.parametrize("card", cards.every(), ids=lambda card: card.id)
def test_a_card_reads_easily(card: cards.Card) -> None:
    """Grade seven at the most."""
    assert grade(" ".join(lines_of(card.template))) <= 7.0


@pytest.mark.parametrize("card", cards.every(), ids=lambda card: card.id)
def test_a_card_says_nothing_it_must_never_say(card: cards.Card) -> None:
    """Phrases that stand in its list, and amounts of any kind."""
    said = " ".join(lines_of(card.template)).lower()

    assert [
        phrase for phrase in card.say_never if len(phrase.split()) > 2 and phrase in said
    ] == []
    assert not any(
        word in said for word in (" mg", "milligram", "half of", "a quarter", "percent")
    )


def test_every_card_has_words_and_every_words_a_card() -> None:
    """No file without a date, no date without a file."""
    files = set(Phrasebook().templates("information/card/"))

    assert files == {card.template for card in cards.every()}


def test_nobody_claims_a_review_and_supply_is_checked_twice_as_often() -> None:
    """180 days, 90 for what is about the supply."""
    assert {card.reviewed_by for card in cards.every()} == {"nobody yet"}
    for card in cards.every():
        lasts = timedelta(days=90 if card.supply else 180)
        assert card.expires_on - card.reviewed_on <= lasts
    assert {card.topic for card in cards.every() if card.supply} == {
        "xylazine", "medetomidine", "nitazenes", "strips",
    }  # fmt: skip


def test_cards_past_their_date_are_named_for_the_day_asked_about() -> None:
    """An argument, so that the suite holds still."""
    assert list(cards.lapsed(date(2026, 11, 23))) == []
    late = list(cards.lapsed(date(2027, 2, 21)))
    assert len(late) == sum(card.supply for card in cards.every())
    assert all("dialogues/facts/data/cards.toml [" in message for message in late)


def test_a_card_for_the_country_takes_the_place_of_the_one_for_any() -> None:
    """The law differs; nothing of another country is told."""
    assert [card.id for card in cards.on_topic("law", "ca")] == ["law_ca"]
    assert [card.id for card in cards.on_topic("law", "de")] == ["law_any"]
    assert [card.id for card in cards.on_topic("law")] == ["law_any"]


@pytest.mark.parametrize("country", ["any", "ca", "us", "gb", "au", "nz"])
def test_the_law_is_never_promised(country: str) -> None:
    """May, some, usually; and what is left out."""
    said = " ".join(lines_of(f"information/card/law_{country}"))

    assert not any(word in said for word in ("won't", "never", "guarantee", "always"))
    assert any(word in said for word in ("may", "usually", "no law", "bound to"))


def test_kinds_of_help_stand_side_by_side() -> None:
    """No rung, no first step, no better or worse."""
    said = " ".join(
        line for card in cards.every() if card.id.startswith("help_")
        for line in lines_of(card.template)
    ).lower()  # fmt: skip

    for word in ("first step", "next step", "instead of", "better", "real", "proper", "finally"):
        assert word not in said


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('tier = "T1"', 'tier = "T7"'), "f.toml:4: tier"),
        (('["a page"]', "[]"), "f.toml:5: sources"),
        (('["a page"]', '["a", "b", "c", "d"]'), "f.toml:5: sources"),
        (("expires_on = 2027-05-21", "expires_on = 2027-05-22"), "f.toml:9: expires_on"),
        (("expires_on = 2027-05-21", "supply = true\nexpires_on = 2027-05-21"), "f.toml:10"),
        (("reviewed_on = 2026-11-22", 'reviewed_on = "now"'), "f.toml:8: reviewed_on"),
        (('reviewed_by = "nobody yet"', 'reviewed_by = ""'), "f.toml:7: reviewed_by"),
        (('id = "one"', 'id = "one"\ndose = "two"'), "f.toml:3: dose"),
        (('id = "one"', 'id = "one"\ncountry = "mars"'), "f.toml:3: country"),
    ],
)
def test_a_mistake_in_a_card_is_named_with_its_line(
    change: tuple[str, str], expected: str
) -> None:
    """File, line, column, and what is expected."""
    assert cards.read("f.toml", ONE)[0].id == "one"

    with pytest.raises(DataError, match=expected):
        cards.read("f.toml", ONE.replace(*change))


def test_two_cards_of_one_name_are_refused() -> None:
    """An id stands for one card."""
    with pytest.raises(DataError, match=r"f.toml:11: id"):
        cards.read("f.toml", ONE + ONE)


@pytest.mark.parametrize("topic", topics().all.values(), ids=lambda topic: topic.id)
def test_a_topic_is_named_in_its_examples_and_not_in_its_near_misses(topic: object) -> None:
    """Data test: every example first of all that is named, no near miss."""
    missed = [
        text for text in topic.examples if topics().named(hear(text).clauses)[:1] != (topic.id,)
    ]
    wrong = [text for text in topic.near if topic.id in topics().named(hear(text).clauses)]

    assert (missed, wrong) == ([], [])


def test_every_topic_has_its_button() -> None:
    """A menu is taps, and its labels are words that can be typed."""
    book = Phrasebook()
    labels = [book.notice(f"button/{one.button}") for one in topics().all.values()]

    assert len({label.casefold() for label in labels}) == len(labels)


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("Call 911 now.", "", []), ("Samaritans: call 116 123", "", []),
        ("text HOME to 741741", "", []), ("call 0300 123 6600", "", []),
        ("call 800-484-3731", "", ["800-484-3731"]),
        ("call 0300 123 6601", "", ["0300 123 6601"]),
        ("a 7 and not a 5", "", []), ("adults, 18 and over", "", []),
        ("take 30 mg", "", ["30 mg", "30"]),
        ("you take 30mg a day", "i take 30mg a day", []), ("since 2019", "", ["2019"]),
        ("since 2019", "clean since 2019", []), ("at 9:30", "", ["30"]),
        ("at 9:30", "meet at 9:30", []), ("call 5550100", "is it 5550100", ["5550100"]),
        ("Mon-Fri 9:30-17:30", "", []), ("on 20 May", "", ["20"]),
    ],
)  # fmt: skip
def test_digits_that_stand_in_no_file_are_found(text: str, said: str, wrong: list[str]) -> None:
    """Numbers of the file, rulers, and what the client typed; no other."""
    assert unknown_digits(text, said=said) == wrong


def test_a_number_of_another_country_is_not_let_through() -> None:
    """988 is nobody's number in the United Kingdom, and no line's while the country is unknown."""
    assert unknown_digits("call 988", country="us") == []
    assert unknown_digits("call 988", country="gb") == ["988"]
    assert unknown_digits("call 988", country="") == ["988"]
    assert unknown_digits("112 in the EU, 911 US/Canada, 999 UK", country="") == []
    assert unknown_digits("call 877-696-1996", country="us", on=date(2027, 1, 1)) == [
        "877-696-1996"
    ]


def test_no_file_of_words_holds_digits_that_stand_in_no_file() -> None:
    """Every wording, card, notice and button; the words before this rule come from one notice."""
    wrong = {
        f"{line.path}:{line.number}": found
        for line in read_lines() if (found := unknown_digits(line.text))
    }  # fmt: skip

    assert wrong == {}


def test_the_sample_directory_stands_in_the_documents() -> None:
    """An operator finds it."""
    assert (Path(__file__).parents[2] / "docs" / "directory.sample.toml").is_file()
