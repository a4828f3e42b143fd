"""A bare answer joined with the question it answers."""

import pytest

from dialogues.mirroring.joining import asked, fitting

QUESTIONS = {
    "Right. What do you get from weed?": "what you get from weed",
    "What's on your mind?": "what's on your mind",
    "What's it like at home?": "what it's like at home",
    "When does it bother you most?": "when it bothers you most",
    "What did you see?": "what you saw",
    "What would help you get to bedtime?": "what would help you get to bedtime",
    "Who's around when it's quiet?": "who's around when it's quiet",
    "What have you got through?": "what you have got through",
    "Where else do you get some company?": "where you get some company",
}
UNSURE = [
    "OK, I have that.",
    "What do you like about it, and what less so?",
    "When did you last notice that?",
    "What has that scare changed for you?",
    "How was last night?",
    "What would a good day look like?",
    "Which part of the day suits you best?",
    "",
]


@pytest.mark.parametrize(("said", "clause"), QUESTIONS.items())
def test_a_question_is_turned_to_the_end_of_a_statement(said: str, clause: str) -> None:
    """What ends a reply is said back as a clause."""
    assert asked(said) == clause


@pytest.mark.parametrize("said", UNSURE)
def test_what_is_not_sure_is_refused(said: str) -> None:
    """Two questions in one, a noun for a subject, no question at all: nothing is joined."""
    assert asked(said) is None


def test_an_answer_has_to_be_of_the_kind_that_was_asked() -> None:
    """A time answers when, a person who, neither of them what."""
    assert fitting("when it's hardest", "mornings", time=True, person=False)
    assert not fitting("when it's hardest", "the rent", time=False, person=False)
    assert fitting("where you sleep", "at your sister's", time=False, person=True)
    assert not fitting("where you sleep", "blue ones", time=False, person=False)
    assert fitting("who's around", "your nan", time=False, person=True)
    assert not fitting("what helps", "Wednesday", time=True, person=False)
    assert not fitting("what helps", "your nan", time=False, person=True)
