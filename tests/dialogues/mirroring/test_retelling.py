"""A clear message is said back as it was typed, or not at all."""

import pytest

from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.mirroring import retold

SAID = {
    "because if i dont i feel like ive been run over and if i do at least i can hoover":
        "if you don't, you feel like you've been run over, and if you do, "
        "at least you can hoover",
    "if they say no i will walk out and if i walk out i know where ill go":
        "if they say no, you'll walk out, and if you walk out, you know where you'll go",
    "if i tell him ill cry, and if i dont ill keep lying":
        "if you tell him, you'll cry, and if you don't, you'll keep lying",
    "about two grams, three if its a wedding": "about two grams, three if it's a wedding",
    "depends what mood hes in": "it depends what mood he's in",
    "because the flat is empty and the kettle makes a sort of noise":
        "because the flat is empty, and the kettle makes a sort of noise",
    "still go to the club, just have a cola": "you still go to the club, just have a cola",
    "a dog and a kettle, thats all he has": "a dog and a kettle. That's all he has",
    "text her maybe, not ring": "maybe text her, not ring",
    "yeah but that doesnt mean i cant do five": "that doesn't mean you can't do five",
}  # fmt: skip

NOT_SAID = (
    "have to start again from the start",
    "and if i have to rattle in the waiting room im off",
    "they reckon i need to ring first thing",
    "what would you do", "you never listen, do you", "stop asking me that and go away",
    "tell me what to do then", "i should just stop and be done with it",
    "blargh fnord wibbly snurf",
    "im worthless and everyone knows it", "take it all at once and be done",
)  # fmt: skip


@pytest.mark.parametrize("typed", SAID)
def test_a_clear_message_is_said_back_as_typed(typed: str) -> None:
    """Nothing but filler is left out, and the grammar holds."""
    assert retold(clauses(tagged(typed))) == SAID[typed]


@pytest.mark.parametrize("typed", NOT_SAID)
def test_what_may_not_be_said_back_leaves_all_of_it_unsaid(typed: str) -> None:
    """Questions, orders, words to the bot, hard names for oneself, what is no word."""
    assert retold(clauses(tagged(typed))) is None
