"""What a message means by the sense of the whole: how likely what rules heard is, and a guess.

Of several meanings the likelier is taken up first. Where no pattern knows the words, or those
that do are all but impossible, the likeliest frame is said back: a guess, as every reflection is
one that the client can mend. Nothing is counted towards a stage, and nothing remembered, because
of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dialogues.listening.frames import frames
from dialogues.listening.heard import FrameHit, Heard
from dialogues.sense.encoder import encoder
from dialogues.sense.sensing import Sensed

SURE, SURE_BESIDE = 0.3, 0.2
"""The least chance of a frame that is guessed: alone, and beside what the rules heard."""
HEAVY, SURE_HEAVY = 4, 0.5
"""From which weight on a frame takes a likelier guess, and how likely: "you used again" said
wrongly does more harm than "it passes the time". What matters to somebody weighs and does no harm.

Below this chance 30 in a hundred such guesses were among the labels (115) and 49 from it on (41);
of lighter ones, and of what matters, 40 (290) (judged out of fold, 2026-11-23)."""
UNLIKELY = 0.005
"""Below this chance what a rule heard was meant in one message of five (8,400 of our typed
messages judged out of fold, 2026-11-23), and a guess from SURE_BESIDE on in one of three."""
_TURNED = {("change", "sustain"), ("sustain", "change")}


def meant(heard: Heard, sensed: Sensed, language: str = "en") -> Heard:
    """Return `heard` with how likely each of its frames is, and the likeliest if none is likely.

    `sensed` is what the encoder makes of the message. None is added below SURE or SURE_BESIDE,
    beside a signal, or if it usually leans the other way than this message.
    """
    if not sensed:
        return heard
    chances = _chances(sensed, language)
    known = tuple(replace(hit, chance=chances.get(hit.name)) for hit in heard.frames)
    heard = replace(heard, frames=known)
    least = SURE_BESIDE if known else SURE
    if heard.signals or any(hit.chance is None or hit.chance >= UNLIKELY for hit in known):
        return heard  # it knows nothing of a frame that is newer than it, and does not doubt it
    name, chance = max(chances.items(), key=lambda one: one[1])
    frame = frames(language).all.get(name)
    if frame is None or (frame.talk, heard.talk.value) in _TURNED:
        return heard
    if frame.weight >= HEAVY and frame.kind != "matters":
        least = SURE_HEAVY
    if chance < least:
        return heard
    place = max(range(len(heard.clauses)), key=lambda place: len(heard.clauses[place].tokens))
    width = len(heard.clauses[place].tokens)
    guess = FrameHit(frame.name, place, 0, width, guessed=True, chance=chance)
    return replace(heard, frames=(*known, guess))


def _chances(sensed: Sensed, language: str) -> dict[str, float]:
    """Return the chance of each frame in that chunk of a message where it is likeliest."""
    scores = np.max([chunk["frame"] for chunk in sensed], axis=0)
    each = (1 / (1 + np.exp(-scores))).tolist()
    return dict(zip(encoder(language).names["frame"], each, strict=True))
