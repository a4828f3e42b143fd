"""What encoders made of messages they do not know: written by hash, read by message."""

from pathlib import Path

import numpy as np
import pytest

from bot.danger.examples import DataUnfit
from bot.sense.record import Record, add, write

DANGER, TALK = ("he is blue .",), ("it helps me sleep .", "and i like it .")


def row(*scores: float) -> np.ndarray:
    """Return scores as an encoder gives them."""
    return np.array(scores, np.float32)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Return a record of a message of danger, and of a typed one in two chunks."""
    out = tmp_path / "record.npz"
    write(
        {
            DANGER: [{"family": row(1, 2), "register": row(3)}],
            TALK: [{"talk": row(1, 0)}, {"talk": row(0, 1)}],
        },
        out,
    )
    assert b"helps" not in out.read_bytes()
    return Record(out)


def test_each_message_has_the_heads_it_was_asked(record: Record) -> None:
    """Chunk by chunk, in their order."""
    said = record.of(TALK)

    assert said is not None
    assert [chunk["talk"].tolist() for chunk in said] == [[1, 0], [0, 1]]
    assert {name: scores.tolist() for name, scores in (record.of(DANGER) or ({},))[0].items()} == {
        "family": [1, 2], "register": [3],
    }  # fmt: skip


def test_what_was_not_asked_is_not_known(record: Record) -> None:
    """A message nobody asked about, and a head that was not asked of one."""
    assert record.of(("something else .",)) is None
    assert record.of(TALK, "talk") is not None
    assert record.of(TALK, "family") is None
    assert record.of_danger(DANGER) is not None
    assert record.of_danger(TALK) is None


def test_another_file_is_refused(tmp_path: Path) -> None:
    """With what it should have been."""
    path = tmp_path / "x.npz"
    path.write_bytes(b"nothing")

    with pytest.raises(DataUnfit, match="not a record of train-sense"):
        Record(path)


def test_a_message_in_two_folds_keeps_what_each_asked(tmp_path: Path) -> None:
    """One asked which way it leans, the other about danger."""
    found: dict[tuple[str, ...], list[dict[str, np.ndarray]]] = {}
    add(found, {DANGER: [{"talk": row(1, 0)}]})
    add(found, {DANGER: [{"family": row(2), "register": row(3)}]})
    write(found, tmp_path / "record.npz")

    said = Record(tmp_path / "record.npz").of(DANGER, "talk", "family", "register")

    assert said is not None
    assert said[0]["talk"].tolist() == [1, 0]
