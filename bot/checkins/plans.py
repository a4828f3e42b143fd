"""One check-in as it is kept: where it stands in the clear, what was agreed to sealed.

The chat it goes to is in the sealed part, bound to the row, from the yes to the end and no
longer (guarantee G03): a proposal has none yet, and what has ended none any more.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.errors import Unreadable
from bot.store.schema import checkin
from bot.store.sealing import place, seal, unseal
from dialogues.checkin import CheckIn
from dialogues.whens.quiet import Quiet
from dialogues.whens.when import When

TABLE = "checkin"
MOST = 5
"""Check-ins one person may have at a time."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed to."""

    chat: int = field(default=0, repr=False)
    """Where to; 0 before the yes and after the end."""
    language: str = "en"
    when: When | None = field(default=None, repr=False)
    zone: str = field(default="UTC", repr=False)
    quiet: Quiet = field(default=Quiet(), repr=False)
    """When nothing comes unasked."""
    firm: bool = True
    """Whether the time agreed to counts in the quiet hours too: it was said after them."""
    words: str = field(default="", repr=False)
    """What the client wants to be asked about, in their words."""
    hello: str = field(default="", repr=False)
    """The line that is sent, if they chose one."""
    ticket: str = field(default="", repr=False)
    """The mark of the buttons that count."""
    link: str = field(default="", repr=False)
    """The pairing whose peer may see whether it was answered; "" for nobody."""
    who: str = field(default="", repr=False)
    """What that peer is called."""
    asked: str = field(default="", repr=False)
    """The time as a peer proposed it, until the client agrees."""
    worker: bool = False
    """Whether it is a hello to a peer worker."""
    down: bool = False
    """Whether the last one was left out because the bot was not running."""
    told: bool = False
    """Whether the client has been told that it rests."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One check-in."""

    number: bytes = field(repr=False)
    person: bytes = field(repr=False)
    state: CheckIn
    next_at: datetime
    """When something is to be done, or in a state that rests when it is to be deleted."""
    slot: datetime | None = None
    """When the one under way, or the last one, was due."""
    terms: Terms = field(default_factory=Terms)

    @property
    def waits(self) -> bool:
        """Return whether it has been sent and not been answered."""
        return self.state in (CheckIn.SENT, CheckIn.NUDGED)

    @property
    def open(self) -> bool:
        """Return whether there may be another hello."""
        return self.state not in (CheckIn.ENDED, CheckIn.PROPOSED)


def new_number() -> bytes:
    """Return a fresh random number for a plan."""
    return secrets.token_bytes(16)


def new_ticket() -> str:
    """Return a fresh random mark for buttons; it goes to Telegram and says nothing."""
    return secrets.token_hex(8)


async def of(connection: AsyncConnection, key: bytes, person: bytes) -> tuple[Plan, ...]:
    """Return a person's check-ins, the oldest first; what does not open is left out."""
    found = await connection.execute(
        select(checkin).where(checkin.c.person == person).order_by(checkin.c.seq)
    )
    plans = (opened(row, key) for row in found)
    return tuple(plan for plan in plans if plan is not None)


async def one(
    connection: AsyncConnection, key: bytes, person: bytes, number: bytes
) -> Plan | None:
    """Return one check-in as it is now, held against others until the transaction ends."""
    row = (
        await connection.execute(
            select(checkin)
            .where(checkin.c.plan == number, checkin.c.person == person)
            .with_for_update()
        )
    ).one_or_none()
    return None if row is None else opened(row, key)


async def add(connection: AsyncConnection, key: bytes, plan: Plan) -> None:
    """Keep a new check-in."""
    await connection.execute(insert(checkin).values(_written(plan, key)))


async def keep(connection: AsyncConnection, key: bytes, plan: Plan) -> None:
    """Keep a check-in in place of what was kept of it."""
    await keep_all(connection, {plan.person: key}, [plan])


async def keep_all(
    connection: AsyncConnection, keys: Mapping[bytes, bytes], some: Sequence[Plan]
) -> None:
    """Keep check-ins in place of what was kept of them, each under its person's key."""
    if not some:
        return
    changing = ("sealed", "state", "next_at", "slot")
    statement = update(checkin).where(checkin.c.plan == bindparam("number"))
    await connection.execute(
        statement.values({name: bindparam(f"new_{name}") for name in changing}),
        [
            {"number": plan.number, **{f"new_{name}": row[name] for name in changing}}
            for plan in some
            for row in [_written(plan, keys[plan.person])]
        ],
    )


def opened(row: Row[Any], key: bytes) -> Plan | None:
    """Return a row opened; None if it is not this key's, or damaged."""
    number, person = bytes(row.plan), bytes(row.person)
    try:
        record = json.loads(unseal(key, row.sealed, place(TABLE, person, number)))
        when = When.from_record(record["when"]) if record["when"] else None
        quiet = Quiet(**record.get("quiet", {}))
        terms = Terms(**{**record, "when": when, "quiet": quiet})
        return Plan(number, person, CheckIn(row.state), row.next_at, row.slot, terms)
    except (Unreadable, KeyError, TypeError, ValueError):
        return None


def waiting(plans: Sequence[Plan]) -> Plan | None:
    """Return the check-in that waits for an answer, the latest if there are several."""
    found = sorted((plan for plan in plans if plan.waits), key=lambda plan: plan.next_at)
    return found[-1] if found else None


def _written(plan: Plan, key: bytes) -> dict[str, Any]:
    record = asdict(replace(plan.terms, when=None))
    record["when"] = plan.terms.when and plan.terms.when.as_record()
    sealed = seal(key, json.dumps(record).encode(), place(TABLE, plan.person, plan.number))
    return {
        "plan": plan.number, "person": plan.person, "sealed": sealed, "state": plan.state.value,
        "next_at": plan.next_at, "slot": plan.slot,
    }  # fmt: skip
