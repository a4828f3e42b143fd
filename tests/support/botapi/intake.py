"""How the bot gets its updates: getUpdates, and the webhook's settings."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from support.botapi.parameters import Request
from support.botapi.refusal import Refusal
from support.botapi.updates import KINDS
from support.botapi.world import Webhook, World

_PORTS = (443, 80, 88, 8443)


async def get_updates(world: World, request: Request, gone: asyncio.Event) -> Any:
    """Answer with what waits, or wait for it up to `timeout`; a second poll ends the first.

    `gone` is set when the asking connection closes.
    """
    if world.webhook.url:
        raise Refusal(409, "can't use getUpdates method while webhook is active; "
                           "use deleteWebhook to delete the webhook first")  # fmt: skip
    if world.polls.overflows(world.now()):
        world.violations.append("getUpdates: more than 50 a second")
    offset, limit = request["offset"] or 0, request["limit"] or 100
    timeout = request["timeout"] or 0
    if not 1 <= limit <= 100:
        world.violations.append("getUpdates: limit beyond 1-100")
    if timeout < 0:
        world.violations.append("getUpdates: negative timeout")
    world.updates.allow(_kinds(world, request))
    if world.polling:
        world.polling.set()
    ended = world.polling = asyncio.Event()
    return await _poll(world, offset, limit, min(timeout, 50), ended, gone)


async def _poll(
    world: World, offset: int, limit: int, timeout: float, ended: asyncio.Event,
    gone: asyncio.Event,
) -> list[dict[str, Any]]:  # fmt: skip
    loop = asyncio.get_running_loop()
    end = loop.time() + timeout
    if offset:
        world.updates.confirm(offset)
        world.touched()
    while True:
        world.updates.arrived.clear()
        found = world.updates.take(max(offset, 0), limit)
        if found or gone.is_set() or (left := end - loop.time()) <= 0:
            return found
        waits = [asyncio.create_task(event.wait())
                 for event in (world.updates.arrived, ended, gone)]  # fmt: skip
        await asyncio.wait(waits, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if ended.is_set():
            raise Refusal(409, "terminated by other getUpdates request; "
                               "make sure that only one bot instance is running")  # fmt: skip
        if world.webhook.url:
            raise Refusal(409, "terminated by setWebhook request")


def set_webhook(world: World, request: Request) -> bool:
    """Take an address for updates; an empty one takes it away."""
    url, secret = request["url"] or "", request["secret_token"] or ""
    if not url:
        return delete_webhook(world, request)
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise Refusal(400, "bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise Refusal(400, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise Refusal(400, "secret token contains unallowed characters")
    connections = request["max_connections"] or 40
    if not 1 <= connections <= 100:
        world.violations.append("setWebhook: max_connections beyond 1-100")
    world.updates.allow(_kinds(world, request))
    _drop(world, request)
    world.webhook = Webhook(url, secret, min(max(connections, 1), 100))
    world.updates.arrived.set()
    return True


def delete_webhook(world: World, request: Request) -> bool:
    """Take the address away."""
    _drop(world, request)
    world.webhook = Webhook()
    return True


def _drop(world: World, request: Request) -> None:
    if request["drop_pending_updates"] and world.updates.pending:
        world.violations.append("drop_pending_updates: people's messages thrown away")
        world.updates.pending.clear()


def webhook_info(world: World) -> dict[str, Any]:
    """Return what getWebhookInfo says."""
    hook = world.webhook
    info: dict[str, Any] = {
        "url": hook.url, "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }  # fmt: skip
    if hook.url:
        info |= {"max_connections": hook.connections, "ip_address": "127.0.0.1"}
    if hook.error:
        info |= {"last_error_date": hook.error_at, "last_error_message": hook.error}
    if world.updates.allowed is not None:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _kinds(world: World, request: Request) -> list[str] | None:
    given = request["allowed_updates"]
    if given is None:
        return None
    if not isinstance(given, list) or any(not isinstance(kind, str) for kind in given):
        raise Refusal(400, "can't parse allowed_updates: expected an Array of String")
    for kind in given:
        if kind not in KINDS:
            world.violations.append(f"allowed_updates: no update kind {kind}")
    return given
