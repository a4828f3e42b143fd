"""/shifts: a peer worker's own planned hours, said, seen, changed and let go of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.peers import flows, planning, timetable
from bot.peers.deeds import Deeds
from bot.peers.ledger import Ledger
from bot.peers.rows import Member
from bot.peers.standing import ROOM, Standing
from bot.peers.talks import Said
from bot.peers.team import LONGEST
from bot.peers.timetable import Slot, Unread
from bot.peers.voice import said
from bot.store import notes
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.whens.places import find, named

STEP = "shifts"
OFF = frozenset({"off", "none", "stop"})
MOST = 21
"""Stretches a week: three a day."""


def show(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    """Say the hours, change them, or let go of them."""
    book = tools.book(visit)
    hours, where = timetable.parted(rest, book.language)
    place = find(where, visit.now, book.language) if where else None
    if not rest.strip():
        visit.say(shown(book, me) or said(book, "peer/shifts_how"))
    elif hours.lower() in OFF:
        _keep(deeds, visit, me, (), me.zone)
    elif where and place is None:
        visit.say(said(book, "peer/shifts_no_place"))
    elif not hours and me.shifts and place:
        _keep(deeds, visit, me, me.shifts, place.zone)
    else:
        _read(deeds, visit, tools, me, hours, place.zone if place else "")


def _read(
    deeds: Deeds, visit: Visit, tools: Tools, me: Member, hours: str, place: str
) -> None:  # fmt: skip
    book = tools.book(visit)
    standing: Standing = visit.rooms[ROOM]
    try:
        slots = timetable.read(hours, book.language)
    except Unread:
        visit.say(said(book, "peer/shifts_how"))
        return
    if timetable.longest(slots) > LONGEST or len(slots) > MOST:
        visit.say(said(book, "peer/shifts_long", number=str(LONGEST // timedelta(hours=1))))
    elif known := place or me.zone or standing.zone:
        _keep(deeds, visit, me, slots, known)
    else:
        flows.begin(visit, STEP, hours=hours)
        visit.say(said(book, "peer/shifts_where"))


def answered(deeds: Deeds, visit: Visit, tools: Tools, text: str) -> bool:
    """Return whether the text said by which clock the hours go."""
    flow = flows.under_way(visit)
    standing: Standing = visit.rooms[ROOM]
    if flow is None or flow["step"] != STEP or standing.member is None:
        return False
    book = tools.book(visit)
    place = find(text, visit.now, book.language)
    if place is None:
        visit.say(said(book, "peer/shifts_no_place"))
        return True
    flows.leave(visit)
    _keep(deeds, visit, standing.member, timetable.read(flow["hours"], book.language), place.zone)
    return True


def shown(book: TelegramPhrasebook, one: Member) -> str:
    """Return somebody's hours in words, "" without any."""
    if not one.shifts:
        return ""
    place = named(one.zone, book.language)
    return said(
        book, "peer/shifts", hours=timetable.spoken(one.shifts, book.language), place=place
    )


def _keep(
    deeds: Deeds, visit: Visit, me: Member, slots: tuple[Slot, ...], place: str
) -> None:  # fmt: skip
    mine = replace(me, shifts=slots, zone=place)

    async def work(ledger: Ledger) -> Said:
        span = planning.planned(mine, ledger.now)
        if span:
            await planning.on_until(ledger, mine, span[1])
        else:
            await ledger.put_member(mine)
        await planning.changed(ledger)
        if not slots:
            return [(said(deeds.book, "peer/shifts_off"), ())]
        if await notes.read(ledger.connection, planning.ZONE) is None:
            await notes.write(ledger.connection, planning.ZONE, place)
        texts = [shown(deeds.book, mine), said(deeds.book, "peer/shifts_kept")]
        if span and not me.on_duty(ledger.now):
            texts.append(planning.begun(deeds.book, mine, span))
        return [("\n".join(texts), ())]

    deeds.do(visit, work)
