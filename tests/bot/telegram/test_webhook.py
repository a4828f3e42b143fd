"""The webhook over real HTTP: 200 after the commit, 503 without a database, 404 to strangers."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from support.transport import TOKEN, Transport, message

from bot.settings import Settings, SettingsError
from bot.store.schema import inbox
from bot.telegram.health import Health, health
from bot.telegram.webhook import SECRET, serve, set_webhook

Start = Callable[..., Awaitable[Transport]]
Post = Callable[..., Awaitable[httpx.Response]]


def _settings() -> Settings:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    return Settings(
        token=TOKEN,
        mode="webhook",
        webhook_url="https://porch.example/hook/a-b",
        listen=f"127.0.0.1:{port}",
    )


@pytest.fixture(name="bot")
async def _bot(start: Start) -> Transport:
    return await start()


@pytest.fixture(name="get")
async def _get(bot: Transport) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the running server."""
    settings = _settings()

    async def ask() -> Health:
        return await health(bot.store, bot.now, ("sender",))

    server = serve(settings, bot.inbox, ask)
    secret = {SECRET: settings.secret_of_webhook()}
    async with httpx.AsyncClient(
        base_url=f"http://{settings.listen}", headers=secret, trust_env=False
    ) as client:
        yield client
    server.stop()
    await server.close_all_connections()


async def test_200_means_that_it_is_written_down(bot: Transport, get: httpx.AsyncClient) -> None:
    """And the second time too, without a second row."""
    raw = message(5, 7, "hello")
    first = await get.post("/hook/a-b", json=raw)
    rows = await bot.rows(inbox)
    second = await get.post("/hook/a-b", json=raw)
    await bot.work()

    assert (first.status_code, second.status_code) == (200, 200)
    assert len(rows) == len(await bot.rows(inbox)) == 1
    assert bot.request.texts() == ["hello"]


async def test_without_the_secret_there_is_nothing_here(
    bot: Transport, get: httpx.AsyncClient
) -> None:
    """As on any path that does not exist."""
    wrong = await get.post("/hook/a-b", json=message(5, 7, "x"), headers={SECRET: "wrong"})
    elsewhere = await get.post("/other", json={})

    assert wrong.status_code == elsewhere.status_code == 404
    assert wrong.content == b""
    assert await bot.rows(inbox) == []


async def test_without_a_database_telegram_is_asked_to_come_again(
    bot: Transport, get: httpx.AsyncClient
) -> None:
    """Nothing is lost, and it is not ready meanwhile."""
    async with bot.store.database.begin() as connection:
        await connection.execute(text("ALTER TABLE inbox RENAME TO away"))
    taken, ready = await get.post("/hook/a-b", json=message(5, 7, "x")), await get.get("/readyz")
    alive = await get.get("/healthz")

    assert (taken.status_code, ready.status_code, alive.status_code) == (503, 503, 200)
    assert ready.json()["database"] is False


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"update_id": "x"}'])
async def test_what_is_no_update_is_taken_and_dropped(
    bot: Transport, get: httpx.AsyncClient, body: bytes
) -> None:
    """Refused, it would be brought again for a day."""
    answer = await get.post("/hook/a-b", content=body)

    assert answer.status_code == 200
    assert await bot.rows(inbox) == []


async def test_an_update_that_cannot_be_read_is_kept_by_its_id(
    bot: Transport, get: httpx.AsyncClient
) -> None:
    """As a dead letter."""
    await get.post("/hook/a-b", json={"update_id": 6, "message": None})

    assert [(row.update_id, row.state) for row in await bot.rows(inbox)] == [(6, "dead")]


async def test_a_body_that_is_too_large_is_not_read(get: httpx.AsyncClient) -> None:
    """Nobody fills the memory."""
    with pytest.raises(httpx.HTTPError):
        (await get.post("/hook/a-b", content=b"x" * 2_000_000)).raise_for_status()


async def test_ready_tells_numbers_only(bot: Transport, get: httpx.AsyncClient) -> None:
    """How many wait and how long."""
    await bot.hears(7, "zanzibarcanary")
    bot.now.pass_(10)
    answer = await get.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True, "database": True, "inbox": 1, "outbox": 0, "waited": 10.0,
        "leads": ["sender"],
    }  # fmt: skip
    bot.now.pass_(200)
    assert (await get.get("/readyz")).status_code == 503


async def test_many_at_once_are_all_taken(bot: Transport, get: httpx.AsyncClient) -> None:
    """Each once."""
    answers = await asyncio.gather(
        *(get.post("/hook/a-b", json=message(n % 20, 7, "x")) for n in range(40))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert len(await bot.rows(inbox)) == 20


async def test_telegram_is_told_address_secret_and_kinds(bot: Transport) -> None:
    """And nothing that waits is dropped."""
    settings = _settings()
    await set_webhook(bot.bot, settings)
    told: dict[str, Any] = bot.request.called("setWebhook")[0]

    assert told["url"] == settings.webhook_url
    assert told["secret_token"] == settings.secret_of_webhook()
    assert "my_chat_member" in json.dumps(told["allowed_updates"])
    assert told.get("drop_pending_updates") is not True


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_place_that_is_taken_is_one_clear_line(bot: Transport) -> None:
    """With the setting to change."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = _settings().model_copy(update={"listen": f"127.0.0.1:{taken.getsockname()[1]}"})

        async def ask() -> Health:
            return Health(True)

        with pytest.raises(SettingsError, match="PORCHLIGHT_LISTEN: cannot listen"):
            serve(settings, bot.inbox, ask)
