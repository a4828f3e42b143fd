"""Starting, stopping and being started wrong: the real process and its one clear line."""

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from support.botapi import BotApi
from support.process import PUBLIC, Porchlight

from bot.telegram.phrasebook import TelegramPhrasebook

Launch = Callable[..., Porchlight]
MODES = pytest.mark.parametrize("mode", ["polling", "webhook"])


def one_line(bot: Porchlight) -> str:
    """Return the only line of a bot that gives up, which shows neither token nor traceback."""
    code, said = bot.fails()

    assert code in (1, 2)
    assert bot.api.token not in said
    assert "Traceback" not in said
    (line,) = [line for line in said.splitlines() if line.startswith("porchlight: ")]
    return line


@MODES
def test_it_goes_on_where_it_was(telegram: BotApi, porchlight: Launch, mode: str) -> None:
    """After SIGTERM, which it obeys within 10 s, and after a kill, either in mid-conversation."""
    bot = porchlight(mode=mode)
    bot.starts()
    person = telegram.person()
    for text in ("hello", "cant sleep again"):
        person.says(text)
        person.hears()
    assert bot.stops(10) == 0
    person.says("weed is the only thing that helps me sleep")
    bot.starts()
    person.hears()
    person.says("/whatyouknow")
    assert "3" in person.hears().body["text"]

    before = len(person.texts)
    person.says("/help")
    bot.dies()
    person.says("/about")
    bot.starts()
    telegram.waits(lambda: person.chat.received[-1].body["text"].startswith("Porchlight is"), 30)

    assert 2 <= len(person.texts) - before <= 3  # Telegram may have had the first one already
    assert telegram.token not in bot.log.read_text()
    assert str(person.id) not in bot.log.read_text()


def test_a_webhook_lets_in_only_telegram(telegram: BotApi, porchlight: Launch) -> None:
    """Without the secret nothing enters; health pages say how it is, and name nobody."""
    bot = porchlight(mode="webhook")
    bot.starts()
    person = telegram.person()
    forged = {"update_id": 1, "message": {
        "message_id": 1, "date": 1, "chat": person.chat.body, "from": person.who, "text": "/help",
    }}  # fmt: skip
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
        answer = httpx.post(bot.local + "/hook", json=forged, headers=headers)

        assert answer.status_code in (401, 403, 404)
    assert httpx.get(bot.local + "/healthz").status_code == 200
    assert httpx.get(bot.local + "/readyz").status_code == 200
    info = httpx.get(f"{telegram.url}/bot{telegram.token}/getWebhookInfo").json()["result"]
    assert info["url"] == PUBLIC + "/hook"
    assert telegram.call(lambda: telegram.world.webhook.secret)
    assert person.texts == []


def test_it_does_not_poll_while_a_webhook_is_set(telegram: BotApi, porchlight: Launch) -> None:
    """A laptop with the same token must not silence the real one, unless told to take over."""
    httpx.post(f"{telegram.url}/bot{telegram.token}/setWebhook",
               data={"url": "https://elsewhere.example.org/hook"})  # fmt: skip
    assert "webhook" in one_line(porchlight()).lower()
    assert telegram.call(lambda: telegram.world.webhook.url)
    porchlight(take_over=True).starts()
    assert not telegram.call(lambda: telegram.world.webhook.url)


def test_a_wrong_token_is_one_clear_line(telegram: BotApi, porchlight: Launch) -> None:
    """With the mend, and without the token."""
    wrong = telegram.token[:-3] + "xyz"
    said = one_line(porchlight(token=wrong))

    assert "token" in said.lower()
    assert wrong not in said
    assert "PORCHLIGHT_TOKEN" in one_line(porchlight(token=telegram.token[:10]))


def test_a_bad_setting_is_one_clear_line(porchlight: Launch) -> None:
    """It names the setting."""
    assert "PORCHLIGHT_MODE" in one_line(porchlight(mode="carrier-pigeon"))


def test_one_that_runs_gives_way_to_nobody_and_shows_nothing(
    telegram: BotApi, porchlight: Launch, words: TelegramPhrasebook
) -> None:
    """A second poller gives up; what comes while the database is locked waits; `ps` is mute."""
    bot = porchlight()
    bot.starts()
    person = telegram.person()
    person.starts()
    person.hears()
    assert "another porchlight" in one_line(porchlight())
    assert not bot.fell

    path = str(bot.settings["database_url"]).removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        person.says("/help")
        telegram.waits(lambda: telegram.world.updates.pending)
        holder.execute("ROLLBACK")
    assert person.hears(40).body["text"] == words.telegram("help")

    shown = subprocess.run(["ps", "-o", "args=", "-p", str(bot.number)],
                           capture_output=True, text=True, check=True).stdout  # fmt: skip
    assert "bot run" in shown
    assert telegram.token not in shown


def test_a_key_or_a_database_that_does_not_fit_is_one_clear_line(
    telegram: BotApi, porchlight: Launch
) -> None:
    """A key that is lost, or that others can read; a newer schema. Nothing is overwritten."""
    bot = porchlight()
    bot.starts()
    person = telegram.person()
    person.says("hello there")
    person.hears()
    bot.stops()
    key = Path(str(bot.settings["key_file"]))
    kept = key.read_bytes()
    key.unlink()
    assert "key" in one_line(porchlight())
    key.write_bytes(kept)
    key.chmod(0o644)
    assert "chmod" in one_line(porchlight())
    key.chmod(0o600)
    path = str(bot.settings["database_url"]).removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as data:
        (version,) = data.execute("SELECT version_num FROM store_version").fetchone()
        data.execute("UPDATE store_version SET version_num = '9999'")
        assert "newer" in one_line(porchlight())
        data.execute("UPDATE store_version SET version_num = ?", [version])
    bot.starts()
    person.says("/whatyouknow")

    assert "1" in person.hears().body["text"]
