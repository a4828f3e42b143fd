"""The making of one reply, after everything has been heard: notice, answer, request or row."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogues.answers import Going, take
from dialogues.choosing import choose
from dialogues.composing import LIMIT, Composer
from dialogues.crisis import minors
from dialogues.crisis.returning import back_slots, came_back
from dialogues.facts.permission import Answer, noted
from dialogues.flow import FlowEvent
from dialogues.informing import asked_to_know, asks_of_facts, offered
from dialogues.listening.datafiles import wordlist
from dialogues.offering import due
from dialogues.phrasing import Phrasebook
from dialogues.progress import appended, flowed
from dialogues.recital import menu, my_reasons, recap
from dialogues.requests import asked_for
from dialogues.rows import Row
from dialogues.safety import Register, Scenario
from dialogues.session import PENDING_TURNS, TAKEN_UP, Session
from dialogues.situation import Situation
from dialogues.slots import RECENT, Slots
from dialogues.turn import Turn

HELP = "notice/help"
"""What it is and what to write; "naloxone how does it work" asks for no such thing."""
NOTICES: Mapping[str, str] = {
    "asks_are_you_a_bot": "notice/bot",
    "asks_who_reads": "notice/privacy",
    "asks_what_you_do": HELP,
    "minor": minors.NOTICE,
}
"""Which signal is answered by which notice."""
NO_PEER = "notice/no_peer"
NOTED: Mapping[str, str] = {NO_PEER: "no_peer", HELP: "help_told"}
"""Notices of which it is kept that they were given: asked again, something shorter is said."""
ALWAYS = ("notice/bot", "notice/privacy", minors.PRIVACY)
"""What is asked in one breath with what people fear, and has to be answered whatever else."""
DISCORD = (
    "insult", "needled", "unheard", "lectured", "not_what_i_said", "loop", "so_what", "verdict",
    "dodged", "bots_words", "about_bot", "plain_talk", "sarcasm", "parrots",
)  # fmt: skip
"""Rows of somebody at odds with the bot, after which it takes a step back."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "permission": ("yes", "not_now"),
    "ruler": tuple(str(number) for number in range(11)),
    "stage": ("yes", "no"),
    "forget": ("yes", "no"),
}
"""Buttons for what a reply waits for, where its row names none."""


class Reply:
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
        slots.extra.update(back_slots(session, phrasebook))
        room = LIMIT - (len(self.preface) + 2 if self.preface else 0)
        self.composer = Composer(slots, phrasebook, rng, room)
        self.event: FlowEvent | None = None
        self.choices: tuple[str, ...] = ()
        self.summed = False

    def turn(self, awaiting: str, text: str) -> Turn:
        """Return the turn."""
        notice = next((NOTICES[s] for s in self.situation.heard.signals if s in NOTICES), "")
        if self.situation.scenario is Scenario.MINOR and not minors.is_minor(self.session):
            notice = minors.NOTICE
        if notice == HELP and (self._told_before() or asks_of_facts(self.situation)):
            notice = ""
        if notice == "notice/privacy" and minors.is_minor(self.session):
            notice = minors.PRIVACY
        if notice and notice in ALWAYS and due(self.situation):
            self._put_before(notice)
        elif notice and (notice in ALWAYS or not self.situation.weighty):
            return self._notice(notice)
        open_offer = self.session.pending if self._still_open() else ""
        going = asked_to_know(self.situation, self.phrasebook, awaiting, text)
        agrees = self.situation.has("yes") and not self.situation.has("resigned")
        asks_of_it = self.situation.has("wants_diagnosis")
        agrees = agrees or (open_offer == "permission:wound" and asks_of_it)
        if going is None and open_offer and agrees and not awaiting:
            going = asked_to_know(self.situation, self.phrasebook, open_offer, text)
        if going is None and awaiting:
            going = take(self.situation, awaiting, text)
        going = going or asked_for(self.situation)
        if going is not None:
            if going.notice:
                self.session = replace(going.session, awaiting=going.awaits)
                return self._notice(going.notice)
            self._go(going)
        if not self.composer.moves:
            row = choose(self.situation)
            if "meta:" in row.say and "offer_" in row.say:  # an answer and an offer both have room
                self.composer.room = LIMIT
            self.composer.compose(row)
            self.event, self.choices = self.event or row.event, self._answering(row.choices)
            self.summed = row.summary and any(
                move.code == "SUMMARY" for move in self.composer.moves
            )
            self._count(row)
        if not self.composer.moves:
            self.composer.say_first(["ask_any", "choice", "short_answer", "missed_once"])
        return self._finish()

    def going_on(self, going: Going) -> Turn:
        """Return the turn that `going` makes, whatever the message says."""
        self._go(going)
        return self._finish()

    def _told_before(self) -> bool:
        """Return whether all it can do was told, and more is asked of the bot than the words."""
        s = self.situation
        language = s.session.language
        of_it = not s.texts.isdisjoint(wordlist("you", language))
        return s.offered(NOTED[HELP]) and of_it and "i" not in s.texts

    def _still_open(self) -> bool:
        """Return whether a safety offer from a few turns ago can still be taken up."""
        return self.session.turn - self.session.pending_turn <= PENDING_TURNS

    def _go(self, going: Going) -> None:
        composer = self.composer
        self.session = going.session
        composer.slots.extra.update(going.extra)
        choices = going.choices
        if not going.say:  # what was asked for does not give way to a notice before it
            composer.room = LIMIT
        if going.menu:
            if self.situation.weighty:
                composer.say_first(["meaning"])
            menu(composer, going.menu)
        elif going.tell:
            choices = going.tell(composer, going.session)
        elif going.reasons:
            my_reasons(composer)
        elif going.recap:
            recap(composer, going.session)
        elif going.say:
            composer.compose(Row("answer", lambda s: True, going.say, plain=True))
        composer.awaits = composer.awaits or going.awaits
        self.summed = going.summary
        self.event, self.choices = going.event, self._answering(choices)

    def _answering(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Return the buttons; those that answer a question only if the question was asked."""
        return choices if self.composer.awaits or "yes" not in choices else ()

    def _count(self, row: Row) -> None:
        missed = self.before.missed + 1 if row.name in ("missed", "missed_twice") else 0
        brief = self.before.brief + 1 if self.situation.heard.words <= 2 else 0
        discord = row.name in DISCORD
        self.session = replace(
            self.session,
            missed=missed % 3,
            brief=brief,
            discord=self.session.discord + 1 if discord else max(0, self.session.discord - 1),
        )
        if discord and self.event is None:
            self.event = FlowEvent.STEPPED_BACK

    def _put_before(self, template: str) -> None:
        """Let a notice stand before the reply, as an offer must not wait for it."""
        opening = f"{self.preface}\n\n" if self.preface and template == "notice/privacy" else ""
        self.preface = opening + self.phrasebook.notice(template)
        self.preface_id, self.composer.room = template, LIMIT

    def _notice(self, template: str) -> Turn:
        if template == minors.NOTICE:
            text, session, moves = minors.told(self.session, self.phrasebook, self.composer.rng)
            return Turn(text, (), Register.CONVERSATION, session, self.situation.heard, moves)
        text = self.phrasebook.notice(template)
        if template in NOTED:
            offered = appended(self.session.offered, [NOTED[template]])
            awaiting = "person" if template == NO_PEER else self.session.awaiting
            self.session = replace(self.session, offered=offered, awaiting=awaiting)
        if self.preface and self.preface_id != template and "privacy" in template:
            text = f"{self.preface}\n\n{text}"
        return Turn(
            text, (), Register.CONVERSATION, self.session, self.situation.heard,
            (("NOTICE", template),),
        )  # fmt: skip

    def _finish(self) -> Turn:
        composer, session = self.composer, self.session
        moves = composer.moves
        codes = [move.code for move in moves]
        reflected = [
            move.template.rpartition("/")[2]
            for move in moves
            if move.template.startswith(("reflection/frame/", "affirmation/frame/"))
        ]
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
            taken_up=appended(session.taken_up, reflected)[-TAKEN_UP:],
            last=reflected[-1] if reflected else "",
            offered=appended(session.offered, offers),
            awaiting=awaits,
            danger_talk=came_back(session.danger_talk, moves),
            **self._pending(awaits),
            statements=0 if asked or not moves else session.statements + 1,
            reflections=session.reflections + codes.count("SR") + codes.count("CR"),
            complex=session.complex + codes.count("CR"),
            questions=session.questions + codes.count("OQ") + codes.count("CQ"),
            summed=session.turn if self.summed else session.summed,
            since_summary=0 if self.summed else session.since_summary + bool(content),
        )
        session = flowed(session, self.event, awaits, self.situation)
        kind, _, detail = awaits.partition(":")
        if kind == "permission" and offered(detail, session.language):
            session = noted(session, detail.partition(":")[0], Answer.OFFERED)
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

    def _pending(self, awaits: str) -> dict[str, Any]:
        """Return what becomes of a safety offer: made now, answered, or still open."""
        kind, _, detail = awaits.partition(":")
        if kind == "permission" and offered(detail, self.session.language):
            return {"pending": awaits, "pending_turn": self.session.turn}
        answered = any(
            move.template.startswith(("information/card/", "permission/any/declined"))
            for move in self.composer.moves
        )
        return {"pending": ""} if answered else {}

    def _label(self, choice: str) -> str:
        return choice if choice.isdigit() else self.phrasebook.notice(f"button/{choice}")
