"""Beginnings of words in patterns: "sit*" is found wherever it stands in the pattern."""

from __future__ import annotations

import pytest

from dialogues.listening.phrases import Matcher
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses


@pytest.mark.parametrize(
    "pattern",
    ["sit* in the (car|carpark) outside", "carpark outside", "(sit*|stood) ... outside", "sit*"],
)
def test_a_beginning_of_a_word_is_found_beside_a_rarer_piece(pattern: str) -> None:
    """The pattern is kept under another piece than the beginning, and is still tried."""
    matcher = Matcher()
    matcher.add("waiting", pattern)
    (clause,) = clauses(tagged("sitting in the carpark outside"))
    assert [match.name for match in matcher.find(clause.tokens)] == ["waiting"]
