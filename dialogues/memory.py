"""What is kept of a turn, and how it is said back later.

A note is one meaning with, where mirroring was sure, the client's own words turned to "you".
Summaries, links and "my reasons" are made of notes and of nothing else.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dialogues.hearts import TELLING_WORDS
from dialogues.listening.frames import Frame, Frames
from dialogues.listening.heard import FrameHit, Heard
from dialogues.mirroring import Mirrored
from dialogues.mirroring.worth import WORTH
from dialogues.phrasing import Phrasebook
from dialogues.ranking import stray
from dialogues.session import NOTES, PHRASE, Note, Session

KEPT_KINDS = frozenset(
    {"gives", "costs", "matters", "fears", "strengths", "supports", "past", "steps", "goals",
     "doubts", "return", "life"}
)  # fmt: skip
"""Kinds of frame worth remembering; risk cues are of the moment."""
SCENES = frozenset({"matters", "supports", "life"})
"""Kinds whose clause in a long message may only set the scene: "my daughter comes at Easter"."""
LEAST = -99.0


_LEANING = re.compile(
    r"(he|she|they|so|then|now|today|on|one|two)\b|(it's|it was) (when|one|only)\b"
    r"|.*\bthat one\b|(?!.*\b(your|the|a) \w).*\b(her|him|them)\b"
    r"|.*\bthis\b(?! (week|month|year|morning|weekend|summer|winter|christmas))"
)
"""What the moment must explain: later, in a summary, nobody knows who "she" or what "this" is."""


def remember(
    session: Session, heard: Heard, mirrors: Sequence[Mirrored], frames: Frames
) -> Session:
    """Return `session` with a note for every meaning the client voiced as their own."""
    notes = list(session.notes)
    for hit in heard.frames:
        frame = frames.all[hit.name]
        if not hit.own or hit.hypothetical or hit.guessed or stray(hit, heard.words, frames):
            continue
        if frame.kind not in KEPT_KINDS or frame.weight < 2:
            continue
        least = WORTH if frame.kind in SCENES and heard.words >= TELLING_WORDS else LEAST
        said = (m for m in mirrors if m.clause == hit.clause and m.worth >= least)
        phrase = next((m.text for m in said), "")
        note = Note(
            frame.name,
            frame.talk if frame.talk in ("change", "sustain") else "none",
            session.turn,
            phrase if len(phrase) <= PHRASE and not _LEANING.match(phrase) else "",
            tuple((name, value) for name, value in hit.slots if len(value) <= 30)[:2],
        )
        same = next((place for place, old in enumerate(notes) if old.frame == note.frame), None)
        if same is None:
            notes.append(note)
        else:
            notes[same] = replace(note, phrase=note.phrase or notes[same].phrase)
    while len(notes) > NOTES:
        aimless = [place for place, note in enumerate(notes) if note.talk == "none"]
        notes.pop(aimless[0] if aimless else 0)
    return replace(session, notes=tuple(notes))


def sayable(note: Note, most: int = 9) -> bool:
    """Return whether a note holds the client's words, neither too few nor too many."""
    return 3 <= len(note.phrase.split()) <= most


def gist(
    note: Note, phrasebook: Phrasebook, rng: random.Random, *, own_words: bool = True
) -> str | None:
    """Return a clause for a note: the client's words if kept, else the frame's gist."""
    if own_words and sayable(note):
        return note.phrase
    said = phrasebook.say(f"gist/frame/{note.frame}", dict(note.slots), rng=rng)
    return _lowered(said.text) if said else None


def gist_of(hit: FrameHit, phrasebook: Phrasebook, rng: random.Random) -> str | None:
    """Return the gist of a frame just heard."""
    said = phrasebook.say(f"gist/frame/{hit.name}", dict(hit.slots), rng=rng)
    return _lowered(said.text) if said else None


def topic(frame: str, phrasebook: Phrasebook, rng: random.Random) -> str | None:
    """Return a noun phrase for a frame."""
    said = phrasebook.say(f"topic/frame/{frame}", {}, rng=rng)
    return _lowered(said.text) if said else None


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if not text.startswith("I ") else text


OF_A_CHANGE = frozenset({"gives", "costs", "fears", "doubts", "goals", "steps", "return"})
"""Kinds of frame that bear on a change by themselves."""


def bears(note: Note, frames: Frames) -> bool:
    """Return whether a note may stand in a summary: about a change, or in the client's own words.

    "You've got the dog between you" beside "the supply has you worried" sums nobody up.
    """
    frame = frames.all.get(note.frame)
    if frame is None or frame.weight < 3:
        return False
    return (frame.kind in OF_A_CHANGE and note.talk != "none") or sayable(note)


def of_a_change(hit: FrameHit, frames: Frames) -> bool:
    """Return whether something just heard may stand beside what was said earlier."""
    return not hit.guessed and frames.all[hit.name].kind in OF_A_CHANGE


def for_summary(notes: Sequence[Note], frames: Frames, most: int = 3) -> list[Note]:
    """Return up to `most` notes to sum up: what holds them first, what moves them last."""
    bearing = [note for note in notes if bears(note, frames)]
    notes = bearing if len(bearing) > 1 else notes
    ranked = sorted(notes, key=lambda note: (_weight(frames.all.get(note.frame)), note.turn))
    change = [note for note in ranked if note.talk == "change"]
    sustain = [note for note in ranked if note.talk == "sustain"]
    rest = [note for note in ranked if note.talk == "none"]
    picked: list[Note] = []
    picked.extend(sustain[-1:])
    room = most - len(picked)
    later = change[-room:] if change else []
    picked.extend(rest[-(room - len(later)) :] if room > len(later) else [])
    picked.extend(later)
    return picked[:most]


def latest(notes: Sequence[Note], frames: Frames, talk: str, since: int = 0) -> Note | None:
    """Return the latest note on a side that bears on a change, from turn `since` on."""
    found = (n for n in reversed(notes) if n.talk == talk and n.turn >= since)
    return next((note for note in found if bears(note, frames)), None)


def numbered(said: Iterable[str | None]) -> dict[str, str]:
    """Return gists as the slots of a summary, each once."""
    gists = list(dict.fromkeys(gist for gist in said if gist))
    return dict(zip(("gist", "gist2", "gist3"), gists, strict=False))


def reasons(notes: Sequence[Note], frames: Frames, most: int = 5) -> list[Note]:
    """Return the client's own change talk, weightiest last."""
    change = [note for note in notes if note.talk == "change"]
    return sorted(change, key=lambda note: _weight(frames.all.get(note.frame)))[-most:]


def _weight(frame: Frame | None) -> int:
    return frame.weight if frame else 2
