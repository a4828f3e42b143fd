"""The emulator's getUpdates, webhook and troubles, as published."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest
from support.botapi import BotApi

Ask = Callable[..., dict[str, Any]]
PUBLIC = "https://bot.example.org"
SECRET = "only-for-this-test"  # noqa: S105 - guards nothing


def ids(answer: dict[str, Any]) -> list[int]:
    """Return the update ids of an answer."""
    return [update["update_id"] for update in answer["result"]]


def test_updates_come_again_until_an_offset_passes_them(botapi: BotApi, ask: Ask) -> None:
    """Offset, limit, and a negative offset that forgets all before."""
    person = botapi.person()
    first, second, third = person.says("a"), person.says("b"), person.says("c")

    assert ids(ask("getUpdates")) == ids(ask("getUpdates")) == [first, second, third]
    assert ids(ask("getUpdates", limit=2)) == [first, second]
    assert ids(ask("getUpdates", offset=second)) == [second, third]
    assert ids(ask("getUpdates", offset=-1)) == [third]
    assert ids(ask("getUpdates")) == [third]
    assert ids(ask("getUpdates", offset=third + 1)) == []
    assert botapi.pending == 0


def test_a_long_poll_waits_and_a_second_one_ends_it(botapi: BotApi, ask: Ask) -> None:
    """The first gets 409, the second what comes."""
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, "getUpdates", timeout=15)
        botapi.waits(lambda: len(botapi.calls("getUpdates")) == 1)
        second = pool.submit(ask, "getUpdates", timeout=15)

        assert first.result()["description"].startswith("Conflict: terminated by other getUpdates")
        update = botapi.person().says("a")
        assert ids(second.result()) == [update]


def test_kinds_are_sent_as_asked_and_remembered(botapi: BotApi, ask: Ask) -> None:
    """Only what is allowed; not naming it again leaves it; an empty list is the usual."""
    person = botapi.person()
    person.starts()
    ask("getUpdates", allowed_updates='["callback_query", "my_chat_member"]')
    person.says("unheard")
    person.blocks()
    ask("getUpdates")
    person.unblocks()

    assert len(ids(ask("getUpdates"))) == 3
    ask("getUpdates", allowed_updates='["mesage"]')
    assert botapi.violations == ["allowed_updates: no update kind mesage"]


class Hook(BaseHTTPRequestHandler):
    """A webhook that answers what its server's `answers` say, 200 when they are used up."""

    def do_POST(self) -> None:
        """Take an update."""
        update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        secret = self.headers["X-Telegram-Bot-Api-Secret-Token"]
        self.server.got.append((self.path, secret, update["update_id"]))  # type: ignore[attr-defined]
        answers = self.server.answers  # type: ignore[attr-defined]
        self.send_response(answers.pop(0) if answers else 200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@pytest.fixture(name="hook")
def _hook(botapi: BotApi) -> Iterator[ThreadingHTTPServer]:
    """Return a listening webhook behind the public address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        server.got, server.answers = [], []  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever)
        thread.start()
        botapi.route(PUBLIC, "http://127.0.0.1:9", f"http://127.0.0.1:{server.server_port}")
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"url": "http://bot.example.org/x"}, "An HTTPS URL must be provided"),
        ({"url": "https://bot.example.org:8080/x"}, "only on ports 80, 88, 443 or 8443"),
        ({"url": PUBLIC, "secret_token": "no spaces"}, "secret token contains unallowed"),
        ({"url": PUBLIC, "secret_token": "x" * 257}, "secret token contains unallowed"),
    ],
)
def test_a_webhook_beyond_the_rules_is_refused(ask: Ask, more: dict[str, str], said: str) -> None:
    """Each with Telegram's own words."""
    assert said in ask("setWebhook", **more)["description"]


def test_a_webhook_gets_each_update_until_it_takes_it(
    botapi: BotApi, ask: Ask, hook: ThreadingHTTPServer
) -> None:
    """With the secret, in order within a chat, again after a refusal; polling is refused."""
    person = botapi.person()
    waiting = person.says("a")
    hook.answers[:] = [503, 500]  # type: ignore[attr-defined]
    ask("setWebhook", url=PUBLIC + "/hook", secret_token=SECRET)
    later = person.says("b")
    botapi.waits(lambda: not botapi.world.updates.pending)

    expected = [("/hook", SECRET, one) for one in (waiting, waiting, waiting, later)]
    assert hook.got == expected  # type: ignore[attr-defined]
    info = ask("getWebhookInfo")["result"]
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    assert (info["url"], info["pending_update_count"]) == (PUBLIC + "/hook", 0)
    assert ask("getUpdates")["error_code"] == 409
    assert ask("deleteWebhook")["ok"]
    assert ids(ask("getUpdates")) == []


def test_pending_updates_are_counted_and_never_to_be_dropped(botapi: BotApi, ask: Ask) -> None:
    """Throwing away what people wrote is a violation."""
    botapi.person().says("a")
    ask("setWebhook", url="https://nobody.example.org/x")
    botapi.waits(lambda: botapi.world.webhook.error)

    assert ask("getWebhookInfo")["result"]["pending_update_count"] == 1
    ask("deleteWebhook", drop_pending_updates="true")
    assert botapi.violations == ["drop_pending_updates: people's messages thrown away"]


def test_odd_deliveries_on_demand(botapi: BotApi, ask: Ask) -> None:
    """The same update twice, later ones first, shapes no library knows."""
    person = botapi.person()
    first = person.says("a")
    ask("getUpdates", offset=first + 1)
    botapi.again(first)
    botapi.hold()
    second, third = person.says("b"), person.says("c")
    botapi.release(reverse=True)
    fourth = botapi.raw({"telepathy": {"from": person.who}})

    assert ids(ask("getUpdates", offset=first + 1)) == [first, third, second, fourth]
    assert ids(ask("getUpdates", offset=first + 1)) == [third, second, fourth]


def test_troubles_on_demand(botapi: BotApi, ask: Ask) -> None:
    """Refused, flooded, an error page, dropped before, lost after, late."""
    person = botapi.person()
    person.starts()
    say = {"chat_id": person.id, "text": "hi"}
    botapi.fails("sendMessage", 429, retry_after=3)
    assert ask("sendMessage", **say)["parameters"] == {"retry_after": 3}
    botapi.fails(status=502)
    assert ask("getMe")["error_code"] == 502
    botapi.breaks("page", "sendMessage")
    with pytest.raises(json.JSONDecodeError):
        ask("sendMessage", **say)
    for kind in ("drop", "lose"):
        botapi.breaks(kind, "sendMessage")
        with pytest.raises(httpx.RemoteProtocolError):
            ask("sendMessage", **say)
    assert person.texts == ["hi"]
    botapi.breaks("slow", "sendMessage", seconds=0.3)
    assert ask("sendMessage", **say)["ok"]
    assert person.texts == ["hi", "hi"]


def test_a_flood_refuses_until_it_is_over_and_notes_impatience(botapi: BotApi, ask: Ask) -> None:
    """Writing to a chat again before the wait it was told is a violation."""
    person, other = botapi.person(), botapi.person()
    person.starts()
    other.starts()
    botapi.floods(1.0, chat=person.id)

    wait = ask("sendMessage", chat_id=person.id, text="a")["parameters"]["retry_after"]
    assert ask("sendMessage", chat_id=other.id, text="a")["ok"]
    assert botapi.violations == []
    assert not ask("sendMessage", chat_id=person.id, text="a")["ok"]
    assert botapi.violations == ["sendMessage: before its retry_after was over"]
    time.sleep(wait)
    assert ask("sendMessage", chat_id=person.id, text="a")["ok"]
