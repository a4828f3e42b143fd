"""Starting, stopping and being started wrong: the real process and its one clear line."""

import sqlite3
import subprocess
from collections.abc import Callable
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
def test_it_stops_when_asked_and_goes_on_where_it_was(
    telegram: BotApi, porchlight: Launch, mode: str
) -> None:
    """SIGTERM in mid-conversation: exit 0 within 10 s; the talk is remembered afterwards."""
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
    assert telegram.token not in bot.log.read_text()
    assert str(person.id) not in bot.log.read_text()


@MODES
def test_a_kill_in_mid_conversation_loses_nothing(
    telegram: BotApi, porchlight: Launch, mode: str
) -> None:
    """What was written while it was down or going down is answered once it is up."""
    bot = porchlight(mode=mode)
    bot.starts()
    person = telegram.person()
    person.says("hello")
    person.hears()
    person.says("/help")
    bot.dies()
    person.says("/about")
    bot.starts()
    telegram.waits(lambda: person.chat.received[-1].body["text"].startswith("Porchlight is"), 30)

    assert 3 <= len(person.texts) <= 4


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


def test_a_second_poller_gives_up(telegram: BotApi, porchlight: Launch) -> None:
    """Of two with one token and one store, one goes on."""
    first = porchlight()
    first.starts()
    assert one_line(porchlight())
    person = telegram.person()
    person.starts()
    person.hears()
    assert not first.fell


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


def test_a_lost_key_is_one_clear_line(telegram: BotApi, porchlight: Launch) -> None:
    """Nothing is overwritten, and with the key back it goes on."""
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
    key.chmod(0o600)
    bot.starts()
    person.says("/whatyouknow")
    assert "1" in person.hears().body["text"]


def test_a_readable_key_is_refused(porchlight: Launch) -> None:
    """Others could open everything; the line says how to mend it."""
    bot = porchlight()
    bot.starts()
    bot.stops()
    Path(str(bot.settings["key_file"])).chmod(0o644)

    assert "chmod" in one_line(porchlight())


def test_a_newer_database_is_refused(porchlight: Launch) -> None:
    """It is not touched, for it may belong to a newer version."""
    bot = porchlight()
    bot.starts()
    bot.stops()
    with sqlite3.connect(str(bot.settings["database_url"]).removeprefix("sqlite:///")) as data:
        data.execute("UPDATE store_version SET version_num = '9999'")
    data.close()

    assert "newer" in one_line(porchlight())


def test_a_locked_database_loses_nothing(
    telegram: BotApi, porchlight: Launch, words: TelegramPhrasebook
) -> None:
    """While another program holds it messages wait; afterwards they are answered."""
    bot = porchlight()
    bot.starts()
    person = telegram.person()
    person.starts()
    person.hears()
    path = str(bot.settings["database_url"]).removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    person.says("/help")
    telegram.waits(lambda: telegram.world.updates.pending)
    holder.execute("ROLLBACK")
    holder.close()

    assert person.hears(40).body["text"] == words.telegram("help")


def test_nobody_sees_the_token_in_the_list_of_processes(porchlight: Launch) -> None:
    """It stands in the environment, not on the command line."""
    bot = porchlight()
    bot.starts()
    assert bot.process
    shown = subprocess.run(["ps", "-o", "args=", "-p", str(bot.process.pid)],
                           capture_output=True, text=True, check=True).stdout  # fmt: skip

    assert "bot run" in shown
    assert bot.api.token not in shown
