"""What is known of a client before they are asked: their time zone, and their quiet hours."""

from __future__ import annotations

from bot.checkins.desk import Desk
from bot.visit import Visit
from dialogues.whens.quiet import Quiet

COUNTRIES = {"gb": "Europe/London", "ie": "Europe/Dublin", "nz": "Pacific/Auckland"}
"""Countries with one time zone, as the person named theirs for the helplines."""
ZONE = "zone"
"""The setting that holds the time zone they named, for as long as the record lives."""
HOURS = "quiet"
"""The setting that holds from and until which minute of the day they want nothing."""
NO_PLACE = "UTC"
"""The zone of a check-in "in three hours", for which no place was asked."""


def zone_of(visit: Visit, desk: Desk) -> str:
    """Return the name of the person's time zone, "" if it is not known."""
    for plan in desk.plans:
        if plan.terms.chat and plan.terms.zone != NO_PLACE:
            return plan.terms.zone
    country = visit.person.session.country if visit.person.session else ""
    return str(visit.person.settings.get(ZONE, "")) or COUNTRIES.get(country, "")


def quiet_of(visit: Visit, desk: Desk) -> Quiet:
    """Return the hours in which the person wants nothing; the usual ones if they named none."""
    for plan in desk.agreed:
        return plan.terms.quiet
    kept = visit.person.settings.get(HOURS)
    return Quiet(int(kept[0]), int(kept[1])) if kept else Quiet()


def remember(visit: Visit, setting: str, value: object) -> bool:
    """Keep a setting with the person's record; return whether there is one to keep it with."""
    if "since" in visit.person.settings:
        visit.person.settings[setting] = value
        return True
    return False
