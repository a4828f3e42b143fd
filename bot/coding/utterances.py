"""Reads what helpers said, with experts' labels: a CSV of AnnoMI's form, and its subtypes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.coding.coder import BEHAVIOURS
from bot.talk_model.utterances import DataUnfit, rows

COLUMNS = (
    "transcript_id", "utterance_id", "interlocutor", "utterance_text", "main_therapist_behaviour",
)  # fmt: skip
BEFORE = 4
"""So many: among the last ones there is often a mere "mm-hmm"."""
KINDS = ("transcript_id", "utterance_id", "reflection_subtype", "question_subtype")


@dataclass(frozen=True, slots=True)
class Helped:
    """One helper utterance with its label."""

    behaviour: str
    text: str = field(repr=False)
    before: str = field(repr=False)
    """What the client said last, BEFORE utterances of it."""
    transcript: str
    place: str


def read_helper(path: Path) -> list[Helped]:
    """Return the helper utterances of a CSV of AnnoMI's form; raises DataUnfit naming the line."""
    found: list[Helped] = []
    last: dict[str, list[str]] = {}
    for number, row in rows(path, COLUMNS):
        text = (row["utterance_text"] or "").strip()
        talk = row["transcript_id"]
        if row["interlocutor"] == "client":
            last.setdefault(talk, []).append(text)
            continue
        label = row["main_therapist_behaviour"]
        if not text or text.lower() == "nan" or label not in BEHAVIOURS:
            raise DataUnfit(
                f"{path}:{number}: a therapist row needs a text, and a label of "
                f"{', '.join(BEHAVIOURS)}"
            )
        found.append(
            Helped(label, text, " ".join(last.get(talk, [])[-BEFORE:]), talk, row["utterance_id"])
        )
    if not found:
        raise DataUnfit(f"{path}: no therapist utterance in it")
    counts = Counter(one.behaviour for one in found)
    few = [name for name in BEHAVIOURS if counts[name] < 2]
    if few:
        raise DataUnfit(
            f"{path}: fewer than two utterances labelled {few[0]}; nothing can be learnt"
        )
    return found


def read_kinds(path: Path) -> Mapping[tuple[str, str], str]:
    """Return, by transcript and utterance, simple, complex, open or closed; raises DataUnfit.

    Where several experts labelled an utterance, the first one's label stands.
    """
    found: dict[tuple[str, str], str] = {}
    for _, row in rows(path, KINDS):
        for column in ("reflection_subtype", "question_subtype"):
            if row[column] in ("simple", "complex", "open", "closed"):
                found.setdefault((row["transcript_id"], row["utterance_id"]), row[column])
    if not found:
        raise DataUnfit(f"{path}: no subtype in it")
    return found
