"""Coming to an agreement: when, by which clock, said back, and nothing kept before the yes.

Somebody under 18 gets none (they get people to talk to). Whatever is not understood is asked
again once; then the draft is dropped and the talk goes on.
"""

from __future__ import annotations

from dataclasses import replace

from bot.checkins import hushing
from bot.checkins.asking import about, asks, bare
from bot.checkins.desk import Desk, young
from bot.checkins.drafting import Draft, merged
from bot.checkins.knowing import NO_PLACE, ZONE, quiet_of, remember, zone_of
from bot.checkins.moving import moved
from bot.checkins.plans import MOST, Plan, Terms, new_number
from bot.checkins.saying import keep, meant, spoken, tell
from bot.checkins.telling import AGREED, CHANGED
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.listening.hearing import hear
from dialogues.whens.moments import following, wall
from dialogues.whens.places import Place, find, named
from dialogues.whens.quiet import Quiet, read_quiet, say_quiet
from dialogues.whens.reading import read
from dialogues.whens.unclear import unclear
from dialogues.whens.wish import Wish

TRIES = 2
"""How often something is asked before it is let be."""
WORDS = 120
"""Characters of what is to be brought up."""
PARTS = ("morning", "afternoon", "evening")
TAPS = {"time": PARTS, "ask_vague": ("later", "tonight", "tomorrow")}
"""Answers on buttons; what stands there is read like what is typed."""
ANYTIME = Wish(offset=1, minute=19 * 60)
"""What is said back to somebody who has no wish: tomorrow evening."""


def begin(
    visit: Visit, tools: Tools, desk: Desk, text: str, *, start: Draft | None = None
) -> None:
    """Take up a request for a check-in; `start` holds what a peer or an earlier one gives."""
    if young(visit):
        keep(visit, None)
        tell(visit, tools, "young")
        return
    draft = start or Draft(words=about(text, tools.spoken(visit.person))[:WORDS])
    if not draft.plan and len(desk.agreed) >= MOST:
        tell(visit, tools, "full")
        return
    if not draft.zone:
        draft = _placed(visit, tools, desk, draft)
    language = tools.spoken(visit.person)
    wish, kind = read(text, language), unclear(text, language)
    if wish is not None:
        draft = replace(draft, wish=merged(draft.wish, wish))
    if kind and _helped(visit, tools, desk, draft, kind):
        return
    _go_on(visit, tools, desk, draft)


def answer(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Return whether `text` was taken as an answer to what the draft asked."""
    language = tools.spoken(visit.person)
    if asks("stop", text, language):
        keep(visit, None)
        return False
    if meant(visit, tools, text, "no_thanks") or asks("no", text, language):
        _declined(visit, tools, desk, draft)
        return True
    if draft.step == "zone" and asks("why", text, language):
        tell(visit, tools, "why_zone", "no_thanks")
        return True
    if draft.step == "confirm":
        if meant(visit, tools, text, "set_it") or asks("yes", text, language):
            _agree(visit, tools, desk, draft)
            return True
        if meant(visit, tools, text, "another"):
            keep(visit, Draft(step="day", zone=draft.zone, place=draft.place, words=draft.words,
                              plan=draft.plan, link=draft.link, who=draft.who))  # fmt: skip
            tell(visit, tools, "changed_when")
            return True
        if bare(text, language) != text.strip():
            _go_on(visit, tools, desk, replace(draft, words=bare(text, language)[:WORDS]))
            return True
        shown = read(text, language) is None or asks("clock", text, language)
        place = find(text, visit.now, language) if shown else None
        if place is not None:
            _go_on(visit, tools, desk, draft.at(place))
            return True
    asked = draft.step in ("day", "monthday", "time")
    after, kind = draft.told(text, visit.now, language), unclear(text, language) if asked else ""
    if kind and _helped(visit, tools, desk, after, kind):
        return True
    if after != draft:
        _go_on(visit, tools, desk, after)
        return True
    wants_person = hear(text, language).has("wants_person")
    if wants_person or draft.tries + 1 >= TRIES or len(text.split()) > 12:
        keep(visit, None)
        return False
    keep(visit, replace(draft, tries=draft.tries + 1))
    if draft.step == "confirm":
        _again(visit, tools, draft)
        return True
    again = "zone_again" if draft.step == "zone" else "time_again"
    tell(visit, tools, again, "no_thanks")
    return True


def _again(visit: Visit, tools: Tools, draft: Draft) -> None:
    """Say the time back once more, to an answer that was neither yes nor no."""
    when = draft.when(visit.now)
    zone, language = draft.zone or NO_PLACE, tools.spoken(visit.person)
    said = spoken(when, zone, visit.now, language) if when else ""
    tell(visit, tools, "confirm_again", "set_it", "another", "no_thanks", when=said)


def hush(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Return whether `text`, amid the questions, names hours in which nothing is to come."""
    found = read_quiet(text, _quiet(visit, desk, draft), tools.spoken(visit.person))
    if found is not None:
        draft = replace(draft, quiet=(found.start, found.end))
        _go_on(visit, tools, desk, draft, beside="quiet_noted")
    return found is not None


def _quiet(visit: Visit, desk: Desk, draft: Draft) -> Quiet:
    """Return the hours in which nothing is to come, as they were named last."""
    return Quiet(*draft.quiet) if draft.quiet else quiet_of(visit, desk)


def _placed(visit: Visit, tools: Tools, desk: Desk, draft: Draft) -> Draft:
    """Return the draft with a time zone that is known already."""
    zone = zone_of(visit, desk)
    return draft.at(Place(zone, named(zone, tools.spoken(visit.person)))) if zone else draft


def _helped(visit: Visit, tools: Tools, desk: Desk, draft: Draft, kind: str) -> bool:
    """Return whether somebody who named no time was helped to one: asked, or offered one."""
    if kind == "anytime":
        wish = draft.wish if draft.wish.dated else ANYTIME
        if wish.minute is None:
            wish = replace(wish, minute=ANYTIME.minute)
        _go_on(visit, tools, desk, replace(draft, wish=wish))
        return True
    if draft.hinted:
        return False
    hour = Wish(minute=draft.wish.minute, sure=draft.wish.sure)
    keep(visit, replace(draft, step="day", wish=hour, hinted=True))
    tell(visit, tools, f"ask_{kind}", *TAPS.get(f"ask_{kind}", ()), "no_thanks")
    return True


def _go_on(visit: Visit, tools: Tools, desk: Desk, draft: Draft, *, beside: str = "") -> None:
    """Ask what is open, or say the time back."""
    step, language = draft.open_step(), tools.spoken(visit.person)
    when = draft.when(visit.now) if step == "confirm" else None
    if step == "confirm" and when is None:
        step = "day"
        draft = replace(draft, wish=replace(draft.wish, wait=None))
    draft = replace(draft, step=step, tries=0)
    keep(visit, draft)
    quiet = _quiet(visit, desk, draft)
    hours = say_quiet(quiet, language)
    if when is None:
        taps = (*TAPS.get(step, ()), "no_thanks")
        tell(visit, tools, f"ask_{step}", *taps, beside=beside, hours=hours)
        return
    zone = draft.zone or NO_PLACE
    moment = following(when, zone, visit.now)
    if quiet != Quiet() and moment is not None and quiet.holds(wall(moment, zone)):
        beside = "in_quiet"
    slots = {"when": spoken(when, zone, visit.now, language), "place": draft.place}
    name = "confirm_soon" if when.moment else "confirm"
    if draft.who:
        name, slots["who"] = "confirm_peer", draft.who
    tell(visit, tools, name, "set_it", "another", "no_thanks", beside=beside, hours=hours,
         **slots)  # fmt: skip


def _agree(visit: Visit, tools: Tools, desk: Desk, draft: Draft) -> None:
    """Keep what was agreed on, from now on with the chat's address, and ask for its words."""
    when = draft.when(visit.now)
    if when is None:  # the time has passed meanwhile
        _go_on(visit, tools, desk, replace(draft, wish=replace(draft.wish, offset=None)))
        return
    language, zone = tools.spoken(visit.person), draft.zone or NO_PLACE
    quiet = _quiet(visit, desk, draft)
    old = desk.by_number(draft.plan)
    known = old.terms if old else Terms()
    terms = replace(
        known, chat=visit.chat, language=language, when=when, zone=zone, quiet=quiet, firm=True,
        words=draft.words or known.words, link=draft.link or known.link,
        who=draft.who or known.who, asked="", down=False, worker=_works(visit),
    )  # fmt: skip
    if old is None:
        fresh = Plan(new_number(), visit.key, CheckIn.PROPOSED, visit.now, None, terms)
        plan = moved(fresh, CheckInEvent.AGREE, visit.now)
        desk.add(plan)
    else:
        plan = desk.change(old, lambda one: _anew(one, terms, visit))
        desk.news.append((plan, AGREED if old.state is CheckIn.PROPOSED else CHANGED))
    if draft.zone:
        remember(visit, ZONE, zone)
    if draft.quiet:
        hushing.hush_all(visit, desk, quiet, plan)
    visit.counts.append("checkin_agreed")
    said = spoken(when, zone, visit.now, language)
    if terms.words or terms.worker:
        keep(visit, None)
        tell(visit, tools, "agreed_short", when=said)
        return
    keep(visit, Draft(step="words", plan=plan.number.hex()))
    tell(visit, tools, "agreed", "nothing", when=said)


def _anew(plan: Plan, terms: Terms, visit: Visit) -> Plan:
    """Return a check-in under new terms, waiting for its next time."""
    fresh = replace(plan, terms=terms, state=CheckIn.PROPOSED, slot=None)
    return moved(fresh, CheckInEvent.AGREE, visit.now)


def _declined(visit: Visit, tools: Tools, desk: Desk, draft: Draft) -> None:
    """Drop the draft; a proposal is declined, a check-in that was to be changed stays."""
    keep(visit, None)
    old = desk.by_number(draft.plan)
    if old is not None and old.state is CheckIn.PROPOSED:
        desk.move(old, CheckInEvent.DECLINE, visit.now)
        visit.counts.append("checkin_declined")
    tell(visit, tools, "declined")


def _works(visit: Visit) -> bool:
    """Return whether the person is one of the team, as the room of the peers knows."""
    return getattr(visit.rooms.get("peers"), "member", None) is not None
