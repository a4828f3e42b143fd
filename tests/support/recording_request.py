"""A request object for the real python-telegram-bot that records calls and answers by script."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import defaultdict, deque
from typing import Any

from telegram.request import BaseRequest, RequestData

TRUE = ("deleteMessages", "leaveChat", "sendChatAction", "setWebhook", "deleteWebhook",
        "editMessageReplyMarkup", "answerCallbackQuery")  # fmt: skip


class Answer:
    """One scripted answer: a status and what the Bot API says with it."""

    def __init__(self, status: int, description: str = "", **parameters: Any) -> None:
        """Take what to answer."""
        self.status = status
        self.body: dict[str, Any] = {
            "ok": status == 200, "error_code": status, "description": description,
        }  # fmt: skip
        if parameters:
            self.body["parameters"] = parameters


class RecordingRequest(BaseRequest):
    """Answers as the Bot API would, unless told otherwise with `script`."""

    def __init__(self) -> None:
        """Start with nothing called."""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.updates: deque[list[Any]] = deque()
        self.webhook = ""
        self.slow = asyncio.Event()
        self.slow.set()
        self._scripts: dict[str, deque[Answer | Exception]] = defaultdict(deque)
        self._numbers = itertools.count(1000)

    def script(self, method: str, *answers: Answer | Exception) -> None:
        """Let the next calls of `method` end so."""
        self._scripts[method].extend(answers)

    def number_from(self, first: int) -> None:
        """Let the next message sent have this number."""
        self._numbers = itertools.count(first)

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of every call of `method`."""
        return [parameters for name, parameters in self.calls if name == method]

    def texts(self, chat: int | None = None) -> list[str]:
        """Return the texts sent, to one chat or to all."""
        return [
            one["text"] for one in self.called("sendMessage") if chat in (None, one["chat_id"])
        ]

    @property
    def read_timeout(self) -> float | None:
        """Return what python-telegram-bot wants to know."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        """Answer one call."""
        name = url.rpartition("/")[2]
        parameters = dict(request_data.parameters) if request_data else {}
        self.calls.append((name, parameters))
        await self.slow.wait()
        scripted = self._scripts[name].popleft() if self._scripts[name] else None
        if isinstance(scripted, Exception):
            raise scripted
        if scripted is not None and scripted.status != 200:
            return scripted.status, json.dumps(scripted.body).encode()
        result = await self._result(name, parameters)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    async def _result(self, name: str, parameters: dict[str, Any]) -> Any:
        if name == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "Porch", "username": "porchbot"}
        if name == "getUpdates":
            if self.updates:
                return self.updates.popleft()
            await asyncio.sleep(0.01)
            return []
        if name == "getWebhookInfo":
            return {"url": self.webhook, "has_custom_certificate": False,
                    "pending_update_count": 0}  # fmt: skip
        if name in TRUE:
            return True
        return {"message_id": next(self._numbers), "date": 1,
                "chat": {"id": parameters.get("chat_id", 1), "type": "private"}}  # fmt: skip
