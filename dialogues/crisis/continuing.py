"""One step of an open talk: what is said, what is asked next, and when it is let be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogues.crisis import answers
from dialogues.crisis.planning import take_down
from dialogues.crisis.room import Outcome, Room, new_message, over, turn_of
from dialogues.crisis.saying import Message
from dialogues.crisis.scenarios import Opening
from dialogues.crisis.state import DangerTalk
from dialogues.crisis.steps import ASKED, NEXT, PLAN, Step
from dialogues.crisis.where import WHICH, country_in, unknown_place
from dialogues.listening.frames import frames
from dialogues.safety import Register

DRIFTS = 2
"""Messages in a row that answer nothing, after which it is asked whether the danger is over, or,
in a crisis, gone back to the conversation, to come back to it once."""
LASTING = ("suicide",)
"""Crises that are stayed with, whatever else is written about: one's own thoughts of dying."""
SLIGHT = ("yes", "no", "unsure", "thanks")
"""Answers that end a crisis talk which has nothing left to ask."""
DENIALS = 2
"""How often they take it back before the talk is let be."""
FULL = (
    "wants_text", "took_it_back", "which_number", "leaving", "thinks_of_it", "not_safe", "angry",
    "young", "young_line",
)  # fmt: skip
"""Answers after which every way to help is named; else every other time."""
TYPED = ("which_number", "wrote_to_them", "wants_text")
"""Answers after which the line to text is named, in an emergency as well."""
YOUNG = ("young", "young_line")
"""Answers that call for the lines for young people."""
SAID_BACK = ("costs", "fears", "matters", "supports", "life")
"""Kinds of frame that may be reflected in a crisis: never what using gives, nor a goal."""
COMING = ("on_its_way", "help_is_here", "waiting", "going_in")
"""Answers that say the call was made, or that they are on the way to help themselves."""
LEFT = "left"
"""In place of a question: they said goodbye, and whatever they write next is asked how it is."""
GRAVE = ("thinking", "plan", "when", "done", "danger")
"""Questions that are asked again, in other words, when they were not answered."""
SOMEBODY = ("somebody", "person_here")
STILL_UNDER = ("danger/overdose/unclear", "danger/overdose/what_to_do")
"""What is said of somebody who lies there, and not of one who has woken."""
UNDER = ("not_breathing", "seizure")
"""Answers after which somebody who was awake no longer is."""
BREATHES = ("breathes",)
"""In `posed` while somebody is known to breathe."""
KNOWN = ("who", "trusted", "yourself")
"""What need not be asked once somebody was named."""
ANEW = ("called", "barrier", "safe")
"""What may be asked twice running in a crisis; else what was not asked yet is asked."""
WHOLE = 2
"""The most words of a scrap of an answer, which is no sign that they write of something else."""
CALM = (
    "who",
    "near_them",
    "coping",
    "channel",
    "need",
    "trusted",
    "yourself",
    "away",
    "quiet",
    "over",
    "plan_offer",
)
"""Questions that can wait while the country is asked."""


@dataclass(frozen=True, slots=True)
class _Next:
    """What one step leads to."""

    ask: str
    ends: str
    drift: int
    denied: int
    coming: bool
    """Whether help has been called."""
    country: str
    """The country just named, "" if none was."""
    moved_on: bool
    """Whether the message answered nothing and held no danger."""


def continued(room: Room, row: Opening, said: str, step: Step, fresh: Opening | None) -> Outcome:
    """Return what follows the answer `said`, or the conversation once nothing is left to do.

    `fresh` is the talk the message would open by itself, None if it holds no danger.
    """
    awake = "awake" in room.before.danger_talk.posed
    if awake and step.say in STILL_UNDER:
        step = replace(step, ask="called", say="danger/overdose/awake")
    if said == "shame" and "coming" in room.before.danger_talk.posed:
        step = replace(step, say="danger/any/not_to_blame")  # nobody has to be won for a call
    if said == "gave_naloxone" and set(BREATHES) & set(room.before.danger_talk.posed):
        step = replace(step, say="danger/overdose/gave_naloxone_breathing")
    then = _decided(room, row, said, step, fresh)
    if then is None:
        return Outcome(over(room, settled=False))
    talk, turn = room.before.danger_talk, room.before.turn + 1
    posed = [
        then.ask,
        *(["coming"] if then.coming else []),
        *(["awake"] if said in ("awake", "left") else []),
        *(BREATHES if said == "breathing" else ()),
        *_known(row, said, talk.asked),
        *(["care"] if said == "asks_care" else []),
    ]
    gone = {*(["awake", *BREATHES] if said in UNDER else []), *([] if then.coming else ["coming"])}
    kept = [one for one in talk.posed if one not in gone]
    offered = said == "wants_plan" and talk.asked == "plan_offer"
    agreed = answers.found(room.heard, talk.asked, room.before.language)
    plain = room.heard.has("yes", "ok") or "wants_plan" in agreed
    mine = take_down(room.heard, room.text) if offered and not plain else ""
    after = replace(
        talk,
        plan=(("helps", mine),) if mine else talk.plan,
        asked="" if then.ends else LEFT if _left(said, step) else then.ask,
        posed=(*kept, *(one for one in posed if one and one not in kept)),
        denied=then.denied,
        drift=then.drift,
        over=turn if then.ends else 0,
        settled=then.ends == "settled",
    )
    urgent = row.register is Register.EMERGENCY
    choices = ("help_is_here", "not_an_emergency") if urgent and not then.ends else ()
    message = _worded(room, row, said, step, then)
    return turn_of(room, row, message, after, choices, country=then.country)


def _decided(
    room: Room, row: Opening, said: str, step: Step, fresh: Opening | None
) -> _Next | None:
    """Return what to ask and whether to end, None if the conversation takes over."""
    talk, country = room.before.danger_talk, country_in(room)
    urgent = row.register is Register.EMERGENCY
    moved_on = said == answers.UNCLEAR and fresh is None and not country
    drift, denied = (talk.drift + 1 if moved_on else 0), talk.denied + step.denies
    coming = ("coming" in talk.posed or said in COMING) and said != "refuses"
    limit = DRIFTS - talk.denied + 1
    if urgent and drift > limit:
        return None
    stays = row.groups[0] in LASTING or room.heard.words <= WHOLE
    if not urgent and drift > DRIFTS and not stays:
        return None
    if not urgent and talk.denied and moved_on and (talk.drift or not talk.asked):
        return None
    ask = "over" if urgent and drift == limit else _ask(row, said, step, talk, coming)
    parting = urgent and said == "thanks" and talk.asked == "over"
    ends = step.ends or ("let_be" if denied >= DENIALS or parting else "")
    if not ends and not urgent and not ask and step.ask == NEXT and (moved_on or said in SLIGHT):
        ends = "let_be"
    if not ends and not country and _asks_country(room, row, said, ask, talk, coming):
        ask = "country"
    if not ends and not country and unknown_place(room, said, fresh):
        ask = WHICH
    return _Next(ask, ends, drift, denied, coming, country, moved_on)


def _worded(room: Room, row: Opening, said: str, step: Step, then: _Next) -> Message:
    """Return the message of one step."""
    urgent = row.register is Register.EMERGENCY
    message = new_message(room, row, then.country, young=said in YOUNG)
    say = step.say or f"danger/{row.groups[-1]}/unclear"
    if then.country and said == answers.UNCLEAR:
        known = "call" in message.slots or "text_line" in message.slots
        say = f"danger/any/country_{'known' if known else 'elsewhere'}"
    if then.ends:
        if urgent and then.ends != "settled":
            message.way(row.register, coming=then.coming)
        parting = urgent and said == "thanks"
        message.add("danger/any/parting" if parting else say)
        if then.ends == "let_be" and not parting:
            message.add("danger/any/let_be")
            if not urgent:
                message.way(row.register)
        return message
    if then.ask == WHICH:
        say = "danger/any/which_place"
    turn, opened = room.before.turn, room.before.danger_talk.opened
    brief = said not in FULL and not then.country and turn % 2 == opened % 2
    frame = _frame(room) if then.moved_on and not urgent and row.person == "self" else ""
    spare = f"danger/{row.groups[0]}/unclear"
    lay_out(
        message,
        row,
        say,
        then.ask,
        coming=then.coming,
        spare=spare,
        frame=frame,
        brief=brief,
        whole=said in TYPED,
    )
    return message


def _frame(room: Room) -> str:
    """Return the weightiest meaning of their own that may be said back here, "" if none."""
    known = frames(room.before.language).all
    own = [
        known[hit.name]
        for hit in room.heard.frames
        if hit.own and not hit.hypothetical and not hit.guessed
    ]
    fitting = [frame for frame in own if frame.kind in SAID_BACK and frame.weight >= 3]
    return max(fitting, key=lambda frame: frame.weight).name if fitting else ""


def lay_out(
    message: Message, row: Opening, say: str, ask: str, *,
    coming: bool = False, spare: str = "", frame: str = "", brief: bool = False,
    whole: bool = False,
) -> None:  # fmt: skip
    """Put the number first in an emergency, and after what is said in a crisis."""
    urgent = row.register is Register.EMERGENCY
    if urgent:
        message.way(row.register, coming=coming)
    said = (
        message.reflected(frame)
        or message.add(say, again=False)
        or bool(spare and message.add(spare, again=False))
    )
    if not said and not urgent:
        message.add(say)
    if not urgent:
        message.way(row.register, brief=brief)
    elif row.lines and (whole or not coming):
        message.way(Register.CRISIS, brief=not whole)
    if ask:
        message.add(f"danger/ask/{ask}", again=urgent)


def _ask(row: Opening, said: str, step: Step, talk: DangerTalk, coming: bool) -> str:
    """Return what to ask now, "" for nothing."""
    talk = replace(talk, posed=(*talk.posed, *_known(row, said, talk.asked)))
    if said in ASKED and talk.asked in (*GRAVE, *PLAN):
        return talk.asked
    if step.ask == NEXT:
        return _next(row, talk, coming)
    if said == "awake" and not coming and "awake" in talk.posed:
        return "over"
    if said == "awake" and coming:  # nothing to ask of somebody who talks; the crew will see
        return ""
    if step.ask == "someone" and "who" in talk.posed:  # there is somebody
        return "" if coming else "called"
    if step.ask == "called" and coming and "awake" in talk.posed:
        return ""
    if step.ask == "called" and coming:
        return "breathing" if row.asks[0] == "breathing" else "over"
    if step.ask == "channel" and "channel" in talk.posed:
        return _next(row, talk, coming)
    again = bool(step.ask) and step.ask == talk.asked and step.ask not in ANEW
    if again and row.register is Register.CRISIS:
        return _next(row, talk, coming)
    return step.ask


def _left(said: str, step: Step) -> bool:
    """Return whether they have put the phone away, so that it is asked how it is next time."""
    return said == "leaving" or (said in ("not_safe", "comes") and not step.ask)


def _known(row: Opening, said: str, asked: str) -> tuple[str, ...]:
    """Return what need not be asked: somebody was named, or nobody would miss them."""
    if said == "helps_me":
        return ("coping",)
    named = said in SOMEBODY and (row.person == "self" or asked == "yourself")
    return KNOWN if named or said == "not_missed" else ()


def _next(row: Opening, talk: DangerTalk, coming: bool) -> str:
    """Return what has not been asked; after a denial not about thoughts and plans again.

    Whether it is over is no question where dying was meant and nobody has been called.
    """
    barred = {*talk.posed, *(("thinking", "plan") if talk.denied else ())}
    ask = next((one for one in row.asks if one not in barred), "")
    early = ask == "over" and row.key == "dying" and not coming
    return "called" if early else ask


def _asks_country(
    room: Room, row: Opening, said: str, ask: str, talk: DangerTalk, coming: bool
) -> bool:
    """Return whether to ask the country instead: once, unknown, and nothing presses."""
    if room.before.country or "country" in talk.posed or row.key == "police":
        return False
    if said == "which_number":
        return talk.asked not in PLAN
    if row.register is Register.EMERGENCY:  # the call was made, or none can be made calmly
        return False
    return ask in CALM
