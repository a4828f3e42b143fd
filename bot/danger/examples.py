"""Reads labelled danger messages: tab-separated files, and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot import reading
from dialogues.errors import PorchlightError
from dialogues.listening.frames import frames
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety import Scenario
from dialogues.safety.rules import heard

ORDINARY = "ordinary"
TALK = "talk"
"""The style of ordinary messages to the bot."""
COMPOSED = "dev_composed"
"""The file of messages put together from parts: trained on always, never judged.

They share their parts, so some would tell the others' labels, and there are too many alike to
set thresholds by.
"""
LATE = frozenset(f"dev_z{letter}" for letter in "ijklmnopqrs")
"""Files of long messages and of close pairs, written late: the encoder learns from them.

The linear model, which goes by clauses, does not: it judged no better for them and grew.
"""
HELD_OUT = "test_"
"""Begins the name of a file that no model was trained or tuned on."""
LABELS = frozenset({ORDINARY, *Scenario})


class DataUnfit(PorchlightError):
    """The data cannot be trained on or judged with; says what was expected."""


@dataclass(frozen=True, slots=True)
class Example:
    """One invented message with its label."""

    label: str
    """A scenario, or "ordinary"."""
    style: str
    """How it is written ("typos"); for an ordinary one also what it looks like ("near_miss:x")."""
    direct: str
    """"d" with an obvious word, "i" without, "-" where that is not told."""
    text: str = field(repr=False)
    source: str
    """The file it comes from: one writer's."""


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Return the examples of the files in order; a folder stands for the files in it.

    Raises DataUnfit naming file and line, or what holds no example, and OSError.
    """
    found: list[Example] = []
    for path in paths:
        files = sorted([*path.glob("*.tsv"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
        own = [example for file in files for example in _read(file)]
        if not own:
            raise DataUnfit(f"{path}: no example in it; a line is label, style, d or i, and text")
        found += own
    return found


def _read(file: Path) -> Iterator[Example]:
    for number, line in enumerate(reading.text(file).splitlines(), 1):
        where = f"{file}:{number}"
        if not line.strip():
            continue
        try:
            label, style, direct, text = _json(line) if file.suffix == ".jsonl" else _tabs(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataUnfit(f"{where}: wants label, style, d or i, text ({error})") from error
        if label.startswith("near_miss:"):
            label, style = ORDINARY, label
        if label not in LABELS:
            raise DataUnfit(f"{where}: unknown label {label!r}")
        yield Example(label, style, direct, text, file.stem)


def _tabs(line: str) -> tuple[str, str, str, str]:
    label, style, direct, text = line.split("\t")
    return label, style, direct, text.replace("\\n", "\n")


def _json(line: str) -> tuple[str, str, str, str]:
    row = json.loads(line)
    return row["label"], row["style"], "-", row["text"]


def ordinary_talk() -> list[Example]:
    """Return what people say to the bot all day: the examples of every frame without a risk.

    Those that a rule takes for danger are left out.
    """
    return [
        Example(ORDINARY, TALK, "-", text, "frames")
        for frame in frames().all.values()
        if not frame.risk
        for text in dict.fromkeys((*frame.examples, *frame.near))
        if not any(map(heard, clauses(tagged(text))))
    ]
