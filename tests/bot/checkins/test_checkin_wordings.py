"""No dead words in the room of the check-ins: every wording and notice is said by something."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.client import book

import bot.checkins

SLOTS = {"thing": "the flat", "number": "4", "lower": "3"}
CODE = "\n".join(
    path.read_text("utf-8") for path in Path(next(iter(bot.checkins.__path__))).glob("*.py")
)


@pytest.mark.parametrize("template", book().templates("checkin/"))
def test_every_wording_can_be_said(template: str) -> None:
    """With what the room gives it."""
    said = {book().say(template, SLOTS, rng=random.Random(seed)) for seed in range(300)}

    assert len(said) == len(book().wordings(template))


@pytest.mark.parametrize("template", [
    *book().templates("notice/checkin/"), *book().templates("checkin/"),
    *book().templates("button/checkin/"),
])  # fmt: skip
def test_every_wording_is_asked_for(template: str) -> None:
    """By its name, or by how names are put together."""
    name = template.rpartition("/")[2]
    made = ("due_", "last_", "ask_", "known_", "told_")

    assert f'"{name}"' in CODE or f"/{name}" in CODE or name.startswith(made), template
