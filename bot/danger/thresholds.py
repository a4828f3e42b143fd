"""From which chance on each register is given: as low as false alarms allow.

The limits are those on false alarms among the ordinary messages of our writers, most of which look
like danger: a little above what is aimed at, for among those of a set of another make
(`dev_first`) they leave 3.3, 4.4 and 45.6 in a thousand. Files written around what was heard
wrongly (CLOSE) are not counted: they are no picture of what people write. What a rule takes for
danger is counted in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.danger.examples import LATE, ORDINARY, TALK, DataUnfit
from bot.danger.hearing import Judged
from dialogues.safety.danger import Register
from dialogues.safety.model import Model
from dialogues.safety.weighing import floor, measure

SHARES = {
    Register.EMERGENCY: 0.006,
    Register.CRISIS: 0.022,
    Register.CHECK: 0.055,
    Register.OFFER: 0.03,
}
"""How many of the ordinary messages may be taken for each register, the gravest first."""
CLOSE = frozenset(
    {
        "dev_x",
        "dev_y",
        "dev_z",
        "dev_za",
        "dev_zb",
        "dev_zc",
        "dev_zd",
        "dev_ze",
        "dev_zf",
        "dev_zg",
        *LATE,
    }
)
"""Files of close pairs, and of messages chosen because an earlier model took them wrongly."""


def choose(known: Model, judged: Sequence[Judged]) -> dict[str, float]:
    """Return the thresholds at which ordinary messages stay within the limits.

    Raises DataUnfit where none counts.
    """
    ordinary = [
        one
        for one in judged
        if one.seen.example.label == ORDINARY
        and one.seen.example.style != TALK
        and one.seen.example.source not in CLOSE
    ]
    if not ordinary:
        raise DataUnfit("wants ordinary messages in a file that is not of close ones")
    floors = [_floor(known, one) for one in ordinary]
    left, least = np.full(len(ordinary), fill_value=True), {}
    for register, share in SHARES.items():
        chances = np.array([_measured(known, one, register) for one in ordinary])
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


def _measured(known: Model, one: Judged, register: Register) -> float:
    return 0.0 if one.chances is None else measure(known, one.chances, register)
