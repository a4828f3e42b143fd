"""The coordinator's commands: invitations, the team, hours, the pilot as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers import allowing, figures, shifts, team
from bot.peers.deeds import Act, Deeds
from bot.peers.inviting import hashed
from bot.peers.ledger import Ledger
from bot.peers.rows import COORDINATOR, PEER, Member
from bot.peers.standing import ROOM, Standing
from bot.peers.talks import Said
from bot.peers.voice import Buttons, said
from bot.store import notes
from bot.store.schema import pairing
from bot.telegram.tools import Tools
from bot.visit import Outgoing, Visit
from dialogues.lint import broken_rules

LONGEST = 80
"""Characters of the words for when somebody is there."""
FILES = {"csv": figures.as_csv, "html": figures.as_html}


def _invite(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    deeds.invite(visit, "peer")


def _team(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    async def work(ledger: Ledger) -> Said:
        texts: Said = []
        for one in await ledger.members():
            paired = await ledger.connection.scalar(
                select(func.count()).select_from(pairing)
                .where(pairing.c.person == one.person, pairing.c.role == PEER)
            )  # fmt: skip
            shown = "coordinator/member_on" if one.on_duty(visit.now) else "coordinator/member"
            buttons: Buttons = ()
            if one.person != me.person:
                buttons = ((deeds.book.label("peer_remove"), f"peers:{tag(deeds, one)}:remove"),)
            text = said(
                deeds.book, shown, name=one.name, number=str(paired or 0),
                taken=str(one.taken_on(visit.now)), limit=str(one.limit),
            )  # fmt: skip
            plan = shifts.shown(deeds.book, one)
            texts.append(("\n".join(filter(None, [text, plan])), buttons))
        return texts

    deeds.do(visit, work)


def tag(deeds: Deeds, one: Member) -> str:
    """Return what stands for a member in the coordinator's buttons; it tells nothing of them."""
    return hashed(deeds.store.master, "member", one.person.hex())[:8].hex()


def tapped(deeds: Deeds, visit: Visit, me: Member, token: str, verb: str) -> bool:
    """Return whether a tap was on a button of the office's."""
    if me.role != COORDINATOR or verb not in ("remove", "sure"):
        return False

    async def work(ledger: Ledger) -> Said:
        found = [one for one in await ledger.members() if tag(deeds, one) == token]
        if not found or found[0].person == me.person:
            return [(deeds.book.telegram("stale"), ())]
        one = found[0]
        if verb == "remove":
            sure = ((deeds.book.label("peer_sure"), f"peers:{token}:sure"),)
            return [(said(deeds.book, "coordinator/remove_ask", name=one.name), sure)]
        await team.remove(ledger, deeds.book, one)
        await ledger.tell(one.person, one.chat, said(deeds.book, "peer/removed"))
        return [(said(deeds.book, "coordinator/removed", name=one.name), ())]

    deeds.do(visit, work)
    return True


def _hours(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    words = " ".join(rest.split())
    book = tools.book(visit)
    standing: Standing = visit.rooms[ROOM]
    if not words and standing.hours:
        visit.say(said(book, "coordinator/hours_set", hours=standing.hours))
    if not words or len(words) > LONGEST or broken_rules(words, "notice/peer/hours"):
        visit.say(said(book, "coordinator/hours_how"))
        return

    async def work(ledger: Ledger) -> Said:
        await notes.write(ledger.connection, team.HOURS, words)
        return [(said(deeds.book, "coordinator/hours_set", hours=words), ())]

    deeds.do(visit, work)


def _pilot(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    words = rest.strip().lower()
    if words in ("pause", "on"):
        deeds.do(visit, lambda ledger: _switched(deeds, ledger, words))
        return

    async def write(connection: AsyncConnection) -> Sequence[Outgoing]:
        table = await figures.figures(connection, visit.now.date())
        if words in FILES:
            content = FILES[words](table, deeds.book)
            return [Outgoing(visit.chat, "document", f"pilot.{words}", content)]
        return [Outgoing(visit.chat, text=figures.as_text(table, deeds.book))]

    visit.writes.append(write)


async def _switched(deeds: Deeds, ledger: Ledger, words: str) -> Said:
    await notes.write(ledger.connection, team.PILOT, "paused" if words == "pause" else "on")
    said_ = said(deeds.book, "coordinator/paused" if words == "pause" else "coordinator/going_on")
    for one in await ledger.members():
        if one.role == PEER:
            await ledger.tell(one.person, one.chat, said_)
    return [(said_, ())]


OFFICE: Mapping[str, Act] = {
    "invite": _invite,
    "team": _team,
    "hours": _hours,
    "pilot": _pilot,
    "media": allowing.show,
}
"""What a coordinator may do beside all that a peer worker may."""
