"""Typed messages as examples of danger: ordinary, but for those that were read as more."""

import json
from pathlib import Path

import pytest

from bot.danger.examples import TALK, DataUnfit
from bot.danger.typed import DANGERS, read_typed

TEXTS = {
    "neutral": ["bus was late again", "im on the roof\nnow"],
    "change": ["want to stop", "thinking of a week off"],
    "sustain": ["it helps", "no harm in it"],
}


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Return a file of typed messages, two of which are more than ordinary."""
    rows = [{"talk": label, "text": text} for label, texts in TEXTS.items() for text in texts]
    path = tmp_path / "dev9.jsonl"
    path.write_text("\n".join(map(json.dumps, [*rows, rows[0]])), "utf-8")
    told = "suicide_imminent\tim on the roof\\nnow\nunsure\tit helps\n"
    (tmp_path / DANGERS).write_text(told, "utf-8")
    return path


def test_typed_messages_are_ordinary_unless_told(talk: Path) -> None:
    """Each once; what nobody could tell, and what is known already, is left out."""
    found = read_typed([talk], {"no harm in it"})

    assert {one.text: one.label for one in found} == {
        "bus was late again": "ordinary",
        "im on the roof\nnow": "suicide_imminent",
        "want to stop": "ordinary",
        "thinking of a week off": "ordinary",
    }
    assert len(found) == 4
    assert {(one.style, one.source) for one in found} == {(TALK, "dev9")}


def test_an_unknown_family_is_refused_with_its_line(talk: Path) -> None:
    """Whoever labels by hand slips."""
    (talk.parent / DANGERS).write_text("unsure\tit helps\nsuicidal\tno harm in it\n", "utf-8")

    with pytest.raises(DataUnfit, match=r"dangers.tsv:2: wants a family"):
        read_typed([talk])
