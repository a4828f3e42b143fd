"""From which chance on each register is given: as low as false alarms allow.

The limits are those on false alarms among ordinary messages that look like danger, a little
below what is aimed at, since the next writer's messages will be others. What a rule takes for
danger is counted in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.danger.examples import ORDINARY, TALK
from bot.danger.hearing import Judged
from dialogues.safety.danger import Register
from dialogues.safety.judging import chance_of, floor
from dialogues.safety.model import Model

EMERGENCY, CRISIS, CHECK, OFFER = 0.0045, 0.018, 0.05, 0.04
"""Shares of ordinary messages that may be taken for each register."""


def choose(known: Model, judged: Sequence[Judged]) -> dict[str, float]:
    """Return the thresholds at which ordinary messages stay within the limits."""
    ordinary = [
        one
        for one in judged
        if one.seen.example.label == ORDINARY and one.seen.example.style != TALK
    ]
    emergency, crisis, offer = (
        np.array([_chance(known, one, register) for one in ordinary])
        for register in (Register.EMERGENCY, Register.CRISIS, Register.OFFER)
    )
    floors = [_floor(known, one) for one in ordinary]
    left, least = np.full(len(ordinary), fill_value=True), {}
    for register, chances, share in (
        (Register.EMERGENCY, emergency, EMERGENCY),
        (Register.CRISIS, crisis, CRISIS),
        (Register.CHECK, emergency + crisis, CHECK),
        (Register.OFFER, offer, OFFER),
    ):
        ruled = left & np.array([floor is register for floor in floors])
        left &= ~ruled
        allowed = max(0, int(share * len(ordinary)) - int(ruled.sum()))
        least[register.value] = float(np.sort(chances[left])[-1 - allowed])
        left &= chances <= least[register.value]
    return least


def _floor(known: Model, one: Judged) -> Register | None:
    if one.seen.rule is None or one.chances is None:
        return None
    return floor(known, one.chances, one.seen.rule)


def _chance(known: Model, one: Judged, register: Register) -> float:
    return 0.0 if one.chances is None else chance_of(known, one.chances, register)
