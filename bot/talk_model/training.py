"""Trains the talk classifier; scikit-learn is needed here and nowhere else.

Choices (C 1, 0.1 and 0.0002, class-weight exponent 0.6, how much the trail counts) were made by
cross-validation grouped by transcript inside AnnoMI's development part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.talk_model.utterances import Utterance
from dialogues.leaning.cues import plain
from dialogues.leaning.features import context, grams, own
from dialogues.leaning.model import CLASSES, VERSION, Model, Trail, dense, softmax, vector
from dialogues.leaning.vectors import SIZE
from dialogues.listening.hearing import hear
from dialogues.sense.encoder import WIDTH
from dialogues.sense.pieces import lines
from dialogues.sense.sensing import sense

EXPONENT = 0.6
"""Of the class weights: 1 would be balanced, 0 none; between them macro-F1 was best."""
JOIN_EXPONENT = 0.7
WORDS_C, REST_C, SENSE_C = 1.0, 0.1, 2e-4
AT_LEAST_WORDS, AT_LEAST_REST = 2, 3
"""Training utterances a feature must stand in: what occurs once is a name or a slip."""
DENSE_SPREAD = 0.25
INNER = 4
PARTS = 3
"""First models: of words, of everything else, of what the encoder makes of it."""
SLIGHT = 1e-6
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Za-z]{2,}(?:'s)?")
_OWN = frozenset({"i'm", "i've", "i'll", "i'd", "ok", "tv"})
NO_FUSING: dict[str, Any] = {
    f"{name}_{part}": numbers
    for name in ("typed_words", "typed_pieces", "fuse")
    for part, numbers in (
        ("names", np.array("share change")),
        ("weights", np.zeros((1, 4), np.float16)),
        ("bias", np.zeros(4, np.float32)),
        ("rarity", np.zeros(1, np.float16)),
    )
} | {"typed_dense": np.zeros((SIZE, 4), np.float32)}
"""What stands in a model that was taught with no typed message: it says nothing."""
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """One utterance as the classifier sees it."""

    label: int
    group: str
    grams: list[str]
    rest: dict[str, float]
    dense: NDArray[np.float32]
    vector: NDArray[np.float32]
    """What the shipped encoder makes of it; nothing of this corpus taught the encoder."""


def names_in(texts: Sequence[str]) -> frozenset[str]:
    """Return the words that are mostly written with a capital inside sentences: people, places."""
    capital: dict[str, int] = {}
    small: dict[str, int] = {}
    for text in texts:
        for word in _INSIDE.findall(text):
            (capital if word[0].isupper() else small).setdefault(word.lower(), 0)
            counts = capital if word[0].isupper() else small
            counts[word.lower()] += 1
    return frozenset(
        word for word, count in capital.items() if count > small.get(word, 0) and word not in _OWN
    )


def see(utterances: Sequence[Utterance], language: str = "en") -> list[Seen]:
    """Return the utterances as the classifier sees them, without the names that stand in them."""
    names = names_in([text for one in utterances for text in (one.text, one.before)])
    found = []
    for one in utterances:
        heard, text = hear(one.text, language), plain(one.text)
        rest = own(text, heard, language) | context(text, one.before, language)
        found.append(
            Seen(
                label=CLASSES.index(one.talk),
                group=one.transcript,
                grams=[gram for gram in grams(text) if names.isdisjoint(gram.split())],
                rest={
                    name: value for name, value in rest.items() if names.isdisjoint(name.split())
                },
                dense=dense(text, one.before, language),
                vector=_vector(one.text, language),
            )
        )
    return found


def train(seen: Sequence[Seen], extra: Sequence[Seen] = (), seed: int = 0) -> dict[str, Any]:
    """Return the arrays of a model file, trained on conversations and single `extra` messages.

    The joining model learns from scores made out of fold, so that it never sees a score of an
    utterance the first models were trained on.
    """
    labels = np.array([one.label for one in seen])
    groups = np.array([one.group for one in seen])
    folds = min(INNER, len(set(groups)))
    said = np.zeros((PARTS, len(seen), 3))
    for inner, outer in GroupKFold(folds, shuffle=True, random_state=seed).split(
        labels, labels, groups
    ):
        parts = _first([*(seen[i] for i in inner), *extra])
        said[:, outer] = _scores(parts, [seen[i] for i in outer])
    spread = said.std(axis=(1, 2))
    first = _mean(said, spread)
    stored = _first([*seen, *extra])
    trails = _trails(first, groups)
    joined = np.hstack([first * 1.5, trails])
    join = LogisticRegression(C=1.0, class_weight=_weights(labels, JOIN_EXPONENT), max_iter=500)
    join.fit(joined, labels)
    scores = join.decision_function(joined)
    calibration = LogisticRegression(C=10.0, max_iter=500).fit(scores, labels)
    stored["spread"] = spread
    stored["join"] = np.vstack([join.coef_.T, join.intercept_])
    stored["calibration"] = np.vstack([calibration.coef_.T, calibration.intercept_])
    return {"version": np.array(VERSION)} | stored | NO_FUSING


def _weights(labels: NDArray[np.int64], exponent: float) -> dict[int, float]:
    counts = np.bincount(labels, minlength=3)
    raised = (len(labels) / (3 * np.maximum(counts, 1))) ** exponent
    return {place: float(raised[place]) for place in range(3)}


def _first(seen: Sequence[Seen]) -> dict[str, Any]:
    """Return the arrays of the three first models."""
    labels = np.array([one.label for one in seen])
    weights = _weights(labels, EXPONENT)
    counted: dict[str, int] = {}
    for one in seen:
        for gram in set(one.grams):
            counted[gram] = counted.get(gram, 0) + 1
    names = sorted(gram for gram, count in counted.items() if count >= AT_LEAST_WORDS)
    idf = np.array([np.log((1 + len(seen)) / (1 + counted[name])) + 1 for name in names])
    table = tfidf([one.grams for one in seen], names, idf)
    by_words = LogisticRegression(C=WORDS_C, class_weight=weights, max_iter=500).fit(table, labels)
    vectorizer = DictVectorizer()
    rest = vectorizer.fit_transform([one.rest for one in seen]).tocsc()
    kept = np.flatnonzero(np.diff(rest.indptr) >= AT_LEAST_REST)
    vectors = np.array([one.dense for one in seen])
    scale = DENSE_SPREAD / float(vectors.std() or 1.0)
    both = sparse.hstack([rest[:, kept], sparse.csr_matrix(vectors * scale)]).tocsr()
    by_rest = LogisticRegression(C=REST_C, class_weight=weights, max_iter=500).fit(both, labels)
    sensed = np.array([one.vector for one in seen])
    middle, width = sensed.mean(0), sensed.std(0) + SLIGHT
    by_sense = LogisticRegression(C=SENSE_C, class_weight=weights, max_iter=200, tol=1e-3)
    by_sense.fit((sensed - middle) / width, labels)
    weighed = by_sense.coef_.T / width[:, None]
    all_names = vectorizer.get_feature_names_out()
    return {
        "idf": idf.astype(np.float32),
        "words_names": np.array("\n".join(names)),
        "words_weights": by_words.coef_.T.astype(np.float16),
        "words_bias": by_words.intercept_.astype(np.float32),
        "rest_names": np.array("\n".join(all_names[place] for place in kept)),
        "rest_weights": by_rest.coef_.T[: len(kept)].astype(np.float16),
        "rest_bias": by_rest.intercept_.astype(np.float32),
        "dense": (by_rest.coef_.T[len(kept) :] * scale).astype(np.float32),
        "sense": np.vstack([weighed, by_sense.intercept_ - middle @ weighed]).astype(np.float32),
    }


def tfidf(
    features: Sequence[Sequence[str]], names: Sequence[str], idf: NDArray[np.float64]
) -> Any:
    """Return the sparse table of the features of each text: 1 + log count, times `idf`."""
    places = {name: place for place, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, one in enumerate(features):
        counts: dict[int, int] = {}
        for gram in one:
            if gram in places:
                counts[places[gram]] = counts.get(places[gram], 0) + 1
        weights = {place: (1 + np.log(count)) * idf[place] for place, count in counts.items()}
        length = np.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        for place, weight in weights.items():
            rows.append(row)
            columns.append(place)
            values.append(weight / length)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(features), len(names)))


def _vector(text: str, language: str) -> NDArray[np.float32]:
    sensed = sense(lines(text), language)
    return vector(sensed) if sensed else np.zeros(WIDTH, np.float32)


def _mean(said: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of what the first models say, each over its spread; a row an utterance."""
    return np.asarray((said / spread[:, None, None]).mean(0))


def _scores(parts: Mapping[str, Any], seen: Sequence[Seen]) -> NDArray[np.float64]:
    """Return what each of the first models says: (PARTS, utterances, classes)."""
    names = str(parts["words_names"]).split("\n")
    table = tfidf([one.grams for one in seen], names, parts["idf"].astype(float))
    words = table @ parts["words_weights"].astype(float) + parts["words_bias"]
    places = {name: place for place, name in enumerate(str(parts["rest_names"]).split("\n"))}
    weights = parts["rest_weights"].astype(float)
    rest = np.array([
        parts["rest_bias"] + one.dense @ parts["dense"]
        + sum((value * weights[places[name]] for name, value in one.rest.items()
               if name in places), np.zeros(3))
        for one in seen
    ])  # fmt: skip
    vectors = np.array([one.vector for one in seen])
    return np.array([words, rest, vectors @ parts["sense"][:-1] + parts["sense"][-1]])


def _trails(first: NDArray[np.float64], groups: NDArray[np.str_]) -> NDArray[np.float64]:
    """Return how each conversation leaned before each utterance; rows are in talking order."""
    trails: dict[str, Trail] = {}
    found = []
    for scores, group in zip(first, groups, strict=True):
        trail = trails.get(group, Trail())
        found.append([*trail.faded, *trail.last])
        trails[group] = trail.after([float(value) for value in softmax(scores * 1.5)])
    return np.array(found)


def predict(
    stored: Mapping[str, Any], seen: Sequence[Seen]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return class and chances of each utterance, conversations in their order."""
    trained = Model(stored, "the model just trained")
    first = _mean(_scores(stored, seen), trained.spread)
    sides, chances = [], []
    trails: dict[str, Trail] = {}
    for scores, one in zip(first, seen, strict=True):
        lean = trained.lean(scores, trails.get(one.group, Trail()))
        trails[one.group] = lean.trail
        sides.append(CLASSES.index(lean.side))
        chances.append(lean.chances)
    return np.array(sides), np.array(chances)
