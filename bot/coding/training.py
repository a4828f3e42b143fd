"""`porchlight train-coder PATH`: trains the coder of the text and writes the file that ships.

Trained on the utterances' main behaviour only. Names of people and places, and features seen
fewer than AT_LEAST times, are left out.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot import reading
from bot.coding.coder import BEHAVIOURS, VERSION, read_coder
from bot.coding.features import features
from bot.coding.utterances import Helped, read_helper
from bot.talk_model.shipping import write
from bot.talk_model.training import names_in

AT_LEAST = 3
STRENGTH = 0.5
"""Inverse of the regularisation."""
SHIPPED = Path(__file__).parent / "data" / "en" / "coder.npz"


def train(helped: Sequence[Helped]) -> dict[str, Any]:
    """Return the arrays of a model file."""
    names = names_in([text for one in helped for text in (one.text, one.before)])
    seen = [features(one.text) for one in helped]
    counts = Counter(name for one in seen for name in one)
    kept = {
        name for name, count in counts.items()
        if count >= AT_LEAST and names.isdisjoint(name.split())
    }  # fmt: skip
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(
        [{name: value for name, value in one.items() if name in kept} for one in seen]
    )
    labels = [BEHAVIOURS.index(one.behaviour) for one in helped]
    fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000)
    fitted.fit(table, labels)
    return {
        "version": np.array(VERSION),
        "coder_names": np.array("\n".join(vectorizer.get_feature_names_out())),
        "coder_weights": fitted.coef_.T.astype(np.float16),
        "coder_bias": fitted.intercept_.astype(np.float32),
    }


def train_coder(
    path: Path, out: Path = SHIPPED, progress: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """Yield what was trained on what, and write it to `out`; raises DataUnfit."""
    reading.writable(out)
    helped = read_helper(path)
    progress("training")
    stored = train(helped)
    about = {"data": {path.name: hashlib.sha256(path.read_bytes()).hexdigest()},
             "utterances": len(helped)}  # fmt: skip
    stored["about"] = np.array(json.dumps(about, sort_keys=True))
    out.parent.mkdir(parents=True, exist_ok=True)
    write(stored, out)
    with out.open("rb") as file:
        read_coder(file, str(out))
    count = len(str(stored["coder_names"]).split("\n"))
    yield f"trained on {len(helped)} therapist utterances of {path.name}: {count} features"
    yield f"written to {out} ({out.stat().st_size / 1e6:.2f} MB)"
