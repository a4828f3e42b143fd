"""What is kept of a person, told in plain words: for /whatyouknow, and as a file for /export."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence

from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.rooms import Room
from bot.visit import Visit
from dialogues.memory import gist
from dialogues.session import Session

SET = ("paused", "young", "hide_wipes")
"""Wishes that are told by a line of their own."""


def recount(
    visit: Visit, book: TelegramPhrasebook, rng: random.Random, rooms: Sequence[Room] = ()
) -> str:
    """Return everything that is kept, by kind, and until when."""
    person = visit.person
    until = "known_until_month" if person.settings.get("keep") else "known_until_day"
    parts = [
        book.telegram("known_head"),
        *(_talked(person.session, book, rng) if person.session else ()),
        *(book.telegram(f"known_{name}") for name in SET if person.settings.get(name)),
        *(line for room in rooms for line in room.recounted(visit, book)),
        book.telegram("known_rest"),
        book.telegram(until),
    ]
    return "\n\n".join(parts)


def _talked(session: Session, book: TelegramPhrasebook, rng: random.Random) -> Iterator[str]:
    yield book.telegram("known_turns", number=str(session.turn))
    notes = [gist(note, book, rng) for note in session.notes]
    if any(notes):
        yield _listed(book.telegram("known_notes"), [note for note in notes if note])
    words = list(dict.fromkeys(target.said for target in session.targets if target.said))
    if words:
        yield book.telegram("known_words", thing=", ".join(words))
    goals = dict.fromkeys(target.goal for target in session.targets if target.goal)
    for goal in goals:
        named = book.say(f"target/{goal}", {}, rng=rng)
        if named:
            yield book.telegram("known_goal", target=named.text[:1].lower() + named.text[1:])
    for ruler, number in session.rulers:
        yield book.telegram(f"known_{ruler}", number=str(number))
    plan = [answer for _, answer in session.plan if answer]
    if plan:
        yield _listed(book.telegram("known_plan"), plan)


def _listed(head: str, items: list[str]) -> str:
    return "\n".join([head, *(f"- {item}" for item in items)])


def document(
    visit: Visit, book: TelegramPhrasebook, rng: random.Random, rooms: Sequence[Room] = ()
) -> bytes:
    """Return the same as a text file, and after it the whole record: nothing kept is left out."""
    person = visit.person
    record = {
        "session": person.session.as_record() if person.session else None,
        "settings": person.settings,
        "messages": person.messages,
        "choices": person.choices,
    }
    for room in rooms:
        record.update(room.record(visit))
    raw = json.dumps(record, ensure_ascii=False, indent=1)
    text = f"{recount(visit, book, rng, rooms)}\n\n{book.telegram('export_raw')}\n\n{raw}\n"
    return text.encode()
