"""What goes into the plan for a bad hour: their words, turned to "you", and no "nobody"."""

import pytest

from dialogues.crisis.planning import take_down
from dialogues.listening.hearing import hear


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("my sister", "your sister"), ("music", "music"), ("nobody", ""),
        ("there isnt anyone", ""), ("havent got anyone", ""), ("not anything really", ""),
        ("dunno", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_answer_is_put_down_and_none_is_not(answer: str, kept: str) -> None:
    """A plan that said "Who: there isn't anyone" would be read in the worst hour."""
    assert take_down(hear(answer), answer) == kept
