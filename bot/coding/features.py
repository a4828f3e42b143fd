"""What the coder looks at in a helper's utterance: its words, how it opens, how it ends."""

from __future__ import annotations

import re
from itertools import pairwise

OPENS = 3
"""Words of the opening that count with their place."""
_WORD = re.compile(r"[a-z']+|\?")
_LONG = (4, 9, 18, 35)


def words(text: str) -> list[str]:
    """Return the lower-case words of an utterance, and its question marks."""
    return _WORD.findall(text.lower().replace("’", "'"))


def features(text: str) -> dict[str, float]:
    """Return the named features of an utterance; their values are 1, or less for long ones."""
    found = words(text)
    if not found:
        return {"empty": 1.0}
    weight = 1 / len(found) ** 0.5
    grams = set(found) | {f"{a} {b}" for a, b in pairwise(found)}
    seen = {f"w {gram}": 2 * weight for gram in grams}
    for place, word in enumerate(found[:OPENS]):
        seen[f"at{place} {word}"] = 1.0
    seen[f"opens {' '.join(found[:2])}"] = 1.0
    if text.rstrip().endswith("?"):
        seen["ends ?"] = 1.0
    elif "?" in text:
        seen["holds ?"] = 1.0
    seen[f"length {sum(len(found) > long for long in _LONG)}"] = 1.0
    return seen
