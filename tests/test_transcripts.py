"""Every conversation of the library goes as its file says."""

from pathlib import Path

import pytest

from bot.transcripts import load, misses, play
from dialogues.flow import Flow
from dialogues.phrasing import Phrasebook
from dialogues.stages import Stage

FILES = sorted((Path(__file__).parent / "transcripts" / "en").rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_conversation_goes_as_written(path: Path, phrasebook: Phrasebook) -> None:
    """What is heard, where things stand and what is said fit the transcript."""
    wrong = [
        f"turn {number}: {miss}"
        for number, (turn, reply) in enumerate(play(load(path), phrasebook), start=1)
        for miss in misses(turn, reply)
    ]

    assert wrong == []


def test_the_library_is_large_enough() -> None:
    """At least 60 conversations."""
    assert len(FILES) >= 60


@pytest.mark.usefixtures("_heard_once")
def test_every_stage_and_interruption_is_reached(phrasebook: Phrasebook) -> None:
    """No stage and no place of the flow goes untested."""
    stages, flows = set(), {Flow.OPENING}
    for path in FILES:
        for _, reply in play(load(path), phrasebook):
            stages.update(target.stage for target in reply.session.targets)
            flows.add(reply.session.flow)

    assert (stages, flows) == (set(Stage), set(Flow))
