"""The words of the room: none is dead, each renders, and none shows more than it may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.peers import figures
from bot.peers.ordering import STEPS
from bot.telegram.phrasebook import TelegramPhrasebook
from dialogues.phrasing import read_lines

ROOT = Path(__file__).parents[3]
SOURCE = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot" / "peers").glob("*.py"))
SOURCE = SOURCE.replace("'", '"')
MADE = {
    *(f"notice/coordinator/figure/{name}" for name in (*figures.ROWS, *figures.HOURS)),
    *(f"notice/peer/order_{name}" for name in STEPS),
    *(f"notice/peer/order_ask_{name}" for name in STEPS),
}
"""Notices whose names are put together where they are said."""
OURS = sorted({
    line.template for line in read_lines("en")
    if line.template.startswith(("notice/peer/", "notice/coordinator/", "button/peer_"))
})  # fmt: skip
VERBS = {"take", "pass", "end", "hand", "backup", "media"}


@pytest.mark.parametrize("template", OURS)
def test_every_wording_is_said_somewhere(template: str) -> None:
    """A notice nobody says has to go."""
    name = template.removeprefix("notice/").removeprefix("button/")
    verb = name.removeprefix("peer_")

    assert template in MADE or f'"{name}"' in SOURCE or (verb in VERBS and f'"{verb}"' in SOURCE)


def test_everything_that_is_said_is_there(words: TelegramPhrasebook) -> None:
    """No notice is named that has no file."""
    named = set(re.findall(r'"((?:peer|coordinator)/[a-z_]+)"', SOURCE))
    labels = set(re.findall(r'"(peer_(?:[a-z]+_?)+)"', SOURCE))
    events = {*figures.ROWS, *figures.HOURS}

    assert [one for one in sorted(named) if not words.has(f"notice/{one}")
            and one != "peer/quick" and one != "peer/hours"] == []  # fmt: skip
    counted = {name for name in labels if not words.has(f"button/{name}")} - events
    assert all(f'count("{name}"' in SOURCE or f'["{name}"]' in SOURCE or name in COUNTED
               for name in counted), counted  # fmt: skip


COUNTED = {"peer_talk", "peer_relayed", "peer_minutes_covered"}
"""Names that look like labels: a table, and events."""
