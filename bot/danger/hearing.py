"""What a model makes of examples: those it was trained on are never asked of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from bot.danger.examples import TALK, Example
from bot.danger.packing import model_of
from bot.danger.training import Fitted, encode, fit, vocabulary
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety.features import Part, features, parts
from dialogues.safety.judging import pooled
from dialogues.safety.model import Chances, Model
from dialogues.safety.rules import Rule, gravest

FOLDS = 5
ALIKE = 0.7
"""Share of features from which on two messages are near-duplicates, kept in one fold."""
TALK_WEIGHT = 2.5
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
    """None if a veto left nothing to hear."""


def see(examples: Sequence[Example]) -> list[Seen]:
    """Return the examples taken apart."""
    found = []
    for example in examples:
        message = parts(clauses(tagged(example.text)))
        rule = gravest(one for part in message for one in part.rules)
        found.append(Seen(example, message, features(message), rule))
    return found


def trained(seen: Sequence[Seen]) -> Fitted:
    """Return a model trained on `seen`."""
    seen = [one for one in seen if one.message]
    messages = [one.features for one in seen]
    known = vocabulary(messages)
    weights = np.array(
        [TALK_WEIGHT if one.example.style == TALK else 1.0 for one in seen], np.float32
    )
    return fit(encode(messages, known), known, [one.example.label for one in seen], weights)


def crossed(seen: Sequence[Seen], progress: Progress) -> list[Judged]:
    """Return every example as a model judges it that was trained on the other folds."""
    folds = _folds(seen)
    found: list[Judged] = []
    for fold in range(FOLDS):
        progress(f"fold {fold + 1} of {FOLDS}")
        rest = [one for one, own in zip(seen, folds, strict=True) if own != fold]
        known = model_of(trained(rest))
        found += judged(known, [one for one, own in zip(seen, folds, strict=True) if own == fold])
    return found


def judged(known: Model, seen: Sequence[Seen]) -> list[Judged]:
    """Return the examples as `known` judges them."""
    return [Judged(one, pooled(known, one.message)) for one in seen]


def _folds(seen: Sequence[Seen]) -> list[int]:
    """Return the fold of each example: near-duplicates share one, the rest is dealt out."""
    messages = [{f for f in one.features if f.startswith("w:")} for one in seen]
    matrix = encode(messages, vocabulary(messages))
    alike = sparse.csr_matrix((matrix @ matrix.T) > ALIKE)
    _, groups = connected_components(alike, directed=False)
    dealt = np.random.default_rng(0).integers(FOLDS, size=groups.max() + 1)
    return [int(dealt[group]) for group in groups]
