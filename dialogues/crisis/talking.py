"""One message in, one message out, while danger is talked about.

`answer` is the way in: it opens a talk, takes it one step on, or ends it and hands the message
back to the conversation. It never leaves on one "no" and never ends the conversation itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dialogues.crisis import answers
from dialogues.crisis.beginning import (
    after_check,
    asked_back,
    begun,
    checked,
    reopened,
    thinking_of_it,
)
from dialogues.crisis.continuing import LEFT, continued
from dialogues.crisis.planning import recited, take_down
from dialogues.crisis.room import RANK, Outcome, Room, new_message, over, turn_of
from dialogues.crisis.scenarios import OPENINGS, Opening, back_kind, opening
from dialogues.crisis.state import DangerTalk
from dialogues.crisis.steps import PLAN, STEPS, Step
from dialogues.crisis.where import WHICH
from dialogues.facts.countries import country_of
from dialogues.safety import Register

RECENT = 3
"""Turns after the end of a talk about dying in which "im gonna do it" means that."""
MEANT = ("means_it", "means_here", "says_it_after_all", "not_a_joke", "admits", "what_to_do")
"""What takes a talk about dying up again that is hardly over."""
TAKEN_UP = (
    "they_said_bye",
    "no_answer",
    "asks_care",
    "trapped",
    "not_safe",
    "what_to_do",
    "keep_it_secret",
)
"""What takes any other crisis up again that is hardly over."""
ASKS = frozenset(one for row in OPENINGS.values() for one in row.asks)
"""Everything that a talk asks."""
STILL = (
    "leaving", "which_number", "means_it", "means_here", "hurt_or_ill", "done_something",
    "on_its_way", "help_is_here", "not_safe",
)  # fmt: skip
"""What is taken as it is from somebody who had left; all else is met by asking how it is."""
PLANNING = ("which_number", "leaving", "done_something", "means_here", "took_it_back")
"""Answers that are no part of the plan for a bad hour, in the middle of it."""
AWAY = timedelta(hours=3)
"""After how long a silence an open talk begins by asking how it went."""
BETTER = ("better", "took_it_back", "awake", "help_is_here", "help_came", "safe", "thanks")
"""Answers to "how is it now" that say it is over."""
SAID_SIGNALS = {
    "asks_are_you_a_bot": "are_you_a_bot", "asks_who_reads": "keep_it_secret",
    "minor": "young", "wants_person": "wants_person", "thanks": "thanks",
    "wants_plan": "wants_plan",
}  # fmt: skip
"""Signals of the conversation that have an answer of their own here."""
STOPS = ("not_an_emergency", "it_is_over")
"""What ends a talk: it never was one, or it has passed."""
REAL = 2
"""After how many messages of a talk "all good" means that it has passed, not that it never was."""
ARRIVED = ("help_is_here", "help_came", "they_came", "police_came")
THERE = (*ARRIVED, "died", "person_here")
"""Answers after which nothing new begins, whatever else the message says."""
NOTHING = (answers.UNCLEAR, answers.YES, answers.NO, answers.UNSURE, answers.SILENCE, "thanks")
"""Answers that tell nothing of how it is."""
OF_ONE_THING = 4
"""The most words of an answer to the offer of a plan that is its first part: what helps."""
LATELY = 20
"""Turns in which dying is not asked about twice of somebody without hope."""
AFTERWARDS = {
    **dict.fromkeys((*ARRIVED, "it_is_over"), "danger/any/settled"),
    "died": "danger/emergency/died", "shame": "danger/any/not_to_blame",
    "joked": "danger/any/was_a_joke", "scared": "danger/any/was_scary",
}  # fmt: skip
"""What is said soon after an emergency has ended, and has an answer of its own."""
PASSED_ON = ("asks_forget",)
"""What is asked of the bot at any time and is answered by the conversation."""
TYPED = 2
"""The most words of "privacy" as a command; more is a fear, and is answered as one."""


def answer(room: Room) -> Outcome | None:
    """Return what the message leads to, None if it has nothing to do with danger."""
    talk, fresh = room.before.danger_talk, opening(room.danger)
    grave = fresh is not None and RANK[fresh.register] > 1
    typed = room.heard.has("asks_who_reads") and room.heard.words <= TYPED
    passed = typed or room.heard.has(*PASSED_ON) or room.before.awaiting.startswith("forget")
    if passed and not grave:
        return None
    if not talk.open:
        if fresh is not None:
            return begun(room, fresh)
        if room.before.awaiting == "danger_back":
            return reopened(room)
        return _taken_up(room) or _without_hope(room)
    if _away(room) and not grave:
        return asked_back(room)
    return _stepped(room, fresh)


def _taken_up(room: Room) -> Outcome | None:
    """Take up a talk about dying that ended a few turns ago, if the message goes on from it."""
    talk = room.before.danger_talk
    meant = talk.over and back_kind(talk) == "dying" and _has(room, "", "not_a_joke")
    if meant:  # however long ago, and however it was let be
        return thinking_of_it(room, OPENINGS["suicide"])
    if not talk.over or room.before.turn + 1 - talk.over > RECENT:
        return None
    row = OPENINGS[talk.scenario]
    said = answers.answer(room.heard, "afterwards", AFTERWARDS, room.before.language)
    if row.register is Register.EMERGENCY and said in AFTERWARDS:
        message = new_message(room, row)
        message.add(AFTERWARDS[said])
        return turn_of(room, replace(row, register=Register.CONVERSATION), message, talk)
    if talk.settled:
        return None
    row = OPENINGS[talk.scenario]
    if row.groups[0] not in ("suicide", "dying"):
        return _gone_on(room, row)
    said = answers.answer(room.heard, "back", MEANT, room.before.language)
    if said in ("means_it", "means_here"):
        return begun(room, OPENINGS["dying"])
    if said in ("says_it_after_all", "not_a_joke", "admits"):
        return thinking_of_it(room, OPENINGS["suicide"])
    return checked(room, "suicide") if said == "what_to_do" else None


def _without_hope(room: Room) -> Outcome | None:
    """Ask straight about dying where hope is gone, after a reflection; not twice in a while."""
    talk = room.before.danger_talk
    asked = talk.over and back_kind(talk) == "dying" and room.before.turn - talk.over < LATELY
    if asked or not _has(room, "hope", "hopeless"):
        return None
    return checked(room, "suicide", frame="hopeless")


def _gone_on(room: Room, row: Opening) -> Outcome | None:
    """Open a crisis again that was let be, if the message asks or tells what belongs to it."""
    if row.register is not Register.CRISIS:
        return None
    talk = replace(room.before.danger_talk, over=0, asked="", drift=0)
    room = replace(room, before=replace(room.before, danger_talk=talk))
    said, step = _heard_answer(room, row)
    if said not in TAKEN_UP:
        return None
    if step.opens:
        return begun(room, OPENINGS[step.opens])
    return continued(room, row, said, step, None)


def _away(room: Room) -> bool:
    seen = room.before.seen
    return bool(seen) and room.now - datetime.fromisoformat(seen) > AWAY


def _stepped(room: Room, fresh: Opening | None) -> Outcome:
    """Take an open talk one step on."""
    talk = room.before.danger_talk
    row = OPENINGS[talk.scenario]
    grave = fresh is not None and RANK[fresh.register] > 1
    if talk.asked == LEFT and not grave and not _goes_on(room, row):
        said = answers.answer(room.heard, LEFT, STILL)
        if said == answers.UNCLEAR:
            return asked_back(room)
    if row.key == "check":
        return after_check(room, fresh)
    if talk.asked in PLAN and (fresh is None or RANK[fresh.register] < 3):
        return _planned(room, row)
    said, step = _heard_answer(room, row)
    if talk.asked == "back" and said == "made_safe" and _has(room, "back", "better"):
        said = "better"
    if fresh is not None and _graver(fresh, row, said, talk):
        return begun(room, fresh)
    if said in STOPS or (talk.asked == "back" and said in BETTER):
        return _stood_down(room, row, said)
    if talk.asked == "back" and said == answers.UNCLEAR and fresh is None:
        return Outcome(over(room, settled=False))
    if step.opens and step.opens != row.key:
        return begun(room, OPENINGS[step.opens])
    return continued(room, row, said, step, fresh)


def _goes_on(room: Room, row: Opening) -> bool:
    """Return whether a message after a goodbye answers, in an emergency, as if they had stayed."""
    said, _ = _heard_answer(room, row)
    return row.register is Register.EMERGENCY and said not in NOTHING


def _graver(fresh: Opening, row: Opening, said: str, talk: DangerTalk) -> bool:
    """Return whether a new first message is called for: graver, or another danger unanswered."""
    if RANK[fresh.register] != RANK[row.register]:
        return RANK[fresh.register] > RANK[row.register]
    if fresh.groups[0] in row.groups or RANK[fresh.register] == 1:
        return False
    if said in THERE:
        return False
    if row.person == "self" and fresh.groups[0] == f"{row.groups[0]}_other":
        return False  # "he" is the one they are afraid of, not somebody else in danger
    if fresh.key in ("overdose_other", "body_other"):  # whoever is not breathing goes first
        return True
    return said == answers.UNCLEAR and fresh.key not in talk.posed


def _has(room: Room, asked: str, name: str) -> bool:
    return name in answers.found(room.heard, asked, room.before.language)


def _heard_answer(room: Room, row: Opening) -> tuple[str, Step]:
    talk = room.before.danger_talk
    tables = [(group, STEPS[group]) for group in row.groups]
    known = {*STOPS, *(name for _, table in tables for name in table)}
    said = answers.answer(room.heard, talk.asked, known, room.before.language)
    if said == answers.UNCLEAR and talk.asked in ("country", WHICH):
        late = answers.found(room.heard, _before_country(talk), room.before.language)
        said = next((one for one in late if one in known), said)
    if said == answers.UNCLEAR:
        signals = (name for signal, name in SAID_SIGNALS.items() if room.heard.has(signal))
        said = next((name for name in signals if name in known), said)
        country = country_of(room.text, asked=True)
        if talk.asked == "coping" and not room.heard.has("question") and not country:
            said = "said_coping"
        elif talk.asked in ("who", "trusted") and "somebody" in known and room.heard.people:
            said = "somebody"
    brief = room.heard.words <= OF_ONE_THING and not room.heard.frames
    in_kind = said == "helps_me" or (said == answers.UNCLEAR and brief)
    if talk.asked == "plan_offer" and in_kind and not room.heard.has("question"):
        said = "wants_plan"
    if said == "they_came" and row.key == "attack" and "coming" not in talk.posed:
        said = "not_safe"  # whoever came, nobody had called
    for group, table in tables:
        if said in table:
            step = table[said]
            own = "unclear" if step.opens else said
            return said, replace(step, say=step.say or f"danger/{group}/{own}")
    return said, Step()


def _before_country(talk: DangerTalk) -> str:
    """Return the question that the one about the country came after; it may be answered late."""
    others = (one for one in reversed(talk.posed) if one in ASKS)
    return next(others, "")


def _planned(room: Room, row: Opening) -> Outcome:
    """Take down one part of the plan for a bad hour, ask the next, or read it back."""
    talk = room.before.danger_talk
    said = answers.answer(room.heard, talk.asked, PLANNING, room.before.language)
    if said not in PLANNING and room.heard.has("minor"):
        said = "young"
    if said in (*PLANNING, "young"):
        said, step = _heard_answer(room, row)
        if step.opens:
            return begun(room, OPENINGS[step.opens])
        return continued(room, row, said, step, None)
    mine = take_down(room.heard, room.text)
    person = talk.asked == "helps" and mine in room.heard.people
    part = "plan_who" if person else talk.asked
    plan = (*talk.plan, (part, mine)) if mine else talk.plan
    message = new_message(room, row)
    left = (one for one in PLAN[PLAN.index(talk.asked) + 1 :] if one not in dict(plan))
    upcoming = next(left, "")
    if upcoming:
        skipped = room.heard.has("skip", "dont_know", "no", "empty") and not mine
        message.add(f"danger/suicide/{'skipped' if skipped else 'said_sign'}")
        message.add(f"danger/ask/{upcoming}")
        if talk.asked == "sign":
            message.way(row.register)
        posed = (*talk.posed, upcoming)
        return turn_of(room, row, message, replace(talk, asked=upcoming, plan=plan, posed=posed))
    recited(message, tuple(sorted(plan, key=lambda one: PLAN.index(one[0]))))
    message.way(row.register)
    kept = () if room.young else plan
    over = replace(talk, asked="", plan=kept, over=room.before.turn + 1)
    return turn_of(room, row, message, over)


def _stood_down(room: Room, row: Opening, said: str) -> Outcome:
    """Go back to the thread; after a real danger that is over, say so first."""
    talk = room.before.danger_talk
    settled = row.groups[0] not in ("suicide", "dying")
    passed = said == "it_is_over" and room.before.turn + 1 - talk.opened > REAL
    if talk.asked not in ("over", "back") and not passed:
        return Outcome(over(room, settled=settled), stood_down="stood_down")
    message = new_message(room, row)
    message.add("danger/any/settled")
    if not settled:
        message.way(Register.CRISIS, brief=True)
    return turn_of(
        room, row, message, replace(talk, asked="", over=room.before.turn + 1, settled=settled)
    )
