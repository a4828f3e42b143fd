"""`porchlight evaluate coder PATH`: the coder of the text against experts' labels.

Five folds grouped by transcript, predictions pooled; interval by bootstrap over transcripts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.model_selection import GroupKFold

from bot.coding.coder import BEHAVIOURS, Coder, is_complex, is_open
from bot.coding.training import train
from bot.coding.utterances import Helped, read_helper, read_kinds
from bot.scoring import macro_f1
from bot.talk_model.utterances import DataUnfit

FOLDS = 5
RESAMPLES = 500
Labels = NDArray[np.int64]


def evaluate_coder(
    path: Path,
    subtypes: Path | None = None,
    seeds: int = 3,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[str]:
    """Yield the lines of the evaluation; `subtypes` holds experts' subtypes. Raises DataUnfit."""
    helped = read_helper(path)
    groups = np.array([one.transcript for one in helped])
    if len(set(groups)) < FOLDS:
        raise DataUnfit(
            f"{path}: {FOLDS} folds grouped by transcript need at least {FOLDS} transcripts"
        )
    labels = np.array([BEHAVIOURS.index(one.behaviour) for one in helped])
    counts = ", ".join(f"{name} {int((labels == n).sum())}" for n, name in enumerate(BEHAVIOURS))
    yield f"{path.name}: {len(helped)} therapist utterances ({counts})"
    yield f"protocol: {FOLDS} folds grouped by transcript, pooled, {seeds} seeds"
    runs = [_pooled(helped, labels, groups, seed, progress) for seed in range(seeds)]
    scores = [_macro(labels, run) for run in runs]
    each = np.mean([f1_score(labels, run, average=None) for run in runs], axis=0)
    low, high = _interval(labels, runs[0], groups)
    agreed = float(np.mean([(labels == run).mean() for run in runs]))
    kappa = float(np.mean([cohen_kappa_score(labels, run) for run in runs]))
    yield (
        f"behaviour: macro-F1 {np.mean(scores):.3f} [{low:.3f}, {high:.3f}], "
        f"accuracy {agreed:.3f}, kappa {kappa:.3f}; "
        + ", ".join(f"{name} {f1:.3f}" for name, f1 in zip(BEHAVIOURS, each, strict=True))
    )
    if subtypes is not None:
        yield from _kinds(helped, subtypes)


def _pooled(
    helped: Sequence[Helped], labels: Labels, groups: NDArray[np.str_], seed: int,
    progress: Callable[[str], None],
) -> Labels:  # fmt: skip
    found = np.zeros(len(helped), np.int64)
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
    for number, (learn, judge) in enumerate(folds.split(labels, labels, groups), start=1):
        progress(f"seed {seed}, fold {number} of {FOLDS}")
        trained = Coder(train([helped[place] for place in learn]), "the coder just trained")
        found[judge] = [
            BEHAVIOURS.index(trained.behaviour(helped[place].text)[0]) for place in judge
        ]
    return found


def _macro(labels: Labels, run: Labels) -> float:
    return macro_f1(labels, run, len(BEHAVIOURS))


def _interval(labels: Labels, run: Labels, groups: NDArray[np.str_]) -> tuple[float, float]:
    draw = np.random.default_rng(1)
    names = np.unique(groups)
    places = {name: np.flatnonzero(groups == name) for name in names}
    scores = []
    for _ in range(RESAMPLES):
        chosen = np.concatenate([places[one] for one in draw.choice(names, len(names))])
        scores.append(_macro(labels[chosen], run[chosen]))
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def _kinds(helped: Sequence[Helped], path: Path) -> Iterator[str]:
    """Yield how the two rules agree with the experts, on what the experts coded so."""
    kinds = read_kinds(path)
    for behaviour, names in (
        ("reflection", ("simple", "complex")),
        ("question", ("closed", "open")),
    ):
        pairs = []
        for one in helped:
            label = kinds.get((one.transcript, one.place), "")
            if one.behaviour == behaviour and label in names:
                yes = (is_open(one.text) if behaviour == "question"
                       else is_complex(one.text, one.before))  # fmt: skip
                pairs.append((label, names[yes]))
        if not pairs:
            raise DataUnfit(f"{path}: no {behaviour} of it stands in the file of utterances")
        expert, rule = (list(side) for side in zip(*pairs, strict=True))
        agreed = sum(a == b for a, b in pairs) / len(pairs)
        yield (
            f"{names[0]} or {names[1]}: the rule agrees in {agreed:.3f} of {len(pairs)}, "
            f"kappa {cohen_kappa_score(expert, rule):.3f}; {names[1]} by experts "
            f"{expert.count(names[1]) / len(pairs):.1%}, by the rule "
            f"{rule.count(names[1]) / len(pairs):.1%}"
        )
