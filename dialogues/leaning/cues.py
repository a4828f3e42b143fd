"""Cues of leaning: patterns over plain text, each a voter whose weight is learnt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import tomli

from dialogues.errors import DataError

_WRITTEN_OUT = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        ("[’`]", "'"),
        (r"\bcan'?t\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"\b(do|does|did|is|was|are|were|have|has|had|would|could|should)n'?t\b", r"\1 not"),
        (r"n't\b", " not"),
        (r"\bim\b|\bi'm\b", "i am"),
        (r"\bive\b|\bi've\b", "i have"),
        (r"'m\b", " am"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"'d\b", " would"),
        (r"\b(?:um+|uh+|er+|erm|hmm+|mm+)\b", " "),
    )
)
_WORD = re.compile(r"[a-z']+|\?|\d+")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_FELT = 0.7
"""What one cue counts for beside the kind it belongs to."""


def plain(text: str) -> str:
    """Return `text` in lower case, contractions written out, hesitations dropped."""
    text = text.lower()
    for pattern, full in _WRITTEN_OUT:
        text = pattern.sub(full, text)
    return text


def words(text: str) -> list[str]:
    """Return the words, numbers and question marks of plain text."""
    return _WORD.findall(text)


def tail(text: str) -> str:
    """Return the last two sentences of plain text: what was asked, and what led to it."""
    return " ".join([part for part in _SENTENCE.split(text) if part][-2:])


@cache
def _patterns(
    language: str,
) -> tuple[Mapping[str, list[re.Pattern[str]]], Mapping[str, re.Pattern[str]]]:
    path = files("dialogues.leaning").joinpath(f"data/{language}/cues.toml")
    try:
        rows = tomli.loads(path.read_text("utf-8"))
        asked = {name: re.compile(pattern) for name, pattern in rows.pop("asked").items()}
        return {
            name: [re.compile(p) for p in row["patterns"]] for name, row in rows.items()
        }, asked
    except (OSError, KeyError, tomli.TOMLDecodeError, re.error) as error:
        raise DataError(f"{path}: {error}") from error


def cues(text: str, language: str = "en") -> dict[str, float]:
    """Return the cues in plain text, by name, with what each counts for."""
    found: dict[str, float] = {}
    for kind, patterns in _patterns(language)[0].items():
        hits = [place for place, pattern in enumerate(patterns) if pattern.search(text)]
        for place in hits:
            found[f"cue {kind}{place}"] = _FELT
        if hits:
            found[f"kind {kind}"] = 1.0
            found[f"kinds {kind}"] = min(len(hits), 3) / 3
    return found


def asked(text: str, language: str = "en") -> dict[str, float]:
    """Return what the plain text of the bot's last message asked, by name."""
    end = tail(text)
    found: dict[str, float] = {}
    for name, pattern in _patterns(language)[1].items():
        if pattern.search(end):
            found[f"asked {name}"] = 1.0
        elif pattern.search(text):
            found[f"earlier {name}"] = 0.5
    return found
