"""Fixtures only."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from support.botapi import BotApi

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(name="botapi")
def _botapi() -> Iterator[BotApi]:
    """Return a running emulator."""
    with BotApi() as api:
        yield api


@pytest.fixture(name="ask")
def _ask(botapi: BotApi) -> Iterator[Ask]:
    """Return a function that calls a method with form fields and gives the JSON of the answer."""
    with httpx.Client(timeout=20) as client:

        def ask(method: str, **fields: Any) -> dict[str, Any]:
            address = f"{botapi.url}/bot{botapi.token}/{method}"
            reply = client.post(address, data={k: str(v) for k, v in fields.items()})
            body: dict[str, Any] = reply.json()
            assert body["ok"] == (reply.status_code == 200)
            return body

        yield ask
