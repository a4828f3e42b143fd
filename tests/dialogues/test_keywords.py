"""One noun phrase of a message said back: right, or none."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.mirroring import keyword

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/keywords.jsonl").read_text("utf-8").splitlines()
]
_PIECES = st.sampled_from(
    [word for case in CASES for word in case["client"].split()]
    + [",", ".", "?", "\n", "{{", "<b>", "😭", "\u202e", "\x00", "%", "£", "my", "the", "a", "6"]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["client"][:50])
def test_a_keyword_is_right_or_none(case: dict[str, str | None]) -> None:
    """Every case: its noun phrase, or none."""
    assert keyword(clauses(tagged(str(case["client"])))) == case["keyword"]


def test_there_are_enough_cases_and_a_third_have_none() -> None:
    """Saying nothing is tried as often as it matters."""
    assert len(CASES) >= 60
    assert sum(case["keyword"] is None for case in CASES) * 3 >= len(CASES)
    assert len({case["client"] for case in CASES}) == len(CASES)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=25).map(" ".join), st.text(max_size=200)))
def test_a_keyword_is_always_fit_to_say(text: str) -> None:
    """Short, plain and turned, whatever was typed."""
    said = keyword(clauses(tagged(text)))
    if said is None:
        return
    assert 2 < len(said) <= 30
    assert not set(said) & set("{}<>%\n\r\t\x00\u202e")
    assert not {"i", "me", "my", "mine", "myself", "our"} & set(said.lower().split())
    assert said == said.strip()


def test_time_grows_with_length_only() -> None:
    """Eight times the words take about eight times as long."""

    def seconds(text: str) -> float:
        ready = clauses(tagged(text))
        start = time.process_time()
        keyword(ready)
        return time.process_time() - start

    for unit in ("my dog ", "the the ", "6 or ", "a big ", "stress "):
        seconds(unit * 5)
        short, long = seconds(unit * 40), min(seconds(unit * 320) for _ in range(3))
        assert long < max(short, 0.0005) * 8 * 6
