"""What the person says is wrong is forgotten; what is said of the bot means nothing of them."""

import random
from datetime import UTC, datetime

import pytest

from dialogues.engine import respond
from dialogues.listening.hearing import hear
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def talked(*texts: str) -> Session:
    """Return the session after `texts`."""
    session, phrasebook = Session(), Phrasebook()
    for place, text in enumerate(texts):
        turn = respond(session, text, now=NOW, rng=random.Random(place), phrasebook=phrasebook)
        session = turn.session
    return session


@pytest.mark.parametrize("correction", ["thats not what i said", "wrong", "its my brother not me"])
def test_a_meaning_said_to_be_wrong_is_forgotten(correction: str) -> None:
    """Neither the note nor the goal it named is left."""
    before = talked("been on the gear a while", "i want to stop")
    after = talked("been on the gear a while", "i want to stop", correction)

    assert [note.frame for note in before.notes] == ["stop_goal"]
    assert before.target().goal == "stop"
    assert after.notes == ()
    assert after.target().goal == ""


def test_what_was_not_said_wrong_stays() -> None:
    """A correction takes the last reply's meanings and no others."""
    session = talked("it helps me sleep", "im scared of losing my kids", "thats not what i said")

    assert "helps_sleep" in {note.frame for note in session.notes}


@pytest.mark.parametrize(
    "text",
    ["u said guilty", "then what did u say", "so whats the point of u", "u giving up on me now",
     "who said lonely", "nobody asked u", "i never said i was scared", "im not sad", "fine. ket",
     "vodka. happy?"],
)  # fmt: skip
def test_what_is_said_of_the_bot_means_nothing_of_them(text: str) -> None:
    """No meaning and no feeling of the person is heard."""
    heard = hear(text)

    assert heard.frames == ()
    assert heard.emotions == ()


@pytest.mark.parametrize(
    ("text", "answer"), [("y", "yes"), ("n", "no"), ("N.", "no"), ("Y", "yes")]
)
def test_one_letter_is_an_answer(text: str, answer: str) -> None:
    """Spelled out they would be "why" and "and"."""
    assert hear(text).signals == (answer,)
