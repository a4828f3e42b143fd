"""Answers to what the last reply asked for: a yes, a number, a step of a plan.

`take` returns how to go on, or None when the message is no answer; then the policy's table
decides as for any other message.
What awaits what is the table `TAKERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dialogues.composing import Composer
from dialogues.crisis.minors import is_minor
from dialogues.flow import FlowEvent
from dialogues.listening.datafiles import wordlist
from dialogues.mirroring import flip
from dialogues.session import Note, Session
from dialogues.situation import Situation

NO = ("no", "nah", "nope", "nothing")
"""How "no, that's about it" begins."""
NOT_PICKED = (
    "question", "wants_ideas", "thanks", "goodbye", "insult", "so_what", "needled", "lectured",
    "sarcasm", "distrust", "plain_talk", "feels_unheard", "no_advice", "resigned", "not_bothered",
    "then_what", "asks_done", "not_what_i_said", "dodged", "verdict", "why", "bots_words",
    "asks_if_helps",
)  # fmt: skip
"""Said after some options were told, these pick none."""
PLAIN_KINDS = ("goals", "steps")
"""Kinds of frame that name a change and no reason for it."""
PLAN_STEPS = ("change", "why", "step", "when", "who", "obstacle", "if_then", "different")
"""The plan's questions in order; `why` is left out when reasons have been voiced already."""
SCALE = frozenset({"number", "numbers", "scale", "scales", "score", "scores", "10", "0"})
"""Words of a message about the scale itself."""
OF = frozenset({"of"})
HIGHEST = 10
COUNTS = frozenset({"hundred", "thousand", "million", "billion", "infinity", "minus", "zillion"})
"""Words of a number that is on no scale."""
JOKE = 4
"""The most words of an answer that is on no scale: "69", "over 9000", "a million"."""
TELLING = 4
"""Letters from which on a word says which of some options is meant."""
LONGEST_ANSWER = 14
"""Words an answer to a plan question may have; more is a message of its own."""


@dataclass(frozen=True, slots=True)
class Going:
    """How to go on after an answer: parts to say (as in a row), and what changes."""

    say: str
    session: Session
    extra: dict[str, str] = field(default_factory=dict)
    """Slots and placeholders for the parts."""
    event: FlowEvent | None = None
    choices: tuple[str, ...] = ()
    menu: str = ""
    """Area of the options menu to give."""
    tell: Callable[[Composer, Session], tuple[str, ...]] | None = None
    """Says facts, numbers or a menu of them, and returns the buttons."""
    recap: bool = False
    """Whether the plan is read back."""
    reasons: bool = False
    """Whether the client's own reasons are read back."""
    notice: str = ""
    """A notice to send, and nothing else."""
    awaits: str = ""
    """What the reply waits for, if its parts do not say."""
    summary: bool = False
    """Whether it sums up, so that counting starts anew."""


def by_telling(session: Session, tell: Callable[[Composer, Session], tuple[str, ...]]) -> Going:
    """Return how to go on by saying facts, numbers or a menu of them."""
    return Going("", session, tell=tell)


def take(situation: Situation, awaiting: str, text: str) -> Going | None:
    """Return how to go on if the message answers `awaiting`, else None."""
    kind, _, detail = awaiting.partition(":")
    taker = TAKERS.get(kind)
    return taker(situation, detail, text) if taker else None


def _permission(s: Situation, detail: str, text: str) -> Going | None:
    if s.has("no", "skip") or (s.has("maybe", "dont_know") and s.heard.words <= 4):
        if s.weighty:
            return None
        return Going("declined ask_back|ask_open!", s.session)
    if detail in ("importance", "confidence") and s.heard.number() is not None:
        return _ruler(s, detail, text)
    if not s.has("yes", "ok") or s.has("goodbye", "thanks", "fine", "resigned"):
        return None
    if detail in ("importance", "confidence"):
        return Going("ask_ruler!", s.session, {"ruler": detail}, FlowEvent.OFFERED_RULER)
    if detail == "plan":
        return start_plan(s)
    if detail == "summary":
        return Going("collect|sum_short ask_missed", s.session)
    return Going("", s.session, menu=detail or "general")


def _ruler(s: Situation, detail: str, text: str) -> Going | None:
    number = s.heard.number()
    if number is None:
        number = _lone(s, text)
    if number is None or text.lstrip().startswith("-"):
        return _no_number(s, detail, text)
    rulers = (*(one for one in s.session.rulers if one[0] != detail), (detail, number))
    session = replace(s.session, rulers=rulers)
    extra = {"ruler": detail, "number": str(number)}
    if number <= 1:
        return Going("number_said ask_number!", session, extra | {"height": "zero"})
    height = "low" if number <= 4 else "middle" if number <= 7 else "high"
    extra |= {"height": height, "lower": str(max(0, number - 2))}
    if number < 10:
        extra["higher"] = str(number + 1)
    return Going("number_said ask_number!", session, extra)


def _lone(s: Situation, text: str) -> int | None:
    """Return the one number of a few words, if it is on the scale: "2 then"."""
    numbers = re.findall(r"\d+", text)
    amount = s.amount is not None and not s.amount.isdigit()
    if len(numbers) != 1 or s.heard.words > JOKE or amount or not s.texts.isdisjoint(COUNTS | OF):
        return None
    return int(numbers[0]) if int(numbers[0]) <= HIGHEST else None


def _no_number(s: Situation, detail: str, text: str) -> Going | None:
    """Take what came instead of a number: none, a question about the scale, or a joke."""
    extra = {"ruler": detail}
    about_it = not s.texts.isdisjoint(SCALE) and s.main is None
    if about_it and s.has("question", "asks_what_you_mean"):
        return Going("scale_explained", s.session, extra, awaits=f"ruler:{detail}")
    if s.has("skip", "dont_know", "no") or about_it:
        return Going("number_none ask_back|ask_open", s.session, extra)
    counted = any(char.isdigit() for char in text) or not s.texts.isdisjoint(COUNTS)
    if not counted or s.heard.words > JOKE or s.hits or s.heard.people or s.heard.substances:
        return None
    return Going("off_the_scale ask_back|ask_open", s.session, extra)


def _number(s: Situation, detail: str, text: str) -> Going | None:
    """Take the reason behind a number; ask once what would raise it."""
    number = dict(s.session.rulers).get(detail)
    if number is None or number >= 10 or s.heard.words < 2 or not s.content:
        return None
    extra = {"ruler": detail, "number": str(number), "higher": str(number + 1)}
    return Going("mirror? meaning|stance ask_up!", s.session, extra)


def _agenda(s: Situation, detail: str, text: str) -> Going | None:
    """Take a chosen topic; anything else is content."""
    words = set(text.lower().split())
    for note in reversed(s.session.notes):
        if note.frame and set(note.frame.split("_")) & words and s.heard.words <= 4:
            session = replace(s.session, notes=(*_without(s.session, note.frame), note))
            return Going("agenda_chosen ask_earlier|ask_any", session, {"earlier": note.frame})
    return None


def _without(session: Session, frame: str) -> tuple[Note, ...]:
    return tuple(note for note in session.notes if note.frame != frame)


def _stage(s: Situation, detail: str, text: str) -> Going | None:
    if s.has("yes", "ok") and not s.weighty:
        return Going("said_yes ask_stage|ask_any!", s.session)
    if s.has("no") and not s.weighty:
        return Going("meta:correction_thanks ask_again|ask_open!", s.session)
    return None


def _forget(s: Situation, detail: str, text: str) -> Going | None:
    if s.has("yes"):
        return Going("", Session(language=s.session.language), notice="notice/forgotten")
    if s.weighty or (s.content and not s.has("no", "skip", "dont_know")):
        return None
    return Going("meta:forget_kept", s.session)


def _missed(s: Situation, detail: str, text: str) -> Going | None:
    """Take "no, that's it" after a summary: the floor is open for the next thing."""
    opens = s.heard.clauses[0].tokens[0].text if s.heard.clauses else ""
    done = s.has("yes", "no", "ok", "dont_know") or (opens in NO and s.main is None)
    thanked = s.has("thanks") and not s.has("no")
    asks = thanked or s.has("no_advice", "stop_questions", "just_listen")
    if done and not asks and not s.weighty and s.heard.words <= 6:
        return Going("said_ok ask_key|ask_stage!", s.session)
    return None


def _goal(s: Situation, detail: str, text: str) -> Going | None:
    """Take the change they name; go on to a plan if that was what they asked for."""
    answer = _said_back(s, text)
    if detail == "plan" and answer:
        session = replace(s.session, plan=(("change", answer),))
        return Going(f"mirror plan:{_next_step(s, session)}!", session, {"mirror": answer})
    if s.has("one_off"):
        return Going("echo|thing goal_small ask_small!", s.session)
    if s.has("dont_know", "skip", "no") and not s.weighty:
        return Going("said_dont_know pace ask_stage", s.session)
    return None


def _menu(s: Situation, detail: str, text: str) -> Going | None:
    """Take a short word on one of the options; anything of weight, or on none, is no pick."""
    if s.weighty or s.heard.words > 8 or s.has(*NOT_PICKED):
        return None
    if s.has("no", "dont_know", "skip"):
        return Going("declined ask_back|ask_open!", s.session)
    return Going("meta:menu_picked", s.session) if _picks(s) else None


def _picks(s: Situation) -> bool:
    """Return whether a message points at one of the options told, or says a word of it."""
    if s.heard.number() is not None:
        return True
    told = {word for word in re.findall(r"[a-z]+", s.session.said.lower()) if len(word) >= TELLING}
    said = {one for part in s.heard.clauses for t in part.tokens for one in (t.text, t.lemma)}
    pointing = said & wordlist("pointers", s.session.language)
    return bool(pointing or said & told) and "not" not in said


def start_plan(s: Situation) -> Going:
    """Return the first step of a plan; of somebody under 18 none is kept."""
    if is_minor(s.session):
        return Going("meta:plan_young", s.session)
    session = replace(s.session, plan=())
    if not s.target.goal and not any(hit for hit in s.hits if s.frame(hit).kind == "goals"):
        return Going("ask_goal!", session, event=FlowEvent.NAMED_GOAL, awaits="goal:plan")
    return Going(f"plan:{_next_step(s, session)}!", session, event=FlowEvent.STARTED_PLAN)


def _next_step(s: Situation, session: Session) -> str | None:
    done = {name for name, _ in session.plan}
    reasons = any(
        note.talk == "change" and note.frame and s.frames.all[note.frame].kind not in PLAIN_KINDS
        for note in session.notes
    )
    for step in PLAN_STEPS:
        if step in done or (step == "why" and reasons):
            continue
        return step
    return None


def _said_back(s: Situation, text: str) -> str:
    """Return a plan answer turned to "you", the closest to their words that is sure, or ""."""
    said = s.mirror
    if said is not None and said not in s.mirrors:  # a plan is read back: one clause of it will do
        said = max(s.mirrors, key=lambda one: min(one.words, 10))
    return flip(text) or s.thing or (said.text if said else "")


def _risk(s: Situation, detail: str, text: str) -> Going | None:
    """Take "nobody, just me": one offer on using alone, if there was none."""
    lone = s.has("no") or s.named("uses_alone", "no_support", "lonely")
    if detail in ("who", "alone") and lone and s.heard.words <= 8 and not s.offered("alone"):
        return Going("mirror|meaning|said_no offer_alone", s.session, choices=("yes", "not_now"))
    return None


def _plan(s: Situation, detail: str, text: str) -> Going | None:
    if s.has("something_else", "stop_questions", "no_advice"):
        return Going("plan_stop", s.session)
    if s.has("pause", "goodbye", "not_yet") or s.heard.words > LONGEST_ANSWER * 2:
        return None
    if s.has("skip", "dont_know") or (s.has("no") and s.heard.words <= 2):
        answer = ""
    else:
        answer = _said_back(s, text)
        elsewhere = s.heavy or s.main_kind("return") or s.main_named("concern_for_other")
        if elsewhere or (not answer and s.weighty):
            return None
    session = replace(s.session, plan=(*s.session.plan, (detail, answer)))
    upcoming = _next_step(s, session)
    extra = {"mirror": answer} if answer else {}
    if upcoming is None:
        moved = replace(session, plan=tuple(step for step in session.plan if step[1]))
        return Going("", moved, event=FlowEvent.MOBILISED, recap=True)
    echo = "mirror" if answer else "plan_heard"
    return Going(f"{echo} plan:{upcoming}!", session, extra)


def _person(s: Situation, detail: str, text: str) -> Going | None:
    """Take "when, then?" after it was said that nobody can be reached from here."""
    if s.has("asks_when_then", "asks_on_shift"):
        return Going("meta:asks_on_shift", s.session, awaits="person")
    return None


TAKERS: dict[str, Callable[[Situation, str, str], Going | None]] = {
    "permission": _permission,
    "ruler": _ruler,
    "number": _number,
    "agenda": _agenda,
    "stage": _stage,
    "forget": _forget,
    "goal": _goal,
    "missed": _missed,
    "plan": _plan,
    "menu": _menu,
    "risk": _risk,
    "person": _person,
}
"""Who takes the answer to what was asked."""
