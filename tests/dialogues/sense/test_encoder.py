"""The shipped encoder: read whole or refused, and never more than one voice among others."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dialogues import safety
from dialogues.engine import Turn
from dialogues.errors import DataError
from dialogues.safety import Register, judging
from dialogues.sense import encoder, sensing
from dialogues.sense.encoder import VERSION, read_encoder

SHIPPED = Path(encoder.__file__).parent / "data" / "en" / "encoder.npz"


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    """Return the arrays of the file that ships."""
    with np.load(SHIPPED) as archive:
        return {name: archive[name] for name in archive.files}


def read(stored: dict[str, Any], **about: object) -> encoder.Encoder:
    """Read a file of `stored`, its description changed by `about`."""
    told = json.loads(str(stored["about"])) | about
    file = io.BytesIO()
    np.savez(file, **(stored | {"about": np.array(json.dumps(told))}))
    file.seek(0)
    return read_encoder(file, "it.npz")


def test_what_ships_says_what_it_was_taught_with(stored: dict[str, Any]) -> None:
    """And knows no held-out file."""
    about = json.loads(str(stored["about"]))

    assert {"dev_a.tsv", "dev_first.jsonl", "dev7.tsv"} <= set(about["data"])
    assert not [name for name in about["data"] if name.startswith("test")]


def test_a_changed_number_is_damage() -> None:
    """One in twenty million."""
    content = bytearray(SHIPPED.read_bytes())
    content[len(content) // 2] ^= 1

    with pytest.raises(DataError, match="damaged"):
        read_encoder(io.BytesIO(bytes(content)), "it.npz")


def test_another_version_is_named(stored: dict[str, Any]) -> None:
    """With what to do."""
    with pytest.raises(DataError, match=f"reads {VERSION}: train it anew"):
        read(stored, version=VERSION + 1)


@pytest.mark.parametrize("content", [b"", b"not a file of arrays", b"PK\x03\x04half"])
def test_what_is_no_encoder_is_refused_in_one_line(content: bytes) -> None:
    """Not with a traceback of its reader."""
    with pytest.raises(DataError, match=r"it\.npz: not an encoder, or a damaged one"):
        read_encoder(io.BytesIO(content), "it.npz")


def test_it_hears_what_has_no_obvious_word() -> None:
    """A sense apart from the words: two scenes that share nothing but what they mean."""
    scores = sensing.sense(["her lips have gone the colour of slate and she won't rouse ."])[0]
    ordinary = sensing.sense(["she has painted her lips the colour of slate ."])[0]
    names = encoder.encoder().names["register"]

    assert names[int(scores["register"].argmax())] == "emergency"
    assert names[int(ordinary["register"].argmax())] == "conversation"


def test_without_it_danger_is_still_heard(
    talk: Callable[..., list[Turn]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules and the other model stand: a lost file does not make the bot deaf."""

    def lost(*_: object) -> None:
        raise DataError("gone")

    monkeypatch.setattr(judging, "sense", lost)
    turns = talk("my mate is blue and wont wake up", "he is breathing now")

    assert turns[0].register is Register.EMERGENCY
    assert safety.register("my mate is blue and wont wake up") is Register.EMERGENCY
    assert safety.register("i want to cut down a bit") is Register.CONVERSATION
