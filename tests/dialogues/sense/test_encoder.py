"""The shipped encoder: read whole or refused, and never more than one voice among others."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from dialogues import safety
from dialogues.engine import Turn
from dialogues.errors import DataError
from dialogues.safety import Register, judging
from dialogues.sense import encoder, sensing
from dialogues.sense.encoder import ABOUT, GRAPH, PIECES, VERSION, read_encoder

SHIPPED = Path(encoder.__file__).parent / "data" / "en" / "encoder.zip"


def about() -> dict[str, object]:
    """Return what the file that ships says of itself."""
    with ZipFile(SHIPPED) as archive:
        return dict(json.loads(archive.read(ABOUT)))


def written(**members: bytes) -> io.BytesIO:
    """Return a file with the shipped description and pieces, and sums that are none."""
    with ZipFile(SHIPPED) as archive:
        whole = {ABOUT: archive.read(ABOUT), PIECES: archive.read(PIECES), GRAPH: b"sums"}
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in (whole | members).items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def test_what_ships_says_what_it_was_taught_with() -> None:
    """And knows no held-out file."""
    names = set(about()["data"])  # type: ignore[call-overload]

    assert {"dev_a.tsv", "dev_first.jsonl", "dev7.tsv"} <= names
    assert not [name for name in names if name.startswith("test")]


def test_what_ships_names_no_folder_of_the_machine_it_was_made_on() -> None:
    """Exporters note where each sum stood in whose code."""
    with ZipFile(SHIPPED) as archive:
        graph = archive.read(GRAPH)

    assert b"site-packages" not in graph
    assert b".py" not in graph


def test_a_changed_number_is_damage() -> None:
    """One in twenty million."""
    content = bytearray(SHIPPED.read_bytes())
    content[len(content) // 2] ^= 1

    with pytest.raises(DataError, match="damaged"):
        read_encoder(io.BytesIO(bytes(content)), "it.zip")


def test_another_version_is_named() -> None:
    """With what to do."""
    told = json.dumps(about() | {"version": VERSION + 1}).encode()

    with pytest.raises(
        DataError, match=f"reads {VERSION}, family, frame, register, talk: train it anew"
    ):
        read_encoder(written(**{ABOUT: told}), "it.zip")


def test_what_is_not_asked_all_is_named() -> None:
    """An encoder of another program, though whole, cannot answer here."""
    told = json.dumps(about() | {"heads": {"family": ["calm"]}}).encode()

    with pytest.raises(DataError, match="tells family; this program reads"):
        read_encoder(written(**{ABOUT: told}), "it.zip")


def test_whole_but_no_sums_is_refused_too() -> None:
    """What the archive's own sums cannot tell, whoever runs the sums does."""
    with pytest.raises(DataError, match="not an encoder"):
        read_encoder(written(), "it.zip")


@pytest.mark.parametrize("content", [b"", b"not a file of arrays", b"PK\x03\x04half"])
def test_what_is_no_encoder_is_refused_in_one_line(content: bytes) -> None:
    """Not with a traceback of its reader."""
    with pytest.raises(DataError, match=r"it\.zip: not an encoder, or a damaged one"):
        read_encoder(io.BytesIO(content), "it.zip")


def test_it_hears_what_has_no_obvious_word() -> None:
    """A sense apart from the words: two scenes that share nothing but what they mean."""
    scores = sensing.sense(["her lips have gone the colour of slate and she won't rouse ."])[0]
    ordinary = sensing.sense(["she has painted her bathroom the colour of slate ."])[0]
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
