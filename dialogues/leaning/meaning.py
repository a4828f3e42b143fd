"""What a message means where no pattern knows its words: the frame the encoder makes likeliest.

Such a guess is said back, as every reflection is a guess that the client can mend. Nothing is
counted towards a stage, and nothing remembered, because of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dialogues.listening.frames import Frame, frames
from dialogues.listening.heard import FrameHit, Heard
from dialogues.sense.encoder import encoder
from dialogues.sense.sensing import Sensed

SURE = 0.3
"""The least chance of a frame that is guessed."""
_TURNED = {("change", "sustain"), ("sustain", "change")}


def meant(heard: Heard, sensed: Sensed, language: str = "en") -> Heard:
    """Return `heard` with the likeliest frame, if the rules heard neither meaning nor signal.

    `sensed` is what the encoder makes of the message. None is added below SURE, nor one that
    usually leans the other way than this message.
    """
    if not sensed or heard.frames or heard.signals:
        return heard
    frame, chance = likeliest(sensed, language)
    if frame is None or chance < SURE or (frame.talk, heard.talk.value) in _TURNED:
        return heard
    place = max(range(len(heard.clauses)), key=lambda place: len(heard.clauses[place].tokens))
    width = len(heard.clauses[place].tokens)
    return replace(heard, frames=(FrameHit(frame.name, place, 0, width, guessed=True),))


def likeliest(sensed: Sensed, language: str = "en") -> tuple[Frame | None, float]:
    """Return the likeliest frame of any chunk, and its chance; none if it is known no more."""
    scores = np.max([chunk["frame"] for chunk in sensed], axis=0)
    place = int(scores.argmax())
    name = encoder(language).names["frame"][place]
    return frames(language).all.get(name), float(1 / (1 + np.exp(-scores[place])))
