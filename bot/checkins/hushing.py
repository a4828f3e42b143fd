"""Hours in which a client wants nothing from the bot: read in their words, said back, kept to.

They hold at once, and as easily for other hours: nothing has to be confirmed that only makes the
bot quieter. A check-in whose time falls in them waits until they are over, and the client is
told; what is agreed on afterwards inside them comes all the same, which is said before the yes.
"""

from __future__ import annotations

from dataclasses import replace

from bot.checkins.asking import asks
from bot.checkins.desk import Desk, young
from bot.checkins.drafting import Draft
from bot.checkins.knowing import HOURS, NO_PLACE, ZONE, quiet_of, remember, zone_of
from bot.checkins.moving import hushed
from bot.checkins.plans import Plan
from bot.checkins.saying import keep, meant, tell, told
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.whens.moments import following
from dialogues.whens.places import find
from dialogues.whens.quiet import Quiet, read_quiet, say_quiet
from dialogues.whens.saying import clock

TAPS = ("quiet_late", "quiet_early", "quiet_usual")
"""Hours on buttons; what stands there is read like what is typed."""
WORDS = 12
"""Words of a correction; what is longer is talk."""


def ask(visit: Visit, tools: Tools, desk: Desk) -> None:
    """Ask for the hours, saying which they are now."""
    keep(visit, Draft(step="quiet"))
    now = say_quiet(quiet_of(visit, desk), tools.spoken(visit.person))
    tell(visit, tools, "ask_quiet", *TAPS, hours=now)


def begin(visit: Visit, tools: Tools, desk: Desk, text: str) -> None:
    """Take hours that were asked for out of the blue; ask for them if none were named."""
    if young(visit):
        tell(visit, tools, "young")
        return
    found = read_quiet(text, quiet_of(visit, desk), tools.spoken(visit.person))
    if found is None:
        ask(visit, tools, desk)
    else:
        _placed(visit, tools, desk, found)


def answer(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Return whether `text` was taken as hours, or as the place that tells by which clock."""
    keep(visit, None)
    language = tools.spoken(visit.person)
    if draft.step == "quiet_zone" and draft.quiet is not None:
        place = find(text, visit.now, language)
        if place is not None:
            _kept(visit, tools, desk, Quiet(*draft.quiet), place.zone)
        return place is not None or _again(visit, tools, draft, "zone_again")
    if meant(visit, tools, text, "quiet_other"):
        ask(visit, tools, desk)
        return True
    meets = asks("hours" if draft.step == "quiet_set" else "quiet", text, language)
    short = len(text.split()) <= WORDS and not asks("ask", text, language)
    named = short and (meets or draft.step == "quiet")
    found = read_quiet(text, quiet_of(visit, desk), language) if named else None
    if found is not None:
        _placed(visit, tools, desk, found)
        return True
    if draft.step == "quiet" and asks("no", text, language):
        tell(visit, tools, "quiet_same", hours=say_quiet(quiet_of(visit, desk), language))
        return True
    return draft.step == "quiet" and short and _again(visit, tools, draft, "quiet_again")


def hush_all(visit: Visit, desk: Desk, quiet: Quiet, but: Plan | None = None) -> bool:
    """Have every check-in keep to the hours, except the one agreed on with them.

    Return whether there is a record with which they are kept for others.
    """
    for plan in desk.agreed:
        if plan is not but:
            desk.change(plan, lambda one: hushed(one, quiet, visit.now))
    visit.counts.append("checkin_quiet")
    return remember(visit, HOURS, [quiet.start, quiet.end])


def _again(visit: Visit, tools: Tools, draft: Draft, notice: str) -> bool:
    """Ask once more; return whether that was done."""
    if draft.tries:
        return False
    keep(visit, replace(draft, tries=1))
    tell(visit, tools, notice)
    return True


def _placed(visit: Visit, tools: Tools, desk: Desk, quiet: Quiet) -> None:
    """Keep the hours, once it is known by which clock."""
    zone = zone_of(visit, desk)
    if desk.agreed and not zone:
        keep(visit, Draft(step="quiet_zone", quiet=(quiet.start, quiet.end)))
        tell(visit, tools, "ask_zone")
        return
    _kept(visit, tools, desk, quiet, zone)


def _kept(visit: Visit, tools: Tools, desk: Desk, quiet: Quiet, zone: str) -> None:
    language = tools.spoken(visit.person)
    there = list(desk.agreed)
    if zone:
        remember(visit, ZONE, zone)
        for plan in there:
            desk.change(plan, lambda one: _at(one, zone))
    noted = hush_all(visit, desk, quiet)
    keep(visit, Draft(step="quiet_set"))
    said = say_quiet(quiet, language)
    if not there:
        tell(visit, tools, "quiet_later" if noted else "quiet_idle", hours=said)
    elif quiet.start == quiet.end:
        tell(visit, tools, "quiet_none", "quiet_other")
    else:
        waits = next((plan for plan in desk.agreed if _waits(plan, visit)), None)
        if waits is None:
            tell(visit, tools, "quiet_set", "quiet_other", hours=said)
        else:
            own, until = told(waits, visit.now)["when"], clock(quiet.end, language)
            tell(visit, tools, "quiet_waits", "quiet_other", hours=said, thing=own, when=until)


def _at(plan: Plan, zone: str) -> Plan:
    """Return a check-in for which no place was asked, by the clock that is known now."""
    placed = plan.terms.zone != NO_PLACE or not zone
    return plan if placed else replace(plan, terms=replace(plan.terms, zone=zone))


def _waits(plan: Plan, visit: Visit) -> bool:
    """Return whether a check-in comes later than the time agreed to."""
    when, zone = plan.terms.when, plan.terms.zone
    own = following(when, zone, visit.now) if when else None
    return own is not None and plan.terms.quiet.over(own, zone) != own and not plan.terms.firm
