"""One turn: register, hearing, stage, policy, words. The one public verb is `respond`.

A pure function: the same session, text, time, seed and phrasebook give the same turn.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from dialogues import flow as flows
from dialogues import safety
from dialogues.answers import Going, menu_area, start_plan, take
from dialogues.composing import LIMIT, Composer
from dialogues.evidence import weigh
from dialogues.flow import Flow, FlowEvent
from dialogues.listening.frames import frames
from dialogues.listening.hearing import hear
from dialogues.listening.heard import Heard
from dialogues.memory import reasons, remember
from dialogues.mirroring import mirrorings, thing
from dialogues.moves import Row, choose
from dialogues.phrasing import Phrasebook
from dialogues.recital import facts, menu, my_reasons, recap
from dialogues.safety import Register
from dialogues.session import TAKEN_UP, Session
from dialogues.situation import Situation
from dialogues.slots import RECENT, Slots
from dialogues.stages import Stage

AWAY = timedelta(hours=24)
"""After how long a silence the bot says again what it is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message led to."""

    reply: str = field(repr=False)
    choices: tuple[str, ...]
    """Labels that may be tapped, or typed as words."""
    register: Register
    session: Session
    heard: Heard | None = field(repr=False)
    """None where the register spoke before anything was heard."""
    moves: tuple[tuple[str, str], ...]
    """MITI code and template id of each move, in order."""

    def as_json(self) -> dict[str, Any]:
        """Return the turn as the command line prints it (without the seed)."""
        target = self.session.target()
        return {
            "reply": self.reply,
            "choices": list(self.choices),
            "register": self.register.value,
            "stage": target.stage.value,
            "flow": self.session.flow.value,
            "target": {"substance": target.key, "goal": target.goal},
            "heard": self.heard.as_json() if self.heard else None,
            "moves": [{"code": code, "template": template} for code, template in self.moves],
        }


NOTICES: Mapping[str, str] = {
    "asks_are_you_a_bot": "notice/bot",
    "asks_who_reads": "notice/privacy",
    "asks_what_you_do": "notice/help",
    "minor": "notice/minor",
}
"""Which signal is answered by which notice."""
REGISTERS: Mapping[Register, tuple[str, FlowEvent]] = {
    Register.EMERGENCY: ("notice/emergency", FlowEvent.DANGER),
    Register.CRISIS: ("notice/crisis", FlowEvent.CRISIS),
}
"""The plain notices that stand in until the safety work."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "permission": ("yes", "not_now"),
    "ruler": tuple(str(number) for number in range(11)),
    "stage": ("yes", "no"),
    "forget": ("yes", "no"),
}
"""Buttons for what a reply waits for, where its row names none."""


def begin(session: Session, *, now: datetime, phrasebook: Phrasebook) -> Turn:
    """Return the opening message: that it is a bot, what it is and isn't, what it keeps."""
    said = phrasebook.notice("notice/opening")
    session = replace(
        session, flow=flows.move(session.flow, FlowEvent.OPENED), seen=now.isoformat()
    )
    return Turn(
        said, (), Register.CONVERSATION, session, hear("", session.language),
        (("NOTICE", "notice/opening"),),
    )  # fmt: skip


def respond(
    session: Session,
    text: str,
    *,
    now: datetime,
    rng: random.Random,
    phrasebook: Phrasebook,
    amplified: bool = False,
) -> Turn:
    """Return the turn that `text` (one message, or a burst joined by newlines) leads to.

    `now` must carry its time zone; `rng` decides between wordings and nothing else.
    """
    register = safety.register(text, session.language)
    heard = hear(text, session.language, session.target().goal)
    before = session
    session = replace(session, turn=session.turn + 1, seen=now.isoformat(), awaiting="")
    if register in REGISTERS:
        return _interrupt(session, heard, register, phrasebook)
    if heard.has("stop_questions", "just_listen"):
        session = replace(session, quiet=True)
    elif heard.has("questions_ok", "wants_ideas", "wants_plan", "something_else"):
        session = replace(session, quiet=False)
    preface = _preface(before, now, phrasebook)
    session = replace(session, flow=_left_off(session))
    mirrors = mirrorings(heard.clauses)
    known = frames(session.language)
    session = weigh(session, heard, known)
    session = remember(session, heard, mirrors, known)
    situation = Situation(
        session, heard, mirrors, _thing(heard), known, before.notes, amplified
    )
    return _Reply(situation, phrasebook, rng, preface, before).turn(before.awaiting, text)


def _preface(session: Session, now: datetime, phrasebook: Phrasebook) -> tuple[str, str]:
    """Return the notice, with its id, that has to stand before the reply, or ("", "")."""
    name = ""
    if session.flow is Flow.OPENING:
        name = "notice/opening"
    elif session.seen and now - datetime.fromisoformat(session.seen) > AWAY:
        name = "notice/opening_again"
    return (phrasebook.notice(name), name) if name else ("", "")


def _thing(heard: Heard) -> str | None:
    return thing(heard.clauses[0]) if len(heard.clauses) == 1 else None


def _left_off(session: Session) -> Flow:
    """Return the flow the message arrives in: out of the opening and of any interruption."""
    if session.flow is Flow.OPENING:
        return flows.move(session.flow, FlowEvent.OPENED)
    if flows.interrupts(session.flow):
        return flows.move(session.flow, flows.back(session.left))
    return session.flow


def _interrupt(session: Session, heard: Heard, register: Register, phrasebook: Phrasebook) -> Turn:
    template, event = REGISTERS[register]
    left = session.left if flows.interrupts(session.flow) else session.flow
    session = replace(
        session,
        left=left if left in flows.MAIN else Flow.ENGAGING,
        flow=flows.move(session.flow, event),
    )
    return Turn(
        phrasebook.notice(template), (), register, session, heard, (("NOTICE", template),)
    )


class _Reply:
    """The making of one reply, after everything has been heard."""

    def __init__(
        self,
        situation: Situation,
        phrasebook: Phrasebook,
        rng: random.Random,
        preface: tuple[str, str],
        before: Session,
    ) -> None:
        self.situation = situation
        self.phrasebook = phrasebook
        self.preface, self.preface_id = preface
        self.before = before
        session = situation.session
        self.session = session
        slots = Slots(situation, phrasebook, rng, situation.frames, session.used_codes())
        room = LIMIT - (len(self.preface) + 2 if self.preface else 0)
        self.composer = Composer(slots, phrasebook, rng, room)
        self.event: FlowEvent | None = None
        self.choices: tuple[str, ...] = ()
        self.summed = False

    def turn(self, awaiting: str, text: str) -> Turn:
        """Return the turn."""
        notice = next((NOTICES[s] for s in self.situation.heard.signals if s in NOTICES), "")
        if notice and not self.situation.weighty:
            return self._notice(notice)
        going = take(self.situation, awaiting, text) if awaiting else None
        going = going or self._request()
        if going is not None:
            if going.notice:
                self.session = going.session
                return self._notice(going.notice)
            self._go(going)
        if not self.composer.moves:
            row = choose(self.situation)
            self.composer.compose(row)
            self.event, self.choices = self.event or row.event, row.choices
            self.summed = row.summary and any(
                move.code == "SUMMARY" for move in self.composer.moves
            )
            self._count(row)
        if not self.composer.moves:
            self.composer.say_first(["ask_any", "choice", "short_answer", "missed_once"])
        return self._finish()

    def _request(self) -> Going | None:
        """Return how to go on for requests that are more than a row of the table."""
        s = self.situation
        session = s.session
        if s.has("asks_forget"):
            self.composer.awaits = "forget"
            return Going("meta:forget_ask", session)
        if s.has("wants_person") and not s.weighty:
            return Going("", session, notice="notice/no_peer")
        if s.has("pause"):
            return Going("pause", session, event=FlowEvent.PAUSE)
        if s.has("goodbye") and not s.weighty:
            return Going("leave_with|goodbye door", session, event=FlowEvent.LEFT)
        if s.has("resume") and not s.weighty:
            return Going("resume ask_earlier|ask_open", session)
        if s.has("my_reasons"):
            return Going("", session, reasons=True)
        if s.has("wants_summary"):
            self.summed = True
            return Going("collect|sum_short|linking ask_missed", session)
        if s.has("asks_stage"):
            return Going("where check_stage", session, choices=("yes", "no"))
        if s.has("wants_plan"):
            return start_plan(s)
        if s.has("wants_ideas"):
            return Going("", session, menu=menu_area(s))
        return None

    def _go(self, going: Going) -> None:
        composer = self.composer
        self.session = going.session
        composer.slots.extra.update(going.extra)
        if going.menu:
            menu(composer, going.menu)
        elif going.facts:
            facts(composer, going.facts)
        elif going.reasons:
            my_reasons(composer)
        elif going.recap:
            recap(composer, going.session)
        elif going.say:
            awaits = composer.awaits
            composer.compose(Row("answer", lambda s: True, going.say, plain=True))
            composer.awaits = composer.awaits or awaits
        self.event, self.choices = going.event, going.choices

    def _count(self, row: Row) -> None:
        missed = self.before.missed + 1 if row.name in ("missed", "missed_twice") else 0
        brief = self.before.brief + 1 if self.situation.heard.words <= 2 else 0
        discord = row.name in ("insult", "unheard", "lectured", "not_what_i_said", "loop")
        self.session = replace(
            self.session,
            missed=missed % 3,
            brief=brief,
            discord=self.session.discord + 1 if discord else max(0, self.session.discord - 1),
        )
        if discord and self.event is None:
            self.event = FlowEvent.STEPPED_BACK

    def _notice(self, template: str) -> Turn:
        text = self.phrasebook.notice(template)
        if self.preface and self.preface_id != template and template == "notice/privacy":
            text = f"{self.preface}\n\n{text}"
        return Turn(
            text, (), Register.CONVERSATION, self.session, self.situation.heard,
            (("NOTICE", template),),
        )  # fmt: skip

    def _finish(self) -> Turn:
        composer, session = self.composer, self.session
        moves = composer.moves
        codes = [move.code for move in moves]
        reflected = [move.template.rpartition("/")[2] for move in moves
                     if move.template.startswith(("reflection/frame/", "affirmation/frame/"))]
        asked = any("?" in move.text for move in moves)
        used = [move.wording for move in moves if move.text]
        used.extend(sorted(composer.also_used))
        awaits = composer.awaits
        offers = list(composer.offers)
        if any(move.template.startswith("stage/") for move in moves):
            offers.append("stage_shown")
        content = self.situation.content and not self.situation.has("thanks", "greeting")
        session = replace(
            session,
            used=session.used + "".join(used),
            recent=(*session.recent, *(move.template for move in moves if move.text))[-RECENT:],
            taken_up=_appended(session.taken_up, reflected)[-TAKEN_UP:],
            last=reflected[-1] if reflected else "",
            offered=_appended(session.offered, offers),
            awaiting=awaits,
            statements=0 if asked or not moves else session.statements + 1,
            reflections=session.reflections + codes.count("SR") + codes.count("CR"),
            complex=session.complex + codes.count("CR"),
            questions=session.questions + codes.count("OQ") + codes.count("CQ"),
            since_summary=0 if self.summed else session.since_summary + bool(content),
        )
        session = _flowed(session, self.event, awaits, self.situation)
        kind = awaits.partition(":")[0]
        choices = self.choices or CHOICES.get(kind, ())
        reply = composer.text()
        trace = [(move.code, move.template) for move in moves]
        if self.preface:
            reply = f"{self.preface}\n\n{reply}"
            trace.insert(0, ("NOTICE", self.preface_id))
        return Turn(
            reply, tuple(self._label(choice) for choice in choices), Register.CONVERSATION,
            session, self.situation.heard, tuple(trace),
        )  # fmt: skip

    def _label(self, choice: str) -> str:
        return choice if choice.isdigit() else self.phrasebook.notice(f"button/{choice}")


_AWAITED: Mapping[str, FlowEvent] = {
    "permission": FlowEvent.ASKED_PERMISSION,
    "ruler": FlowEvent.OFFERED_RULER,
    "number": FlowEvent.OFFERED_RULER,
    "goal": FlowEvent.NAMED_GOAL,
    "plan": FlowEvent.STARTED_PLAN,
}
"""Which interruption a reply opens by waiting for something."""


def _flowed(session: Session, event: FlowEvent | None, awaits: str, s: Situation) -> Session:
    """Return `session` with the flow moved on."""
    flow, target = session.flow, session.target()
    if event is not None and event not in flows.INTERRUPTIONS:
        flow = flows.move(flow, event)
    elif event is None:
        known = bool(target.key or target.goal) or len(session.notes) >= 2
        if flow in (Flow.ENGAGING, Flow.FOCUSING, Flow.CLOSING) and known and session.turn >= 2:
            flow = flows.move(flow, FlowEvent.FOCUSED)
        elif flow is Flow.ENGAGING and session.turn >= 4 and not known:
            flow = flows.move(flow, FlowEvent.WANDERED)
        elif flow is Flow.EVOKING and target.stage in (Stage.PREPARATION, Stage.ACTION):
            flow = flows.move(flow, FlowEvent.MOBILISED)
        elif flow is Flow.PLANNING and target.stage in (
            Stage.CONTEMPLATION, Stage.PRECONTEMPLATION, Stage.RETURN,
        ):  # fmt: skip
            flow = flows.move(flow, FlowEvent.STEPPED_BACK)
    interruption = _AWAITED.get(awaits.partition(":")[0])
    if event in flows.INTERRUPTIONS:
        interruption = event
    left = flow if flow in flows.MAIN else session.left
    if interruption is not None:
        flow = flows.move(flow, interruption)
    return replace(session, flow=flow, left=left)


def _appended(known: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return `known` with `new` at its end, each once."""
    return (*(one for one in known if one not in new), *dict.fromkeys(new))
