"""Where the bot connects to: Telegram's API as set, its own database, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.botapi import BotApi
from support.process import ROOT, Porchlight

Launch = Callable[..., Porchlight]
WATCH = """
import os, sys

def watch(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        where = given[1] if event != "socket.getaddrinfo" else given[:2]
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{event} {where}\\n")

sys.addaudithook(watch)
"""


def test_g14_no_socket_goes_anywhere_but_to_the_api(
    telegram: BotApi, porchlight: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interpreter itself reports every connection of a bot at work and of the doctor."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    watched = tmp_path / "watched.txt"
    bot = porchlight()
    plain = bot.environment
    more = {"PYTHONPATH": str(tmp_path), "WATCHED": str(watched)}
    monkeypatch.setattr(bot, "environment", lambda: plain() | more)
    bot.starts()
    person = telegram.person()
    for text in ("hello", "look at https://example.org/x", "my email is a@example.org", "/export"):
        person.says(text)
        person.hears()
    person.sends_a("photo")
    person.hears()
    subprocess.run([sys.executable, "-m", "bot", "doctor"], cwd=ROOT, env=bot.environment(),
                   capture_output=True, timeout=120, check=True)  # fmt: skip
    bot.stops()
    port = telegram.url.rpartition(":")[2]
    lines = set(watched.read_text().splitlines())

    assert lines
    assert {line for line in lines if f"'127.0.0.1', {port}" not in line} == set()
