"""What a peer worker does about check-ins: propose one, and see what came of them.

To anybody who is not of the team the commands are not there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins.saying import told
from bot.checkins.seeing import Seen, propose, seen
from bot.peers.ledger import Ledger
from bot.peers.rows import CLIENT, PEER, Side
from bot.store import counting
from bot.store.opening import Store
from bot.store.schema import pairing
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Command, Tools
from bot.visit import Outgoing, Visit
from dialogues.checkin import CheckIn
from dialogues.whens.reading import read

LONGEST = 60
"""Characters of a time as it is proposed."""
RESTING = (CheckIn.MISSED, CheckIn.PAUSED, CheckIn.ENDED)
Work = Callable[[AsyncConnection], Awaitable[Sequence[Outgoing]]]


class Worker:
    """The commands /propose and /due."""

    def __init__(self, store: Store, book: TelegramPhrasebook) -> None:
        """Take the store, and the words the team is spoken to with."""
        self._store = store
        self._book = book

    def command(self, visit: Visit, name: str) -> Command | None:
        """Return the command, for members of the team only."""
        if getattr(visit.rooms.get("peers"), "member", None) is None:
            return None
        return {"propose": self._propose, "due": self._due}.get(name)

    def _propose(self, visit: Visit, tools: Tools, rest: str) -> None:
        """Propose a check-in to the client named: `/propose quiet heron every friday at 7`."""
        side = next((one for one in _sides(visit) if rest.lower().startswith(one.name)), None)
        asked = " ".join(rest[len(side.name) :].split())[:LONGEST] if side else ""
        wish = read(asked, self._book.language)
        if side is None or wish is None or wish.wait is not None:
            visit.say(self._said("propose_how"))
            return

        async def work(connection: AsyncConnection) -> Sequence[Outgoing]:
            ledger = Ledger(connection, self._store, visit.now)
            client, key = await self._client(ledger, side)
            if client is None or key is None:
                return [self._out(visit, "propose_how")]
            card = await propose(
                connection, key, client.person, asked, link=side.link, who=side.own,
                chat=client.chat, book=self._book, now=visit.now,
            )  # fmt: skip
            if card is None:
                return [self._out(visit, "propose_full", name=side.name)]
            await counting.add(connection, ["checkin_proposed"], visit.now.date())
            await ledger.tell(client.person, card.chat, card.text, card.buttons)
            return [self._out(visit, "proposal_sent", name=side.name)]

        visit.writes.append(work)

    def _due(self, visit: Visit, tools: Tools, rest: str) -> None:
        """List the pairings with what is agreed on, and what became of the last."""

        async def work(connection: AsyncConnection) -> Sequence[Outgoing]:
            ledger = Ledger(connection, self._store, visit.now)
            lines: list[str] = []
            for side in _sides(visit):
                client, key = await self._client(ledger, side)
                found = (
                    await seen(connection, key, client.person, side.link)
                    if client is not None and key is not None
                    else []
                )
                lines.extend(self._line(one, side, visit) for one in found)
            if not lines:
                return [self._out(visit, "due_none")]
            return [Outgoing(visit.chat, text="\n\n".join(lines), protect=True)]

        visit.writes.append(work)

    async def _client(self, ledger: Ledger, side: Side) -> tuple[Side | None, bytes | None]:
        """Return the client's side of a pairing, with their key; None for what is gone."""
        others = await ledger.sides(pairing.c.link == side.link, pairing.c.role == CLIENT)
        if not others:
            return None, None
        return others[0], await ledger.key(others[0].person)

    def _line(self, one: Seen, side: Side, visit: Visit) -> str:
        plan = one.plan
        state = "proposed" if plan.state is CheckIn.PROPOSED else "agreed"
        if plan.state in RESTING:
            state = "resting"
        when = plan.terms.asked or told(plan, visit.now)["when"]
        text = self._said(f"due_{state}", name=side.name, when=when)
        if one.last in ("sent", "nudged", "answered", "missed", "down"):
            text += "\n" + self._said(f"last_{'sent' if one.last == 'nudged' else one.last}")
        if one.passed:
            text += "\n" + self._said("last_passed", thing=one.passed)
        return text

    def _said(self, which: str, /, **slots: str) -> str:
        return self._book.notice(f"notice/checkin/peer/{which}", slots)

    def _out(self, visit: Visit, which: str, /, **slots: str) -> Outgoing:
        return Outgoing(visit.chat, text=self._said(which, **slots), protect=True)


def _sides(visit: Visit) -> list[Side]:
    """Return the peer worker's sides of their pairings."""
    standing: Any = visit.rooms["peers"]
    return [side for side in standing.sides if side.role == PEER]
