"""The house: arrows, words out of Python, pictures and README that are true."""

import ast
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from bot.diagrams import page
from bot.transcripts import START
from dialogues.engine import begin, respond
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "dialogues").rglob("*.py")])
LONGEST = 320


def test_the_diagrams_are_current() -> None:
    """docs/machines.md is what the tables say; `make docs` draws it anew."""
    assert (ROOT / "docs" / "machines.md").read_text("utf-8") == page()


def test_only_the_machines_know_transitions() -> None:
    """One module hides the library."""
    users = [path.name for path in SOURCES if "from transitions" in path.read_text("utf-8")]

    assert users == ["machines.py"]


def test_modules_stay_small() -> None:
    """A module over 320 lines has a second noun in it."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    }

    assert long == {}


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.is_relative_to(ROOT / "dialogues")], ids=lambda p: p.name
)
def test_no_sentence_a_client_could_read_stands_in_python(path: Path) -> None:
    """Strings of five words and more are docstrings, errors, patterns, reports, or a fault."""
    tree = ast.parse(path.read_text("utf-8"))
    allowed = _documentation(tree) | _raised(tree)
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and id(node) not in allowed and re.search(r"[A-Z][a-z']+( [a-z']+){4,}[.?]", node.value)
    ]  # fmt: skip

    assert found == []


def _documentation(tree: ast.AST) -> set[int]:
    return {id(node.value) for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}  # fmt: skip


def _raised(tree: ast.AST) -> set[int]:
    return {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise)
            for part in ast.walk(node)}  # fmt: skip


def test_the_readmes_conversation_is_true() -> None:
    """The sample in the README's first screen is what the program says with that seed."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"<!-- sample: seed (\d+) -->\n```text\n(.*?)```", text, re.DOTALL)
    assert block
    phrasebook = Phrasebook()
    session = begin(Session(), now=START, phrasebook=phrasebook).session
    shown = re.findall(r"^(you|bot): (.*(?:\n {5}.*)*)", block[2], re.MULTILINE)
    said = [(who, re.sub(r"\n {5}", " ", line)) for who, line in shown]
    for (_, message), (_, reply) in zip(said[::2], said[1::2], strict=True):
        rng = Random(f"{block[1]}:{session.turn}")
        turn = respond(session, message, now=START, rng=rng, phrasebook=phrasebook)
        session = turn.session

        assert reply == turn.reply


def test_a_wheel_works_from_any_folder(tmp_path: Path) -> None:
    """It holds the words and the data: built, unpacked and run elsewhere."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    wheel = next(tmp_path.glob("*.whl"))
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    result = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); "
         "from bot.cli import main; import bot; assert bot.__file__.startswith(sys.path[0]); "
         "sys.exit(main(['chat', '--jsonl', '--seed', '1']))"],
        cwd=tmp_path, input=b'"it helps me sleep"\n', capture_output=True, check=False,
    )  # fmt: skip

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["reply"]


def test_the_pins_name_packages_and_hashes_only() -> None:
    """No option line and no address stands in the pins, which would name a machine's registry."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    allowed = re.compile(r"[a-z0-9-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?|")

    assert [line for line in lines if not allowed.fullmatch(line)] == []
