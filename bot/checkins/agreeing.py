"""Coming to an agreement: when, by which clock, said back, and nothing kept before the yes.

Somebody under 18 gets none (they get people to talk to). Whatever is not understood is asked
again once; then the draft is dropped and the talk goes on.
"""

from __future__ import annotations

from dataclasses import replace

from bot.checkins.asking import about, asks
from bot.checkins.desk import Desk, young
from bot.checkins.drafting import Draft, merged
from bot.checkins.moving import moved
from bot.checkins.plans import MOST, Plan, Terms, new_number
from bot.checkins.saying import keep, meant, spoken, tell
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.checkin import CheckIn, CheckInEvent
from dialogues.whens.places import Place, find, named
from dialogues.whens.reading import read

TRIES = 2
"""How often something is asked before it is let be."""
COUNTRIES = {"gb": "Europe/London", "ie": "Europe/Dublin", "nz": "Pacific/Auckland"}
"""Countries with one time zone, as the person named theirs for the helplines."""
ZONE = "zone"
"""The setting that holds the time zone they named, for as long as the record lives."""
WORDS = 120
"""Characters of what is to be brought up."""
PARTS = ("morning", "afternoon", "evening")


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
        draft = _placed(visit, tools, desk, draft, text)
    wish = read(text, tools.spoken(visit.person))
    if wish is not None:
        draft = replace(draft, wish=merged(draft.wish, wish))
    _go_on(visit, tools, draft)


def answer(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> bool:
    """Return whether `text` was taken as an answer to what the draft asked."""
    language = tools.spoken(visit.person)
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
        place = find(text, visit.now, language) if read(text, language) is None else None
        if place is not None:
            _go_on(visit, tools, draft.at(place))
            return True
    after = draft.told(text, visit.now, language)
    if after != draft:
        _go_on(visit, tools, after)
        return True
    if draft.tries + 1 >= TRIES or len(text.split()) > 12:
        keep(visit, None)
        return False
    keep(visit, replace(draft, tries=draft.tries + 1))
    again = "zone_again" if draft.step == "zone" else "time_again"
    tell(visit, tools, again, "no_thanks")
    return True


def _placed(visit: Visit, tools: Tools, desk: Desk, draft: Draft, text: str) -> Draft:
    """Return the draft with a time zone that is known already."""
    language = tools.spoken(visit.person)
    known = next((plan.terms.zone for plan in desk.plans if plan.terms.chat), "")
    country = visit.person.session.country if visit.person.session else ""
    zone = known or visit.person.settings.get(ZONE, "") or COUNTRIES.get(country, "")
    return draft.at(Place(zone, named(zone, language))) if zone else draft


def _go_on(visit: Visit, tools: Tools, draft: Draft) -> None:
    """Ask what is open, or say the time back."""
    step = draft.open_step()
    when = draft.when(visit.now) if step == "confirm" else None
    if step == "confirm" and when is None:
        step = "day"
        draft = replace(draft, wish=replace(draft.wish, wait=None))
    draft = replace(draft, step=step, tries=0)
    keep(visit, draft)
    if when is None:
        tell(visit, tools, f"ask_{step}", *(PARTS if step == "time" else ()))
        return
    zone, language = draft.zone or "UTC", tools.spoken(visit.person)
    slots = {"when": spoken(when, zone, visit.now, language), "place": draft.place}
    name = "confirm_soon" if when.moment else "confirm"
    if draft.who:
        name, slots["who"] = "confirm_peer", draft.who
    tell(visit, tools, name, "set_it", "another", "no_thanks", **slots)


def _agree(visit: Visit, tools: Tools, desk: Desk, draft: Draft) -> None:
    """Keep what was agreed on, from now on with the chat's address, and ask for its words."""
    when = draft.when(visit.now)
    if when is None:  # the time has passed meanwhile
        _go_on(visit, tools, replace(draft, wish=replace(draft.wish, offset=None)))
        return
    language, zone = tools.spoken(visit.person), draft.zone or "UTC"
    old = desk.by_number(draft.plan)
    terms = replace(
        old.terms if old else Terms(), chat=visit.chat, language=language, when=when, zone=zone,
        words=draft.words or (old.terms.words if old else ""), asked="", down=False,
        link=draft.link or (old.terms.link if old else ""), who=draft.who or (
            old.terms.who if old else ""), worker=_works(visit),
    )  # fmt: skip
    if old is None:
        fresh = Plan(new_number(), visit.key, CheckIn.PROPOSED, visit.now, None, terms)
        plan = moved(fresh, CheckInEvent.AGREE, visit.now)
        desk.add(plan)
    else:
        plan = desk.change(old, lambda one: _anew(one, terms, visit))
    if "since" in visit.person.settings:
        visit.person.settings[ZONE] = zone
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
