"""The room of the check-ins: what of a visit concerns them goes to its place.

Danger is answered before all of it, commands too; what is none of its business is left to the
dialogue. Anything they do while a hello waits is an answer to it, which the desk sees to.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins import agreeing, answering, hushing, managing, plans
from bot.checkins.asking import asks
from bot.checkins.desk import ROOM, Desk
from bot.checkins.drafting import SETTING, Draft
from bot.checkins.knowing import quiet_of
from bot.checkins.moving import PROPOSED
from bot.checkins.plans import Plan
from bot.checkins.saying import keep, meant, tell, told
from bot.checkins.telling import herald
from bot.checkins.ticking import Tick
from bot.checkins.working import Worker
from bot.store.opening import Store
from bot.telegram.choosing import offer
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.rooms import Room
from bot.telegram.tools import Command, Tools
from bot.visit import Visit
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.safety import Register
from dialogues.turn import Turn
from dialogues.whens.quiet import Quiet, say_quiet

AS_ORDER = 6
"""Words up to which "stop texting me" is said to the bot."""
_DATA = re.compile(r"k([0-9a-f]{16}):([0-9])")


class CheckIns(Room):
    """Check-ins, from the first word about them to the end."""

    def __init__(
        self,
        store: Store,
        books: Mapping[str, TelegramPhrasebook],
        chance: Callable[[], random.Random],
    ) -> None:
        """Take the store, the phrasebooks (the first for a language there is none of), chance."""
        self._tick = Tick(store, books, chance)
        first = next(iter(books.values()))
        self._worker = Worker(store, first)
        self._herald = herald(store, first)

    async def tick(self, now: datetime) -> None:
        """Send what is due."""
        await self._tick(now)

    async def look(self, connection: AsyncConnection, key: bytes, visit: Visit) -> None:
        """Load the person's check-ins."""
        found = await plans.of(connection, key, visit.key)
        visit.rooms[ROOM] = Desk.laid(visit, key, found, self._herald)
        visit.kept = visit.kept or bool(found)

    def command(self, visit: Visit, name: str) -> Command | None:
        """Return /checkins, which everybody has, and what peer workers have beside it."""
        if name in ("checkin", "checkins"):
            return self._listed
        return self._worker.command(visit, name)

    def tap(self, visit: Visit, tools: Tools, data: str) -> bool:
        """Answer the buttons below a hello or a proposal."""
        desk, found = _desk(visit), _DATA.fullmatch(data)
        plan = desk.by_ticket(found[1]) if found else None
        if plan is None or found is None:
            return False
        place = int(found[2])
        if plan.state is CheckIn.PROPOSED:
            self._proposed(visit, tools, desk, plan, place)
        elif plan.waits and place == 1:
            answering.put_off(visit, tools, desk, plan)
        elif plan.waits and place == 2:
            answering.leave_out(visit, tools, desk, plan)
        elif place == 3:
            managing.stop(visit, tools, desk, [plan])
        elif place == 0:
            answering.greet(visit, tools, desk, plan)
        else:
            return False
        return True

    def hear(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Answer what is about check-ins."""
        desk, draft = _desk(visit), Draft.of(visit.person.settings)
        if draft is not None and self._drafted(visit, tools, desk, draft, text):
            return True
        language = tools.spoken(visit.person)
        waiting = desk.waiting()
        if waiting is not None:
            if asks("later", text, language) or meant(visit, tools, text, "later"):
                answering.put_off(visit, tools, desk, waiting)
                return True
            if asks("skip", text, language) or meant(visit, tools, text, "skip"):
                answering.leave_out(visit, tools, desk, waiting)
                return True
            if asks("here", text, language) or meant(visit, tools, text, "here"):
                answering.greet(visit, tools, desk, waiting)
                return True
        return self._asked(visit, tools, desk, text, language)

    def alarm(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Let go of what was half agreed; the dialogue answers."""
        keep(visit, None)
        return False

    def beside(self, visit: Visit, tools: Tools, turn: Turn) -> tuple[str, tuple[str, ...]]:
        """Say once what rests or was left out, and what they wanted brought up."""
        calm = turn.register in (Register.CONVERSATION, Register.OFFER)
        if not calm or turn.session.after_danger:
            return "", ()
        desk, book = _desk(visit), tools.book(visit)
        for plan in desk.plans:
            rests = plan.state in (CheckIn.MISSED, CheckIn.PAUSED)
            if not (rests or plan.terms.down) or plan.terms.told:
                continue
            desk.change(
                plan, lambda one: replace(one, terms=replace(one.terms, told=True, down=False))
            )
            lines = [book.notice("notice/checkin/down")] if plan.terms.down else []
            if rests and plan.terms.when is not None and plan.terms.when.repeats:
                lines.append(book.notice("notice/checkin/rests"))
                labels = (book.label("checkin/go_on"), book.label("checkin/stop"))
                return "\n".join(lines), labels
            return "\n".join(lines), ()
        return "", ()

    def recounted(self, visit: Visit, book: TelegramPhrasebook) -> list[str]:
        """Tell each check-in, and what is to be brought up."""
        lines = []
        for plan in _desk(visit).agreed:
            rests = plan.state in (CheckIn.MISSED, CheckIn.PAUSED)
            slots = told(plan, visit.now)
            soon = plan.terms.when is not None and plan.terms.when.moment is not None
            kind = "_rests" if rests else "_soon" * soon
            lines.append(book.notice(f"notice/checkin/known{kind}", slots))
            if plan.terms.words:
                words = {"thing": plan.terms.words}
                lines.append(book.notice("notice/checkin/known_words", words))
        if quiet_of(visit, _desk(visit)) != Quiet():
            hours = say_quiet(quiet_of(visit, _desk(visit)), book.language)
            lines.append(book.notice("notice/checkin/known_quiet", {"hours": hours}))
        return lines

    def record(self, visit: Visit) -> Mapping[str, Any]:
        """Return every check-in as it is kept."""
        return {"checkins": [
            {
                "state": plan.state.value, "next_at": plan.next_at.isoformat(),
                "slot": plan.slot and plan.slot.isoformat(), "chat": plan.terms.chat,
                "when": plan.terms.when and plan.terms.when.as_record(), "zone": plan.terms.zone,
                "quiet": [plan.terms.quiet.start, plan.terms.quiet.end],
                "words": plan.terms.words, "hello": plan.terms.hello, "with": plan.terms.who,
            }
            for plan in _desk(visit).plans
        ]}  # fmt: skip

    def _listed(self, visit: Visit, tools: Tools, rest: str) -> None:
        if rest:
            agreeing.begin(visit, tools, _desk(visit), rest)
        else:
            managing.show(visit, tools, _desk(visit))

    def _drafted(self, visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
        """Return whether the text answered what was asked last."""
        if draft.step == "mood":
            return answering.mood(visit, tools, desk, draft, text)
        if draft.step == "pass":
            return answering.passing(visit, tools, desk, draft, text)
        if draft.step == "own":
            return answering.own(visit, tools, desk, draft, text)
        if draft.step == "list":
            return managing.chosen(visit, tools, desk, text)
        if draft.step == "which":
            return managing.picked(visit, tools, desk, draft, text)
        if draft.step == "words":
            return managing.words(visit, tools, desk, draft, text)
        if draft.step == "hello":
            return managing.hello(visit, tools, desk, draft, text)
        if draft.step in ("quiet", "quiet_zone", "quiet_set"):
            return hushing.answer(visit, tools, desk, draft, text)
        language = tools.spoken(visit.person)
        kinds = ("quiet", "hush", "hours") if draft.quiet else ("quiet", "hush")
        named = any(asks(kind, text, language) for kind in kinds)
        if named and agreeing.hush(visit, tools, desk, draft, text):
            return True
        return agreeing.answer(visit, tools, desk, draft, text)

    def _asked(self, visit: Visit, tools: Tools, desk: Desk, text: str, language: str) -> bool:
        """Return whether the text asks for something to be done about check-ins."""
        proposed = [plan for plan in desk.plans if plan.state is CheckIn.PROPOSED]
        hours = asks("quiet", text, language)
        if hours or (desk.agreed and asks("hush", text, language)):
            hushing.begin(visit, tools, desk, text)
        elif asks("stop", text, language) and desk.agreed:
            managing.pick(visit, tools, desk, "stop", text)
        elif asks("stop", text, language) and len(text.split()) <= AS_ORDER:
            self._stopped(visit, tools, desk)
        elif proposed and asks("who", text, language):
            tell(visit, tools, "who_asks", who=proposed[0].terms.who)
        elif len(proposed) == 1 and (place := _typed(visit, tools, proposed[0], text)) is not None:
            self._proposed(visit, tools, desk, proposed[0], place)
        elif asks("change", text, language) and desk.agreed:
            managing.pick(visit, tools, desk, "change_when", text)
        elif asks("skip", text, language) and desk.agreed:
            managing.pick(visit, tools, desk, "skip", text)
        elif asks("list", text, language):
            managing.show(visit, tools, desk)
        elif self._resting(desk) and (
            meant(visit, tools, text, "go_on") or asks("go_on", text, language)
        ):
            managing.go_on(visit, tools, desk)
        elif asks("ask", text, language) and asks("watch", text, language):
            book = tools.book(visit)
            labels = (book.label("safety"), book.label("numbers"))
            visit.counts.append("checkin_watch")
            offer(visit, book.notice("notice/checkin/no_watch"), labels, tools.chance())
        elif asks("ask", text, language):
            agreeing.begin(visit, tools, desk, text)
        else:
            return False
        return True

    def _stopped(self, visit: Visit, tools: Tools, desk: Desk) -> None:
        """Take a stop where nothing is set: whatever was proposed is declined."""
        for plan in desk.plans:
            desk.move(plan, CheckInEvent.DECLINE, visit.now)
        tell(visit, tools, "quiet_idle")

    def _resting(self, desk: Desk) -> bool:
        return any(plan.state in (CheckIn.MISSED, CheckIn.PAUSED) for plan in desk.plans)

    def _proposed(self, visit: Visit, tools: Tools, desk: Desk, plan: Plan, place: int) -> None:
        """Take the answer to a peer's proposal: yes, another time, or no."""
        terms = plan.terms
        if place == 2:
            desk.move(plan, CheckInEvent.DECLINE, visit.now)
            visit.counts.append("checkin_declined")
            tell(visit, tools, "declined")
            return
        if not answering.linked(visit, terms.link):
            desk.move(plan, CheckInEvent.DECLINE, visit.now)
            tell(visit, tools, "over")
            return
        start = Draft(plan=plan.number.hex(), link=terms.link, who=terms.who)
        if place == 1:
            visit.person.settings[SETTING] = replace(start, step="day").record()
            tell(visit, tools, "changed_when", "no_thanks")
            return
        agreeing.begin(visit, tools, desk, terms.asked, start=start)


def _typed(visit: Visit, tools: Tools, plan: Plan, text: str) -> int | None:
    """Return which button of a proposal was typed; a bare yes or no only if nothing came since."""
    session = visit.person.session
    for place, name in ((1, "another"), (2, "no_thanks")):
        if meant(visit, tools, text, name):
            return place
    asked = plan.next_at - PROPOSED
    if session is not None and session.seen and datetime.fromisoformat(session.seen) >= asked:
        return None
    language = tools.spoken(visit.person)
    return next((n for n, kind in ((0, "yes"), (2, "no")) if asks(kind, text, language)), None)


def _desk(visit: Visit) -> Desk:
    """Return the visit's desk; an empty one where nothing was loaded."""
    desk: Desk = visit.rooms.setdefault(ROOM, Desk())
    return desk
