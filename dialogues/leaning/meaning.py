"""What a message means by the sense of the whole: how likely what rules heard is, and a guess.

Of several meanings the likelier is taken up first, and one that is all but impossible in a message
of many words is let go. Where no pattern knows the words, or those that do are doubtful, the
likeliest frame is said back: a guess, as every reflection is one that the client can mend. Nothing
is counted towards a stage, and nothing remembered, because of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dialogues.listening.frames import frames
from dialogues.listening.heard import FrameHit, Heard
from dialogues.listening.hearing import of_a_thing
from dialogues.listening.voices import DEEDS, undone
from dialogues.sense.encoder import encoder
from dialogues.sense.sensing import Sensed

SURE, SURE_BESIDE = 0.4, 0.3
"""The least chance of a frame that is guessed: alone, and beside what the rules heard.

In 700 messages of whole everyday talks 10 of 20 guesses were from the first on, and 5 of those
fitted; of the rest 3 (two readers, 2026-11-23)."""
HEAVY, SURE_HEAVY = 4, 0.5
"""From which weight on a frame takes a likelier guess, and how likely: "you used again" said
wrongly does more harm than "it passes the time", and so does a child they do not have.

Below this chance 30 in a hundred such guesses were among the labels (115) and 49 from it on (41);
of lighter ones, and of what matters, 40 (290) (judged out of fold, 2026-11-23)."""
OWN = ("goals", "steps")
"""Kinds that take the likelier guess as well: what is wanted and done is theirs to name."""
DOUBTFUL = 0.005
"""Below this chance what a rule heard was meant in one message of five (8,400 of our typed
messages judged out of fold, 2026-11-23), and a guess from SURE_BESIDE on in one of three."""
UNLIKELY, MOST_UNLIKELY = 6e-6, 0.008
"""What a rule heard is let go below the first, times the words of the message squared; at most the
second.

The longer a message, the more of its words hit a pattern by the way. Of 5,000 typed messages
judged out of fold (2026-11-23) the first frame heard, below a chance of .005, was among the labels
(which name one to three) in 52 of 100 of up to six words, 28 of up to twelve, 14 of up to twenty;
of more than forty in 10; from .1 on in 80, 63, 45 and 38."""
_TURNED = {("change", "sustain"), ("sustain", "change")}


def meant(heard: Heard, sensed: Sensed, language: str = "en") -> Heard:
    """Return `heard` with how likely each of its frames is, and the likeliest if none is likely.

    `sensed` is what the encoder makes of the message. None is added below SURE or SURE_BESIDE,
    beside a signal, or if it usually leans the other way than this message.
    """
    if not sensed:
        return heard
    chances = _chances(sensed, language)
    known = (replace(hit, chance=chances.get(hit.name)) for hit in heard.frames)
    least = SURE_BESIDE if heard.frames else SURE
    heard = replace(
        heard, frames=tuple(hit for hit in known if _likely(hit, heard.words, language))
    )
    if heard.signals or any(_named(hit, language) for hit in heard.frames):
        return heard
    if _denied(heard, language):
        return heard
    name, chance = max(chances.items(), key=lambda one: one[1])
    frame = frames(language).all.get(name)
    if frame is None or (frame.talk, heard.talk.value) in _TURNED:
        return heard
    if frames(language).barred(name, heard.clauses):
        return heard  # what the rules are told not to hear here is not guessed either
    if frame.kind in (*OWN, "doubts") or frame.weight >= HEAVY:
        least = SURE_HEAVY
    if chance < least:
        return heard
    place = max(range(len(heard.clauses)), key=lambda place: len(heard.clauses[place].tokens))
    width = len(heard.clauses[place].tokens)
    thought = frame.kind in DEEDS and any(undone(heard.clauses[place].tokens, language))
    guess = FrameHit(
        frame.name, place, 0, width, hypothetical=thought, guessed=True, chance=chance
    )
    return replace(heard, frames=(*heard.frames, guess))


def _likely(hit: FrameHit, words: int, language: str) -> bool:
    """Return whether what a rule heard may be meant.

    Nothing is known of a frame that is new, and what names a risk is never doubted.
    """
    frame = frames(language).all[hit.name]
    if hit.chance is None or frame.kind == "risk" or frame.risk:
        return True
    return hit.chance >= min(UNLIKELY * words**2, MOST_UNLIKELY)


def _named(hit: FrameHit, language: str) -> bool:
    """Return whether a guess would only stand in the way of what a rule heard.

    It does unless that is doubtful; and what is wanted or done is theirs to name.
    """
    doubtful = hit.chance is not None and hit.chance < DOUBTFUL
    return not doubtful or frames(language).all[hit.name].kind in OWN


def _denied(heard: Heard, language: str) -> bool:
    """Return whether a feeling is named that is not theirs: "im not sad", "he is lonely"."""
    theirs = {emotion.name for emotion in heard.emotions}
    named = {
        token.value("feeling")
        for part in heard.clauses
        for place, token in enumerate(part.tokens)
        if not of_a_thing(part.tokens, place, language)
    }
    return bool(named - theirs - {None, ""})


def _chances(sensed: Sensed, language: str) -> dict[str, float]:
    """Return the chance of each frame in that chunk of a message where it is likeliest."""
    scores = np.max([chunk["frame"] for chunk in sensed], axis=0)
    each = (1 / (1 + np.exp(-scores))).tolist()
    return dict(zip(encoder(language).names["frame"], each, strict=True))
