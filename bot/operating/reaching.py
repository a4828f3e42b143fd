"""The doctor's look at Telegram: the token, the webhook, and the clock by Telegram's own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.operating.findings import Finding, fail, ok, warn
from bot.settings import Settings, SettingsError

PATIENCE = 15.0
"""Seconds to wait for an answer."""
SKEW, WRONG = timedelta(seconds=30), timedelta(minutes=5)
"""How far the clock may be off before it is a warning, and before it is wrong."""
PENDING = 100
"""Updates waiting at Telegram that are worth a warning."""


async def look(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[Finding]:
    """Give what there is to say; no error and no finding shows the token."""
    try:
        token = settings.bot_token()
    except SettingsError as error:
        yield fail("token", str(error), "in a chat with @BotFather: /token")
        return
    async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as line:
        me = await _ask(line, f"{settings.api_url}/bot{token}/getMe")
        if isinstance(me, str):
            yield fail("Telegram", f"{settings.api_url} does not answer ({me})",
                       "look at the network, the firewall and PORCHLIGHT_API_URL")  # fmt: skip
            return
        now = clock()  # as the answer came: what was looked at before may have taken long
        status, date, body = me
        if status in (401, 404):
            yield fail("token", "Telegram does not know it",
                       "copy it anew: in a chat with @BotFather: /token")  # fmt: skip
            return
        if not body.get("ok"):
            yield fail("Telegram", f"answers {status}", "try again in a while")
            return
        yield ok("token", f"belongs to @{body['result'].get('username', '?')}")
        for finding in _clock(date, now):
            yield finding
        info = await _ask(line, f"{settings.api_url}/bot{token}/getWebhookInfo")
        if not isinstance(info, str) and info[2].get("ok"):
            for finding in _webhook(settings, info[2]["result"], now):
                yield finding


async def _ask(line: httpx.AsyncClient, url: str) -> tuple[int, str, dict[str, Any]] | str:
    """Return status, date and body of an answer, or the class of what went wrong."""
    try:
        answer = await line.get(url)
        body = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        return type(error).__name__
    if not isinstance(body, dict):
        return "no Bot API"
    return answer.status_code, answer.headers.get("Date", ""), body


def _clock(date: str, now: datetime) -> Iterator[Finding]:
    try:
        off = abs(now - parsedate_to_datetime(date))
    except (ValueError, TypeError):
        return
    said = f"{off.total_seconds():.0f} s off Telegram's"
    mend = "let the machine keep the time: timedatectl set-ntp true"
    if off > WRONG:
        yield fail("clock", said, mend)
    elif off > SKEW:
        yield warn("clock", said, mend)
    else:
        yield ok("clock", said)


def _webhook(settings: Settings, info: dict[str, Any], now: datetime) -> Iterator[Finding]:
    url, pending = info.get("url", ""), info.get("pending_update_count", 0)
    if settings.mode == "polling" and url and not settings.take_over:
        yield fail("webhook", "one is set, so Telegram gives out no updates to a bot that polls",
                   "stop the other installation, then PORCHLIGHT_TAKE_OVER=true; or "
                   "PORCHLIGHT_MODE=webhook")  # fmt: skip
    elif settings.mode == "webhook" and url != settings.webhook_url:
        yield warn("webhook", "not the one of the settings" if url else "not set",
                   "start the bot, which sets it")  # fmt: skip
    elif _lately(info, now):
        yield warn("webhook", f"Telegram says: {info.get('last_error_message', 'an error')}",
                   "look at the reverse proxy, and at docs/operating.md, webhook")  # fmt: skip
    else:
        yield ok("webhook", "set" if url else "none, as it should be when polling")
    if pending > PENDING:
        yield warn("waiting at Telegram", f"{pending} updates", "is the bot running?")
    else:
        yield ok("waiting at Telegram", f"{pending} updates")


def _lately(info: dict[str, Any], now: datetime) -> bool:
    when = info.get("last_error_date")
    return isinstance(when, int) and now.timestamp() - when < 600
