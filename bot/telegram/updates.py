"""A group's rows as updates that python-telegram-bot can read, bursts joined into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from telegram import Bot, Update

from bot.telegram.claiming import Claimed


@dataclass(frozen=True, slots=True)
class Piece:
    """One update to handle, with the rows it came from."""

    rows: tuple[Claimed, ...]
    update: Update | None = field(repr=False)
    """None: its rows do not open, or python-telegram-bot cannot read it."""

    @property
    def text(self) -> str:
        """Return the text of its message, of the whole burst."""
        message = self.update.message if self.update else None
        return (message.text or message.caption or "") if message else ""

    @property
    def messages(self) -> tuple[tuple[int, int], ...]:
        """Return the person's own messages in it: id and when, in unix seconds."""
        bodies = [(row.payload or {}).get("message") for row in self.rows]
        return tuple((body["message_id"], body["date"]) for body in bodies if body)


def pieces(rows: Sequence[Claimed], bot: Bot) -> Iterator[Piece]:
    """Give the updates of one person in order; plain texts that follow each other are one."""
    for joins, run in groupby(rows, key=lambda row: row.joins and row.payload is not None):
        some = tuple(run)
        for part in [some] if joins else [(row,) for row in some]:
            yield Piece(part, _update([row.payload for row in part if row.payload], bot))


def _update(payloads: Sequence[Any], bot: Bot) -> Update | None:
    """Return one update with all the texts; the last message lends it everything else."""
    if not payloads:
        return None
    last = payloads[-1]
    if len(payloads) > 1:
        text = "\n".join(payload["message"]["text"] for payload in payloads)
        last = {**last, "message": {**last["message"], "text": text, "entities": []}}
    try:
        return Update.de_json(last, bot)
    except Exception:  # whatever the library finds wrong, it is this update's alone
        return None
