"""No mirror sounds like an order, and two kinds of days come back as two."""

import pytest

from dialogues.listening.hearing import hear
from dialogues.mirroring import mirrorings
from dialogues.mirroring.orders import ordering


@pytest.mark.parametrize(
    "text",
    ["you have to stop", "you want to stop, and you need to work out how", "and you should rest",
     "your worker said you have to talk to somebody", "You really must go",
     "you were thinking why would you stop something that helps"],
)  # fmt: skip
def test_what_tells_the_client_what_to_do_is_an_order(text: str) -> None:
    """Whoever said it first."""
    assert ordering(text)


@pytest.mark.parametrize(
    "text",
    ["you think you should cut down", "you feel like you have to hide it",
     "you don't know if you should go", "you want to stop", "you had to leave"],
)  # fmt: skip
def test_what_the_client_feels_they_should_do_is_theirs(text: str) -> None:
    """It may be said back."""
    assert not ordering(text)


def test_some_days_and_some_days_are_said_back_whole() -> None:
    """The second half does not lose its days."""
    said = [
        one.text
        for one in mirrorings(
            hear("some days i think i should cut down and some days i dont care").clauses
        )
    ]

    assert any(one.endswith("and some days you don't care") for one in said)
    assert not any(one.endswith("and some days") for one in said)


def test_a_wish_to_tell_keeps_its_subject() -> None:
    """'just wanted to tell somebody' is not something one is."""
    said = [one.text for one in mirrorings(hear("just wanted to tell somebody").clauses)]

    assert said == ["you just wanted to tell somebody"]
