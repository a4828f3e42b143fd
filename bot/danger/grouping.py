"""Groups words by meaning: k-means over the word vectors, coarse and fine.

After Brown and others (Class-based n-gram models of natural language, 1992): what is learnt of
one word of a group is learnt of all, also of those no writer used.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from dialogues.safety import alike

SHIPPED = Path(str(alike.path()))
SIZES = (300, 1000)
"""How many groups, coarsely and finely."""


def group_words(out: Path = SHIPPED, sizes: tuple[int, int] = SIZES, language: str = "en") -> str:
    """Group the words that have a vector, write them whole or not at all, and say how many.

    Raises OSError.
    """
    source = files("dialogues.leaning").joinpath(f"data/{language}/vectors.npz")
    with source.open("rb") as file, np.load(file) as stored:
        words, table = str(stored["words"]), stored["table"].astype(np.float32)
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-6
    groups = [
        MiniBatchKMeans(size, random_state=0, n_init=3, batch_size=2048).fit(table).labels_
        for size in sizes
    ]
    half = out.with_suffix(".part.npz")
    half.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        half,
        words=np.frombuffer(words.encode(), np.uint8),
        groups=np.stack(groups, axis=1).astype(np.uint16),
    )
    half.replace(out)
    return f"{len(table)} words in {sizes[0]} groups and in {sizes[1]}, written to {out}"
