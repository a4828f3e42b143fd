"""A person's check-ins during one visit: what there is, what the visit changes, and the writing.

A change is a function from a check-in to what it becomes. It is applied here for the rest of the
visit, and once more, in the transaction that ends it, to the row as it is then: the clock may
have moved it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins import plans
from bot.checkins.moving import moved
from bot.checkins.plans import Plan
from bot.checkins.telling import ENDED, Herald, News
from bot.store import counting
from bot.store.schema import checkin_slot
from bot.store.sealing import place, seal
from bot.visit import Outgoing, Visit
from dialogues.checkin import CheckIn, CheckInEvent

Change = Callable[[Plan], Plan]
ROOM = "checkins"
"""The name under which the desk stands in a visit."""


@dataclass(slots=True)
class Desk:
    """What the room knows of a visit's person."""

    key: bytes = field(default=b"", repr=False)
    plans: list[Plan] = field(default_factory=list, repr=False)
    was_paused: bool = False
    changes: list[tuple[bytes, Change]] = field(default_factory=list, repr=False)
    added: list[Plan] = field(default_factory=list, repr=False)
    answered: list[tuple[bytes, datetime]] = field(default_factory=list, repr=False)
    passed: list[tuple[bytes, datetime, str]] = field(default_factory=list, repr=False)
    """What the client passed on to their peer: plan, slot, words."""
    news: list[News] = field(default_factory=list, repr=False)
    """What the peer who proposed a check-in is told of."""
    _herald: Herald | None = field(default=None, repr=False)
    _visit: Visit | None = field(default=None, repr=False)

    @classmethod
    def laid(cls, visit: Visit, key: bytes, found: Sequence[Plan], herald: Herald) -> Desk:
        """Return the desk of a visit, which writes at its end if there is anything to write."""
        paused = bool(visit.person.settings.get("paused"))
        desk = cls(key, list(found), paused, _herald=herald, _visit=visit)
        if found:
            desk._touch()
        return desk

    @property
    def agreed(self) -> list[Plan]:
        """Return the check-ins that may say hello again."""
        return [plan for plan in self.plans if plan.open]

    def waiting(self) -> Plan | None:
        """Return the check-in that waits for an answer."""
        return plans.waiting(self.plans)

    def by_ticket(self, ticket: str) -> Plan | None:
        """Return the check-in whose buttons carry this mark."""
        return next((plan for plan in self.plans if ticket and plan.terms.ticket == ticket), None)

    def by_number(self, number: str) -> Plan | None:
        """Return the check-in of this number, in hexadecimal digits."""
        return next((plan for plan in self.plans if plan.number.hex() == number), None)

    def add(self, plan: Plan) -> None:
        """Have a new check-in kept."""
        self._touch()
        self.plans.append(plan)
        self.added.append(plan)

    def change(self, plan: Plan, change: Change) -> Plan:
        """Have a check-in changed; return what it becomes."""
        place = self.plans.index(plan)
        self.plans[place] = change(plan)
        self.changes.append((plan.number, change))
        return self.plans[place]

    def move(self, plan: Plan, event: CheckInEvent, now: datetime) -> Plan:
        """Have an event happen to a check-in; return what it becomes."""
        return self.change(plan, lambda one: moved(one, event, now))

    def answer(self, plan: Plan, now: datetime) -> Plan:
        """Take the hello that waits as answered."""
        if plan.slot is not None:
            self.answered.append((plan.number, plan.slot))
        return self.move(plan, CheckInEvent.ANSWER, now)

    def _touch(self) -> None:
        """Have the desk written at the end of the visit; once."""
        visit, self._visit = self._visit, None
        if visit is not None:

            async def write(connection: AsyncConnection) -> Sequence[Outgoing]:
                return await self.write(connection, visit)

            visit.writes.append(write)

    async def write(self, connection: AsyncConnection, visit: Visit) -> Sequence[Outgoing]:
        """Write all that the visit changed; whoever asked to be forgotten leaves nothing."""
        if visit.forget:
            return ()
        waited = [plan for plan in self.plans if plan.waits and plan.slot is not None]
        for plan in waited:  # whatever they did, they were there
            await _noted(connection, plan.number, plan.slot,
                         {"state": "answered", "changed_at": visit.now})  # fmt: skip
        await counting.add(connection, ["checkin_answered"] * len(waited), visit.now.date())
        for plan in self.added:
            await plans.add(connection, self.key, plan)
        changed: dict[bytes, Plan | None] = {}
        for number, change in (*self.changes, *_answers(waited, visit), *self._by_wish(visit)):
            if number not in changed:
                changed[number] = await plans.one(connection, self.key, visit.key, number)
            now_is = changed[number]
            changed[number] = change(now_is) if now_is else None
        for after in filter(None, changed.values()):
            await plans.keep(connection, self.key, after)
        for number, slot in self.answered:
            await _noted(connection, number, slot, {"state": "answered", "changed_at": visit.now})
        for number, slot, words in self.passed:
            sealed = seal(self.key, words.encode(), place("checkin_slot", visit.key, number))
            await _noted(connection, number, slot, {"sealed": sealed, "changed_at": visit.now})
        if self._herald is not None:
            await self._herald(connection, (*self.news, *self._ended(visit)), visit.now)
        return ()

    def _ended(self, visit: Visit) -> list[News]:
        """Return the check-ins that /stop or being under 18 ends."""
        if self._event(visit) is not CheckInEvent.STOP:
            return []
        return [(plan, ENDED) for plan in self.agreed]

    def _by_wish(self, visit: Visit) -> list[tuple[bytes, Change]]:
        """Return what /stop, /pause, /resume and being under 18 do to check-ins."""
        event = self._event(visit)
        if event is None:
            return []
        states = (CheckIn.PAUSED,) if event is CheckInEvent.RESUME else tuple(CheckIn)
        return [
            (plan.number, lambda one: moved(one, event, visit.now))
            for plan in self.plans
            if plan.state in states
        ]

    def _event(self, visit: Visit) -> CheckInEvent | None:
        paused = bool(visit.person.settings.get("paused"))
        if "command_stop" in visit.counts or young(visit):
            return CheckInEvent.STOP
        if paused and not self.was_paused:
            return CheckInEvent.PAUSE
        return CheckInEvent.RESUME if self.was_paused and not paused else None


def young(visit: Visit) -> bool:
    """Return whether the person said they are under 18."""
    session = visit.person.session
    said = session is not None and "minor" in session.offered
    return said or bool(visit.person.settings.get("young"))


def _answers(waited: Sequence[Plan], visit: Visit) -> list[tuple[bytes, Change]]:
    return [
        (plan.number, lambda one: moved(one, CheckInEvent.ANSWER, visit.now)) for plan in waited
    ]


async def _noted(
    connection: AsyncConnection, number: bytes, slot: datetime | None, values: dict[str, object]
) -> None:
    await connection.execute(
        update(checkin_slot)
        .where(checkin_slot.c.plan == number, checkin_slot.c.slot == slot)
        .values(values)
    )
