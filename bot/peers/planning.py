"""Duty by plan: who goes on when their hours begin, and what of the plan lies ahead.

What somebody types wins until their next hours begin: off is off until then, and on lasts as long
as was said. Hours end by themselves, as all duty does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers import timetable
from bot.peers.ledger import Ledger
from bot.peers.rows import Member
from bot.peers.timetable import Span
from bot.peers.voice import said
from bot.store import notes
from bot.telegram.phrasebook import TelegramPhrasebook
from dialogues.whens.moments import wall
from dialogues.whens.places import named
from dialogues.whens.wording import wording

ZONE = "pilot_zone"
"""The note of the time zone that the team goes by, unless somebody says another."""
PLANS = "pilot_plans"
"""The note of the moment up to which hours were begun, and of the next that are to begin."""
LATEST = timedelta(days=1)
"""After which the plans are looked at unasked."""
SOON = timedelta(minutes=90)
NEAR = timedelta(hours=36)


async def due(connection: AsyncConnection, now: datetime) -> bool:
    """Return whether anybody's hours may have begun."""
    seen, upcoming = await _looked(connection)
    return seen is None or upcoming is None or not seen <= now < upcoming


async def begin(ledger: Ledger, book: TelegramPhrasebook) -> int:
    """Put everybody on duty whose hours have begun; return how many it was."""
    now, done = ledger.now, 0
    if not await due(ledger.connection, now):
        return 0
    seen, _ = await _looked(ledger.connection)
    upcoming = now + LATEST
    for one in await ledger.members():
        span = planned(one, now)
        if span and seen is not None and seen < span[0]:
            await on_until(ledger, one, span[1])
            if not one.on_duty(now):
                await ledger.tell(one.person, one.chat, begun(book, one, span))
            done += 1
        ahead = timetable.following(one.shifts, one.zone, now) if one.shifts else None
        upcoming = min(upcoming, ahead[0]) if ahead else upcoming
    await notes.write(ledger.connection, PLANS, f"{now.isoformat()} {upcoming.isoformat()}")
    return done


async def changed(ledger: Ledger) -> None:
    """Let the plans be looked at anew: somebody's has changed."""
    now = ledger.now.isoformat()
    await notes.write(ledger.connection, PLANS, f"{now} {now}")


async def on_until(ledger: Ledger, one: Member, until: datetime) -> None:
    """Put somebody on duty until then, or as long as they are anyway."""
    latest = max(until, one.duty_until) if one.duty_until else until
    await ledger.put_member(replace(one, duty_until=latest))


def planned(one: Member, now: datetime) -> Span | None:
    """Return the hours somebody planned for this moment."""
    return timetable.current(one.shifts, one.zone, now) if one.shifts else None


def begun(book: TelegramPhrasebook, one: Member, span: Span) -> str:
    """Return what somebody is told who is on duty by their hours."""
    return said(book, "peer/duty_planned", until=f"{wall(span[1], one.zone):%H:%M}")


def again(book: TelegramPhrasebook, one: Member, now: datetime) -> str:
    """Return when somebody's hours begin next, "" without any."""
    ahead = timetable.following(one.shifts, one.zone, now) if one.shifts else None
    return said(book, "peer/duty_again", **_told(book, one, ahead)) if ahead else ""


async def next_covered(ledger: Ledger, book: TelegramPhrasebook, but: bytes) -> str:
    """Return when somebody, other than `but`, plans to be there next, "" if nobody does."""
    ahead = [
        (span, one)
        for one in await ledger.members()
        if one.person != but and one.shifts
        for span in [timetable.following(one.shifts, one.zone, ledger.now)]
        if span
    ]
    if not ahead:
        return ""
    span, one = min(ahead, key=lambda found: found[0])
    wait = span[0] - ledger.now
    slots = _told(book, one, span)
    if wait <= SOON:
        return said(book, "peer/nobody_soon", **slots)
    if wait <= NEAR:
        hours = round(wait / timedelta(hours=1))
        return said(book, "peer/nobody_next", number=str(hours), **slots)
    return said(book, "peer/nobody_later", **slots)


def _told(book: TelegramPhrasebook, one: Member, span: Span) -> dict[str, str]:
    first, last = (wall(moment, one.zone) for moment in span)
    return {
        "when": wording(book.language).weekdays[first.weekday()],
        "hours": f"{first:%H:%M}-{last:%H:%M}",
        "place": named(one.zone, book.language),
    }


async def _looked(connection: AsyncConnection) -> tuple[datetime | None, datetime | None]:
    seen, _, upcoming = (await notes.read(connection, PLANS) or "").partition(" ")
    if not upcoming:
        return None, None
    return datetime.fromisoformat(seen), datetime.fromisoformat(upcoming)
