"""Saying what a check-in asks or tells: notices with their buttons, and times in plain words."""

from __future__ import annotations

from datetime import datetime

from bot.checkins.drafting import SETTING, Draft
from bot.checkins.plans import Plan
from bot.telegram.choosing import offer
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.whens.moments import wall
from dialogues.whens.places import named
from dialogues.whens.saying import say
from dialogues.whens.when import When


def tell(
    visit: Visit, tools: Tools, name: str, *labels: str, beside: str = "", **slots: str
) -> None:
    """Ask for `notice/checkin/<name>` to be sent, with the buttons `button/checkin/<label>`.

    `beside` names another notice, which stands on a line of its own below it.
    """
    book = tools.book(visit)
    shown = tuple(book.label(f"checkin/{label}") for label in labels)
    lines = [book.notice(f"notice/checkin/{one}", slots) for one in (name, beside) if one]
    offer(visit, "\n".join(lines), shown, tools.chance())


def draw(visit: Visit, tools: Tools, name: str, *labels: str, **slots: str) -> None:
    """Ask for one of the wordings of `checkin/<name>` to be sent; the talk goes on from it."""
    book = tools.book(visit)
    said = book.say(f"checkin/{name}", slots, rng=tools.chance())
    assert said is not None  # a file has a line that names what it is given
    shown = tuple(book.label(f"checkin/{label}") for label in labels)
    offer(visit, said.text, shown, tools.chance())


def keep(visit: Visit, draft: Draft | None) -> None:
    """Hold the draft among the person's settings, or drop it."""
    if draft is None:
        visit.person.settings.pop(SETTING, None)
    else:
        visit.person.settings[SETTING] = draft.record()


def meant(visit: Visit, tools: Tools, text: str, name: str) -> bool:
    """Return whether `text` is the label of `button/checkin/<name>`, tapped or typed."""
    label = tools.book(visit).label(f"checkin/{name}")
    return text.strip().casefold() == label.casefold()


def spoken(when: When, zone: str, now: datetime, language: str) -> str:
    """Return a time in the words it is agreed on in."""
    return say(when, wall(now, zone), language, now=now)


def told(plan: Plan, now: datetime) -> dict[str, str]:
    """Return `when` and `place` of a check-in, for its notices."""
    terms = plan.terms
    if terms.when is None:
        return {"when": "", "place": ""}
    return {
        "when": spoken(terms.when, terms.zone, now, terms.language),
        "place": named(terms.zone, terms.language),
    }
