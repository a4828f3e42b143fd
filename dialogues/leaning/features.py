"""What the classifier sees of a message: its words, its cues, what was heard, what was asked."""

from __future__ import annotations

from itertools import pairwise
from math import log1p

from dialogues.leaning.cues import asked, cues, plain, tail, words
from dialogues.listening.heard import Heard

_LENGTHS = (1, 2, 3, 5, 8, 12, 20, 40)
_SHORT = 3
"""Up to so many words, an answer's lean lies in the question."""
_LAST = 25
"""Words of the question that are looked at."""


def grams(text: str) -> list[str]:
    """Return the words and word pairs of plain text."""
    one = words(text)
    return one + [f"{a} {b}" for a, b in pairwise(one)]


def own(text: str, heard: Heard, language: str = "en") -> dict[str, float]:
    """Return the features of a message by itself; `text` is plain."""
    shares = dict(heard.proba)
    found = {f"share {name}": value for name, value in shares.items()}
    found |= cues(text, language)
    found[f"rules {heard.talk.value}"] = 1.0
    plus = sum(kind.endswith("+") for kind in heard.categories)
    minus = len(heard.categories) - plus
    found["plus"], found["minus"] = min(plus, 3) / 2, min(minus, 3) / 2
    found["both"] = float(plus > 0 and minus > 0)
    found["less"] = 2 * min(shares["change"], shares["sustain"])
    found["apart"] = shares["change"] - shares["sustain"]
    found |= {f"heard {kind}": 1.0 for kind in heard.categories}
    for hit in heard.frames:
        found[f"frame {hit.name}"] = 1.0
        if hit.own:
            found[f"own {hit.name}"] = 0.5
        if hit.past:
            found["past"] = 1.0
        if hit.hypothetical:
            found["imagined"] = 1.0
    found |= {f"signal {name.partition(':')[0]}": 1.0 for name in heard.signals}
    found |= {f"feels {emotion.name}": 1.0 for emotion in heard.emotions}
    found["substance"], found["people"] = float(bool(heard.substances)), float(bool(heard.people))
    found["silent"] = float(not heard.frames)
    count = len(words(text))
    found |= {f"length {size}": 1.0 for size in _LENGTHS if count >= size}
    found["length"] = log1p(count) / 4
    found["question"] = float("?" in text)
    return {name: value for name, value in found.items() if value}


def context(text: str, before: str, language: str = "en") -> dict[str, float]:
    """Return the features of the bot's last message, seen with the plain message `text`."""
    said = plain(before)
    end = words(tail(said))[-_LAST:]
    found = asked(said, language)
    found |= {f"before {word}": 0.4 for word in end}
    found |= {f"before {a} {b}": 0.4 for a, b in pairwise(end)}
    answer = words(text)
    found["answer " + " ".join(answer[:3])] = 1.0
    if len(answer) <= _SHORT:
        found |= {f"short {word}": 0.7 for word in end[-8:]}
        found["short ?"] = float("?" in said)
    return {name: value for name, value in found.items() if value}
