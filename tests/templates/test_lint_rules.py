"""Every rule finds what it is for, and lets pass what only looks like it: the cases are data."""

from collections import defaultdict
from pathlib import Path

import pytest

from dialogues.dead_ends import dead_end
from dialogues.lint import GRADE, broken_rules, grade

CASES = Path(__file__).parents[1] / "data" / "lint"
ENOUGH = 20
WORDS = [f"L{number:02}" for number in range(1, 21)]
WAYS = [*(f"M{number:02}" for number in range(1, 23)), "M24"]
"""M23, facts without permission, is held by the facts' own tests: no line of text can show it."""


def _cases() -> dict[str, tuple[str, list[str], list[str]]]:
    found: dict[str, tuple[str, list[str], list[str]]] = {}
    room, hits, near = "any/any", list[str](), list[str]()
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("["):
                name, _, where = line.partition("@")
                room, hits, near = where.strip() or "any/any", [], []
                found[name.strip(" []")] = (room, hits, near)
            elif line.startswith(("+ ", "- ")):
                (hits if line[0] == "+" else near).append(line[2:])
    return found


RULES = _cases()


def test_every_rule_has_cases_enough() -> None:
    """Twenty hits and twenty near misses each, none twice."""
    assert sorted(RULES) == sorted(WORDS + WAYS)
    counts = defaultdict(list)
    for name, (_, hits, near) in RULES.items():
        counts[name] = [len(set(hits)), len(set(near))]
    assert {name: count for name, count in counts.items() if min(count) < ENOUGH} == {}


def _breaks(name: str, room: str, text: str) -> bool:
    if name == "M18":
        return grade(text) > GRADE
    if name == "M24":
        return bool(dead_end(text))
    return name in broken_rules(text, f"{room}/x")


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_finds_what_it_is_for(name: str) -> None:
    """No hit is missed."""
    room, hits, _ = RULES[name]
    assert [text for text in hits if not _breaks(name, room, text)] == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_lets_the_rest_pass(name: str) -> None:
    """No near miss is found."""
    room, _, near = RULES[name]
    assert [text for text in near if _breaks(name, room, text)] == []
