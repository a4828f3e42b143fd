"""Teaches the fusing of rules and classifier, on typed invented messages.

The classifier learns from spoken utterances only, so what it says of a typed message is never a
memory of that message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.talk_model.training import AT_LEAST_WORDS, names_in
from bot.talk_model.utterances import Utterance
from dialogues.leaning import fusing
from dialogues.leaning.cues import plain
from dialogues.leaning.model import Model, Trail
from dialogues.listening.hearing import hear

FUSE_C = 0.3


def lessons(
    trained: Model, messages: Sequence[Utterance], language: str = "en"
) -> list[dict[str, float]]:
    """Return what the fusing model sees of each message, without names."""
    names = names_in([text for one in messages for text in (one.text, one.before)])
    found = []
    for one in messages:
        heard = hear(one.text, language)
        lean = trained.lean(trained.first(one.text, heard, one.before, language), Trail())
        seen = fusing.seen(heard, lean, plain(one.text), language)
        found.append(
            {name: value for name, value in seen.items() if names.isdisjoint(name.split())}
        )
    return found


def readings(messages: Sequence[Utterance]) -> NDArray[np.int64]:
    """Return the place of each message's label in READINGS."""
    return np.array([fusing.READINGS.index(one.talk) for one in messages])


def teach(
    seen: Sequence[Mapping[str, float]], labels: Sequence[int] | NDArray[np.int64]
) -> dict[str, Any]:
    """Return the arrays of the fusing model."""
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(seen).tocsc()
    kept = np.flatnonzero(np.diff(table.indptr) >= AT_LEAST_WORDS)
    fitted = LogisticRegression(C=FUSE_C, max_iter=500).fit(table[:, kept].tocsr(), labels)
    names = vectorizer.get_feature_names_out()
    return {
        "fuse_names": np.array("\n".join(names[place] for place in kept)),
        "fuse_weights": fitted.coef_.T.astype(np.float16),
        "fuse_bias": fitted.intercept_.astype(np.float32),
    }
