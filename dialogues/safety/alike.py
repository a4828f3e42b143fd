"""Words that stand near each other in meaning, told as one, coarsely and finely.

`data/<language>/alike.npz` holds, for each word, which of some hundreds of groups it is in. It
is made by `porchlight train-danger --group` from the word vectors of `dialogues.leaning`, and
read instead of them, so that hearing danger depends on nothing outside its own folder.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from dialogues.errors import DataError

FILE = "alike.npz"


def path(language: str = "en") -> Traversable:
    """Return where the groups of a language stand."""
    return files("dialogues.safety").joinpath(f"data/{language}/{FILE}")


@cache
def alike(language: str = "en") -> Mapping[str, tuple[str, ...]]:
    """Return the names of the groups of each word, the coarse one first; raises DataError."""
    try:
        with path(language).open("rb") as file, np.load(file, allow_pickle=False) as stored:
            words = stored["words"].tobytes().decode().split("\n")
            groups = stored["groups"].tolist()
    except Exception as error:  # whatever a damaged file makes its readers raise
        raise DataError(f"{path(language)}: {error}") from error
    if len(words) != len(groups):
        raise DataError(f"{path(language)}: damaged (its parts do not fit)")
    return {  # interned: the same words and groups are named again and again
        sys.intern(word): tuple(
            sys.intern(f"{'ab'[fine]}{group}") for fine, group in enumerate(both)
        )
        for word, both in zip(words, groups, strict=True)
    }
