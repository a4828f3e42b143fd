"""`porchlight evaluate talk PATH`: how well change and sustain talk are told apart.

Five folds grouped by transcript (beside them by source), everything chosen inside the training
folds, predictions pooled, three seeds; macro-F1 with a bootstrap over sources.
The anchor under this protocol on the whole of AnnoMI is .525 (Wu and others, Future Internet
2023, 15(3), 110); two experts agree with each other at .645.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from bot import reading
from bot.scoring import macro_f1
from bot.talk_model.training import Seen, predict, see, train
from bot.talk_model.utterances import DataUnfit, Utterance, read_annomi
from dialogues.leaning.model import CLASSES
from dialogues.listening.hearing import hear

FOLDS = 5
RESAMPLES = 1000
Labels = NDArray[np.int64]


def evaluate_talk(
    path: Path, seeds: int = 3, progress: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """Yield the lines of the evaluation; raises DataUnfit."""
    utterances = read_annomi(path)
    if len({one.transcript for one in utterances}) < FOLDS:
        raise DataUnfit(
            f"{path}: {FOLDS} folds grouped by transcript need at least {FOLDS} transcripts"
        )
    progress("hearing every utterance")
    seen = see(utterances)
    labels = np.array([one.label for one in seen])
    counts = ", ".join(
        f"{name} {int((labels == place).sum())}" for place, name in enumerate(CLASSES)
    )
    talks = len({one.transcript for one in utterances})
    yield f"{path.name}: {len(seen)} client utterances ({counts}) of {talks} transcripts"
    yield (
        f"protocol: {FOLDS} folds grouped, predictions pooled, {seeds} seeds; "
        f"interval: bootstrap over sources, 95 %"
    )
    sources = np.array([one.source for one in utterances])
    rules = _rules(utterances)
    yield _line("rules alone (transcripts)", labels, [rules], sources)
    runs = {}
    for name, groups in (
        ("transcript", [u.transcript for u in utterances]),
        ("source", list(sources)),
    ):
        runs[name] = [_pooled(seen, np.array(groups), seed, progress) for seed in range(seeds)]
        yield _line(f"classifier, by {name}", labels, runs[name], sources)
    best = runs["transcript"]
    slice_ = np.array([one.on_drugs for one in utterances])
    if slice_.any():
        yield _line(
            "  drugs and alcohol only",
            labels[slice_],
            [run[slice_] for run in best],
            sources[slice_],
        )
    yield _line("fused with the rules", labels, [_fused(run, rules) for run in best], sources)
    yield "confusion (rows: expert; columns: classifier, first seed): " + "; ".join(
        f"{name} {[int(((labels == place) & (best[0] == other)).sum()) for other in range(3)]}"
        for place, name in enumerate(CLASSES)
    )


def _rules(utterances: Sequence[Utterance]) -> Labels:
    """Return what the rules alone read; ambivalence counts as its stronger side."""
    found = []
    for one in utterances:
        heard = hear(one.text)
        name = heard.talk.value
        if name == "ambivalent":
            shares = dict(heard.proba)
            name = "change" if shares["change"] >= shares["sustain"] else "sustain"
        found.append(CLASSES.index(name))
    return np.array(found)


def _fused(run: Labels, rules: Labels) -> Labels:
    """Return the classifier's reading, but neutral where the rules say the very opposite."""
    opposite = (run != 1) & (rules != 1) & (run != rules)
    return np.where(opposite, 1, run)


def _pooled(
    seen: Sequence[Seen], groups: NDArray[np.str_], seed: int, progress: Callable[[str], None]
) -> Labels:
    found = np.zeros(len(seen), np.int64)
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
    for number, (learn, judge) in enumerate(folds.split(groups, groups, groups), start=1):
        progress(f"seed {seed}, fold {number} of {FOLDS}")
        stored = train([seen[place] for place in learn], seed=seed)
        found[judge] = predict(stored, [seen[place] for place in judge])[0]
    return found


def _line(name: str, labels: Labels, runs: Sequence[Labels], sources: NDArray[np.str_]) -> str:
    scores = [_macro(labels, run) for run in runs]
    each = np.mean(
        [f1_score(labels, run, average=None, labels=range(3), zero_division=0) for run in runs],
        axis=0,
    )
    turned = np.mean([_turned(labels, run) for run in runs])
    low, high = _interval(labels, runs[0], sources)
    return (
        f"{name}: macro-F1 {np.mean(scores):.3f} [{low:.3f}, {high:.3f}] "
        f"(seeds {', '.join(f'{s:.3f}' for s in scores)}); "
        + ", ".join(f"{label} {value:.2f}" for label, value in zip(CLASSES, each, strict=True))
        + f"; polarity errors {turned:.0f} of {len(labels)}"
    )


def _turned(labels: Labels, run: Labels) -> int:
    """Return how often one side was read as the other."""
    return int(((labels != 1) & (run != 1) & (labels != run)).sum())


def _macro(labels: Labels, run: Labels) -> float:
    return macro_f1(labels, run, len(CLASSES))


def _interval(labels: Labels, run: Labels, sources: NDArray[np.str_]) -> tuple[float, float]:
    places = defaultdict(list)
    for place, source in enumerate(sources):
        places[source].append(place)
    blocks = [np.array(block) for block in places.values()]
    rng = np.random.default_rng(1)
    found = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate(
            [blocks[place] for place in rng.integers(0, len(blocks), len(blocks))]
        )
        found.append(_macro(labels[drawn], run[drawn]))
    return float(np.percentile(found, 2.5)), float(np.percentile(found, 97.5))


def ceiling(path: Path) -> Iterator[str]:
    """Yield how far annotators agree with each other, from a CSV with `annotator_id`."""
    votes: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    names, rows = reading.table(path)
    needed = {"annotator_id", "transcript_id", "utterance_id", "client_talk_type"}
    if not needed <= set(names):
        raise DataUnfit(f"{path}: the ceiling needs the columns {', '.join(sorted(needed))}")
    for _, row in rows:
        if row["client_talk_type"] in CLASSES:
            votes[row["transcript_id"], row["utterance_id"]][row["annotator_id"]] = row[
                "client_talk_type"
            ]
    many = [vote for vote in votes.values() if len(vote) > 1]
    names = sorted({name for vote in many for name in vote})
    scores = []
    for one, other in combinations(names, 2):
        pairs = [(vote[one], vote[other]) for vote in many if one in vote and other in vote]
        if pairs:
            first, second = zip(*pairs, strict=True)
            scores.append(
                f1_score(first, second, average="macro", labels=CLASSES, zero_division=0)
            )
    if not scores:
        raise DataUnfit(f"{path}: no utterance was labelled by two annotators")
    yield (
        f"two experts with each other: macro-F1 {np.mean(scores):.3f} "
        f"({len(many)} utterances, {len(names)} annotators, {len(scores)} pairs)"
    )
