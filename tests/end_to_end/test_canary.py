"""The canary: a whole life of the bot at its most talkative, then a search of all it left.

Somebody with a name, an id and words that occur nowhere else goes through every handler and every
failure there is a way to bring about; the operator backs up, rotates keys, looks with the doctor
and at the metrics. Afterwards the bytes of every file, log, page and backup are searched.
"""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from support.botapi import BotApi, Person
from support.process import ROOT, UNLIMITED, Porchlight, free_port

Launch = Callable[..., Porchlight]
WORD = "zanzibarcanary"
NAMES = {"first_name": "Quillonia", "last_name": "Vexbrook-Ottarly", "username": "qvx_ottarly_77"}
NUMBER = 7_123_456_789
MEDIA = ("voice", "audio", "video", "video_note", "animation", "photo", "sticker", "document",
         "contact", "location", "venue", "poll", "dice")  # fmt: skip
COMMANDS = ("/help", "/privacy", "/about", "/whatyouknow", "/export", "/pause", "/resume", "/hide",
            "/safety", "/help_now", f"/{WORD}", f"/start {WORD}")  # fmt: skip
TALK = (
    f"the {WORD} helps me sleep but i want to stop", f"my brother {WORD} found out",
    f"i want to cut down on {WORD}", f"{WORD} wont wake up hes gone blue",
    f"i want to kill myself because of {WORD}", f"not an emergency {WORD}", f"forget it {WORD}",
)  # fmt: skip


@pytest.fixture(name="telegram")
def _telegram() -> Iterator[BotApi]:
    """Return a Telegram that does not mind how fast it goes, as there is much to do."""
    with BotApi(pace=False) as api:
        yield api


def needles(token: str) -> Iterator[tuple[str, bytes]]:
    """Yield everything that must be nowhere, in the ways it could be written down."""
    yield "word", WORD.encode()
    for name in NAMES.values():
        yield "name", name.encode()
    yield "token", token.partition(":")[2].encode()
    yield "contact", b"447700900123"
    yield "forwarded from", b"698765432"
    digits = str(NUMBER).encode()
    yield "id in decimal", digits
    yield "id in hex", f"{NUMBER:x}".encode()
    yield "id in base64", base64.b64encode(digits).rstrip(b"=")
    for size in (5, 8):
        for order in ("little", "big"):
            raw = NUMBER.to_bytes(size, order)
            yield f"id in {size} bytes, {order}", raw
            yield f"id in base64 of {size} bytes, {order}", base64.b64encode(raw).rstrip(b"=")


def searched(where: dict[str, bytes], token: str) -> list[str]:
    """Return what was found where; nothing of it is shown."""
    return [
        f"{what} in {place}" for place, content in where.items() for what, needle in needles(token)
        if needle in content or needle.lower() in content.lower()
    ]  # fmt: skip


def files(*folders: Path) -> dict[str, bytes]:
    """Return every file below the folders."""
    return {
        str(path): path.read_bytes()
        for folder in folders for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def lives(telegram: BotApi, person: Person) -> None:
    """Do everything somebody can do, with the canary in it wherever there is room for one."""
    person.starts()
    for text in TALK:
        person.says(text)
    for command in COMMANDS:
        person.says(command)
    for kind in MEDIA:
        person.sends_a(kind)
    person.sends_a("photo", caption=f"look at {WORD}")
    person.says(f"again {WORD}")
    person.edits(f"again and again {WORD}")
    person.forwards(f"passed on {WORD}")
    place = telegram.place(title=WORD)
    place.takes_in(person)
    telegram.raw({"message": {"text": WORD, "from": person.who}})
    telegram.raw({"message": {"message_id": "x", "date": WORD, "chat": person.chat.body}})
    telegram.raw({"callback_query": {"id": "1", "from": person.who, "data": WORD}})


def fails(telegram: BotApi, person: Person) -> None:
    """Let every call go wrong in every way once, while somebody goes on writing."""
    for trouble in (
        lambda: telegram.fails("sendMessage", 500),
        lambda: telegram.fails("sendMessage", 400),
        lambda: telegram.fails("sendMessage", 429, retry_after=1),
        lambda: telegram.breaks("drop", "sendMessage"),
        lambda: telegram.breaks("page", "sendMessage"),
        lambda: telegram.breaks("drop", "getUpdates"),
        lambda: telegram.breaks("page", "getUpdates"),
        lambda: telegram.fails("getUpdates", 502),
    ):
        trouble()
        person.says(f"and {WORD} again")
    telegram.waits(lambda: not telegram.world.updates.pending, 60)


def types(bot: Porchlight, *arguments: str) -> bytes:
    """Run a command of the operator's; return all it said."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=ROOT, env=bot.environment(),
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_g01_g02_g04_g09_g23_nothing_of_anybody_is_left_anywhere(
    telegram: BotApi, porchlight: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither words, ids however written, names nor token: files, logs, pages, backups."""
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    port = free_port()
    bot = porchlight(log_level="DEBUG", metrics_listen=f"127.0.0.1:{port}", **UNLIMITED)
    plain = bot.environment
    monkeypatch.setattr(bot, "environment", lambda: plain() | {"TMPDIR": str(scratch)})
    bot.starts()
    person = telegram.call(lambda: Person(telegram, number=NUMBER, **NAMES))
    lives(telegram, person)
    telegram.waits(lambda: not telegram.world.updates.pending, 60)
    fails(telegram, person)
    live = files(bot.folder, scratch)
    pages = {
        "metrics": httpx.get(f"http://127.0.0.1:{port}/metrics").content,
        "ready": httpx.get(bot.local + "/readyz").content,
        "backup": types(bot, "backup", str(tmp_path)),
        "keys": types(bot, "keys", "rotate"),
        "doctor": types(bot, "doctor"),
    }
    bot.dies()
    killed = files(bot.folder, scratch)
    bot.starts()
    person.says("forget me")
    telegram.waits(lambda: not telegram.world.updates.pending, 60)
    bot.stops()
    backups = {str(path): path.read_bytes() for path in tmp_path.glob("*.backup")}

    said = live[str(bot.log)].decode()
    assert {"fetch_failed", "running", "retention"} <= set(re.findall(r'"event": "(\w+)"', said))
    assert "withheld" not in said
    assert len(person.texts) > len(COMMANDS) + len(MEDIA)
    assert b"porchlight_turn_seconds_count" in pages["metrics"]
    assert backups
    for where in (live, pages, killed, files(bot.folder, scratch), backups):
        assert searched(where, telegram.token) == []


def test_the_search_finds_a_canary_in_every_writing() -> None:
    """A search that finds nothing must be able to find something."""
    for what, needle in needles("1:secret"):
        assert any(what in one for one in searched({"file": b"x" + needle + b"y"}, "1:secret"))
