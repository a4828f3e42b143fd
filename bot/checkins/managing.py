"""What is set, and changing it: another time, other words, another hello, or none of it."""

from __future__ import annotations

from dataclasses import replace

from bot.checkins import agreeing, answering, hushing
from bot.checkins.asking import asks, bare
from bot.checkins.desk import Desk, young
from bot.checkins.drafting import Draft
from bot.checkins.hellos import LINES
from bot.checkins.knowing import quiet_of
from bot.checkins.plans import Plan
from bot.checkins.saying import keep, meant, tell, told
from bot.checkins.telling import ENDED
from bot.telegram.choosing import offer
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.phrasing import render
from dialogues.whens.moments import wall
from dialogues.whens.quiet import say_quiet
from dialogues.whens.reading import read
from dialogues.whens.wish import Wish

HELLO = 60
"""Characters of a hello in the client's own words."""
ORDERS = ("stop", "change", "skip", "list", "ask", "quiet", "hush")
"""What asks for something to be done, and is nothing to be brought up."""
DEEDS = ("change_when", "change_words", "change_hello", "quiet", "stop", "add")


def show(visit: Visit, tools: Tools, desk: Desk) -> None:
    """List what is set, with what can be done; with nothing set, offer one."""
    if not desk.agreed:
        if young(visit):
            tell(visit, tools, "young")
            return
        keep(visit, Draft(step="day"))
        tell(visit, tools, "none", "no_thanks")
        return
    keep(visit, Draft(step="list"))
    lines = "\n".join(f"- {_line(visit, tools, plan)}" for plan in desk.agreed)
    hours = say_quiet(quiet_of(visit, desk), tools.spoken(visit.person))
    tell(visit, tools, "list", *DEEDS, thing=lines, hours=hours)


def chosen(visit: Visit, tools: Tools, desk: Desk, text: str) -> bool:
    """Return whether `text` is something that can be done with what is listed."""
    keep(visit, None)
    deed = next((one for one in DEEDS if meant(visit, tools, text, one)), "")
    if not deed:
        return False
    if deed == "add":
        agreeing.begin(visit, tools, desk, "")
    elif deed == "quiet":
        hushing.ask(visit, tools, desk)
    else:
        pick(visit, tools, desk, deed, "")
    return True


def pick(visit: Visit, tools: Tools, desk: Desk, deed: str, text: str) -> None:
    """Do `deed` with the check-in that `text` names; ask which if that is open."""
    some = _named(visit, tools, desk, text)
    if not desk.agreed:
        tell(visit, tools, "ended_here")
    elif deed == "stop" and (len(some) == len(desk.agreed) and text):
        stop(visit, tools, desk, some)
    elif len(some) == 1:
        _do(visit, tools, desk, deed, some[0], text)
    else:
        _which(visit, tools, Draft(step="which", words=deed), some or desk.agreed)


def picked(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Return whether `text` says which check-in was meant."""
    keep(visit, None)
    by_label = [plan for plan in desk.agreed if _line(visit, tools, plan) == text]
    some = by_label or _named(visit, tools, desk, text)
    if len(some) == 1:
        _do(visit, tools, desk, draft.words, some[0], "")
        return True
    language = tools.spoken(visit.person)
    if asks("no", text, language):
        tell(visit, tools, "left")
        return True
    if draft.tries or any(asks(kind, text, language) for kind in ORDERS):
        return False
    _which(visit, tools, replace(draft, tries=1), desk.agreed)
    return True


def _which(visit: Visit, tools: Tools, draft: Draft, some: list[Plan]) -> None:
    """Ask which one is meant."""
    keep(visit, draft)
    labels = tuple(_line(visit, tools, plan) for plan in some)
    offer(visit, tools.book(visit).notice("notice/checkin/which"), labels, tools.chance())


def stop(visit: Visit, tools: Tools, desk: Desk, some: list[Plan]) -> None:
    """End check-ins; their address goes with the end."""
    for plan in some:
        desk.news.append((plan, ENDED))
        desk.move(plan, CheckInEvent.STOP, visit.now)
        visit.counts.append("checkin_stopped")
    keep(visit, None)
    tell(visit, tools, "stopped")


def go_on(visit: Visit, tools: Tools, desk: Desk) -> bool:
    """Return whether there was something resting, which goes on now."""
    resting = [one for one in desk.plans if one.state in (CheckIn.MISSED, CheckIn.PAUSED)]
    for plan in resting:
        after = desk.move(plan, CheckInEvent.RESUME, visit.now)
        if after.state is CheckIn.ENDED:
            tell(visit, tools, "over")
        else:
            tell(visit, tools, "back", when=told(after, visit.now)["when"])
    return bool(resting)


def words(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Keep what is to be brought up."""
    keep(visit, None)
    plan = desk.by_number(draft.plan)
    language = tools.spoken(visit.person)
    if plan is None or not plan.open or len(text) > agreeing.WORDS:
        return False
    if asks("undo", text, language):
        stop(visit, tools, desk, [plan])
        return True
    if any(asks(kind, text, language) for kind in ORDERS):
        return False
    if meant(visit, tools, text, "nothing") or asks("nothing", text, language):
        desk.change(plan, lambda one: replace(one, terms=replace(one.terms, words="")))
        tell(visit, tools, "words_none")
        return True
    kept = " ".join(bare(text, language).split())[: agreeing.WORDS]
    desk.change(plan, lambda one: replace(one, terms=replace(one.terms, words=kept)))
    tell(visit, tools, "words_kept")
    return True


def hello(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Keep how the hello is to read."""
    keep(visit, None)
    plan = desk.by_number(draft.plan)
    if plan is None or not plan.open:
        return False
    line = " ".join(text.split())
    if len(line) > HELLO and line not in _lines(visit, tools):
        keep(visit, draft)
        tell(visit, tools, "hello_long")
        return True
    desk.change(plan, lambda one: replace(one, terms=replace(one.terms, hello=line)))
    tell(visit, tools, "hello_set", thing=line)
    return True


def _do(visit: Visit, tools: Tools, desk: Desk, deed: str, plan: Plan, text: str) -> None:
    number = plan.number.hex()
    if deed == "stop":
        stop(visit, tools, desk, [plan])
    elif deed == "skip":
        answering.leave_out(visit, tools, desk, plan)
    elif deed == "change_when":
        as_is = plan.terms.when.wish() if plan.terms.when else Wish()
        start = Draft(step="day", plan=number, zone=plan.terms.zone, words=plan.terms.words,
                      wish=as_is, place=told(plan, visit.now)["place"])  # fmt: skip
        if read(text, tools.spoken(visit.person)) is not None:
            agreeing.begin(visit, tools, desk, text, start=start)
            return
        keep(visit, start)
        tell(visit, tools, "changed_when")
    elif deed == "change_words":
        keep(visit, Draft(step="words", plan=number))
        tell(visit, tools, "changed_words", "nothing")
    else:
        keep(visit, Draft(step="hello", plan=number))
        book = tools.book(visit)
        labels = tuple(_lines(visit, tools))
        offer(visit, book.notice("notice/checkin/choose_hello"), labels, tools.chance())


def _lines(visit: Visit, tools: Tools) -> list[str]:
    return [render(one, {}) for one in tools.book(visit).wordings(LINES)]


def _line(visit: Visit, tools: Tools, plan: Plan) -> str:
    said = told(plan, visit.now)["when"]
    return said[:1].upper() + said[1:]


def _named(visit: Visit, tools: Tools, desk: Desk, text: str) -> list[Plan]:
    """Return the check-ins on a day that the text names; all of them if it names none."""
    wish = read(text, tools.spoken(visit.person)) if text else None
    found = []
    for plan in desk.agreed if wish is not None else ():
        when = plan.terms.when
        days = when.days or ((when.on.weekday(),) if when.on else ()) if when else ()
        ahead = (
            wall(plan.next_at, plan.terms.zone).date() - wall(visit.now, plan.terms.zone).date()
        )
        if wish is not None and (set(days) & set(wish.days) or ahead.days == wish.offset):
            found.append(plan)
    return found or desk.agreed
