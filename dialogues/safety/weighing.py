"""From chances to a register: what a rule allows, what the thresholds call for."""

from __future__ import annotations

from dialogues.safety.danger import REGISTER_OF, Register, Scenario
from dialogues.safety.model import Chances, Model, register_of
from dialogues.safety.rules import Rule

DOUBTED = 0.45
"""Below this chance of its register or a graver one a rule is not followed: it is asked about."""
BARS = {Scenario.MINOR: 0.4}
"""The least chance of its own for what costs more when wrong: a minor's notes are not kept."""
ASIDE = 0.3
"""How much the chance of an offer counts against an alarm."""
YOUNG = 0.06
"""From which chance of an alarm on it no longer counts against it that somebody is young."""
GRAVEST_FIRST = (
    Register.EMERGENCY, Register.CRISIS, Register.CHECK, Register.OFFER, Register.CONVERSATION,
)  # fmt: skip
ALARMS = GRAVEST_FIRST[:3]


def chance_of(known: Model, seen: Chances, register: Register) -> float:
    """Return the chance of the scenarios that call for `register`."""
    total: float = sum(
        chance
        for name, chance in zip(known.classes, seen.tolist(), strict=True)
        if register_of(name) == register.value
    )
    return total


def alarm(known: Model, seen: Chances) -> float:
    """Return the chance that this is an emergency or a crisis."""
    return chance_of(known, seen, Register.EMERGENCY) + chance_of(known, seen, Register.CRISIS)


def _at_odds(known: Model, seen: Chances, own: float) -> float:
    """Return the chance `own` of an alarm, of it, the ordinary, and ASIDE of the offers.

    The other alarms do not count against it: who is unsure which of two it is has still heard
    one, and who is unsure between an offer and an alarm has to ask. Nor does being young, which
    is no other thing than to be in danger.
    """
    against = chance_of(known, seen, Register.CONVERSATION)
    offers = chance_of(known, seen, Register.OFFER)
    if own >= YOUNG:
        offers -= float(seen[known.classes.index(Scenario.MINOR)])
    return _share(own, against + ASIDE * offers)


def _offer_at_odds(known: Model, seen: Chances) -> float:
    """Return the chance of the likeliest offer, of it and the ordinary; 0 below its bar."""
    scenario = likeliest(known, seen, Register.OFFER)
    own = float(seen[known.classes.index(scenario)])
    if own < BARS.get(scenario, 0):
        return 0.0
    return _share(own, chance_of(known, seen, Register.CONVERSATION))


def _share(one: float, other: float) -> float:
    return one / (one + other) if one else 0.0


def floor(known: Model, seen: Chances, rule: Rule) -> Register:
    """Return the least grave register a rule allows: what it says, or a check if in doubt."""
    if rule.register not in (Register.EMERGENCY, Register.CRISIS) or rule.scenario is None:
        return rule.register
    usual = REGISTER_OF[rule.scenario]
    grave = usual is Register.EMERGENCY and rule.register is Register.EMERGENCY
    chance = chance_of(known, seen, Register.EMERGENCY) if grave else alarm(known, seen)
    return Register.CHECK if chance < DOUBTED else rule.register


def decide(
    known: Model, seen: Chances, rule: Rule | None
) -> tuple[Register, Scenario | None, float]:
    """Return the register, the likeliest scenario of it, and how sure that is.

    The register is the graver one of what the chances call for and what the rule allows.
    """
    any_alarm, register = alarm(known, seen), _by_chance(known, seen)
    least = Register.CONVERSATION if rule is None else floor(known, seen, rule)
    graver = GRAVEST_FIRST.index(least) - GRAVEST_FIRST.index(register)
    if rule is not None and (graver < 0 or (graver == 0 and rule.scenario is not None)):
        sure = chance_of(known, seen, Register.OFFER) if least is Register.OFFER else any_alarm
        return least, rule.scenario, sure
    if register is Register.CONVERSATION:
        return register, None, 1 - any_alarm
    if register is Register.OFFER:
        return register, likeliest(known, seen, register), chance_of(known, seen, register)
    if register is Register.CHECK:
        return register, likeliest(known, seen, Register.EMERGENCY, Register.CRISIS), any_alarm
    return register, likeliest(known, seen, register), any_alarm


def _by_chance(known: Model, seen: Chances) -> Register:
    """Return the gravest register whose chance is above its threshold."""
    return next(
        (
            one
            for one in GRAVEST_FIRST[:-1]
            if measure(known, seen, one) > known.thresholds[one.value]
        ),
        Register.CONVERSATION,
    )


def measure(known: Model, seen: Chances, register: Register) -> float:
    """Return what is compared with the threshold of `register`.

    An emergency has to be at least as likely as a crisis: thoughts of dying lie near to plans.
    """
    if register is Register.OFFER:
        return _offer_at_odds(known, seen)
    if register is Register.CHECK:
        return _at_odds(known, seen, alarm(known, seen))
    own = chance_of(known, seen, register)
    if register is Register.EMERGENCY and own < chance_of(known, seen, Register.CRISIS):
        return 0.0
    return _at_odds(known, seen, own)


def likeliest(known: Model, seen: Chances, *registers: Register) -> Scenario:
    """Return the likeliest scenario of those that call for one of `registers`."""
    return max(
        (one for one in Scenario if REGISTER_OF[one] in registers and one in known.classes),
        key=lambda one: float(seen[known.classes.index(one)]),
    )
