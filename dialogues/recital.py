"""Longer things read out: an options menu, own reasons, a plan."""

from __future__ import annotations

from dialogues import memory
from dialogues.composing import Composer
from dialogues.offering import SUDDEN
from dialogues.parts import part
from dialogues.phrasing import Said
from dialogues.session import Session

ITEMS = 3
"""Options in a menu at the most."""
ITEM_ROOM = 110
"""Characters that have to be left for one more item and the question after it."""
FIRST_FIRST = frozenset({"stop", "cut_down", "break"})
"""Menus whose first line is a matter of life and is always given first."""


def menu(composer: Composer, area: str) -> None:
    """Say a short menu of what other people have done, then ask what they make of it."""
    name = f"information/menu/{area}"
    if not composer.phrasebook.has(name):
        name = "information/menu/general"
    composer.offers.append(f"menu:{area}")
    lead = _say(composer, "information/any/lead")
    items: list[Said] = []
    target = composer.slots.situation.target
    if area in FIRST_FIRST and (not target.key or target.key in SUDDEN):
        first = composer.phrasebook.first(name, composer.slots.used)
        items.extend([first] if first else [])
    while len(items) < ITEMS and _length(composer, lead, items) < composer.room - ITEM_ROOM:
        used = composer.slots.used | {item.code for item in items}
        item = composer.phrasebook.say(name, {}, used=used, rng=composer.rng)
        if item is None:
            break
        items.append(item)
    if not items:
        if area == "general":
            composer.say_first(["no_more"])
        else:  # all of it was told before
            menu(composer, "general")
        return
    listed = "; ".join(item.text[:1].lower() + item.text[1:] for item in items) + "."
    text = f"{lead.text} {listed}" if lead else listed[:1].upper() + listed[1:]
    composer.add("GI", Said(name, items[0].code, text))
    for item in items[1:]:
        composer.note_used(item)
    if lead:
        composer.note_used(lead)
    if not composer.slots.situation.session.quiet:
        composer.say(part("ask_after"))
    composer.awaits = "menu"


def _length(composer: Composer, lead: Said | None, items: list[Said]) -> int:
    said = [composer.text(), lead.text if lead else "", *(item.text for item in items)]
    return sum(len(text) + 2 for text in said)


def my_reasons(composer: Composer) -> None:
    """Say the client's own change talk back, at most four of them."""
    slots, book = composer.slots, composer.phrasebook
    notes = memory.reasons(slots.situation.session.notes, slots.frames, most=4)
    if not notes:
        none = _say(composer, "summary/any/reasons_none")
        if none:
            composer.add("SUMMARY", none)
        return
    lead = _say(composer, "summary/any/reasons_lead")
    if lead:
        composer.add("SUMMARY", lead)
    for note in notes:
        gist = memory.gist(note, book, composer.rng)
        if gist is None or len(composer.text()) + len(gist) > composer.room - 40:
            continue
        line = book.say(
            "summary/any/reasons_line", {"gist": gist}, used=composer.used(), rng=composer.rng
        )
        if line:
            composer.add("SUMMARY", line)


def recap(composer: Composer, session: Session) -> None:
    """Read the plan back in the client's words."""
    said = {f"plan_{name}": answer for name, answer in session.plan if answer}
    if "plan_if_then" in said:
        said["plan_if"] = said.pop("plan_if_then")
    for template, needed in (
        ("recap", "plan_change"), ("recap_step", "plan_step"), ("recap_when", "plan_when"),
        ("recap_who", "plan_who"), ("recap_obstacle", "plan_obstacle"), ("recap_if", "plan_if"),
        ("recap_different", "plan_different"),
    ):  # fmt: skip
        if needed not in said:
            continue
        line = composer.phrasebook.say(
            f"plan/any/{template}", said, used=composer.used(), rng=composer.rng
        )
        if line and len(composer.text()) + len(line.text) < composer.room - 60:
            composer.add("SUMMARY", line)
    composer.say(part("plan_done"))


def _say(composer: Composer, template: str) -> Said | None:
    return composer.phrasebook.say(template, {}, used=composer.used(), rng=composer.rng)
