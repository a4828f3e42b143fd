"""The commands of peer workers and coordinators; to anybody else they are not there at all."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.peers import flows, practice, shifts, team
from bot.peers.deeds import Act, Deeds
from bot.peers.ledger import Ledger
from bot.peers.rows import COORDINATOR, Member
from bot.peers.standing import ROOM, Standing
from bot.peers.talks import Said
from bot.peers.voice import said
from bot.telegram.choosing import offer
from bot.telegram.tools import Tools
from bot.visit import Visit

QUICK = "peer/quick"
"""The template whose wordings are the quick replies."""
DEBRIEF = ("peer_fine", "peer_sits", "peer_call")
LIMIT = range(1, 21)
"""How many talks a day a peer worker may set as their limit."""


def _notice(name: str) -> Act:
    def act(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
        visit.say(said(tools.book(visit), name))

    return act


def _desk(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    book = tools.book(visit)
    visit.say(said(book, "peer/desk", name=me.name))
    if me.role == COORDINATOR:
        visit.say(said(book, "coordinator/desk"))


def _duty(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    words = rest.strip().lower()
    if words == "off" or (not words and me.on_duty(visit.now)):
        deeds.do(visit, lambda ledger: _plain(team.end_duty(ledger, deeds.book, me)))
        return
    hours = words.removesuffix("h").removesuffix("hours").strip()
    until = visit.now + timedelta(hours=int(hours)) if _small(hours) else None
    deeds.do(visit, lambda ledger: _plain(team.begin_duty(ledger, deeds.book, me, until)))


def _small(number: str) -> bool:
    return number.isascii() and number.isdigit() and 1 <= int(number[:3]) <= 24


async def _plain(texts: Awaitable[list[str]]) -> Said:
    return [(text, ()) for text in await texts]


def _pair(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    deeds.invite(visit, "pairing")


def _limit(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    book = tools.book(visit)
    number = rest.strip()
    if not (number.isascii() and number.isdigit() and int(number[:3]) in LIMIT):
        visit.say(said(book, "peer/limit_how", number=str(me.limit)))
        return

    async def work(ledger: Ledger) -> Said:
        await ledger.put_member(replace(me, limit=int(number)))
        return [(said(deeds.book, "peer/limit_set", number=number), ())]

    deeds.do(visit, work)


def _quick(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    book = tools.book(visit)
    standing: Standing = visit.rooms[ROOM]
    if standing.talk is None:
        visit.say(said(book, "peer/quick_no_talk"))
        return
    labels = tuple(wording.source for wording in book.wordings(QUICK))
    offer(visit, said(book, "peer/quick_lead"), labels, tools.chance())


def _of_talk(verb: str) -> Act:
    def act(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
        standing: Standing = visit.rooms[ROOM]
        if standing.talk is None or standing.talk.role != "peer":
            visit.say(said(tools.book(visit), "peer/no_talk"))
        else:
            deeds.of_talk(visit, verb, standing.talk)

    return act


def debrief(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str = "") -> None:
    """Ask how a talk has left the peer worker."""
    book = tools.book(visit)
    flows.begin(visit, "debrief")
    offer(visit, said(book, "peer/debrief"), tuple(book.label(one) for one in DEBRIEF),
          tools.chance())  # fmt: skip


def debriefed(deeds: Deeds, visit: Visit, tools: Tools, me: Member, text: str) -> bool:
    """Return whether the text answered that."""
    flow = flows.under_way(visit)
    if flow is None or flow["step"] != "debrief":
        return False
    flows.leave(visit)
    book = tools.book(visit)
    match flows.means(visit, tools, text, *DEBRIEF):
        case "peer_fine":
            visit.say(said(book, "peer/debrief_fine"))
        case "peer_sits":
            visit.say(said(book, "peer/debrief_sits"))
        case "peer_call":
            deeds.call_coordinators(visit, me)
        case _:
            return False
    return True


def _leave(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    sure = rest.strip().lower() == "team"

    async def work(ledger: Ledger) -> Said:
        if not sure:
            runs = [one for one in await ledger.members() if one.role == COORDINATOR]
            last = [said(deeds.book, "coordinator/leave_last")] if runs == [me] else []
            return [("\n".join([said(deeds.book, "peer/leave_how"), *last]), ())]
        await team.remove(ledger, deeds.book, me)
        return [(said(deeds.book, "peer/left_team"), ())]

    deeds.do(visit, work)


DESK: Mapping[str, Act] = {
    "desk": _desk,
    "duty": _duty,
    "pair": _pair,
    "limit": _limit,
    "shifts": shifts.show,
    "policy": _notice("coordinator/duty_policy"),
    "quick": _quick,
    "transfer": _of_talk("hand"),
    "backup": _of_talk("backup"),
    "debrief": debrief,
    "practice": practice.begin,
    "leave": _leave,
}
"""What every member of the team may do."""
