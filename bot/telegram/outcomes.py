"""What came of deliveries, written down: sent, given up, or to be tried again later."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import counting
from bot.telegram import outbox
from bot.telegram.delivering import Delivered, Outcome
from bot.telegram.outbox import Parcel

LONGEST = 300.0
"""Seconds between two tries at most."""
TRIES = 300
"""How often a message is tried: with the longest pauses, about a day."""


@dataclass(frozen=True, slots=True)
class Result:
    """One delivery and what came of it."""

    parcel: Parcel = field(repr=False)
    delivered: Delivered
    again: bool
    """Whether it may have arrived before."""


async def write(
    connection: AsyncConnection, results: Sequence[Result], now: datetime, chance: random.Random
) -> None:
    """Write down what came of some deliveries, and count it; `chance` spreads the next tries."""
    ends: dict[str, list[int]] = {"sent": [], "dead": []}
    counts: list[str] = []
    sent: list[tuple[Parcel, int]] = []
    for result in results:
        parcel, outcome = result.parcel, result.delivered.outcome
        counts.append(f"outbox_{outcome.value}")
        if result.again and outcome is Outcome.SENT:
            counts.append("outbox_again")
        if outcome is Outcome.SENT:
            ends["sent"].append(parcel.seq)
            if result.delivered.message is not None:
                sent.append((parcel, result.delivered.message))
        elif outcome in (Outcome.GONE, Outcome.REFUSED) or parcel.attempts >= TRIES:
            ends["dead"].append(parcel.seq)
        else:
            await outbox.put_off(
                connection, parcel.seq, now + timedelta(seconds=_wait(result, chance)), now,
                unsent=outcome is Outcome.LATER and not result.again,
            )  # fmt: skip
    await outbox.remember(connection, sent, now)
    for state, seqs in ends.items():
        await outbox.close(connection, seqs, state, now)
    await counting.add(connection, counts, now.date())


def _wait(result: Result, chance: random.Random) -> float:
    """Return how long to wait: as told, else twice as long each time, with some chance."""
    if result.delivered.wait is not None:
        return result.delivered.wait
    longest = min(LONGEST, 0.5 * 2.0 ** min(result.parcel.attempts, 16))
    return longest * chance.uniform(0.5, 1.0)
