"""The peers' room: where a person's turn meets peer workers.

A text in a talk is passed on; a question of the room's own is answered; everything else goes its
way to the dialogue. Danger is answered by the dialogue as ever, and the peer worker in the talk
hears of it as well.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Message

from bot.peers import (
    allowing,
    asking,
    desk,
    flows,
    linking,
    office,
    ordering,
    passing,
    practice,
    shifts,
    showing,
)
from bot.peers.deeds import Deeds
from bot.peers.mending import mend
from bot.peers.rows import CLIENT, COORDINATOR, PEER, PRACTICE
from bot.peers.standing import ROOM, Standing, standing
from bot.peers.voice import said, tapped
from bot.store.opening import Store
from bot.telegram.cleaning import clean
from bot.telegram.conversation import alarming
from bot.telegram.media import kind
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.rooms import Room
from bot.telegram.tools import Command, Tools
from bot.telegram.words import plain
from bot.visit import Visit
from dialogues import safety
from dialogues.safety import Register
from dialogues.turn import Turn

EVERYBODY = ("peer", "order", "end", "pairings")
"""Commands anybody may give; the last two only where there is a pilot."""
WANTS = frozenset({"notice/no_peer", "meta/any/wants_person", "meta/any/asks_on_shift"})
"""What the dialogue says to somebody who wants a person where there is none."""


class Peers(Room):
    """The room, with its tables and its words."""

    def __init__(
        self, store: Store, book: TelegramPhrasebook, username: Callable[[], str]
    ) -> None:
        """Take the store, the words members are spoken to with, and the bot's username."""
        self._deeds = Deeds(store, book, username)

    async def look(self, connection: AsyncConnection, key: bytes, visit: Visit) -> None:
        """Load the person's standing."""
        found = await standing(connection, key, visit.key, visit.now)
        visit.rooms[ROOM] = found
        visit.kept = visit.kept or found.kept

    async def tick(self, now: datetime) -> None:
        """End what has waited too long or lost its other side."""
        await mend(self._deeds.store, self._deeds.book, now)

    async def files(
        self, connection: AsyncConnection, people: Collection[bytes]
    ) -> Mapping[bytes, frozenset[str]]:
        """Return what the coordinator lets go through of those of `people` who are in a talk."""
        return await showing.senders(connection, people)

    def command(self, visit: Visit, name: str) -> Command | None:
        """Return the room's commands; those of the team for its members only."""
        if _of(visit).pilot or name in ("order", "peer"):
            own = (self._ask, self._order, self._end, self._pairings)
            if name in EVERYBODY:
                return own[EVERYBODY.index(name)]
        me = _of(visit).member
        if me is None:
            return None
        act = (office.OFFICE.get(name) if me.role == COORDINATOR else None) or desk.DESK.get(name)
        if act is None:
            return None
        return lambda visit, tools, rest: act(self._deeds, visit, tools, me, rest)

    def link(self, visit: Visit, tools: Tools, word: str) -> bool:
        """Ask for consent to what a link of the room's is for."""
        return linking.show(self._deeds, visit, tools, word)

    def tap(self, visit: Visit, tools: Tools, data: str) -> bool:
        """Do what a button of the room's asks for, if it stands for a row of this person's own."""
        if linking.tapped(self._deeds, visit, tools, data):
            return True
        found = tapped(data)
        if found is None:
            return False
        token, verb = found
        known = _of(visit)
        for part in known.parts:
            if hmac.compare_digest(part.token, token) and verb in _VERBS[part.role]:
                if part.role == PRACTICE:
                    practice.end(self._deeds, visit, tools, part)
                elif verb == "media":
                    passing.agree(self._deeds, visit, part)
                else:
                    self._deeds.of_talk(visit, verb, part)
                return True
        for side in known.sides:
            if hmac.compare_digest(side.token, token) and verb == "unpair":
                self._deeds.unpair(visit, side)
                return True
        return known.member is not None and office.tapped(
            self._deeds, visit, known.member, token, verb
        )

    def alarm(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Pass danger on to whoever is in the talk; the dialogue still answers a client."""
        flows.leave(visit)
        talk = _of(visit).talk
        if talk is None:
            return False
        unsure = safety.register(text, tools.spoken(visit.person)) is Register.CHECK
        self._deeds.relay(visit, talk, text, alarm=not unsure, unsure=unsure)
        return talk.role == PEER

    def hear(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Answer what is the room's: its own questions, and the words of a talk."""
        known, deeds = _of(visit), self._deeds
        if (
            linking.typed(deeds, visit, tools, text)
            or ordering.answered(visit, tools, text, deeds.keep_order)
            or asking.answered(visit, tools, text, deeds.send)
            or (known.member and desk.debriefed(deeds, visit, tools, known.member, text))
            or allowing.answered(deeds, visit, tools, text)
            or shifts.answered(deeds, visit, tools, text)
            or practice.hear(deeds, visit, tools, text)
        ):
            return True
        if known.talk is not None and not (visit.tapped and known.talk.role == CLIENT):
            if plain(text) == plain(tools.book(visit).label("peer_end")):
                deeds.of_talk(visit, "end", known.talk)
            else:
                deeds.relay(visit, known.talk, text)
            return True
        if flows.means(visit, tools, text, "peer_person"):
            asking.ask(visit, tools, deeds.send)
            return True
        return False

    def media(self, visit: Visit, tools: Tools, message: Message) -> bool:
        """Pass on what the coordinator allows, and say kindly that nothing else goes through.

        Danger in words under a picture is heard first.
        """
        talk, caption = _of(visit).talk, clean(message.caption or "")
        if talk is None or not kind(message):
            return False
        if caption and alarming(caption, tools, visit):
            passing.show_in_danger(self._deeds, visit, talk, message)
            return self.alarm(visit, tools, caption)
        passing.show(self._deeds, visit, tools, talk, message)
        return True

    def instead(self, visit: Visit, tools: Tools, turn: Turn) -> bool:
        """Ask for a person where the dialogue would say that there is none."""
        asked = turn.heard.has("wants_person", "asks_on_shift", "asks_when_then")
        wanted = asked and any(t in WANTS for _, t in turn.moves)
        if not wanted or not (asking.possible(visit) or asking.paused(visit)):
            return False
        asking.ask(visit, tools, self._deeds.send)
        return True

    def beside(self, visit: Visit, tools: Tools, turn: Turn) -> tuple[str, tuple[str, ...]]:
        """In danger, say the person's own order; then, or in a hard talk, offer a person."""
        book, known = tools.book(visit), _of(visit)
        free = known.cover and not known.talk and not known.asking and asking.possible(visit)
        person = (book.label("peer_person"),) if free else ()
        if turn.session.after_danger:
            return ordering.in_danger(visit, book), person
        return "", person if person and asking.hard(visit, turn) else ()

    def recounted(self, visit: Visit, book: TelegramPhrasebook) -> list[str]:
        """Return what is kept here, in plain words."""
        known = _of(visit)
        lines = [said(book, "peer/known_pairing", name=side.name, name2=side.own)
                 for side in known.sides]  # fmt: skip
        if known.order:
            lines.append(
                f"{said(book, 'peer/known_order')}\n{ordering.recited(known.order, book)}"
            )
        if known.talk or known.asking:
            lines.append(said(book, "peer/known_talk"))
        if known.member:
            lines.append(said(book, "peer/known_member", name=known.member.name))
            lines.extend(filter(None, [shifts.shown(book, known.member)]))
        return lines

    def record(self, visit: Visit) -> Mapping[str, Any]:
        """Return what is kept here, as it is kept."""
        known = _of(visit)
        return {
            "pairings": [side.record() | {"role": side.role, "since": side.since.isoformat()}
                         for side in known.sides],
            "talks": [part.record() | {"role": part.role, "state": part.state}
                      for part in known.parts],
            "order": known.order.record() if known.order else None,
            "member": known.member.record() | {"role": known.member.role}
            if known.member else None,
        }  # fmt: skip

    def _ask(self, visit: Visit, tools: Tools, rest: str) -> None:
        asking.ask(visit, tools, self._deeds.send)

    def _order(self, visit: Visit, tools: Tools, rest: str) -> None:
        ordering.show(visit, tools, self._deeds.keep_order)

    def _end(self, visit: Visit, tools: Tools, rest: str) -> None:
        part = _of(visit).talk or _of(visit).asking
        if part is None:
            visit.say(said(tools.book(visit), "peer/nothing_to_end"))
        else:
            self._deeds.of_talk(visit, "end", part)

    def _pairings(self, visit: Visit, tools: Tools, rest: str) -> None:
        book, sides = tools.book(visit), _of(visit).sides
        if not sides:
            visit.say(said(book, "peer/no_pairings"))
        for side in sides:
            name = "peer/pairing_client" if side.role == CLIENT else "peer/pairing_peer"
            visit.say(
                said(book, name, name=side.name, name2=side.own),
                ((book.label("peer_unpair"), f"peers:{side.token}:unpair"),),
            )


_VERBS = {
    "client": ("end", "media"),
    "peer": ("hand", "backup", "end"),
    "offer": ("take", "pass"),
    "practice": ("end",),
}
"""What the buttons of each side of a talk can ask for."""


def _of(visit: Visit) -> Standing:
    found: Standing | None = visit.rooms.get(ROOM)
    return found or Standing()
