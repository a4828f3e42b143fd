"""Reads labelled utterances: a CSV of AnnoMI's form, and our own invented ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import reading
from dialogues.errors import PorchlightError
from dialogues.leaning.model import CLASSES

COLUMNS = ("transcript_id", "topic", "interlocutor", "utterance_text", "client_talk_type")
ENOUGH = 5
"""Words a helper's turn needs to be what the client answers; "mm-hmm" is passed over."""
LABELS = (*CLASSES, "ambivalent")


class DataUnfit(PorchlightError):
    """The data cannot be trained on or judged with; says what was expected."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One client utterance with its label."""

    talk: str
    text: str
    before: str
    """The helper's last turn of substance."""
    transcript: str
    source: str
    topic: str
    frames: tuple[str, ...] | None = None
    """The meanings that it is labelled with; None where nobody told."""

    @property
    def on_drugs(self) -> bool:
        """Return whether the talk is about alcohol or another drug."""
        topic = self.topic.lower()
        return ("alcohol" in topic or "drug" in topic) and "not getting into" not in topic


def read_annomi(path: Path) -> list[Utterance]:
    """Return the client utterances of a CSV of AnnoMI's form, in order; raises DataUnfit."""
    found: list[Utterance] = []
    asked: dict[str, str] = {}
    for number, row in rows(path, COLUMNS):
        text = (row["utterance_text"] or "").strip()
        talk = row["transcript_id"]
        if row["interlocutor"] == "therapist":
            if len(text.split()) >= ENOUGH:
                asked[talk] = text
            continue
        label = row["client_talk_type"]
        if not text or text.lower() == "nan" or label not in CLASSES:
            raise DataUnfit(
                f"{path}:{number}: a client row needs a text, and a label of {', '.join(CLASSES)}"
            )
        found.append(
            Utterance(
                label, text, asked.get(talk, ""), talk, row.get("source") or talk, row["topic"]
            )
        )
    return checked(found, path)


def rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a CSV, each with its line; raises DataUnfit where a column is missing."""
    names, found = reading.table(path)
    missing = [name for name in columns if name not in names]
    if missing:
        raise DataUnfit(
            f"{path}: no column {missing[0]}; a CSV of AnnoMI's form has {', '.join(columns)}"
        )
    return found


def read_invented(path: Path) -> list[Utterance]:
    """Return utterances of a TSV (label, register, helper's turn, text) or of JSON lines.

    JSON lines have "text" and "talk". Raises DataUnfit.
    """
    found = []
    for number, line in enumerate(reading.text(path).splitlines(), start=1):
        if not line.strip():
            continue
        meant = None
        try:
            if path.suffix == ".jsonl":
                row = json.loads(line)
                label, register, text = row["talk"], "t", row["text"]
                before, frames = row.get("before", ""), row.get("frames")
                if not isinstance(text, str) or not isinstance(before, str):
                    raise TypeError
                meant = None if frames is None else tuple(map(str, frames))
            else:
                label, register, before, text = line.split("\t")
        except (ValueError, KeyError, TypeError) as error:
            raise DataUnfit(
                f"{path}:{number}: expected label, register, helper's turn and text"
            ) from error
        if label not in LABELS or not text.strip():
            raise DataUnfit(
                f"{path}:{number}: the label is one of {', '.join(LABELS)}, the text not empty"
            )
        text, before = text.replace("\\n", "\n"), before.replace("\\n", "\n")
        found.append(
            Utterance(label, text, before, f"{path.stem}:{number}", path.stem, register, meant)
        )
    return checked(found, path)


def checked(found: list[Utterance], path: Path) -> list[Utterance]:
    """Return the utterances if they can be learnt from; raises DataUnfit."""
    if not found:
        raise DataUnfit(f"{path}: no client utterance in it")
    few = [label for label in CLASSES if Counter(one.talk for one in found)[label] < 2]
    if few:
        raise DataUnfit(
            f"{path}: fewer than two utterances labelled {few[0]}; nothing can be learnt"
        )
    return found
