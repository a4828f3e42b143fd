"""What the encoder is taught with: messages of danger, and typed messages that lean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.danger.examples import COMPOSED, HELD_OUT, LABELS, TALK, ordinary_talk, read_examples
from bot.danger.hearing import TALK_WEIGHT, dealt
from bot.sense.teaching import Head, Lesson
from bot.talk_model.utterances import read_invented
from dialogues.leaning.typed import READINGS
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety.features import parts
from dialogues.safety.model import REGISTERS, register_of
from dialogues.sense.pieces import chunks, line

FAMILIES = tuple(sorted(LABELS))
HEADS: Mapping[str, Head] = {
    "family": Head(FAMILIES, 1.0, 0.05),
    "register": Head(REGISTERS, 0.5, 0.05),
    "talk": Head(READINGS, 0.5, 0.1, times=2),
}

JUDGED = ("family", "register")
"""The heads whose word on messages they do not know is recorded."""


@dataclass(frozen=True, slots=True)
class Material:
    """One message as the encoder is given it, and what it is."""

    lines: tuple[str, ...] = field(repr=False)
    labels: Mapping[str, int]
    fold: int = -1
    """Judged by the encoder that is taught without this fold; -1: never judged."""
    weight: float = 1.0

    def lessons(self, places: Mapping[str, int]) -> list[Lesson]:
        """Return it as lessons; a long message is one only if each of its chunks has the label."""
        found = chunks(self.lines, places)
        if len(found) > 1 and self.labels.get("register") != REGISTERS.index("conversation"):
            return []
        return [Lesson(tuple(chunk), self.labels, self.weight) for chunk in found]


def material(danger: Sequence[Path], talk: Sequence[Path]) -> list[Material]:
    """Return the messages of the files, but for held-out ones, and what is said all day.

    Raises DataUnfit, OSError.
    """
    examples = [one for one in read_examples(danger) if not one.source.startswith(HELD_OUT)]
    examples += ordinary_talk()
    judged = [one for one in examples if one.source != COMPOSED]
    folds = dict(zip(map(id, judged), dealt(judged), strict=True))
    found = [
        Material(
            tuple(part.line for part in parts(clauses(tagged(one.text)))),
            {
                "family": FAMILIES.index(one.label),
                "register": REGISTERS.index(register_of(one.label)),
            },
            folds.get(id(one), -1),
            TALK_WEIGHT if one.style == TALK else 1.0,
        )
        for one in examples
    ]
    found += [
        Material(tuple(map(line, clauses(tagged(one.text)))), {"talk": READINGS.index(one.talk)})
        for path in talk
        for one in read_invented(path)
    ]
    return [one for one in found if one.lines]
