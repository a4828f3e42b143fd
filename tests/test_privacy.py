"""Nobody appears in a log, an error, a repr or a file that was not asked for."""

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.talk import Talk
from bot.transcripts import Transcript, play
from dialogues.engine import respond
from dialogues.errors import SessionUnreadable
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

CANARY = "zanzibarcanary"
ROOT = Path(__file__).parents[1]


def test_no_transcript_leaves_text_in_the_log(
    transcripts: list[Transcript], phrasebook: Phrasebook, caplog: pytest.LogCaptureFixture
) -> None:
    """Played at DEBUG, nothing is logged that a client typed."""
    caplog.set_level(logging.DEBUG)
    for transcript in transcripts[:20]:
        said = [turn["client"] for turn, _ in play(transcript, phrasebook)]
        for text in said:
            assert not (len(text) > 8 and text in caplog.text)


def test_a_turn_shows_nothing_in_its_repr(phrasebook: Phrasebook) -> None:
    """A turn or a session in a traceback gives nobody away."""
    text = f"my mate {CANARY} helps me sleep and i want to cut down with {CANARY}"
    turn = respond(
        Session(), text, now=datetime(2026, 1, 1, tzinfo=UTC), rng=Random(1), phrasebook=phrasebook
    )

    assert CANARY not in repr(turn)
    assert CANARY not in repr(turn.session)


def test_a_talk_without_a_state_file_leaves_no_file(tmp_path: Path) -> None:
    """No message reaches the disk unless a file was asked for."""
    before = set(ROOT.glob("*"))
    env = {**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-B", "-m", "bot", "chat", "--jsonl"], cwd=ROOT, env=env, check=True,
        input=f'"{CANARY} helps me sleep"\n'.encode(), stdout=subprocess.DEVNULL,
    )  # fmt: skip

    assert set(ROOT.glob("*")) == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_errors_carry_no_text(tmp_path: Path) -> None:
    """A broken session is named by its fault, not by what is in it."""
    with pytest.raises(SessionUnreadable) as caught:
        Session.from_json(f'{{"version":1,"turn":"{CANARY}"}}')

    assert CANARY not in str(caught.value)


def test_forget_wipes_the_state_file(tmp_path: Path) -> None:
    """After a yes, the file holds a new session."""
    file = tmp_path / "s.json"
    talk = Talk.start("en", 1, file, None)
    talk.say("my sister helps me and i want to cut down on the gear")
    talk.say("forget me")
    talk.say("yes")

    assert talk.session.notes == ()
    assert "sister" not in file.read_text()
