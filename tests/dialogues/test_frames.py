"""Every frame finds its examples, leaves its near misses, and has words to take it up."""

from pathlib import Path

import pytest

from dialogues.listening.frames import Frame, frames
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses

WORDS = Path(__file__).parents[2] / "templates" / "en"
LEAST = {"reflection": 6, "question": 4, "gist": 2, "topic": 1}
AFFIRMED = {"strengths", "steps", "supports", "past"}


def found(text: str) -> set[str]:
    """Return the names of the frames heard in `text`."""
    return {hit.name for hit in frames().find(clauses(tagged(text)))}


@pytest.mark.parametrize("frame", frames().all.values(), ids=lambda f: f"{f.kind}-{f.name}")
def test_frame_finds_its_examples_and_leaves_its_near_misses(frame: Frame) -> None:
    """Every example is heard as this frame; no near miss is."""
    missed = [text for text in frame.examples if frame.name not in found(text)]
    wrong = [text for text in frame.near if frame.name in found(text)]

    assert (missed, wrong) == ([], [])


@pytest.mark.parametrize("frame", frames().all.values(), ids=lambda f: f"{f.kind}-{f.name}")
def test_frame_has_its_words(frame: Frame) -> None:
    """A frame nobody can answer is worse than none."""
    least = dict(LEAST) | ({"affirmation": 4} if frame.kind in AFFIRMED else {})
    have = {}
    for move in least:
        path = WORDS / move / "frame" / f"{frame.name}.j2"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        have[move] = sum(1 for line in lines if line.strip() and not line.startswith("{#"))
    short = {move: (have[move], least[move]) for move in least if have[move] < least[move]}

    assert short == {}
