"""What an event makes of a check-in: its next state, and when something is to be done again.

Pure: the clock is an argument. The figures are the pilot's, to be changed here: a nudge three
hours after a hello that got no answer, half a day more, then rest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.checkins.plans import Plan, Terms
from bot.store.retention import ENDED
from dialogues.checkin import CheckIn, CheckInEvent, advance
from dialogues.whens.moments import following, wall
from dialogues.whens.quiet import Quiet
from dialogues.whens.when import APART

NUDGE = timedelta(hours=3)
"""How long after the hello the one nudge comes."""
MISS = timedelta(hours=12)
"""How long after the nudge it is left in peace."""
REST = timedelta(days=7)
"""How long it rests unanswered before it is deleted, address and all (G08)."""
PAUSED = timedelta(days=30)
"""How long on pause before it is deleted: as long as the longest record lives."""
PROPOSED = timedelta(days=7)
"""How long a proposal stays open."""
GRACE = timedelta(hours=4)
"""How late a hello may still come, with a word about it."""
SOON = timedelta(minutes=15)
"""How late it may come without one."""
SNOOZE = timedelta(hours=1)

_E = CheckInEvent


def moved(plan: Plan, event: CheckInEvent, now: datetime) -> Plan:
    """Return the check-in after `event`; the same where the machine has no row.

    What was answered or skipped goes on to its next time, or ends when there is none.
    """
    state = advance(plan.state, event)
    if state is plan.state:
        return plan
    if state is CheckIn.ANSWERED:
        return moved(replace(plan, state=state), _E.AGAIN, now)
    if event is _E.SNOOZE:
        return replace(plan, state=state, next_at=now + SNOOZE)
    if state is CheckIn.AGREED:
        return _awaiting(plan, now)
    if state is CheckIn.ENDED:
        kept = Terms(link=plan.terms.link, language=plan.terms.language)
        return replace(plan, state=state, next_at=now + ENDED, terms=kept)
    rests = {
        CheckIn.SENT: NUDGE, CheckIn.NUDGED: MISS, CheckIn.MISSED: REST, CheckIn.PAUSED: PAUSED,
    }  # fmt: skip
    at = now + rests[state] if state in rests else plan.next_at
    slot = plan.next_at if state is CheckIn.DUE else plan.slot
    return replace(plan, state=state, next_at=at, slot=slot)


def _awaiting(plan: Plan, now: datetime) -> Plan:
    """Return the check-in agreed and waiting for its next time; ended where there is none."""
    when, zone = plan.terms.when, plan.terms.zone
    after = max(now, plan.slot) if plan.slot else now
    if after - now > APART:  # the clock was ahead when it was written
        after = now
    at = following(when, zone, after) if when else None
    waiting = replace(plan, state=CheckIn.AGREED, terms=replace(plan.terms, told=False))
    if at is None:
        return moved(waiting, _E.FINISH, now)
    return replace(waiting, next_at=_by_day(plan.terms, at))


def hushed(plan: Plan, quiet: Quiet, now: datetime) -> Plan:
    """Return the check-in under the quiet hours its client asked for, which it waits out too."""
    after = replace(plan, terms=replace(plan.terms, quiet=quiet, firm=False))
    if plan.state is not CheckIn.AGREED:
        return after
    fresh = _awaiting(after, now)
    if fresh.state is CheckIn.ENDED:  # a single one, put off past its own time
        return replace(after, next_at=_by_day(after.terms, plan.next_at))
    return replace(fresh, next_at=min(fresh.next_at, _by_day(after.terms, plan.next_at)))


def _by_day(terms: Terms, at: datetime) -> datetime:
    """Return when a hello that is due `at` may come."""
    return at if terms.firm else terms.quiet.over(at, terms.zone)


def skipped(plan: Plan, now: datetime) -> Plan:
    """Return the check-in without its next time, as the client asked."""
    if plan.state is not CheckIn.AGREED:
        return moved(plan, _E.ANSWER, now)
    return _awaiting(replace(plan, slot=plan.next_at), now)


def late(plan: Plan, now: datetime) -> timedelta:
    """Return how late what is to be done is."""
    return now - plan.next_at


def too_late(plan: Plan, now: datetime) -> bool:
    """Return whether the hello is left out: past its grace, or into the quiet hours."""
    agreed = plan.terms.quiet.holds(wall(plan.next_at, plan.terms.zone))
    return late(plan, now) > GRACE or (quiet(plan, now) and not agreed)


def quiet(plan: Plan, now: datetime) -> bool:
    """Return whether the client is to be left in peace by the clock on their wall."""
    return plan.terms.quiet.holds(wall(now, plan.terms.zone))
