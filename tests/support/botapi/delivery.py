"""Updates posted to the webhook: in order within a chat, again until taken."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from support.botapi.updates import Waiting
from support.botapi.world import World
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

Perform = Callable[[str, dict[str, Any]], Awaitable[object]]


class Delivery:
    """The posting side of a webhook.

    A public address stands for loopback ones (`routes`), as behind a reverse proxy: they are
    tried in turn, and one that refuses the connection is passed over.
    A chat's next update goes out after the last was taken; a refused one is tried again after
    a pause that doubles.
    """

    def __init__(self, world: World, perform: Perform) -> None:
        """Post for `world`; a method answered in a 200's body is handed to `perform`."""
        self._world = world
        self._perform = perform
        self.routes: dict[str, list[str]] = {}
        self.pause = 0.2
        self.longest_pause = 2.0
        self.timeout = 10.0
        self._queues: defaultdict[int, deque[tuple[int, Waiting]]] = defaultdict(deque)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(40)
        self._turn = 0
        self._client = AsyncHTTPClient(force_instance=True, max_clients=100)

    def start(self) -> None:
        """Post all that waits and all that comes, in place of what was done before."""
        self.stop()
        if not self._world.webhook.url:
            return
        self._slots = asyncio.Semaphore(self._world.webhook.connections)
        for number, waiting in self._world.updates.pending.items():
            self._feed(number, waiting)
        self._world.updates.feed = self._feed

    def stop(self) -> None:
        """Post no more."""
        self._world.updates.feed = None
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._queues.clear()

    def _feed(self, number: int, waiting: Waiting) -> None:
        self._queues[waiting.chat].append((number, waiting))
        if waiting.chat not in self._tasks:
            self._tasks[waiting.chat] = asyncio.create_task(self._drain(waiting.chat))

    async def _drain(self, chat: int) -> None:
        queue, pause = self._queues[chat], self.pause
        while queue:
            number, waiting = queue[0]
            async with self._slots:
                taken = await self._post(waiting.update)
            if taken:
                queue.popleft()
                self._world.updates.done(number)
                self._world.touched()
                pause = self.pause
            else:
                await asyncio.sleep(pause)
                pause = min(2 * pause, self.longest_pause)
        del self._tasks[chat]

    async def _post(self, update: dict[str, Any]) -> bool:
        hook, body = self._world.webhook, json.dumps(update)
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        error = "Failed to resolve host: Name or service not known"
        for address in self._addresses(hook.url):
            request = HTTPRequest(
                address, "POST", headers, body, request_timeout=self.timeout,
                follow_redirects=False,
            )  # fmt: skip
            try:
                reply = await self._client.fetch(request)
            except HTTPClientError as wrong:
                error = f"Wrong response from the webhook: {wrong.code} {wrong.message}"
                if wrong.code == 599:
                    error = "Read timeout expired"
                break
            except OSError:
                error = "Connection refused"
                continue
            except Exception:  # tornado's stream errors have no common parent
                error = "Connection reset by peer"
                continue
            await self._reply(reply.body)
            return True
        hook.error, hook.error_at = error, int(self._world.now())
        return False

    def _addresses(self, url: str) -> list[str]:
        for public, local in self.routes.items():
            if url.startswith(public):
                self._turn += 1
                first = self._turn % len(local)
                rest = url.removeprefix(public)
                return [base + rest for base in local[first:] + local[:first]]
        parts = urlsplit(url)
        return [url] if parts.hostname in ("127.0.0.1", "localhost") else []

    async def _reply(self, body: bytes) -> None:
        with contextlib.suppress(ValueError):
            given = json.loads(body)
            if isinstance(given, dict) and "method" in given:
                await self._perform(given.pop("method"), given)
