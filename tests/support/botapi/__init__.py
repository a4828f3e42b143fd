"""A strict loopback Bot API server for tests: real HTTP, the published rules, faults on demand.

It follows the Bot API as published (10.0), not what any bot happens to send, and where the
two could differ it is stricter than Telegram and never kinder. Start with `BotApi`.
"""

from __future__ import annotations

from support.botapi.people import Person
from support.botapi.places import Place
from support.botapi.server import BotApi

__all__ = ["BotApi", "Person", "Place"]
