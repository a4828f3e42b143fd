"""The command line, driven as a real process: good input, bad input, nothing lost."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli

ROOT = Path(__file__).parents[2]


def run(*arguments: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run `porchlight` with `arguments` as its users do."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], input=stdin, capture_output=True, cwd=ROOT,
        env={**os.environ, "PORCHLIGHT_TOKEN": "", **env}, timeout=60, check=False,
    )  # fmt: skip


def turns(result: subprocess.CompletedProcess[bytes]) -> list[dict]:
    """Return the JSON objects printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_turn_has_the_agreed_shape() -> None:
    """Others script against these keys."""
    result = run("chat", "--jsonl", "--seed", "7", stdin=b'"it helps me sleep"\n')
    turn = turns(result)[0]

    assert result.returncode == 0, result.stderr
    assert set(turn) == {
        "reply", "choices", "register", "stage", "flow", "target", "heard", "moves", "seed",
    }  # fmt: skip
    assert set(turn["heard"]) == {
        "talk", "proba", "categories", "frames", "emotions", "substances", "signals",
    }  # fmt: skip
    assert turn["seed"] == 7
    assert turn["moves"][0]["code"] == "NOTICE"
    assert "helps_sleep" in [frame["name"] for frame in turn["heard"]["frames"]]


def test_hear_is_stateless_and_names_the_register() -> None:
    """`hear` prints the heard object plus the register."""
    result = run("hear", "--jsonl", stdin=b'"she wont wake up"\n{"text": "i hate the mornings"}\n')
    rows = turns(result)

    assert [row["register"] for row in rows] == ["emergency", "conversation"]
    assert "talk" in rows[1]


def test_the_same_seed_and_times_give_the_same_talk() -> None:
    """`--seed` makes a conversation reproducible."""
    lines = b'{"text": "i want to cut down", "at": "2026-01-01T10:00:00Z"}\n' * 1 + b'"dunno"\n'

    assert run("chat", "--jsonl", "--seed", "3", stdin=lines).stdout == (
        run("chat", "--jsonl", "--seed", "3", stdin=lines).stdout
    )


def test_state_carries_the_session_between_runs(tmp_path: Path) -> None:
    """Two runs with a state file are one conversation; the file is private."""
    state = tmp_path / "s.json"
    first = turns(run("chat", "--jsonl", "--seed", "1", "--state", str(state), stdin=b'"hi"\n'))
    second = turns(run("chat", "--jsonl", "--seed", "1", "--state", str(state), stdin=b'"hi"\n'))

    assert first[0]["moves"][0]["template"] == "notice/opening"
    assert all(move["template"] != "notice/opening" for move in second[0]["moves"])
    assert state.stat().st_mode & 0o777 == 0o600


BAD = {
    b"hello": "not JSON", b"\xff\xfe": "not UTF-8", b"": "empty", b"42": "JSON string or",
    b'{"text": 1}': "JSON string or", b'{"text": "x", "at": "soon"}': "ISO 8601",
    b'"' + b"a" * (1 << 20) + b'"': "1 MiB", b"[" * 100000: "not JSON",
}  # fmt: skip


def test_a_bad_line_is_named_and_the_others_are_answered() -> None:
    """One clear line for each, exit 1, and nothing said before, between or after is lost."""
    lines = [line for bad in BAD for line in (b'"one"', bad)]
    result = run("chat", "--jsonl", "--seed", "1", stdin=b"\n".join([*lines, b'"two"', b""]))
    told = result.stderr.decode().splitlines()

    assert result.returncode == 1
    assert len(turns(result)) == len(BAD) + 1
    assert len(told) == len(BAD)
    for number, (said, hint) in enumerate(zip(told, BAD.values(), strict=True), start=1):
        assert hint in said
        assert f"line {2 * number}" in said


def test_a_broken_state_file_is_left_alone(tmp_path: Path) -> None:
    """It may be all there is of a conversation."""
    state = tmp_path / "s.json"
    state.write_text("{broken")
    result = run("chat", "--jsonl", "--state", str(state), stdin=b'"hi"\n')

    assert result.returncode == 2
    assert b"left as it is" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert state.read_text() == "{broken"


def test_a_state_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A folder that is not there: one line, exit 2."""
    result = run("chat", "--jsonl", "--state", str(tmp_path / "no" / "s.json"), stdin=b'"hi"\n')

    assert result.returncode == 2
    assert b"cannot be written" in result.stderr


def test_a_full_disk_loses_nothing_said_before(tmp_path: Path) -> None:
    """The old state stays when the new one cannot be written (/dev/full stands for the disk)."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "bot", "chat", "--jsonl", "--seed", "1"], cwd=ROOT,
            input=b'"hi"\n', stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip

    assert result.returncode != 0
    assert b"Traceback" not in result.stderr


def test_an_unknown_language_names_those_there_are() -> None:
    """Exit 2 and the choice."""
    result = run("chat", "--jsonl", "--lang", "xx", stdin=b'"hi"\n')

    assert result.returncode == 2
    assert b"there are: en" in result.stderr


def test_an_unknown_template_is_helped() -> None:
    """`show` names what is near."""
    result = run("show", "reflection/any/sleep")

    assert result.returncode == 2
    assert b"reflection/frame/helps_sleep" in result.stderr


def test_show_prints_wordings() -> None:
    """Every wording of the id, rendered."""
    result = run("show", "reflection/any/double_sided")

    assert result.returncode == 0
    assert result.stdout.count(b"\n") >= 20


def commands() -> list[list[str]]:
    """Return every command there is, those in groups too, from the parser itself."""
    found, waiting = [], [((), cli._parser())]
    while waiting:
        path, parser = waiting.pop()
        below = [action for action in parser._actions if isinstance(action.choices, dict)]
        if path and not below:
            found.append(list(path))
        for action in below:
            waiting.extend(((*path, name), one) for name, one in action.choices.items())
    return sorted(found)


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_teaches(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every command has a sentence and an example that is that command."""
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    shown = " ".join(capsys.readouterr().out.split())

    assert ended.value.code == 0
    assert " ".join(["porchlight", *command]) in shown.partition("Example: ")[2]
    assert shown.partition("options:")[0].rstrip().endswith(".") or "positional" in shown


def test_every_command_stands_in_the_readme() -> None:
    """In its table, by its name; those of a group by the group's."""
    text = (ROOT / "README.md").read_text("utf-8")
    table = text.partition("## Commands")[2].partition("\n## ")[0]
    named = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    words = set(re.findall(r"[a-z][a-z-]*", " ".join(named)))

    assert {command[0] for command in commands()} - words == set()


def test_every_module_of_commands_is_reached() -> None:
    """A command is there by lying in bot/commands; none is left out."""
    names = {"_".join(command).replace("-", "_") for command in commands()}
    files = {path.stem for path in (ROOT / "bot" / "commands").glob("*.py")} - {"__init__"}

    assert {file for file in files if not any(name.startswith(file) for name in names)} == set()


def test_fidelity_reads_what_chat_wrote(tmp_path: Path) -> None:
    """The counts come from the trace; a file that is no talk is refused with its line."""
    talk = tmp_path / "talk.jsonl"
    said = b'"it helps me sleep"\n"but i hate the mornings"\n'
    talk.write_bytes(run("chat", "--jsonl", "--seed", "1", stdin=said).stdout)
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text("{}\n")

    assert b"reflections : questions" in run("fidelity", str(talk)).stdout
    assert b"wrong.jsonl:1" in run("fidelity", str(wrong)).stderr
    assert run("fidelity", str(tmp_path / "none")).returncode == 2


def test_record_writes_a_transcript_that_plays(tmp_path: Path) -> None:
    """A recorded conversation passes as a test at once."""
    from bot.transcripts import load, misses, play
    from dialogues.phrasing import Phrasebook

    path = tmp_path / "t.toml"
    said = ['it helps me sleep "really"', "but i'm skint \\ again", "dunno {{ x }}"]
    stdin = "".join(json.dumps(text) + "\n" for text in said).encode()
    run("chat", "--jsonl", "--seed", "5", "--record", str(path), stdin=stdin)
    played = list(play(load(path), Phrasebook()))

    assert [turn["client"] for turn, _ in played] == said
    assert [miss for turn, reply in played[1:] for miss in misses(turn, reply)
            if not miss.startswith("said nothing like notice")] == []  # fmt: skip


def test_run_without_a_token_talks_here_and_says_so() -> None:
    """The terminal stands in for Telegram, in one line."""
    result = run("run", stdin=b"it helps me sleep\n/quit\n")

    assert result.returncode == 0
    assert b"No PORCHLIGHT_TOKEN" in result.stdout.splitlines()[0]
    assert b"bot" in result.stdout


def test_what_is_no_token_is_refused_and_not_printed() -> None:
    """One line names the setting; the value is nowhere."""
    result = run("run", PORCHLIGHT_TOKEN="CANARY")  # noqa: S106

    assert result.returncode == 2
    assert b"PORCHLIGHT_TOKEN: this is no token" in result.stderr
    assert b"CANARY" not in result.stdout + result.stderr


def test_a_coordinators_code_is_not_made_for_a_bot_that_never_ran(tmp_path: Path) -> None:
    """It would be good for nothing, and a database beside the real one would confuse."""
    done = run("coordinator", HOME=str(tmp_path), XDG_DATA_HOME="", XDG_CONFIG_HOME="")

    assert done.returncode == 2
    assert b"no bot has run" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_hide_clears_the_screen_and_says_something_bland() -> None:
    """As on Telegram: nothing of the talk is said again, and the talk goes on."""
    from dialogues.phrasing import Phrasebook

    bland = Phrasebook().notice("notice/telegram/bland").splitlines()
    result = run("chat", "--seed", "5", stdin=b"my ex hits me\n/hide\n")
    after = result.stdout.decode().rpartition("> ")[0].rpartition("> ")[2]

    assert result.returncode == 0
    assert after.strip() in bland
