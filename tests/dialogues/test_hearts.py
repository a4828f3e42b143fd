"""Out of a long message its heart is said back, and nothing that somebody else said."""

from __future__ import annotations

import pytest

from dialogues.hearts import TELLING_WORDS, another, felt, heart
from dialogues.listening.asides import without_asides
from dialogues.listening.hearing import hear
from dialogues.mirroring import Mirrored, mirrorings

STORIES = {
    "so the plumber came and he had this lad with him who could not have been more than fifteen "
    "and the two of them took the whole bath out, and i felt so ashamed of that bath, "
    "and then the lad dropped a spanner on his foot":
        "you felt so ashamed of that bath",
    "we had the tombola at the bowls club and brenda won the ham and her sister won the other "
    "ham, and there was nearly a fight over the sherry, and i miss being somebody who wins a "
    "ham, and my bus came at nine": "you miss being somebody who wins a ham",
    "my uncle goes you look like a ghost, and my cousin says he always looks like a ghost, and "
    "they all had a laugh with their mouths full, and i went upstairs and had a line off the "
    "baby changing table": "you went upstairs and had a line off the baby changing table",
    "the swimming pool was shut so we went to the garden centre and looked at the fish and the "
    "kids put a gnome in a pram, and the lady told us off, and i couldnt stop shaking the "
    "whole time": "you couldn't stop shaking the whole time",
}  # fmt: skip
QUOTED = (
    "she rings me at the weekend about the curtains and the cat and he goes i can smell smoke on "
    "the phone, and then the pips went and the dog next door was at it again till ten",
    "the man at the till goes i am off at three and i thought right so am i, and the queue went "
    "back to the eggs, and the lady behind had a trolley of bread",
)


def chosen(text: str) -> Mirrored | None:
    """Return what of `text` is said back."""
    clauses = hear(text).clauses
    return heart(mirrorings(clauses), len(clauses))


@pytest.mark.parametrize("text", STORIES)
def test_the_heart_of_a_story_is_said_back(text: str) -> None:
    """What they feel, want, use or can't do comes before the scene and the people in it."""
    assert hear(text).words >= TELLING_WORDS
    said = chosen(text)
    assert said is not None
    assert said.text == STORIES[text]


@pytest.mark.parametrize("text", QUOTED)
def test_what_somebody_else_says_is_not_theirs(text: str) -> None:
    """Of "he goes i can smell smoke" no clause says that they can smell smoke."""
    said = [one.text for one in mirrorings(hear(text).clauses)]
    assert not any(one.startswith(("you can smell", "you're off")) for one in said)


def test_of_mere_scenery_nothing_is_said_back() -> None:
    """Where nobody writes of themself there is no heart to be found."""
    text = (
        "he had the van parked across the drive and she came out in her curlers and he said move "
        "it yourself, and the postman stood there with the parcel, and it was raining stair rods"
    )
    assert chosen(text) is None


def test_a_second_clause_has_to_be_worth_it_too() -> None:
    """After the first a later one is said only if it tells of them."""
    text = (
        "i hate the waiting more than anything, and they have new chairs now, blue ones, and the "
        "telly is on with the sound off, and i want the whole thing done, and they have a new mop"
    )
    clauses = hear(text).clauses
    first = next(one for one in mirrorings(clauses) if one.text.startswith("you hate"))
    second = another(mirrorings(clauses), first, len(clauses))
    assert second is not None
    assert second.text == "you want the whole thing done"


def test_a_feeling_is_taken_up_with_the_clause_it_is_in() -> None:
    """A manner of speaking elsewhere in the story is no feeling to speak of."""
    heard = hear(
        "the weather was fine and the sandwiches were fine and my aunt was on about her hip, and "
        "there were nine of us in the one car, and i was so embarrassed when she sang"
    )
    said = heart(mirrorings(heard.clauses), len(heard.clauses))
    assert {one.name for one in felt(heard, said)} == {"ashamed"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("so my aunt was on the phone to the bank for an hour saying give me some ideas love, and "
         "they both looked at it and looked at me, and the printer started up by itself and we "
         "all jumped, and then it was lunch and they shut the hatch down on us", False),
        ("so the lad on the desk was dead nice and his mate had a form and they both looked at it "
         "and looked at me, and the printer started up by itself and we all jumped, and then it "
         "was lunch and they shut the hatch down on us so anyway what should i do", True),
    ],
)  # fmt: skip
def test_a_request_inside_a_story_is_somebody_elses(text: str, *, kept: bool) -> None:
    """At its end it is the client's own."""
    assert "wants_ideas" in hear(text).signals
    assert ("wants_ideas" in without_asides(hear(text)).signals) == kept
