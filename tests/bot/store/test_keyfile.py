"""The master key file: made once, strict about who may read it, never silently replaced."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import keyfile
from bot.store.errors import KeyFileError

ELSEWHERE = "sqlite:////elsewhere/porchlight.db"


def test_the_first_start_makes_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    """The folder too."""
    file = tmp_path / "keys" / "master.key"

    made = keyfile.load(file, ELSEWHERE)

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.parent.iterdir()) == [file]
    assert keyfile.load(file, ELSEWHERE) == made


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_g05_a_file_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """With the command that mends it."""
    file = tmp_path / "master.key"
    keyfile.load(file, ELSEWHERE)
    file.chmod(mode)

    with pytest.raises(KeyFileError, match=f"chmod 600 {file}"):
        keyfile.load(file, ELSEWHERE)


def test_g05_a_key_beside_the_database_is_refused_before_it_is_made(tmp_path: Path) -> None:
    """By another way to the same folder too."""
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    file = tmp_path / "link" / "master.key"

    with pytest.raises(KeyFileError, match="folder of the database"):
        keyfile.load(file, f"sqlite:///{tmp_path}/data/porchlight.db")

    assert not file.exists()


def test_a_lost_key_is_not_replaced_while_there_are_people(tmp_path: Path) -> None:
    """Nobody could be found or read any more."""
    file = tmp_path / "master.key"

    with pytest.raises(KeyFileError, match="put the file back"):
        keyfile.load(file, ELSEWHERE, occupied=True)

    assert not file.exists()


ZEROS = base64.b64encode(bytes(32)).decode()
GOOD = base64.b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(
    "content",
    [
        "", "{}", "[]", "null", "not json", "\xff",
        json.dumps({"version": 1, "identity": ZEROS, "wrapping": {"1": GOOD}}),
        json.dumps({"version": 1, "identity": GOOD, "wrapping": {"1": ZEROS}}),
        json.dumps({"version": 1, "identity": GOOD, "wrapping": {}}),
        json.dumps({"version": 1, "identity": GOOD, "wrapping": {"0": GOOD}}),
        json.dumps({"version": 1, "identity": GOOD, "wrapping": {"one": GOOD}}),
        json.dumps({"version": 1, "identity": GOOD, "wrapping": [GOOD]}),
        json.dumps({"version": 1, "identity": GOOD[:-8], "wrapping": {"1": GOOD}}),
        json.dumps({"version": 1, "identity": 7, "wrapping": {"1": GOOD}}),
        json.dumps({"version": 9, "identity": GOOD, "wrapping": {"1": GOOD}}),
    ],
)  # fmt: skip
def test_g05_a_damaged_or_default_key_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    """And shows nothing of what was in the file."""
    file = tmp_path / "master.key"
    file.write_bytes(content.encode("latin-1"))
    file.chmod(0o600)

    with pytest.raises(KeyFileError, match="is damaged") as caught:
        keyfile.load(file, ELSEWHERE)

    assert "\n" not in str(caught.value)
    assert GOOD not in str(caught.value)


def test_a_file_that_cannot_be_made_or_read_is_one_line(tmp_path: Path) -> None:
    """A file where a folder should be; a folder where the file should be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileError, match="PORCHLIGHT_KEY_FILE"):
        keyfile.load(tmp_path / "file" / "master.key", ELSEWHERE)
    with pytest.raises(KeyFileError, match="cannot be read"):
        keyfile.load(tmp_path, ELSEWHERE)


def test_processes_starting_at_once_agree_on_one_key(tmp_path: Path) -> None:
    """Each says who person 7 is: all the same."""
    file = tmp_path / "keys" / "master.key"
    program = (
        "import sys, pathlib; from bot.store import keyfile; sys.stdin.read(1); "
        f"print(keyfile.load(pathlib.Path({str(file)!r}), {ELSEWHERE!r}).person(7).hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]
    said = {one.communicate(b"g")[0] for one in started}

    assert len(said) == 1
    assert len(said.pop().strip()) == 64


def test_rotation_keeps_everybodys_name_and_the_older_key(tmp_path: Path) -> None:
    """Until it is dropped."""
    file = tmp_path / "master.key"
    first = keyfile.load(file, ELSEWHERE)

    second = keyfile.rotate(file)

    assert second.person(7) == first.person(7)
    assert second.derive("backup") == first.derive("backup")
    assert set(second.wrapping) == {1, 2}
    assert second.newest == 2
    assert keyfile.changed(first)
    assert not keyfile.changed(second)
    assert set(keyfile.drop_older(file).wrapping) == {2}
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_person_is_a_keyed_hash_and_nothing_is_shown(tmp_path: Path) -> None:
    """Another installation gives another name; the repr shows no key (G02)."""
    one = keyfile.load(tmp_path / "a" / "master.key", ELSEWHERE)
    two = keyfile.load(tmp_path / "b" / "master.key", ELSEWHERE)

    assert one.person(123456789) != two.person(123456789)
    assert one.person(123456789) != one.person(123456788)
    assert len(one.person(123456789)) == 32
    assert repr(one.identity)[2:-1] not in repr(one)
    assert one.fingerprint() != two.fingerprint()
    assert one.derive("backup") != one.derive("fingerprint")
