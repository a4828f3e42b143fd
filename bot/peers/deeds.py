"""What a handler asks of the peers' tables, done in the transaction that ends the visit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers import inviting, pairing, talks, team
from bot.peers.ledger import Ledger
from bot.peers.rows import COORDINATOR, Member, Order, Part, Side
from bot.peers.standing import ROOM, Standing
from bot.peers.talks import Said
from bot.peers.voice import MARK, said
from bot.store import notes
from bot.store.opening import Store
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Tools
from bot.visit import Outgoing, Visit

Work = Callable[[Ledger], Awaitable[Said]]
Act = Callable[["Deeds", Visit, Tools, Member, str], None]
"""What a command of the team does: with the visit, the tools, who gives it, and what follows."""
GREETINGS = {"co_": "coordinator", "peer_": "peer", "pair_": "pairing"}
"""How the words of the room's links begin, and what they are for."""
CONSENT = {"coordinator": ("coordinator/consent",), "pairing": ("peer/consent",),
           "peer": ("coordinator/duty_policy", "coordinator/duty_agree")}  # fmt: skip
"""What is read before anybody says yes to a link."""


@dataclass(frozen=True, slots=True)
class Deeds:
    """The deeds of the room; each is asked for by a handler and done at the visit's end."""

    store: Store = field(repr=False)
    book: TelegramPhrasebook = field(repr=False)
    username: Callable[[], str]

    def do(self, visit: Visit, work: Work) -> None:
        """Ask for `work` to be done at the visit's end, and for what it says to be sent."""

        async def write(connection: AsyncConnection) -> Sequence[Outgoing]:
            texts = await work(Ledger(connection, self.store, visit.now))
            return [
                Outgoing(
                    visit.chat, text=text, buttons=buttons, protect=True,
                    lasting=any(data.startswith(MARK) for _, data in buttons),
                )
                for text, buttons in texts
            ]  # fmt: skip

        visit.writes.append(write)

    def send(self, visit: Visit, words: str, hard: bool) -> None:
        """Ask whoever is on duty to talk with the person."""
        hours = _standing(visit).hours
        self.do(visit, lambda ledger: talks.ask(
            ledger, self.book, visit.key, visit.chat, words, hard=hard, hours=hours
        ))  # fmt: skip

    def relay(
        self, visit: Visit, part: Part, text: str, *, alarm: bool = False, unsure: bool = False
    ) -> None:
        """Pass a message on to the other side of a talk."""
        self.do(visit, lambda ledger: talks.relay(
            ledger, self.book, part, text, alarm=alarm, unsure=unsure
        ))  # fmt: skip

    def of_talk(self, visit: Visit, verb: str, part: Part) -> None:
        """Do what a button of a talk asks for."""
        book = self.book
        works: dict[str, Work] = {
            "take": lambda ledger: talks.take(ledger, book, part),
            "pass": lambda ledger: talks.decline(ledger, book, part),
            "end": lambda ledger: talks.end(ledger, book, part),
            "hand": lambda ledger: talks.hand(ledger, book, part, backup=False),
            "backup": lambda ledger: talks.hand(ledger, book, part, backup=True),
        }
        self.do(visit, works[verb])

    def unpair(self, visit: Visit, side: Side) -> None:
        """End a pairing."""

        async def work(ledger: Ledger) -> Said:
            await pairing.part_ways(ledger, self.book, side)
            return [(said(self.book, "peer/unpaired", name=side.name), ())]

        self.do(visit, work)

    def keep_order(self, visit: Visit, order: Order | None) -> None:
        """Keep or wipe the person's order for a crisis."""

        async def work(ledger: Ledger) -> Said:
            await ledger.put_order(visit.key, order)
            return []

        self.do(visit, work)

    def show_link(
        self, visit: Visit, kind: str, code: str, shown: tuple[tuple[str, str], ...],
        otherwise: Sequence[str],
    ) -> None:  # fmt: skip
        """Say what a link is for and ask; `otherwise` is what a link gets that leads nowhere."""

        async def work(ledger: Ledger) -> Said:
            if not await _stands(ledger, kind, code):
                return [(text, ()) for text in otherwise]
            if kind == "pairing" and await _paused(ledger):
                return [(said(self.book, "peer/pilot_paused"), ())]
            return [("\n".join(said(self.book, name) for name in CONSENT[kind]), shown)]

        self.do(visit, work)

    def decline_link(self, visit: Visit, kind: str, code: str, otherwise: str) -> None:
        """Leave a link unused; `otherwise` is said of one that leads nowhere any more."""

        async def work(ledger: Ledger) -> Said:
            stands = await _stands(ledger, kind, code)
            return [(said(self.book, "peer/link_no") if stands else otherwise, ())]

        self.do(visit, work)

    def follow_link(self, visit: Visit, kind: str, code: str, otherwise: str) -> None:
        """Do what a link is for, now that the person said yes."""
        follow = {"coordinator": team.become_coordinator, "peer": team.join,
                  "pairing": pairing.pair}[kind]  # fmt: skip

        async def work(ledger: Ledger) -> Said:
            if kind == "pairing" and await _paused(ledger):
                return [(otherwise, ())]
            texts = await follow(ledger, self.book, visit.key, visit.chat, code)
            return [(text, ()) for text in (texts if texts is not None else [otherwise])]

        self.do(visit, work)

    def invite(self, visit: Visit, kind: str) -> None:
        """Make an invitation: a link, and for a pairing its picture too."""
        beginning = next(word for word, what in GREETINGS.items() if what == kind)

        async def write(connection: AsyncConnection) -> Sequence[Outgoing]:
            ledger = Ledger(connection, self.store, visit.now)
            code = await inviting.invite(ledger, visit.key, kind)
            if code is None:
                return [Outgoing(visit.chat, text=said(self.book, "peer/too_many_links"))]
            link = inviting.address(self.username(), beginning + code)
            lead = "coordinator/invite" if kind == "peer" else "peer/pair_link"
            shown = [Outgoing(visit.chat, text=said(self.book, lead, link=link))]
            if kind == "pairing":
                shown.append(Outgoing(visit.chat, "photo", content=inviting.picture(link)))
            return shown

        visit.writes.append(write)

    def call_coordinators(self, visit: Visit, one: Member) -> None:
        """Tell the coordinators that a peer worker would like to talk to one of them."""

        async def work(ledger: Ledger) -> Said:
            told = [
                other for other in await ledger.members()
                if other.role == COORDINATOR and other.person != one.person
            ]  # fmt: skip
            for other in told:
                text = said(self.book, "coordinator/debrief_call", name=one.name)
                await ledger.tell(other.person, other.chat, text)
            return [(said(self.book, "peer/debrief_called" if told else "peer/debrief_nobody"),
                     ())]  # fmt: skip

        self.do(visit, work)


async def _stands(ledger: Ledger, kind: str, code: str) -> bool:
    if kind == "coordinator":
        return await inviting.first_stands(ledger, code, use_up=False)
    return await inviting.inviter(ledger, kind, code) is not None


async def _paused(ledger: Ledger) -> bool:
    return await notes.read(ledger.connection, team.PILOT) != "on"


def _standing(visit: Visit) -> Standing:
    found: Standing = visit.rooms[ROOM]
    return found
