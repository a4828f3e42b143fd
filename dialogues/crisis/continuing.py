"""One step of an open talk: what is said, what is asked next, and when it is let be."""

from __future__ import annotations

from dataclasses import replace

from dialogues.crisis import answers
from dialogues.crisis.room import Outcome, Room, new_message, over, turn_of
from dialogues.crisis.saying import Message
from dialogues.crisis.scenarios import Opening
from dialogues.crisis.state import DangerTalk
from dialogues.crisis.steps import NEXT, Step
from dialogues.facts.countries import country_of
from dialogues.listening.frames import frames
from dialogues.safety import Register

DRIFTS = 2
"""Messages in a row that answer nothing, after which it is asked whether the danger is over."""
DENIALS = 2
"""How often they take it back before the talk is let be."""
FULL = ("took_it_back", "which_number", "leaving", "thinks_of_it", "not_safe", "angry")
"""Answers after which every way to help is named; else every other time."""
SAID_BACK = ("costs", "fears", "matters", "supports", "life")
"""Kinds of frame that may be reflected in a crisis: never what using gives, nor a goal."""
COUNTRY_WORDS = 2
"""Up to how many words a message may be a country and nothing else."""
CALM = (
    "who",
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


def continued(room: Room, row: Opening, said: str, step: Step, fresh: Opening | None) -> Outcome:
    """Return what follows the answer `said`, or the conversation once nothing is left to do.

    `fresh` is the talk the message would open by itself, None if it holds no danger.
    """
    talk = room.before.danger_talk
    country = _country(room)
    urgent = row.register is Register.EMERGENCY
    moved_on = said == answers.UNCLEAR and fresh is None
    if not urgent and talk.denied and moved_on and (talk.drift or not talk.asked):
        return Outcome(over(room, settled=False))
    drift = talk.drift + 1 if moved_on and not country else 0
    denied = talk.denied + step.denies
    coming = "coming" in talk.posed or said in ("on_its_way", "help_is_here")
    drifts = DRIFTS - talk.denied
    if urgent and drift > drifts + 1:
        return Outcome(over(room, settled=False))
    ask = _ask(row, step, talk, coming)
    if urgent and drift == drifts + 1:
        ask = "over"
    ends = step.ends or ("let_be" if denied >= DENIALS else "")
    if not urgent and not ask and moved_on:
        ends = "let_be"
    if _asks_country(room, row, said, ask, talk, coming) and not country and not ends:
        ask = "country"
    message = new_message(room, row, country)
    say = step.say or f"danger/{row.groups[-1]}/unclear"
    if country and said == answers.UNCLEAR:
        elsewhere = "call" not in message.slots and "text_line" not in message.slots
        say = f"danger/any/country_{'elsewhere' if elsewhere else 'known'}"
    if ends == "let_be":
        message.add(say, again=False)
        message.add("danger/any/let_be")
        message.way(row.register, coming=coming)
    elif ends == "settled":
        message.add(say)
    else:
        spare = f"danger/{row.groups[0]}/unclear"
        frame = _frame(room) if moved_on and not urgent else ""
        brief = (
            not urgent
            and said not in FULL
            and not country
            and room.before.turn % 2 == talk.opened % 2
        )
        lay_out(message, row, say, ask, coming=coming, spare=spare, frame=frame, brief=brief)
    posed = [*talk.posed, ask] if ask and ask not in talk.posed else [*talk.posed]
    if coming and "coming" not in posed:
        posed.append("coming")
    then = replace(
        talk, asked=ask if not ends else "", posed=tuple(posed), denied=denied, drift=drift,
        over=room.before.turn + 1 if ends else 0, settled=ends == "settled",
    )  # fmt: skip
    choices = ("help_is_here", "not_an_emergency") if urgent and not ends else ()
    return turn_of(room, row, message, then, choices, country=country)


def _frame(room: Room) -> str:
    """Return the weightiest meaning of their own that may be said back here, "" if none."""
    known = frames(room.before.language).all
    own = [known[hit.name] for hit in room.heard.frames if hit.own and not hit.hypothetical]
    fitting = [frame for frame in own if frame.kind in SAID_BACK and frame.weight >= 3]
    return max(fitting, key=lambda frame: frame.weight).name if fitting else ""


def lay_out(
    message: Message, row: Opening, say: str, ask: str, *,
    coming: bool = False, spare: str = "", frame: str = "", brief: bool = False,
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
    if ask:
        message.add(f"danger/ask/{ask}", again=urgent)


def _ask(row: Opening, step: Step, talk: DangerTalk, coming: bool) -> str:
    """Return what to ask now, "" for nothing."""
    if step.ask == NEXT:
        return _next(row, talk)
    if step.ask == "called" and coming:
        return "breathing" if row.asks[0] == "breathing" else "over"
    if step.ask == "channel" and "channel" in talk.posed:
        return _next(row, talk)
    return step.ask


def _next(row: Opening, talk: DangerTalk) -> str:
    """Return what has not been asked; after a denial not about thoughts and plans again."""
    barred = {*talk.posed, *(("thinking", "plan") if talk.denied else ())}
    return next((one for one in row.asks if one not in barred), "")


def _country(room: Room) -> str:
    """Return the country named in the message, "" if none is or it was known."""
    bare = room.before.danger_talk.asked == "country" or room.heard.words <= COUNTRY_WORDS
    found = country_of(room.text, asked=bare)
    return found if found != room.before.country else ""


def _asks_country(
    room: Room, row: Opening, said: str, ask: str, talk: DangerTalk, coming: bool
) -> bool:
    """Return whether to ask the country instead: once, unknown, and nothing presses."""
    if room.before.country or "country" in talk.posed or row.key == "police":
        return False
    if said == "which_number":
        return True
    if row.register is Register.EMERGENCY and not coming:
        return False
    return ask in CALM
