"""Every message of a labelled file as a first message: what was heard, and what was said.

The score that orders the list is a guess at how little a reply gives: nothing heard, nothing
mirrored, the wrong direction. The reading is left to people.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import reading
from bot.transcripts import START
from dialogues.engine import Turn, begin, respond
from dialogues.errors import DataError
from dialogues.listening.hearing import hear
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

TAUGHT = "(the models have learnt tests/data/talk/dev*; of those files this is no test)"
"""What has to stand beside the figure of the fused reading."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One message with its reply."""

    row: dict[str, Any]
    turn: Turn

    @property
    def talk(self) -> str:
        """Return the direction heard."""
        return self.turn.heard.talk.value if self.turn.heard else "neutral"

    @property
    def framed(self) -> bool:
        """Return whether a frame was found."""
        return bool(self.turn.heard and self.turn.heard.frames)

    @property
    def mirrored(self) -> bool:
        """Return whether their words were said back."""
        return any(template == "reflection/any/mirror" for _, template in self.turn.moves)

    @property
    def dislike(self) -> int:
        """Return how little the reply gives, 0 (most) to 6."""
        opposite = {self.talk, self.row.get("talk")} == {"change", "sustain"}
        templates = [template for _, template in self.turn.moves]
        empty = any(t.startswith(("unheard/", "meta/any/question_to_bot")) for t in templates)
        return (
            3 * opposite + 2 * empty + (self.talk != self.row.get("talk"))
            + (not self.framed) + (not self.mirrored)
        )  # fmt: skip


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON lines file; raises DataError naming the line."""
    rows = []
    for number, line in enumerate(reading.text(path).splitlines(), start=1):
        try:
            row = json.loads(line)
            said = [row["text"], row.get("talk", ""), *row.get("good_reflections", [])]
            if not all(isinstance(one, str) for one in said):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(
                f'{path}:{number}: no JSON object with "text", and the "talk" it is labelled with'
            ) from error
        rows.append(row)
    if not rows:
        raise DataError(f"{path}: no messages in it")
    return rows


def grade(path: Path, worst: int, everything: bool, seed: int) -> Iterator[str]:
    """Yield the figures, then the replies that give least (or all of them)."""
    phrasebook = Phrasebook()
    opened = begin(Session(), now=START, phrasebook=phrasebook).session
    graded = []
    for number, row in enumerate(read(path)):
        rng = random.Random(f"{seed}:{number}")  # noqa: S311 - reproducible wording
        turn = respond(opened, row["text"], now=START, rng=rng, phrasebook=phrasebook)
        graded.append(Graded(row, turn))
    yield from _figures(graded, path, seed)
    listed = graded if everything else sorted(graded, key=lambda one: -one.dislike)[:worst]
    yield f"\n== {len(listed)} replies" + ("" if everything else ", those that give least first")
    for one in listed:
        yield f"\n[{one.row.get('id', '')}] {one.row['text']}"
        yield f"   bot: {one.turn.reply}"
        yield f"   heard: {one.talk} (label {one.row.get('talk', '?')}), " + ", ".join(
            hit.name for hit in (one.turn.heard.frames if one.turn.heard else ())
        )
        for good in one.row.get("good_reflections", []):
            yield f"   good: {good}"


def _figures(graded: list[Graded], path: Path, seed: int) -> Iterator[str]:
    talked = [one for one in graded if one.turn.register.value == "conversation"]
    labelled = [one for one in talked if one.row.get("talk")]
    right = sum(one.talk == one.row["talk"] for one in labelled)
    wrong_way = sum({one.talk, one.row["talk"]} == {"change", "sustain"} for one in labelled)
    yield f"== {path}: {len(graded)} messages, each as a first one, seed {seed}"
    yield f"register other than conversation  {len(graded) - len(talked)}"
    if labelled:
        ruled = sum(hear(one.row["text"]).talk.value == one.row["talk"] for one in labelled)
        of = f"of {len(labelled)}"
        yield f"talk accuracy, rules alone        {ruled / len(labelled):.3f} {of}"
        yield f"talk accuracy, rules and models   {right / len(labelled):.3f} {of}"
        yield f"  change read as sustain or back  {wrong_way}"
        yield f"  {TAUGHT}"
        pairs = Counter((str(one.row["talk"]), one.talk) for one in labelled)
        for (label, heard), count in sorted(pairs.items()):
            yield f"  {label:>10} heard as {heard:<10} {count}"
    if not talked:
        return
    yield f"share with a frame found          {sum(o.framed for o in talked) / len(talked):.3f}"
    yield f"share mirrored                    {sum(o.mirrored for o in talked) / len(talked):.3f}"
    missed = sum(any(t.startswith("unheard/") for _, t in one.turn.moves) for one in talked)
    yield f"share not understood              {missed / len(talked):.3f}"
