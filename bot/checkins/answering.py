"""From the tap on a hello into the talk: the greeting, how it is, and what is passed on.

The greeting takes up what the client wanted to be asked about, and asks one open question or
offers the ruler; whatever they write next is the dialogue's, which hears the greeting as what it
answers. The peer sees no more than the client passes on.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.checkins.desk import Desk
from bot.checkins.drafting import Draft
from bot.checkins.moving import skipped
from bot.checkins.plans import Plan
from bot.checkins.saying import draw, keep, meant, tell, told
from bot.telegram import commands
from bot.telegram.conversation import talk
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.engine import SAID

OWN = 300
"""Characters of their own words that are passed on."""
MOODS = ("ok", "rough", "person")
_NUMBER = re.compile(
    r"\W*(?:about |like |maybe |a |an |id say |i d say )*(10|[0-9])(?: ?/ ?10)?\W*"
)


def greet(visit: Visit, tools: Tools, desk: Desk, plan: Plan) -> None:
    """Take the hello as answered and begin the talk it was for."""
    slot = plan.slot.isoformat() if plan.slot else ""
    terms = plan.terms
    if plan.waits:
        desk.answer(plan, visit.now)
        visit.counts.append("checkin_answered")
    keep(visit, Draft(step="mood", plan=plan.number.hex(), slot=slot, who=terms.who,
                      link=terms.link))  # fmt: skip
    if terms.worker:
        draw(visit, tools, "greeting_worker")
    elif terms.words:
        draw(visit, tools, "greeting_about", *MOODS, thing=terms.words)
    else:
        draw(visit, tools, "greeting", *MOODS)
    _heard(visit)


def mood(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Return whether `text` says how it is in a word, a tap or a number; else it is talk."""
    keep(visit, None)
    name = next((one for one in MOODS if meant(visit, tools, text, one)), "")
    number = _NUMBER.fullmatch(text.strip().lower())
    if name:
        _pass_or(visit, tools, draft, name)
    elif number:
        _scaled(visit, tools, int(number[1]))
    else:
        return False
    return True


def passing(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Return whether `text` says if the word may be passed on to the peer."""
    keep(visit, None)
    if meant(visit, tools, text, "pass_on"):
        plan = desk.by_number(draft.plan)
        if plan is not None and plan.slot is not None:
            desk.passed.append((plan.number, plan.slot, draft.words))
            visit.counts.append("checkin_passed_on")
        visit.say(tools.book(visit).notice("notice/checkin/passed"))
    elif meant(visit, tools, text, "keep_here"):
        visit.say(tools.book(visit).notice("notice/checkin/kept_here"))
    elif meant(visit, tools, text, "own_words"):
        keep(visit, replace(draft, step="own"))
        tell(visit, tools, "write_own", "keep_here", who=draft.who)
        return True
    else:
        return False
    _after_mood(visit, tools, draft.mood)
    return True


def own(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Show the client's own words back; they go nowhere before the yes."""
    if meant(visit, tools, text, "keep_here") or len(text) > OWN:
        return passing(visit, tools, desk, draft, text)
    keep(visit, replace(draft, step="pass", words=text.strip()))
    tell(visit, tools, "pass_on_own", "pass_on", "own_words", "keep_here", who=draft.who,
         thing=text.strip())  # fmt: skip
    return True


def linked(visit: Visit, link: str) -> bool:
    """Return whether the pairing still stands, as the room of the peers knows (G13)."""
    sides = getattr(visit.rooms.get("peers"), "sides", ())
    return any(side.link.hex() == link for side in sides)


def put_off(visit: Visit, tools: Tools, desk: Desk, plan: Plan) -> None:
    """Say hello again in an hour."""
    desk.move(plan, CheckInEvent.SNOOZE, visit.now)
    visit.counts.append("checkin_snoozed")
    tell(visit, tools, "snoozed")


def leave_out(visit: Visit, tools: Tools, desk: Desk, plan: Plan) -> None:
    """Leave this one out; a row goes on."""
    if plan.waits and plan.slot is not None:
        desk.answered.append((plan.number, plan.slot))
    after = desk.change(plan, lambda one: skipped(one, visit.now))
    visit.counts.append("checkin_skipped")
    if after.state is CheckIn.ENDED:
        tell(visit, tools, "skipped")
    else:
        tell(visit, tools, "skipped_next", when=told(after, visit.now)["when"])


def _pass_or(visit: Visit, tools: Tools, draft: Draft, name: str) -> None:
    """Ask whether a paired peer may know, where there is one; else go on."""
    if not linked(visit, draft.link):
        _after_mood(visit, tools, name)
        return
    label = tools.book(visit).label(f"checkin/{name}")
    keep(visit, replace(draft, step="pass", words=label, mood=name))
    tell(visit, tools, "pass_on", "pass_on", "own_words", "keep_here", who=draft.who, thing=label)


def _after_mood(visit: Visit, tools: Tools, name: str) -> None:
    if name != "person":
        draw(visit, tools, name)
        _heard(visit)
        return
    if any(room.command(visit, "peer") for room in tools.rooms):
        commands.run(visit, tools, "peer")
    else:
        talk(visit, tools, tools.book(visit).label("checkin/person"))


def _scaled(visit: Visit, tools: Tools, number: int) -> None:
    if number:
        draw(visit, tools, "scaled", number=str(number), lower=str(number - 1))
    else:
        draw(visit, tools, "scaled_zero")
    _heard(visit)


def _heard(visit: Visit) -> None:
    """Let the dialogue hear the next message as an answer to what was just said."""
    session = visit.person.session
    if session is not None and visit.out:
        visit.person.session = replace(session, said=visit.out[-1].text[-SAID:])
