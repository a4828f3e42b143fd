"""Mistyped words are mended before they are looked up; what was typed is kept."""

import pytest

from dialogues.listening.tagging import tagged


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("i thinkk so", "i think so"),
        ("stpo it", "stop it"),
        ("im shakin", "i am shaking"),
        ("ill go 2moro", "i will go tomorrow"),
        ("im ill", "i am ill"),
        ("b4 work m8", "before work mate"),
        ("i cnat", "i can not"),
        ("didnae go", "did not go"),
        ("gr8", "great"),
        ("go to hell", "go to hell"),
        ("well go then", "we will go then"),
        ("i slept well", "i slept well"),
        ("in the shed", "in the shed"),
        ("were going out", "we are going out"),
        ("they were going out", "they were going out"),
        ("soooo tired", "so tired"),
        ("nuffin helps", "nothing helps"),
    ],
)
def test_typing_is_mended(text: str, plain: str) -> None:
    """Doubled and swapped letters, dropped g's, digits and lost apostrophes."""
    assert " ".join(token.text for token in tagged(text)) == plain


def test_what_was_typed_is_kept() -> None:
    """The mirror can still use the person's own words."""
    assert "".join(token.raw for token in tagged("stpo herion")) == "stpoherion"
