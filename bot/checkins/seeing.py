"""What a peer worker sees of the check-ins of somebody they are paired with, and how they propose.

They see when, and whether it was answered; and the words the client passed on, one tap at a
time. Neither the client's time zone nor anything of a talk: a time is told by the client's own
clock, without saying where that is (guarantee G12).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins import plans
from bot.checkins.hellos import buttons
from bot.checkins.moving import PROPOSED
from bot.checkins.plans import MOST, Plan, Terms
from bot.store.errors import Unreadable
from bot.store.schema import checkin_slot
from bot.store.sealing import place, unseal
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.visit import Outgoing
from dialogues.checkin import CheckIn

ANSWERS = ("yes", "another", "no_thanks")
"""The buttons below a proposal, in order."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One check-in as the paired peer worker sees it."""

    plan: Plan = field(repr=False)
    last: str = ""
    """What became of the last one: sent, nudged, answered, missed, down, joined, or ""."""
    passed: str = field(default="", repr=False)
    """What the client passed on after the last one, word by word as they approved it."""


async def seen(connection: AsyncConnection, key: bytes, client: bytes, link: bytes) -> list[Seen]:
    """Return what the peer of the pairing `link` sees of the client's check-ins."""
    found = []
    for plan in await plans.of(connection, key, client):
        if plan.terms.link != link.hex():
            continue
        row = (
            await connection.execute(
                select(checkin_slot.c.state, checkin_slot.c.sealed)
                .where(checkin_slot.c.plan == plan.number)
                .order_by(checkin_slot.c.slot.desc())
                .limit(1)
            )
        ).one_or_none()
        passed = _opened(key, client, plan, row.sealed) if row is not None else ""
        found.append(Seen(plan, row.state if row is not None else "", passed))
    return found


async def propose(
    connection: AsyncConnection, key: bytes, client: bytes, asked: str, *, link: bytes, who: str,
    chat: int, book: TelegramPhrasebook, now: datetime,
) -> Outgoing | None:  # fmt: skip
    """Keep a peer's proposal and return the card that asks the client; None if there are too many.

    `asked` is the time in the peer's words, `who` what the client calls the peer. The card goes
    to `chat`, which is not kept with the proposal.
    """
    there = await plans.of(connection, key, client)
    if sum(plan.open or plan.state is CheckIn.PROPOSED for plan in there) >= MOST:
        return None
    terms = Terms(language=book.language, link=link.hex(), who=who, asked=asked,
                  ticket=plans.new_ticket())  # fmt: skip
    plan = Plan(plans.new_number(), client, CheckIn.PROPOSED, now + PROPOSED, None, terms)
    await plans.add(connection, key, plan)
    text = book.notice("notice/checkin/proposal", {"who": who, "when": asked})
    return Outgoing(
        chat, text=text, buttons=buttons(plan, book, ANSWERS), protect=True, lasting=True
    )


def _opened(key: bytes, client: bytes, plan: Plan, sealed: bytes | None) -> str:
    if sealed is None:
        return ""
    try:
        return unseal(key, sealed, place("checkin_slot", client, plan.number)).decode()
    except Unreadable:
        return ""
