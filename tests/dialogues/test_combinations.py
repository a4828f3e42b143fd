"""Mixtures: the two upper ratings as restated, our own rule for sedatives, and no green light."""

from datetime import UTC, datetime
from itertools import combinations
from random import Random

import pytest

from dialogues.engine import respond
from dialogues.errors import DataError
from dialogues.facts import cards
from dialogues.facts.combinations import Level, Why, every, hazard, members, read, worst
from dialogues.flow import Flow
from dialogues.listening.datafiles import table
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
SEDATIVES = ("heroin", "tramadol", "alprazolam", "zopiclone", "barbiturates", "alcohol", "ghb",
             "pregabalin", "gabapentin", "baclofen", "xylazine")  # fmt: skip
ONE = """[groups]
[sedatives]
names = []
same = []
[[pair]]
a = "x"
b = "y"
level = "dangerous"
class = "a"
"""


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("heroin", "alprazolam", "a"), ("fentanyl", "alcohol", "a"), ("methadone", "ghb", "a"),
        ("oxycodone", "pregabalin", "a"), ("codeine", "tramadol", "a"), ("heroin", "cocaine", "b"),
        ("heroin", "ketamine", "a"), ("diazepam", "alcohol", "a"), ("diazepam", "ghb", "a"),
        ("diazepam", "tramadol", "a"), ("alcohol", "ghb", "a"), ("alcohol", "tramadol", "a"),
        ("alcohol", "ketamine", "a"), ("ghb", "pregabalin", "a"), ("ghb", "tramadol", "a"),
        ("ghb", "ketamine", "a"), ("tramadol", "crack", "c"), ("tramadol", "amphetamine", "c"),
        ("tramadol", "mdma", "c"), ("tramadol", "ketamine", "a"),
        ("tramadol", "antidepressants", "d"),
        ("maois", "cocaine", "e"), ("ayahuasca", "mdma", "d"), ("dxm", "antidepressants", "d"),
        ("lithium", "lsd", "c"), ("mephedrone", "mdma", "d"), ("antihistamines", "alcohol", "a"),
    ],
)  # fmt: skip
def test_dangerous_pairs_are_on_file_with_their_reason(first: str, second: str, why: str) -> None:
    """In either order."""
    found = hazard(first, second)

    assert found is not None
    assert (found.level, found.why) == (Level.DANGEROUS, Why(why))
    assert hazard(second, first) == found


@pytest.mark.parametrize(
    ("first", "second"),
    [("alcohol", "cocaine"), ("pregabalin", "tramadol"), ("pregabalin", "crack"),
     ("pregabalin", "methamphetamine"), ("pregabalin", "mdma"), ("tramadol", "lsd"),
     ("tramadol", "psilocybin")],
)  # fmt: skip
def test_unsafe_pairs_are_on_file(first: str, second: str) -> None:
    """One rating below."""
    found = hazard(first, second)

    assert found is not None
    assert found.level is Level.UNSAFE


@pytest.mark.parametrize(
    ("first", "second"),
    [("heroin", "amphetamine"), ("heroin", "mdma"), ("heroin", "cannabis"),
     ("diazepam", "cocaine"), ("diazepam", "ketamine"), ("alcohol", "cannabis"),
     ("alcohol", "amphetamine"),
     ("ghb", "mdma"), ("mdma", "antidepressants"), ("ketamine", "cannabis"), ("cocaine", "mdma"),
     ("lsd", "cannabis"), ("benzodiazepines", "diazepam"), ("opioids", "heroin"),
     ("alcohol", "alcohol")],
)  # fmt: skip
def test_lower_ratings_are_not_on_file(first: str, second: str) -> None:
    """There is no rating to show somebody below unsafe."""
    assert hazard(first, second) is None


@pytest.mark.parametrize("pair", list(combinations(SEDATIVES, 2)), ids="+".join)
def test_two_sedatives_are_on_file_whatever_the_chart_lacks(pair: tuple[str, str]) -> None:
    """A gap in the chart is no green light."""
    assert hazard(*pair) is not None


def test_every_name_is_one_the_lexicon_knows() -> None:
    """Or nobody could ever be heard naming it."""
    known = set(table("substances"))

    assert {name for pair in every() for name in pair} <= known


def test_every_reason_has_a_card() -> None:
    """What is offered can be told."""
    on_file = {card.id for card in cards.on_topic("mix")}

    assert {found.why.card for found in every().values()} <= on_file


def test_the_gravest_pair_is_taken_up() -> None:
    """Danger to breath before anything else."""
    found = worst(["alcohol", "cocaine", "heroin"])

    assert found is not None
    assert {found.first, found.second} == {"alcohol", "heroin"}
    assert worst(["cannabis", "lsd"]) is None


def test_groups_stand_for_their_members() -> None:
    """An unknown group is a mistake in the file."""
    assert "methadone" in members("opioids")
    with pytest.raises(DataError, match="missing"):
        members("unicorns")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('"dangerous"', '"caution"'), "c.toml:8: level"),
        (('class = "a"', 'class = "q"'), "c.toml:9: class"),
        (('b = "y"', 'b = "x"'), "c.toml:6: a"),
        (("same = []\n", ""), "sedatives"),
    ],
)
def test_a_mistake_is_named_with_its_line(change: tuple[str, str], expected: str) -> None:
    """No lower rating can be written into the file either."""
    assert len(read("c.toml", ONE)) == 1

    with pytest.raises(DataError, match=expected):
        read("c.toml", ONE.replace(*change))


@pytest.mark.parametrize("seed", range(8))
def test_nothing_on_file_is_never_said_as_safe(phrasebook: Phrasebook, seed: int) -> None:
    """Each wording says that a gap is no yes."""
    turn = respond(
        Session(turn=2, flow=Flow.ENGAGING), "is it ok to mix weed and acid",
        now=NOW, rng=Random(seed), phrasebook=phrasebook,
    )  # fmt: skip

    assert turn.moves[0] == ("GI", "information/any/mix_nothing")
    assert any(
        part in turn.reply
        for part in ("isn't the same as safe", "doesn't make it safe", "says nothing either way",
                     "doesn't mean no danger", "isn't a yes")
    )  # fmt: skip
