"""Grouping words by meaning, from the vectors that ship, into few groups."""

from pathlib import Path

import numpy as np

from bot.danger.grouping import group_words


def test_every_word_is_in_a_coarse_and_a_fine_group(tmp_path: Path) -> None:
    """What is written is whole, and says how much it holds."""
    out = tmp_path / "new" / "alike.npz"
    told = group_words(out, (3, 6))
    with np.load(out) as stored:
        words, groups = stored["words"].tobytes().decode().split("\n"), stored["groups"]

    assert groups.shape == (len(words), 2)
    assert (groups.max(axis=0) < [3, 6]).all()
    assert told.startswith(f"{len(words)} words in 3 groups")
    assert [file.name for file in out.parent.iterdir()] == ["alike.npz"]
