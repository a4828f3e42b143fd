"""Change, sustain, both or neither; and the kinds of talk behind it."""

import pytest

from dialogues.listening.hearing import hear
from dialogues.listening.tagging import tagged
from dialogues.listening.talk import talk_rules
from dialogues.listening.words import clauses


def kinds(text: str) -> set[str]:
    """Return the kinds of talk the patterns find in `text`."""
    return {name for clause in clauses(tagged(text)) for name, _ in talk_rules().find(clause)}


@pytest.mark.parametrize("name", talk_rules().rows)
def test_kind_is_found_in_its_examples_and_not_in_its_near_misses(name: str) -> None:
    """Data test, as for frames."""
    row = talk_rules().rows[name]
    missed = [text for text in row["examples"] if name not in kinds(text)]
    wrong = [text for text in row["near"] if name in kinds(text)]

    assert (missed, wrong) == ([], [])
    assert len(row["examples"]) >= 8
    assert len(row["near"]) >= 4


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("i want to stop", "change"),
        ("i dont want to stop", "sustain"),
        ("hi", "neutral"),
        ("i want to stop but it helps me sleep", "ambivalent"),
        ("3 weeks clean today", "change"),
        ("its the only thing that helps me sleep", "sustain"),
        ("im going to use tonight", "sustain"),
        ("going to use at my sister's so someone's there", "change"),
        ("cant say i dont enjoy it", "sustain"),
        ("went to the shop for milk", "neutral"),
        ("im done with it, never again", "change"),
        ("my mate wants to stop using", "neutral"),
        ("its scaring me a bit now if im honest", "change"),
        ("ive thought about coming down off them", "change"),
        ("its just brilliant on a friday tho", "sustain"),
        ("im a better dad stoned. more patient", "sustain"),
        ("i cant do that to her again", "change"),
        ("drove home and dont remember it", "change"),
        ("kinda shook tho not gonna lie", "change"),
        ("but im not giving up my weed", "sustain"),
        ("i want mornings back", "change"),
        ("deleted two dealers", "change"),
        ("without it i cant leave the flat", "sustain"),
        ("my anxiety comes back double so no", "sustain"),
        ("if i come off ill be in bed a week and lose my job", "sustain"),
        ("if i keep on like this ill lose my job", "change"),
        ("im not an addict its just weekends", "sustain"),
        ("love the buzz hate the bill", "ambivalent"),
        ("my partner cried last night", "change"),
        ("my mate is not ready", "neutral"),
    ],
)
def test_direction(text: str, talk: str) -> None:
    """Plain cases must be right."""
    assert hear(text).talk.value == talk


def test_with_a_goal_of_staying_stable_being_content_with_the_script_is_change() -> None:
    """The direction is relative to what the person wants."""
    assert (
        hear("my script works for me, dont want to stop it", goal="stay_stable").talk.value
        != "sustain"
    )


def test_a_goal_of_going_on_using_is_no_change_to_measure_against() -> None:
    """Being content reads as it does without a goal."""
    text = "i smoke of an evening and im happy with it"

    assert hear(text).talk.value == "sustain"
    assert hear(text, goal="keep_using").talk.value == "sustain"


@pytest.mark.parametrize("text", ["", "hi", "i want to stop but it helps me sleep", "never again"])
def test_shares_sum_to_one(text: str) -> None:
    """Three shares, whatever was said."""
    assert sum(dict(hear(text).proba).values()) == pytest.approx(1, abs=0.002)
    assert set(dict(hear(text).proba)) == {"change", "neutral", "sustain"}
