"""Every command that reads or writes a file, given a bad one: one line with the mend, exit 2."""

import io
import os
import re
import sys
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from bot import cli, reading
from bot.coding.coder import coder
from bot.operating import models
from bot.operating.doctor import _models
from dialogues.errors import DataError
from dialogues.leaning import model as talk_model
from dialogues.leaning import stored, vectors
from dialogues.safety import alike, judging
from dialogues.sense import encoder, sensing
from dialogues.shipped import shipped

ROOT = Path(__file__).parents[2]
TYPED = str(ROOT / "tests" / "data" / "talk" / "dev5.tsv")
DANGER = str(ROOT / "tests" / "data" / "danger" / "dev_b.tsv")
SPOKEN = (
    "transcript_id,utterance_id,topic,interlocutor,utterance_text,client_talk_type,"
    "main_therapist_behaviour\n"
)
ONE = {
    ".csv": SPOKEN
    + "1,1,alcohol,client,i want to stop,change,\n1,2,alcohol,therapist,go on then,,"
    "question\n",
    ".tsv": "change\tx\t\ti want to stop\n",
    ".jsonl": '{"text": "i want to stop", "talk": "change", "frames": [], "categories": []}\n',
    ".toml": 'title = "no turns"\n',
}
"""Whole, but of one class, or with nothing in it to go by."""
NAN = {
    ".csv": SPOKEN + "1,1,alcohol,client,nan,nan,\n",
    ".tsv": "nan\tnan\tnan\tnan\n",
    ".jsonl": '{"text": NaN, "talk": NaN, "moves": NaN, "reply": NaN, "register": NaN}\n',
    ".toml": "title = nan\nturns = nan\n",
}
READS = {
    "evaluate coder": ".csv", "evaluate danger": ".tsv",
    f"evaluate danger {DANGER} --talk": ".tsv",
    "evaluate hearing": ".jsonl", "evaluate hearing ": ".tsv", "evaluate talk": ".csv",
    "evaluate typed --spoken none.csv": ".tsv", f"evaluate typed {TYPED} --spoken": ".csv",
    "fidelity": ".jsonl", "report": ".jsonl", "replies": ".jsonl", "measure": "",
    "measure ": ".toml", "make-vectors {} none.csv": "", "make-vectors .": ".csv",
    "lint --services": ".toml", "restore": ".backup",
    "sbom": ".txt", "train-coder": ".csv", "train-danger": ".tsv",
    f"train-sense {{}} {DANGER} --talk {TYPED} --no-folds": "",
    f"train-sense . {DANGER} --no-folds --talk": ".tsv", "train-talk": ".csv",
    "chat --jsonl --state": ".json", "run --settings": ".toml", "backup --settings": ".toml",
    "coordinator --settings": ".toml", "keys rotate --settings": ".toml",
    "keys new --settings": ".toml", "evaluate coder --subtypes none.csv": ".csv",
    f"train-talk none.csv --invented {TYPED}": ".tsv",
}  # fmt: skip
"""What comes before the bad file, or around it, and how its name ends."""
WHOLE = {("chat --jsonl --state", "missing"), ("measure", "one"), ("sbom", "empty"),
         ("replies", "one"), ("lint --services", "empty")}  # fmt: skip
"""What is no mistake: a session begins, a place has no services yet, ..."""
SILENT = {"diagrams", "protocol", "inventory", "doctor", "show", "hear", "benchmark",
          "bench-bot", "bench-checkins", "storm"}  # fmt: skip
"""Commands that are given no file to read or write, or, as the doctor, say of each how it is."""
WRITES = {
    "train-coder none.csv --out", "train-danger none.tsv --out", "report none.jsonl -o",
    "chat --record", "simulate --people 1 --turns 1 --out",
}  # fmt: skip


def bad(kind: str, ending: str, folder: Path) -> Path:
    """Return the path of a file that is bad in this way."""
    path = folder / f"{kind}{ending}"
    content = {
        "empty": b"", "binary": b"\xff\xfe\x00\x01\x80PK\x03\x04" * 9,
        "nul": b"a,b\x00c\n\x00\x00\n", "columns": b"a,b,c\n1,2,3\n",
        "one": ONE.get(ending, "").encode() or b"{}\n", "nan": NAN.get(ending, "NaN\n").encode(),
    }  # fmt: skip
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(content[kind])
    return path


@pytest.fixture(name="refused")
def _refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., str]:
    """Return a function that runs a command, wants it refused, and returns the line."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("PORCHLIGHT_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)

    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'"hi"\n')))
        code = cli.main(arguments)
        told = [
            line for line in capsys.readouterr().err.splitlines() if not line.startswith("...")
        ]
        assert (code, len(told)) == (2, 1), told
        assert told[0].startswith("porchlight: ")
        return told[0]

    return run


KINDS = ("missing", "folder", "empty", "binary", "nul", "columns", "one", "nan")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("before", READS)
def test_a_bad_file_is_refused_in_one_line(
    before: str, kind: str, refused: Callable[..., str], tmp_path: Path
) -> None:
    """Whatever it is: missing, a folder, empty, no text, other columns, one class, no number."""
    path = bad(kind, READS[before], tmp_path)
    if "--settings" in before and kind in ("empty", "one", "nan"):
        pytest.skip("settings may be empty; what stands in them is tests/bot/test_settings.py's")
    if (before.strip(), kind) in WHOLE:
        pytest.skip("that is no mistake")
    given = before if "{}" in before else f"{before} {{}}"
    said = refused(*given.format(path).split())

    assert path.name in said or "none.csv" in said or "training needs" in said or "dangers" in said
    assert kind not in ("missing", "folder") or not said.endswith((" directory", "folder"))


@pytest.mark.parametrize("before", sorted(WRITES))
@pytest.mark.parametrize("place", ["a folder", "under a file", "locked"])
def test_what_cannot_be_written_is_said_before_the_work(
    before: str,
    place: str,
    refused: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The input is not even looked for."""
    there = tmp_path / "there"
    there.mkdir()
    (tmp_path / "file").write_text("x")
    path = {"a folder": there, "under a file": tmp_path / "file" / "out", "locked": there / "out"}
    if place == "a folder" and before.startswith("simulate"):
        path[place] = tmp_path / "file"
    if place == "locked":
        monkeypatch.setattr(os, "access", lambda *_: False)  # whoever is root may write all
    said = refused(*before.split(), str(path[place]))

    assert "cannot be written" in said
    assert "name " in said


def test_every_command_is_tried() -> None:
    """Each one reads or writes a file here, or is known to do neither."""
    parser = cli._parser()
    names = set(next(a for a in parser._actions if isinstance(a.choices, dict)).choices)

    assert names - {one.split()[0] for one in (*READS, *WRITES)} == SILENT


@pytest.mark.parametrize(
    "command",
    ["benchmark --turns", "measure . --walks", "measure . --length", "storm --kills",
     "bench-bot --messages", "bench-checkins --due", "evaluate talk x --seeds",
     "simulate --people"],
)  # fmt: skip
@pytest.mark.parametrize("number", ["0", "-1", "nan", "many"])
def test_a_number_that_is_none_is_refused(
    command: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the parser, before anything is done."""
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), number])

    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """With where it stops being text."""
    path = tmp_path / "x.txt"
    path.write_bytes(b"ok \xff")

    with pytest.raises(reading.FileUnfit, match=re.escape(f"{path}: not UTF-8 text (byte 3)")):
        reading.text(path)


@pytest.fixture(name="cut")
def _cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Return a function that puts half a file in the place of one that ships."""

    assert not list(models.lost())  # loads the others: that one is missing would be kept in mind

    def cut(package: str, name: str) -> None:
        whole = ROOT.joinpath(*package.split("."), "data", "en", name).read_bytes()
        place = tmp_path / package / "data" / "en" / name
        place.parent.mkdir(parents=True)
        place.write_bytes(whole[: len(whole) // 2])

        def there(asked: str) -> Traversable:
            return tmp_path / asked if asked == package else files(asked)

        for module in (stored, vectors, alike, sys.modules["dialogues.shipped"]):
            monkeypatch.setattr(module, "files", there)

    return cut


def test_half_a_talk_model_is_no_traceback(
    cut: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was one of the reader of archives; without it nothing can be answered."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'"hi"\n')))
    cut("dialogues.leaning", "model.npz")
    talk_model.model.cache_clear()
    try:
        told = [one.what for one in models.lost()]
        code = cli.main(["hear", "--jsonl"])
        _, said = capsys.readouterr()
    finally:
        talk_model.model.cache_clear()

    assert "talk model" in told
    assert code == 2
    assert len(said.splitlines()) == 1
    assert "mend: put the file back" in said


def test_half_a_coder_is_one_line(cut: Callable[[str, str], None]) -> None:
    """It has the same reader."""
    cut("bot.coding", "coder.npz")
    coder.cache_clear()
    try:
        with pytest.raises(DataError, match=r"coder\.npz: not a coder model"):
            coder()
    finally:
        coder.cache_clear()


def test_half_an_encoder_is_named_once_and_the_talk_goes_on(
    cut: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hearing goes on without it, and whoever runs it is told; the doctor fails it."""
    cut("dialogues.sense", "encoder.zip")
    fresh = shipped("dialogues.sense", "encoder.zip", encoder.read_encoder)
    monkeypatch.setattr(encoder, "_shipped", fresh)
    monkeypatch.setattr(judging, "sense", sensing.sense)  # tests remember what was read before
    monkeypatch.setattr(
        sys,
        "stdin",
        io.TextIOWrapper(io.BytesIO(b'"it helps me sleep"\n"my mate wont wake up"\n')),
    )
    code = cli.main(["chat", "--jsonl", "--seed", "1"])
    out, told = capsys.readouterr()

    assert code == 0, told
    assert '"emergency"' in out.splitlines()[1]
    assert len(told.splitlines()) == 1
    assert "encoder.zip: not an encoder" in told
    assert "mend: " in told
    assert [(one.level.value, one.what) for one in _models("en")] == [("fail", "encoder")]
