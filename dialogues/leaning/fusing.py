"""One reading out of two: what the rules read and which way the classifier leans.

A linear model, trained on typed messages, sees the rules' reading and everything else that was
heard, how spoken sessions and how typed messages lean that sound so, and gives chances of change,
sustain, ambivalent and neutral. Where the rules hear a direction it is kept unless the models are
certain; where they hear none, the models decide. Where neither side is clearly likelier, or both
name opposite ones, the reading is ambivalent, because a double-sided reflection is right either
way, and a wrong side said back is what does harm.
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

APART = 1.7
"""How many times likelier than the other a side has to be; else both are heard."""
CERTAIN = 0.8
"""The chance it takes to read otherwise than the rules, where they hear a direction."""
FAINTEST = -7.0
"""The least that is made of a small chance, as a logarithm."""


def fused(
    heard: Heard, text: str, before: str = "", trail: Trail | None = None, language: str = "en"
) -> tuple[Heard, Trail]:
    """Return `heard` with the fused direction and its chances, and how the talk leans now.

    `before` is the end of the bot's last message, `trail` how the conversation leaned so far.
    Raises DataError when the shipped model cannot be read.
    """
    trained = model(language)
    said = plain(text)
    mine = own(said, heard, language)
    lean = trained.lean(trained.first(said, mine, before, language), trail or Trail())
    seen_here = seen(mine, lean, trained.typed.scores(said, language))
    name, chances = choose(trained.fuse.scores(seen_here), heard.talk.value)
    half = chances["ambivalent"] / 2
    proba = (
        ("change", round(chances["change"] + half, 3)),
        ("neutral", round(chances["neutral"], 3)),
        ("sustain", round(chances["sustain"] + half, 3)),
    )
    return replace(heard, talk=Talk(name), proba=proba), lean.trail


def choose(scores: Scores, rules: str) -> tuple[str, dict[str, float]]:
    """Return the fused reading and the chances of all four, beside what the rules read."""
    chances = dict(zip(READINGS, (float(one) for one in softmax(scores)), strict=True))
    name = max(chances, key=lambda one: chances[one])
    if rules != "neutral" and chances[name] < CERTAIN:
        name = rules
    other = {"change": "sustain", "sustain": "change"}
    if rules == other.get(name) or (
        rules == "neutral" and name in other and chances[name] < APART * chances[other[name]]
    ):
        name = "ambivalent"
    return name, chances


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
