"""The model file: read whole, or refused with a reason."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dialogues.errors import DataError
from dialogues.listening.frames import frames
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety import model as models
from dialogues.safety.features import features, parts
from dialogues.safety.model import digest, model, read_model, stale

SHIPPED = Path(models.__file__).parent / "data" / "en" / "danger.npz"


@pytest.fixture
def stored() -> dict[str, Any]:
    """Return what the shipped file holds."""
    with np.load(SHIPPED) as archive:
        return {name: archive[name] for name in archive.files}


def packed(stored: dict[str, Any], **about: Any) -> io.BytesIO:
    """Return a model file with some of what it says about itself changed."""
    told = json.loads(str(stored["about"])) | about
    file = io.BytesIO()
    np.savez(file, **(stored | {"about": np.array(json.dumps(told))}))
    file.seek(0)
    return file


def test_the_shipped_model_is_whole_small_and_of_this_concept_file() -> None:
    """Whoever changes danger_words.toml trains anew."""
    assert SHIPPED.stat().st_size <= 3.5e6
    assert stale() == ""


def test_a_stale_model_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not an error: it still hears, if less well."""
    monkeypatch.setattr(models, "fingerprint", lambda language: "another")

    assert "train it anew" in stale()


def test_a_changed_number_is_noticed(stored: dict[str, Any]) -> None:
    """The digest is over every array."""
    stored["weights"] = stored["weights"].copy()
    stored["weights"][0, 0] += 1

    with pytest.raises(DataError, match=r"here\.npz: damaged"):
        read_model(packed(stored), "here.npz")


def test_another_version_is_refused(stored: dict[str, Any]) -> None:
    """It says what to do."""
    with pytest.raises(DataError, match="train it anew"):
        read_model(packed(stored, version=99), "here.npz")


def test_a_vocabulary_of_another_size_is_refused(stored: dict[str, Any]) -> None:
    """Weights would stand beside the wrong words."""
    with pytest.raises(DataError, match="do not fit"):
        read_model(packed(stored, vocabulary=3), "here.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"{}"])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    """Whatever the bytes."""
    with pytest.raises(DataError, match="not a danger model"):
        read_model(io.BytesIO(content), "here.npz")


def test_half_a_file_is_refused() -> None:
    """As after a broken copy."""
    content = SHIPPED.read_bytes()

    with pytest.raises(DataError, match="not a danger model"):
        read_model(io.BytesIO(content[: len(content) // 2]), "here.npz")


def test_the_digest_does_not_depend_on_order(stored: dict[str, Any]) -> None:
    """A file written anew from the same numbers is the same model."""
    assert digest(stored) == digest(dict(reversed(stored.items())))


def test_a_message_of_4096_characters_is_scored() -> None:
    """It has thousands of features; numpy sums what is stored in two bytes to infinity."""
    text = " ".join(one.examples[0] for one in frames().all.values())[:4096]
    seen = list(features(parts(clauses(tagged(text, "en")), "en")))
    bias = model("en").bias

    assert len(seen) > 5000
    assert not np.allclose(model("en").scores(seen), bias)
