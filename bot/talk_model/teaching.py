"""Teaches the model of typed messages, and the fusing of it with the rules and the classifier.

The fusing learns from what the typed model says of messages it was not taught with; the
classifier beneath learnt from spoken utterances only, and is asked without the encoder, which was
taught these very messages. So none of them is a memory of the message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.talk_model.training import AT_LEAST_WORDS, names_in, tfidf
from bot.talk_model.utterances import Utterance
from dialogues.leaning import fusing
from dialogues.leaning.cues import plain
from dialogues.leaning.features import grams, own
from dialogues.leaning.model import Model, Trail
from dialogues.leaning.typed import READINGS, Typed, meaning, pieces
from dialogues.listening.hearing import hear

TYPED_C, FUSE_C = 3.0, 0.2
AT_LEAST_PIECES = 3
NEVER = -30.0
"""The score of a reading that no message had."""
PARTS = 6
"""Parts in which the typed model is taught without the messages it is asked about."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One typed message as it is learnt from."""

    label: int
    text: str
    """Plain."""
    grams: list[str]
    pieces: list[str]
    meaning: NDArray[np.float32]
    seen: Mapping[str, float]
    """What the fusing sees, but for the typed model."""


def lessons(trained: Model, messages: Sequence[Utterance], language: str = "en") -> list[Lesson]:
    """Return the messages as they are learnt from, without names."""
    names = names_in([text for one in messages for text in (one.text, one.before)])
    silent = np.zeros(len(READINGS))
    found = []
    for one in messages:
        heard, text = hear(one.text, language), plain(one.text)
        mine = own(text, heard, language)
        lean = trained.lean(trained.first(text, mine, one.before, language), Trail())
        seen = fusing.seen(mine, lean, silent)
        found.append(
            Lesson(
                label=READINGS.index(one.talk),
                text=text,
                grams=[gram for gram in grams(text) if names.isdisjoint(gram.split())],
                pieces=pieces(text),
                meaning=meaning(text, language),
                seen={
                    name: value
                    for name, value in seen.items()
                    if names.isdisjoint(name.split()) and not name.startswith("typed ")
                },
            )
        )
    return found


def teach(learnt: Sequence[Lesson], seed: int = 0) -> dict[str, Any]:
    """Return the arrays of the typed model and of the fusing."""
    labels = np.array([one.label for one in learnt])
    said = np.zeros((len(learnt), len(READINGS)))
    folds = StratifiedKFold(
        min(PARTS, int(np.bincount(labels)[np.unique(labels)].min())),
        shuffle=True, random_state=seed,
    )  # fmt: skip
    for learn, judge in folds.split(labels, labels):
        model = Typed.of(_typed([learnt[place] for place in learn]))
        said[judge] = [model.scores(learnt[place].text) for place in judge]
    seen = [
        {**one.seen, **fusing.heard_as(scores)} for one, scores in zip(learnt, said, strict=True)
    ]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(seen).tocsc()
    kept = np.flatnonzero(np.diff(table.indptr) >= AT_LEAST_WORDS)
    fitted = LogisticRegression(C=FUSE_C, max_iter=2000).fit(table[:, kept].tocsr(), labels)
    names = vectorizer.get_feature_names_out()
    return _typed(learnt) | {
        "fuse_names": np.array("\n".join(names[place] for place in kept)),
        "fuse_weights": _rows(fitted).astype(np.float16),
        "fuse_bias": _bias(fitted),
    }


def _typed(learnt: Sequence[Lesson]) -> dict[str, Any]:
    """Return the arrays of the typed model."""
    labels = [one.label for one in learnt]
    words, words_rarity, by_words = _counted([one.grams for one in learnt], AT_LEAST_WORDS)
    parts, parts_rarity, by_parts = _counted([one.pieces for one in learnt], AT_LEAST_PIECES)
    dense = sparse.csr_matrix(np.array([one.meaning for one in learnt]))
    table = sparse.hstack([by_words, by_parts, dense]).tocsr()
    fitted = LogisticRegression(C=TYPED_C, max_iter=500).fit(table, labels)
    weights = _rows(fitted)
    first, second = len(words), len(words) + len(parts)
    return {
        "typed_words_names": np.array("\n".join(words)),
        "typed_words_rarity": words_rarity.astype(np.float16),
        "typed_words_weights": weights[:first].astype(np.float16),
        "typed_words_bias": _bias(fitted),
        "typed_pieces_names": np.array("\n".join(parts)),
        "typed_pieces_rarity": parts_rarity.astype(np.float16),
        "typed_pieces_weights": weights[first:second].astype(np.float16),
        "typed_pieces_bias": np.zeros(len(READINGS), np.float32),
        "typed_dense": weights[second:].astype(np.float32),
    }


def _rows(fitted: LogisticRegression) -> NDArray[np.float64]:
    """Return the coefficients, a row a feature and a column for each of READINGS."""
    found = np.zeros((fitted.coef_.shape[1], len(READINGS)))
    found[:, fitted.classes_] = fitted.coef_.T
    return found


def _bias(fitted: LogisticRegression) -> NDArray[np.float32]:
    found = np.full(len(READINGS), NEVER, np.float32)
    found[fitted.classes_] = fitted.intercept_
    return found


def _counted(
    features: Sequence[Sequence[str]], least: int
) -> tuple[list[str], NDArray[np.float64], Any]:
    counted = Counter(name for one in features for name in set(one))
    names = sorted(name for name, count in counted.items() if count >= least)
    rarity = np.array([np.log((1 + len(features)) / (1 + counted[name])) + 1 for name in names])
    return names, rarity, tfidf(features, names, rarity)
