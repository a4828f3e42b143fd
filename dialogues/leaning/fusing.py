"""One reading out of two: what the rules read and which way the classifier leans.

A linear model, trained on typed messages, sees the rules' reading and everything else that was
heard, how spoken sessions and how typed messages lean that sound so, and gives chances of change,
sustain, ambivalent and neutral; what the sentence encoder makes of the message is multiplied with
them. The reading is the one that costs least on average, a wrong side
said back counting several times what any other slip does; so where neither side is clearly
likelier, or rules and models name opposite ones, the reading is ambivalent, because a double-sided
reflection is right either way. A side, or both, that the rules hear is not read as neither, nor
both as one, unless the models are certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from dialogues.leaning.cues import plain
from dialogues.leaning.features import own
from dialogues.leaning.linear import Scores
from dialogues.leaning.model import CLASSES, Lean, Trail, model, softmax
from dialogues.leaning.typed import READINGS
from dialogues.listening.heard import Heard, Talk
from dialogues.sense.sensing import Sensed

TURNED = 4.0
"""What reading a side as its opposite costs, where any other slip costs 1."""
SENSE = 0.3
"""How much the encoder's chances count, where those of the other models count 1."""
HEARD = 1.0
"""What is added to the score of a side, or of both, that the rules hear; nothing to neither.

On 2,887 typed messages by writers that the models had not met, .711 are read rightly with it and
without (sides turned 86 and 72 of them); on the 500 of `dev_first`, on which rules were tuned,
.754 and .720.
"""
CERTAIN = 0.8
"""The chance it takes to read neither side, or one, where the rules hear one, or both."""
FAINTEST = -7.0
"""The least that is made of a small chance, as a logarithm."""
_SIDES = {"change", "sustain"}
_COSTS = np.array([
    [0.0, TURNED, 1.0, 1.0],
    [TURNED, 0.0, 1.0, 1.0],
    [1.0, 1.0, 0.0, 1.0],
    [1.0, 1.0, 1.0, 0.0],
])  # fmt: skip
"""A row for each of READINGS as it is read, a column for each as it was meant."""


def fused(
    heard: Heard,
    text: str,
    before: str = "",
    trail: Trail | None = None,
    language: str = "en",
    sensed: Sensed = (),
) -> tuple[Heard, Trail]:
    """Return `heard` with the fused direction and its chances, and how the talk leans now.

    `before` is the end of the bot's last message, `trail` how the conversation leaned so far,
    `sensed` what the encoder makes of the message: without it the other models stand alone.
    Raises DataError when the shipped model cannot be read.
    """
    trained = model(language)
    said = plain(text)
    mine = own(said, heard, language)
    first = trained.first(said, mine, before, language, sensed)
    lean = trained.lean(first, trail or Trail())
    seen_here = seen(mine, lean, trained.typed.scores(said, language))
    scores = trained.fuse.scores(seen_here) + SENSE * by_sense(sensed)
    name, chances = choose(scores, heard.talk.value)
    half = chances["ambivalent"] / 2
    proba = (
        ("change", round(chances["change"] + half, 3)),
        ("neutral", round(chances["neutral"], 3)),
        ("sustain", round(chances["sustain"] + half, 3)),
    )
    return replace(heard, talk=Talk(name), proba=proba), lean.trail


def by_sense(sensed: Sensed) -> Scores:
    """Return the logarithm of the chance the encoder gives each of READINGS; 0 if not asked."""
    if not sensed:
        return np.zeros(len(READINGS))
    chances = np.mean([softmax(chunk["talk"].astype(np.float64)) for chunk in sensed], axis=0)
    return np.asarray(np.maximum(np.log(chances), FAINTEST))


def choose(scores: Scores, rules: str) -> tuple[str, dict[str, float]]:
    """Return the fused reading and the chances of all four, beside what the rules read."""
    if rules != "neutral":
        scores = scores + HEARD * (np.arange(len(READINGS)) == READINGS.index(rules))
    likely = softmax(scores)
    place = int((_COSTS @ likely).argmin())
    name = READINGS[place]
    if name == "neutral" or rules == "ambivalent":
        name = name if likely[place] >= CERTAIN else rules
    if {name, rules} == _SIDES:
        name = "ambivalent"
    return name, dict(zip(READINGS, map(float, likely), strict=True))


def seen(mine: Mapping[str, float], lean: Lean, typed: Scores) -> dict[str, float]:
    """Return the features the fusing model sees.

    `mine` are those of the message by itself; `typed` is what the model of typed text says.
    """
    found = dict(mine)
    found |= {
        f"lean {name}": 2 * chance for name, chance in zip(CLASSES, lean.chances, strict=True)
    }
    chances = np.array(lean.chances)
    found["lean apart"] = 2 * float(chances[0] - chances[2])
    return found | heard_as(typed)


def heard_as(typed: Scores) -> dict[str, float]:
    """Return what the model of typed text says, as features."""
    return {
        f"typed {name}": max(float(score), FAINTEST)
        for name, score in zip(READINGS, typed, strict=True)
    }
