"""What a model makes of examples: those it was trained on are never asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.danger.examples import COMPOSED, LATE, TALK, DataUnfit, Example
from bot.danger.packing import model_of
from bot.danger.training import Fitted, encode, fit, vocabulary
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety.features import Part, features, parts
from dialogues.safety.judging import bare, pooled
from dialogues.safety.model import Chances, Model
from dialogues.safety.rules import Rule, gravest
from dialogues.sense.sensing import Sensed

FOLDS = 3
TALK_WEIGHT = 1.25
"""Of ordinary talk: what is said all day has to go unalarmed first of all."""
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """An example taken apart once."""

    example: Example
    message: tuple[Part, ...] = field(repr=False)
    features: set[str] = field(repr=False)
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Judged:
    """An example and the chances a model gave it that had not seen it."""

    seen: Seen
    chances: Chances | None
    """None if there is nothing to go by."""


def see(examples: Sequence[Example]) -> list[Seen]:
    """Return the examples taken apart."""
    found = []
    for example in examples:
        message = parts(clauses(tagged(example.text)))
        rule = gravest(one for part in message for one in part.rules)
        found.append(Seen(example, message, features(message), rule))
    return found


def trained(seen: Sequence[Seen]) -> Fitted:
    """Return a model trained on `seen`, but for what only the encoder learns from."""
    seen = [one for one in seen if one.message and one.example.source not in LATE]
    messages = [one.features for one in seen]
    known = vocabulary(messages)
    weights = np.array(
        [TALK_WEIGHT if one.example.style == TALK else 1.0 for one in seen], np.float32
    )
    return fit(encode(messages, known), known, [one.example.label for one in seen], weights)


def crossed(
    seen: Sequence[Seen], progress: Progress, sensed: Callable[[Sequence[str]], Sensed | None]
) -> list[Judged]:
    """Return every example as models judge it that were trained without its whole file.

    So it has seen nothing of the writer, which is how strangers' messages come. What is composed
    is trained on and not judged. `sensed` gives what an encoder makes of the lines of a message it
    was not taught with either; one that no such encoder was asked about (None) is not judged.
    Raises DataUnfit if there are too few files, or nothing is left to judge.
    """
    composed = [one for one in seen if one.example.source == COMPOSED]
    seen = [one for one in seen if one.example.source != COMPOSED]
    folds = dealt([one.example for one in seen])
    if len(set(folds)) == 1:
        raise DataUnfit("wants two files at least, so that one can be judged by the other")
    found: list[Judged] = []
    for number, fold in enumerate(sorted(set(folds)), 1):
        asked = [
            one
            for one, own in zip(seen, folds, strict=True)
            if own == fold and sensed([part.line for part in one.message]) is not None
        ]
        if not asked:
            continue
        progress(f"fold {number} of {len(set(folds))}")
        rest = [one for one, own in zip(seen, folds, strict=True) if own != fold]
        known = model_of(trained([*rest, *composed]))
        found += judged(known, asked, sensed)
    if not found:
        raise DataUnfit("no encoder was asked about any of these messages: run train-sense first")
    return found


def judged(
    known: Model, seen: Sequence[Seen], sensed: Callable[[Sequence[str]], Sensed | None]
) -> list[Judged]:
    """Return the examples as `known` judges them, and an encoder."""
    return [
        Judged(
            one,
            None
            if bare(one.message)
            else pooled(known, one.message, sensed([part.line for part in one.message]) or ()),
        )
        for one in seen
    ]


def dealt(examples: Sequence[Example]) -> list[int]:
    """Return the fold of each example: files whole, the largest first into the emptiest fold.

    Talk to the bot is of many hands and all of it ordinary; it is dealt out.
    """
    sizes = Counter(one.source for one in examples if one.style != TALK)
    held, place = [0] * FOLDS, {}
    for source, size in sizes.most_common():
        place[source] = held.index(min(held))
        held[place[source]] += size
    draw = np.random.default_rng(0).integers(min(FOLDS, len(sizes)), size=len(examples))
    return [
        int(own) if one.style == TALK else place[one.source]
        for one, own in zip(examples, draw, strict=True)
    ]
