"""First messages: a danger that is new, one that is asked about, one that is come back to."""

from __future__ import annotations

from dataclasses import replace

from dialogues.crisis import answers
from dialogues.crisis.continuing import BREATHES, LEFT, lay_out
from dialogues.crisis.room import RANK, Outcome, Room, fresh_talk, new_message, over, turn_of
from dialogues.crisis.scenarios import OPENINGS, Opening, back_kind, suspected
from dialogues.crisis.steps import STEPS
from dialogues.safety import Register

FITS = {"overdose_other": "body_other", "overdose_self": "body_self"}
"""Which talk it is instead when a fit was named: other first aid goes first."""
HOT = {"overdose_other": "body_other"}
"""Which talk it is when somebody is too hot: they are cooled, not breathed for."""
COLD = ("not_breathing", "gave_naloxone")
"""What is heard of an overdose of opioids, whatever else is said of heat."""
ALARMING = (
    "not_breathing", "seizure", "done_something", "has_a_plan", "means_it", "hurt_or_ill",
    "what_to_do", "cannot_talk", "told_not_to", "no_credit", "no_power", "police", "cost",
    "sectioned", "refuses", "out_of_it",
)  # fmt: skip
"""Answers to a check that say more than yes, what keeps them from calling among them."""
THOUGHTS = ("thinks_of_it", "admits", "has_a_plan", "not_missed", "says_it_after_all")
"""Answers to a check about dying that are a yes to it."""
NOT_THOUGHTS = ("denies", "self_harm")
"""Answers to it that are a no."""
SAID, SAYS_IT = "said", "says_it"
"""Dying said outright: what they think is not asked again, only whether there is a plan."""
BREATH = frozenset({"said_breathing", "not_breathing"})
"""Answers to the first question of first aid, if the first message gives it."""
UNSAFE = "unsafe"
"""The check question for all that is done by people."""
AWAY_NOW = frozenset({"safe_while", "left"})
"""Whoever has gone out, or has left, is who they are asked about: that is a yes."""
SOMEBODY_ELSE = frozenset({"he", "she", "him", "her", "they", "them"})
"""Words in the answer to "are you in danger" that say it is somebody else."""
KINDS = {
    "overdose": "other", "body_other": "other", "child": "child", "took": "took",
    "body": "body", "unsure": "other", "suicide": "dying", "dying": "dying",
    "suicide_other": "dying_other",
    "dying_other": "dying_other", "harm": "harm", "violence_other": "unsafe_other",
    "assault_other": "unsafe_other", "psychosis": "psychosis",
    "psychosis_other": "psychosis_other",
}  # fmt: skip
"""Which check question fits which suspicion; anything else is about safety from people."""


def begun(room: Room, row: Opening, about: str = "") -> Outcome:
    """Begin a talk with its first message: the number in the first line, one question."""
    if "seizure" in answers.found(room.heard, "", room.before.language):
        row = OPENINGS[FITS.get(row.key, row.key)]
    heat = answers.found(room.heard, "", room.before.language)
    if "hot" in heat and not set(COLD) & set(heat):
        row = OPENINGS[HOT.get(row.key, row.key)]
    if row.key == "check":
        return checked(room, about or suspected(room.danger))
    message = new_message(room, row)
    second = row.register is Register.CRISIS or row.lines
    lines = ("danger/first/both", "danger/first/lines", "danger/first/web")
    notice, posed = row.notice, row.asks[:1]
    if row.key == "suicide" and answers.found(room.heard, SAID, room.before.language) == [SAYS_IT]:
        notice, posed = f"{row.notice}_{SAID}", row.asks[:2]
    told = BREATH & set(answers.found(room.heard, "first", room.before.language))
    if posed[-1:] == ("breathing",) and told and _of_breath(room):
        posed = (*(BREATHES if "said_breathing" in told else ()), *row.asks[:2])
        message.notice(notice, *(lines if second else ()), instead=posed[-1])
    else:
        message.notice(notice, *(lines if second else ()), ask=posed[-1])
    talk = replace(
        fresh_talk(room), scenario=row.key, asked=posed[-1], posed=(*_kept(room), *posed)
    )
    return turn_of(room, row, message, talk, ("yes", "no", "not_an_emergency"))


def _of_breath(room: Room) -> bool:
    """Return whether the message speaks of breathing, and not of what hints at it."""
    return any(word.startswith("breath") for word in _words(room))


def _kept(room: Room) -> tuple[str, ...]:
    """Return what is not asked again, and the talks that came before the one that begins."""
    talk = room.before.danger_talk
    if not talk.open:
        return ()
    return (*(one for one in talk.posed if one == "country" or one in OPENINGS), talk.scenario)


def reopened(room: Room) -> Outcome | None:
    """Take the answer to coming back: still there goes on where it was, all else is talk."""
    old = room.before.danger_talk
    known = (
        "still_there",
        "not_an_emergency",
        "means_it",
        "says_it_after_all",
        "admits",
        "not_a_joke",
    )
    said = answers.answer(room.heard, "back", known, room.before.language)
    if back_kind(old) == "dying" and said in ("says_it_after_all", "admits", "not_a_joke"):
        return thinking_of_it(room, OPENINGS["suicide"])
    if back_kind(old) == "dying" and said == "means_it":
        return begun(room, OPENINGS["dying"])
    if said != "still_there":
        return None
    key = {"dying": "suicide", "check": "suicide"}.get(old.scenario, old.scenario)
    row = OPENINGS[key]
    message = new_message(room, row)
    lay_out(message, row, "danger/any/still_on", "called" if RANK[row.register] == 3 else "who")
    asked = "called" if RANK[row.register] == 3 else "who"
    talk = replace(fresh_talk(room), scenario=key, asked=asked, posed=(row.asks[0], asked))
    return turn_of(room, row, message, replace(talk, asked_later=True))


def asked_back(room: Room) -> Outcome:
    """Begin again after a silence: how did it go, with the way to help."""
    talk = room.before.danger_talk
    row = OPENINGS[talk.about if talk.scenario == "check" else talk.scenario]
    message = new_message(room, row)
    message.add(f"danger/back/{back_kind(talk)}")
    again = replace(talk, scenario=row.key, asked="back", asked_next_time=True, drift=0)
    return turn_of(room, row, message, again)


def checked(room: Room, about: str, *, again: bool = False, frame: str = "") -> Outcome:
    """Ask one direct question, with the way to help beneath it, and before it a `frame` said."""
    row, suspect = OPENINGS["check"], OPENINGS[about]
    message = new_message(room, suspect)
    message.reflected(frame)
    if again:
        message.add("danger/check/again")
    kind = KINDS.get(suspect.groups[0], UNSAFE)
    if kind == "other" and suspect.person == "self":
        kind = "self"
    message.add(f"danger/check/{kind}")
    dying = kind in ("dying", "dying_other")
    lines = ("danger/check/way_line", "danger/check/way_web") if dying else ()
    message.add(*lines, "danger/check/way")
    talk = replace(
        fresh_talk(room), scenario="check", asked="check", about=about, drift=int(again)
    )
    return turn_of(room, row, message, talk, ("yes", "all_fine", "numbers"))


def after_check(room: Room, fresh: Opening | None) -> Outcome:
    """Take the answer to a check: a yes settles the register, "all fine" goes back."""
    talk = room.before.danger_talk
    if fresh is not None and RANK[fresh.register] > 1:
        return begun(room, fresh)
    known = {*STEPS["check"], *ALARMING, "not_an_emergency", "it_is_over"}
    said = answers.answer(room.heard, "check", known, room.before.language)
    if said == answers.UNCLEAR and KINDS.get(OPENINGS[talk.about].groups[0]) == "dying":
        thought = answers.found(room.heard, "thinking", room.before.language)
        yes = any(one in THOUGHTS for one in thought)
        no = any(one in NOT_THOUGHTS for one in thought)
        said = "check_yes" if yes else "check_no" if no else said
    told = answers.found(room.heard, "safe", room.before.language)
    if KINDS.get(OPENINGS[talk.about].groups[0], UNSAFE) == UNSAFE and AWAY_NOW & set(told):
        said = "check_yes"
    if said == "leaving":
        message = new_message(room, OPENINGS[talk.about])
        message.add("danger/crisis/leaving")
        message.way(Register.CRISIS)
        return turn_of(room, OPENINGS["check"], message, replace(talk, asked=LEFT))
    if said in ("check_yes", *ALARMING):
        row = OPENINGS[talk.about]
        return thinking_of_it(room, row) if row.key == "suicide" else begun(room, row)
    if said == "which_number":
        row = OPENINGS[talk.about]
        message = new_message(room, row)
        message.add("danger/any/which_number")
        message.way(Register.CRISIS)
        asks = f"danger/check/{KINDS.get(row.groups[0], 'unsafe')}"
        message.add(asks)
        return turn_of(room, OPENINGS["check"], message, talk, ("yes", "all_fine"))
    if said == "took_it_back" and KINDS.get(OPENINGS[talk.about].groups[0]) == "dying":
        row = OPENINGS[talk.about]
        message = new_message(room, row)
        message.add("danger/crisis/took_it_back")
        message.way(Register.CRISIS, brief=True)
        return turn_of(room, row, message, replace(talk, scenario=talk.about, asked="", denied=1))
    if said in (
        "check_no", "not_an_emergency", "it_is_over", "took_it_back", "awake", "not_that"
    ):  # fmt: skip
        dying = KINDS.get(OPENINGS[talk.about].groups[0]) == "dying"
        said = "check_not_dying" if dying else "check_fine"
        return Outcome(over(room, settled=True), stood_down=said)
    if talk.about == "unsure" and (room.heard.people or SOMEBODY_ELSE & _words(room)):
        return checked(room, "overdose_other")
    if talk.drift == 0:
        return checked(room, talk.about, again=True)
    return Outcome(over(room, settled=False))


def _words(room: Room) -> set[str]:
    return {token.text for clause in room.heard.clauses for token in clause.tokens}


def thinking_of_it(room: Room, row: Opening) -> Outcome:
    """Go on from a yes to the check about dying, without asking the same again."""
    message = new_message(room, row)
    message.way(row.register)
    message.add("danger/suicide/thinks_of_it")
    message.add("danger/ask/plan")
    talk = replace(fresh_talk(room), scenario=row.key, asked="plan", posed=("thinking", "plan"))
    return turn_of(room, row, message, talk, ("not_an_emergency",))
