"""The server: one bot's Bot API on a loopback port, in a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Self, TypeVar

from support.botapi.answering import answer
from support.botapi.delivery import Delivery
from support.botapi.faults import Fault
from support.botapi.http import Handler, Nothing
from support.botapi.parameters import Request, read
from support.botapi.people import Person
from support.botapi.places import Place
from support.botapi.refusal import Refusal
from support.botapi.world import Call, World
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK"  # noqa: S105 - of no real bot
Result = TypeVar("Result")

logging.getLogger("tornado.access").setLevel(logging.ERROR)  # a refusal is an answer


class BotApi:
    """A running emulator; use it as a context manager, from any thread.

    `violations` lists every breach of the published rules; `check` fails on the first.
    `pace=False` leaves Telegram's rate limits unwatched, for benchmarks.
    """

    def __init__(
        self, token: str = TOKEN, *, username: str = "porchlight_bot", pace: bool = True,
        seed: int = 1, keep_calls: bool = True,
    ) -> None:  # fmt: skip
        """Prepare a server for the bot of `token`; `seed` draws ids."""
        self.token = token
        self.keep_calls = keep_calls
        self._settings: dict[str, Any] = {"username": username, "pace": pace, "seed": seed}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="botapi", daemon=True)

    def __enter__(self) -> Self:
        """Start it; return when it listens."""
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _serve(self) -> None:
        asyncio.run(self._live())

    async def _live(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self.world = World(self.token, **self._settings)
        self.delivery = Delivery(self.world, self._perform)
        sockets = bind_sockets(0, "127.0.0.1")
        server = HTTPServer(Application([(r"/bot([^/]*)/(.*)", Handler, {"api": self}),
                                         (r".*", Nothing)]))  # fmt: skip
        server.add_sockets(sockets)
        self.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._stop.wait()
        self.delivery.stop()
        server.stop()
        await server.close_all_connections()

    def call(self, does: Callable[[], Result]) -> Result:
        """Run `does` on the server's loop and return what it gives."""
        if threading.current_thread() is self._thread:
            return does()

        async def run() -> Result:
            return does()

        return self.run(run())

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine on the server's loop and return what it gives."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def waits(self, holds: Callable[[], Result], seconds: float = 20.0) -> Result:
        """Return what `holds` gives once it is true; raise AssertionError after `seconds`."""
        value: Result = self.run(self.world.until(holds, seconds))
        if not value:
            last = [f"{call.method} {call.status}" for call in self.calls()[-12:]]
            raise AssertionError(f"nothing of the kind in {seconds} s; the last calls: {last}")
        return value

    def person(self, first_name: str = "Ana", **known: Any) -> Person:
        """Return somebody new with a private chat to the bot, not yet begun."""
        return self.call(lambda: Person(self, first_name, **known))

    def place(self, kind: str = "supergroup", title: str = "Friday night") -> Place:
        """Return a group, supergroup or channel without the bot in it yet."""
        return self.call(lambda: Place(self, kind, title))

    def fails(self, method: str | None = None, status: int = 500, **more: Any) -> None:
        """Have the next call (`times`, `chat`) answered with a refusal (`retry_after`)."""
        self._plan(Fault("refuse", method, status=status, **more))

    def breaks(self, kind: str, method: str | None = None, **more: Any) -> None:
        """Have the next call dropped ("drop", "lose"), late ("slow") or answered by a "page"."""
        self._plan(Fault(kind, method, **more))

    def _plan(self, fault: Fault) -> None:
        self.call(lambda: self.world.faults.planned.append(fault))

    def floods(self, seconds: float, chat: int | None = None) -> None:
        """Answer every sending with 429 for `seconds`: to one chat, or all."""
        end = self.world.now() + seconds
        self.call(lambda: self.world.faults.floods.__setitem__(chat, end))

    def raw(self, update: dict[str, Any], chat: int = 0) -> int:
        """Queue an update of any shape (no library may know it); return its id."""
        ((kind, body),) = update.items()
        return self.call(lambda: self.world.updates.add(kind, body, chat)) or 0

    def again(self, update_id: int) -> None:
        """Deliver an update of before once more."""
        self.call(lambda: self.world.updates.again(update_id))

    def hold(self) -> None:
        """Keep updates back until `release`."""
        self.call(self.world.updates.hold)

    def release(self, *, reverse: bool = False) -> None:
        """Let go of what was held, in its order or from the end."""
        self.call(lambda: self.world.updates.release(reverse))

    def jump(self, seconds: float) -> None:
        """Move Telegram's clock ahead."""
        self.world.ahead += seconds

    def route(self, public: str, *local: str) -> None:
        """Have a public address lead to loopback ones, as a reverse proxy does."""
        self.call(lambda: self.delivery.routes.__setitem__(public, list(local)))

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the calls so far, of one method or all."""
        return self.call(lambda: [one for one in self.world.calls if method in (None, one.method)])

    def count(self, method: str) -> int:
        """Return how often a method was called, whether calls are kept or not."""
        return self.call(lambda: self.world.counted[method])

    @property
    def violations(self) -> list[str]:
        """Return what broke a published rule so far."""
        return self.call(lambda: list(self.world.violations))

    @property
    def pending(self) -> int:
        """Return how many updates the bot has not confirmed."""
        return self.call(lambda: len(self.world.updates.pending))

    def check(self) -> None:
        """Raise AssertionError when a published rule was broken or a tap never answered."""
        broken = self.violations
        open_taps = self.call(lambda: len(self.world.callbacks))
        if broken or open_taps:
            raise AssertionError(f"{open_taps} taps unanswered; broken rules: {broken[:20]}")

    async def _perform(self, method: str, given: dict[str, Any]) -> object:
        """Do what a webhook's answer asked for; its result goes nowhere."""
        request = read(method, given, {})
        noted = self.note(request)
        try:
            return await answer(self.world, request, asyncio.Event())
        except Refusal as refusal:
            noted.status = refusal.code
        return None

    def note(self, request: Request) -> Call:
        """Add a call to the log and return its entry."""
        noted = Call(self.world.now(), request.method, dict(request.values))
        self.world.counted[request.method] += 1
        if self.keep_calls:
            self.world.calls.append(noted)
        return noted
