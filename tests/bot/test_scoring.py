"""Macro-F1, held against what scikit-learn makes of the same rows."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from bot.scoring import macro_f1


@pytest.mark.parametrize("missing", [None, 2])
def test_it_is_scikit_learns_figure(missing: int | None) -> None:
    """With every class there, and with one that neither row has."""
    rng = np.random.default_rng(1)
    labels, read = rng.integers(0, 3, 200), rng.integers(0, 3, 200)
    if missing is not None:
        keep = (labels != missing) & (read != missing)
        labels, read = labels[keep], read[keep]

    expected = f1_score(labels, read, average="macro", labels=range(3), zero_division=0)

    assert macro_f1(labels, read, 3) == pytest.approx(expected)
