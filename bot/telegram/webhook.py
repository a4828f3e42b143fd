"""The webhook: Telegram brings updates here, through a reverse proxy that speaks https.

200 is said only after the inbox has committed; while the database does not answer, 503, and
Telegram brings the update again. Who cannot show the secret learns nothing, not even whether
there is a bot (https://core.telegram.org/bots/api#setwebhook).
The same server answers `/healthz` and `/readyz`; keep those two off the public address.
"""

from __future__ import annotations

import hmac
import json
import logging
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from telegram import Bot
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.settings import Settings, SettingsError, address
from bot.store.errors import StoreError
from bot.telegram.arrival import ALLOWED
from bot.telegram.health import Health
from bot.telegram.inbox import Inbox
from bot.telegram.polling import letter

LARGEST = 1_000_000
"""Bytes of the largest request taken; a text update is some kilobytes."""
CONNECTIONS = 40
"""Requests Telegram may make at once, its default."""
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
Ask = Callable[[], Awaitable[Health]]
_log = logging.getLogger(__name__)


def path_of(url: str) -> str:
    """Return the path of the webhook's address."""
    return urlsplit(url).path or "/"


def serve(settings: Settings, inbox: Inbox | None, ask: Ask) -> HTTPServer:
    """Return the server, listening where the settings say; without `inbox` only its health.

    Raises SettingsError if that place is taken.
    """
    routes: list[tuple[str, type[RequestHandler], dict[str, object]]] = [
        ("/healthz", _Health, {"ask": None}),
        ("/readyz", _Health, {"ask": ask}),
    ]
    if inbox is not None:
        route = path_of(settings.webhook_url or "").replace("%", "%%")
        secret = settings.secret_of_webhook().encode()
        routes.insert(0, (route, _Hook, {"inbox": inbox, "secret": secret}))
    application = Application(routes, log_function=lambda handler: None)
    server = HTTPServer(application, xheaders=False, max_body_size=LARGEST)
    listen(server, "PORCHLIGHT_LISTEN", settings.listen)
    return server


def listen(server: HTTPServer, name: str, where: str) -> None:
    """Let the server listen on `where`, the value of setting `name`; raises SettingsError."""
    host, port = address(where)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"{name}: cannot listen on {where} ({error.strerror}); choose another port, or stop "
            "what has this one"
        ) from None
    listening.setblocking(False)
    server.add_socket(listening)


async def set_webhook(bot: Bot, settings: Settings) -> None:
    """Tell Telegram where to bring updates; raises TelegramError.

    It is told at every start, because it never shows the secret it has; that drops nothing.
    """
    await bot.set_webhook(
        settings.webhook_url or "",
        secret_token=settings.secret_of_webhook(),
        allowed_updates=ALLOWED,
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )


class _Hook(RequestHandler):
    """Takes one update."""

    def initialize(self, inbox: Inbox, secret: bytes) -> None:
        self.inbox = inbox
        self.secret = secret

    async def post(self) -> None:
        shown = self.request.headers.get(SECRET, "").encode("utf-8", "replace")
        if not hmac.compare_digest(shown, self.secret):
            self.set_status(404)
            return
        try:
            raw = json.loads(self.request.body)
        except ValueError:  # with the secret shown, nobody will ever send it better
            raw = None
        found = letter(raw)
        if found is None:
            _log.warning("an update without an id")
            return
        try:
            await self.inbox.put(found)
        except StoreError as error:
            _log.warning("update not taken: %s", type(error).__name__)
            self.set_status(503)

    def write_error(self, status_code: int, **details: object) -> None:
        """Say nothing but the status."""
        self.finish()


class _Health(RequestHandler):
    """Tells how it stands."""

    def initialize(self, ask: Ask | None) -> None:
        self.ask = ask

    async def get(self) -> None:
        if self.ask is None:
            self.finish({"alive": True})
            return
        health = await self.ask()
        self.set_status(200 if health.ready else 503)
        self.finish(health.as_json())
