"""What is said in passing alone makes no alarm, and hides none."""

from pathlib import Path

import pytest

from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety import Register, Scenario, assess, judging
from dialogues.safety.rules import without_passing

ALARMS = (Register.EMERGENCY, Register.CRISIS, Register.CHECK)
ROWS = [row.split("\t") for row in Path("tests/data/passing.tsv").read_text("utf-8").splitlines()]
NEXT = "i do not want to be the next funeral"


def left(text: str) -> list[str]:
    """Return the words of each clause that the models are asked about again."""
    return [clause.text for clause in without_passing(clauses(tagged(text)))]


@pytest.mark.parametrize("text", [text for kind, _, text in ROWS if kind == "heard"])
def test_danger_beside_what_is_said_in_passing_is_heard(text: str) -> None:
    """It has the same words around it, or the phrase is nearly the same."""
    assert assess(text).register in ALARMS


@pytest.mark.parametrize("text", [text for kind, _, text in ROWS if kind == "quiet"])
def test_an_everyday_message_brings_no_alarm(text: str) -> None:
    """Each is as harmless without the phrase as it is with it."""
    assert assess(text).register not in ALARMS


def test_each_phrase_stands_beside_ten_messages_of_danger() -> None:
    """So whoever adds one writes them first."""
    names = {name for _, name, _ in ROWS}

    assert all(sum(row[:2] == ["heard", name] for row in ROWS) >= 10 for name in names)


def test_what_is_left_has_to_be_far_from_an_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is nearly an alarm without the phrase stays one with it."""
    said = f"{NEXT}, i could go on all night. i feel a bit low"

    assert assess(NEXT).register is Register.CONVERSATION
    monkeypatch.setattr(judging, "PLAINLY", 0.0)
    assert assess(said).register in ALARMS


def test_with_a_talk_of_danger_open_every_word_counts() -> None:
    """The same words are no filler a minute after somebody spoke of dying."""
    assert assess(NEXT, before=Scenario.SUICIDE_IDEATION).register in ALARMS


def test_only_the_phrase_goes() -> None:
    """The rest of its clause is heard as ever."""
    assert left("he is asleep, i could go on all night") == ["he is asleep"]
    assert left("i do not know if that makes sense he will not eat") == ["he will not eat"]


def test_a_phrase_that_goes_on_stays() -> None:
    """It was no phrase: the bridge is what is said."""
    said = "sorry i am going on the bridge tonight"

    assert left(said) == [said]


def test_a_phrase_that_is_turned_round_stays() -> None:
    """A "not" before it says the opposite."""
    assert left("not sorry if this is stupid") == ["not sorry if this is stupid"]


def test_a_harmless_phrase_goes_only_from_the_end() -> None:
    """What follows it may make it danger; what is said in passing follows nothing."""
    assert left(f"i like my garden. {NEXT}. i could go on all night") == ["i like my garden"]
    assert NEXT in left(f"{NEXT}. it just feels like the only way out")


def test_either_half_of_an_or_is_heard() -> None:
    """The other one is what it leads up to."""
    assert len(left("i could go on all night or i could go off the bridge")) == 2


def test_a_message_that_fulfils_a_rule_is_not_judged_again() -> None:
    """A rule is the stronger word."""
    assert assess("i want to die, i hope that is ok to say").register is Register.CRISIS


def test_what_has_no_phrase_is_the_same() -> None:
    """Nothing is copied for nothing."""
    (clause,) = clauses(tagged("the bus was late"))

    assert without_passing([clause])[0] is clause
