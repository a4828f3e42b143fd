"""Lint M24 over the talks about danger: a way to help, a next step, and no end to the talk."""

from pathlib import Path

import pytest

from bot.transcripts import load, play
from dialogues.dead_ends import dead_end
from dialogues.phrasing import Phrasebook
from dialogues.safety import Register

TALKS = sorted(
    path
    for room in ("danger", "personas")
    for path in (Path(__file__).parents[1] / "transcripts" / "en" / room).glob("*.toml")
)
RESOLVED = (
    "danger/emergency/help_is_here", "danger/emergency/help_for_you", "danger/any/settled",
)  # fmt: skip
"""Help has come, or the person is all right: the number was there all along."""
PLANNING = "danger/ask/"
"""A step of the plan for a bad hour, with the numbers just above."""
STEPLESS = ("danger/way/",)
"""The ways to help by themselves are the step."""


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_no_message_in_danger_is_a_dead_end(path: Path, phrasebook: Phrasebook) -> None:
    """Every message of an open talk about danger leads on."""
    stuck = []
    for number, (_, turn) in enumerate(play(load(path), phrasebook), start=1):
        said = [template for _, template in turn.moves]
        danger = turn.register in (Register.EMERGENCY, Register.CRISIS)
        if not danger or any(template in RESOLVED for template in said):
            continue
        what = dead_end(turn.reply)
        planning = what == "way" and any(template.startswith(PLANNING) for template in said)
        shown = what == "step" and any(template.startswith(STEPLESS) for template in said)
        if what and not planning and not shown:
            stuck.append(f"turn {number}: no {what}: {said}")
    assert stuck == []
