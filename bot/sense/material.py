"""What the encoder is taught with: messages of danger, typed messages, and examples of frames."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.danger.examples import (
    COMPOSED,
    HELD_OUT,
    LABELS,
    LATE,
    TALK,
    Example,
    ordinary_talk,
    read_examples,
)
from bot.danger.hearing import FOLDS, TALK_WEIGHT, dealt
from bot.danger.typed import read_typed
from bot.sense.teaching import Head, Labels, Lesson
from bot.talk_model.utterances import Utterance, read_invented
from dialogues.leaning.typed import READINGS
from dialogues.listening.frames import frames
from dialogues.listening.hearing import hear
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety.features import parts
from dialogues.safety.model import REGISTERS, register_of
from dialogues.sense.pieces import chunks, lines

FAMILIES = tuple(sorted(LABELS))
FRAMES = tuple(sorted(frames().all))
HEADS: Mapping[str, Head] = {
    "family": Head(FAMILIES, 1.0, 0.05),
    "register": Head(REGISTERS, 0.5, 0.05),
    "talk": Head(READINGS, 0.5, 0.1),
    "frame": Head(FRAMES, 0.3, 0.0, many=True),
}

DEALT_OUT = "dev_first"
"""The file of typed messages that no fold holds whole: its aim is to be judged by lessons of its
own author's besides."""


@dataclass(frozen=True, slots=True)
class Material:
    """One message as the encoder is given it, and what it is."""

    lines: tuple[str, ...] = field(repr=False)
    labels: Labels
    fold: int = -1
    """Judged by the encoder that is taught without this fold; -1: never judged."""
    weight: float = 1.0
    late: bool = False

    def lessons(self, places: Mapping[str, int]) -> list[Lesson]:
        """Return it as lessons; a long message is one only if each of its chunks has the label."""
        found = chunks(self.lines, places)
        if len(found) > 1 and self.labels.get("register") != (REGISTERS.index("conversation"),):
            return []
        return [Lesson(tuple(chunk), self.labels, self.weight, self.late) for chunk in found]


def material(danger: Sequence[Path], talk: Sequence[Path]) -> list[Material]:
    """Return the messages of the files, but for held-out ones, and what is said all day.

    Raises DataUnfit, OSError.
    """
    examples = [one for one in read_examples(danger) if not one.source.startswith(HELD_OUT)]
    typed = read_typed(talk, {one.text for one in examples})
    ranks = {one.text: one.label for one in typed}
    found = [*_danger(examples), *_typed(talk, ranks), *_frames()]
    return [one for one in found if one.lines]


def _danger(examples: Sequence[Example]) -> list[Material]:
    examples = [*examples, *ordinary_talk()]
    judged = [one for one in examples if one.source != COMPOSED]
    folds = dict(zip(map(id, judged), dealt(judged), strict=True))
    return [
        Material(
            tuple(part.line for part in parts(clauses(tagged(one.text)))),
            _endangered(one.label),
            folds.get(id(one), -1),
            TALK_WEIGHT if one.style == TALK else 1.0,
            one.source in LATE,
        )
        for one in examples
    ]


def _endangered(label: str) -> Labels:
    register = REGISTERS.index(register_of(label))
    return {"family": (FAMILIES.index(label),), "register": (register,)}


def _typed(paths: Sequence[Path], ranks: Mapping[str, str]) -> list[Material]:
    """Return typed messages, with the danger that `ranks` tells of a text."""
    files = {path: read_invented(path) for path in paths}
    held, found = [0] * FOLDS, []
    for path, messages in sorted(files.items(), key=lambda one: -len(one[1])):
        emptiest = held.index(min(held))
        for place, one in enumerate(messages):
            fold = place % FOLDS if path.stem == DEALT_OUT else emptiest
            held[fold] += 1
            labels = _meant(one)
            if one.text in ranks:
                labels |= _endangered(ranks[one.text])
            found.append(Material(lines(one.text), labels, fold))
    return found


def _meant(one: Utterance) -> dict[str, tuple[int, ...]]:
    leans: dict[str, tuple[int, ...]] = {"talk": (READINGS.index(one.talk),)}
    known = _places(one.frames or ())
    untold = one.frames is None or (one.frames and not known)
    return leans if untold else {**leans, "frame": known}


def _frames() -> list[Material]:
    """Return the frames' own examples, each with whatever else the rules hear in it."""
    return [
        Material(lines(text), {"frame": _places({name, *(hit.name for hit in hear(text).frames)})})
        for name, frame in frames().all.items()
        for text in frame.examples
    ]


def _places(names: Collection[str]) -> tuple[int, ...]:
    return tuple(FRAMES.index(name) for name in sorted(names) if name in frames().all)
