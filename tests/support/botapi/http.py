"""One call over HTTP: read, struck by trouble or answered, and noted."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from support.botapi.answering import answer
from support.botapi.parameters import METHODS, Request, Upload, read
from support.botapi.refusal import Refusal
from support.botapi.world import Call
from tornado.web import RequestHandler

if TYPE_CHECKING:
    from support.botapi.server import BotApi


class Nothing(RequestHandler):
    """Whatever is no call of the Bot API."""

    def prepare(self) -> None:
        """Say so."""
        self.set_status(404)
        self.finish(Refusal(404, "").as_json())


class Handler(RequestHandler):
    """One call over HTTP."""

    def initialize(self, api: BotApi) -> None:
        """Take the emulator."""
        self.api = api
        self.gone = asyncio.Event()

    def on_connection_close(self) -> None:
        """Note that nobody waits for the answer."""
        self.gone.set()

    async def get(self, token: str, method: str) -> None:
        """Answer a call, or do what the fault planned for it says."""
        world = self.api.world
        try:
            self._authorise(token)
            request = self._read(method)
        except Refusal as refusal:
            known = METHODS.get(method.lower(), (method, {}))[0]
            world.calls.append(Call(world.now(), known, {}, refusal.code))
            if refusal.code == 404:
                world.violations.append(f"{method}: no such method, or a malformed token")
            self._give(refusal.code, refusal.as_json())
            return
        noted = self.api.note(request)
        chat = request["chat_id"]
        fault = world.faults.strike(request.method, chat)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault and fault.kind == "drop":
            self._hang_up()
            return
        try:
            if fault and fault.kind == "refuse":
                raise fault.refusal()
            if world.faults.impatient(request.method, chat, world.now()):
                world.violations.append(f"{request.method}: before its retry_after was over")
            if flood := world.faults.flood(request.method, chat, world.now()):
                raise flood
            if fault and fault.kind == "page":
                noted.status = 502
                self.set_status(502)
                await self.finish("<html><h1>502 Bad Gateway</h1></html>")
                return
            hook = world.webhook
            result = await answer(world, request, self.gone)
            if world.webhook is not hook:
                self.api.delivery.start()
        except Refusal as refusal:
            noted.status, noted.answer = refusal.code, refusal.description
            self._give(refusal.code, refusal.as_json())
        else:
            if fault and fault.kind == "lose":
                self._hang_up()
                return
            noted.status, noted.answer = 200, result if request.method != "getUpdates" else None
            self._give(200, {"ok": True, "result": result})
        world.touched()

    post = get

    def _authorise(self, token: str) -> None:
        number, colon, secret = token.partition(":")
        if not (number.isdecimal() and colon and secret):
            raise Refusal(404, "")
        if token != self.api.token:
            raise Refusal(401, "")

    def _read(self, method: str) -> Request:
        given: dict[str, Any] = {}
        try:
            for name, values in self.request.arguments.items():
                given[name] = values[-1].decode("utf-8")
            if self.request.headers.get("Content-Type", "").startswith("application/json"):
                given |= json.loads(self.request.body or b"{}")
        except UnicodeDecodeError as error:
            raise Refusal(400, "strings must be encoded in UTF-8") from error
        except (ValueError, TypeError) as error:
            raise Refusal(400, "can't parse request: expected JSON object") from error
        files = {name: Upload(parts[0].filename, parts[0].body)
                 for name, parts in self.request.files.items()}  # fmt: skip
        return read(method, given, files)

    def _give(self, status: int, body: dict[str, Any]) -> None:
        if not self.gone.is_set():
            self.set_status(status)
            self.finish(body)

    def _hang_up(self) -> None:
        self.detach().close()
