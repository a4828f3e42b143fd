"""From the clauses of a message to its danger: the rules' word and the model's chances."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues.listening.words import Clause
from dialogues.safety.danger import REGISTER_OF, Danger, Register, Scenario
from dialogues.safety.features import Part, features, parts, windows
from dialogues.safety.model import Chances, Model, chances, model
from dialogues.safety.rules import Rule, gravest, heard

NEARER = 1.0
"""What an open talk of danger adds to the score of its own scenario."""
DOUBTED = 0.25
"""Below this chance of danger a rule is not followed at once: it is asked about."""
_OTHER = frozenset({Scenario.OVERDOSE_OTHER, Scenario.CHILD_IN_DANGER})
_SELF = frozenset({Scenario.OVERDOSE_SELF, Scenario.MINOR, Scenario.HARM_OTHERS})
_VICTIM = frozenset({Scenario.VIOLENCE, Scenario.ASSAULT})
"""Here "he" is who does it, so only a message without "me" is about somebody else."""
REGISTER_BY_NAME = {str(scenario): register for scenario, register in REGISTER_OF.items()}
_I = frozenset({"i", "me", "myself"})
_THEY = frozenset({"he", "she", "him", "her", "they", "them", "himself", "herself"})


def judge(clauses: Sequence[Clause], language: str = "en", before: str = "") -> Danger:
    """Return the danger in a message; raises only if the rules cannot be read either."""
    try:
        known = model(language)
        message = parts(clauses, language)
        seen = pooled(known, message, before)
    except Exception:  # without the model the rules still stand
        return _by_rule(clauses, language)
    if seen is None:
        return Danger(Register.CONVERSATION, None)
    rule = gravest((one for part in message for one in part.rules), language)
    register, scenario, sure = decide(known, seen, rule)
    return Danger(
        register, scenario, scenario is not None and about_other(scenario, clauses), sure
    )


def _by_rule(clauses: Sequence[Clause], language: str) -> Danger:
    rule = gravest((one for clause in clauses for one in heard(clause, language)), language)
    if rule is None or rule.scenario is None:
        return Danger(rule.register if rule else Register.CONVERSATION, None, sure=0.0)
    return Danger(rule.register, rule.scenario, about_other(rule.scenario, clauses))


def pooled(known: Model, message: Sequence[Part], before: str = "") -> Chances | None:
    """Return the chances in the window of a message that sounds most like danger.

    None if there is nothing left to hear.
    """
    if not message:
        return None
    every: list[Chances] = []
    for window in windows(message):
        scores = known.scores(features(window))
        if before in known.classes:
            scores[known.classes.index(before)] += NEARER
        every.append(chances(scores))
    return max(every, key=lambda one: alarm(known, one))


def chance_of(known: Model, seen: Chances, register: Register) -> float:
    """Return the chance of the scenarios that call for `register`."""
    total: float = sum(
        chance
        for name, chance in zip(known.classes, seen.tolist(), strict=True)
        if REGISTER_BY_NAME.get(name) is register
    )
    return total


def alarm(known: Model, seen: Chances) -> float:
    """Return the chance that this is an emergency or a crisis."""
    return chance_of(known, seen, Register.EMERGENCY) + chance_of(known, seen, Register.CRISIS)


def decide(
    known: Model, seen: Chances, rule: Rule | None
) -> tuple[Register, Scenario | None, float]:
    """Return the register, the likeliest scenario of it, and how sure that is."""
    least = known.thresholds
    emergency = chance_of(known, seen, Register.EMERGENCY)
    any_alarm = alarm(known, seen)
    offer = chance_of(known, seen, Register.OFFER)
    if rule is not None and rule.register in (Register.EMERGENCY, Register.CRISIS):
        register = rule.register if any_alarm >= DOUBTED else Register.CHECK
        if emergency >= least["emergency"]:
            register = Register.EMERGENCY
        return register, rule.scenario, max(any_alarm, DOUBTED)
    if emergency >= least["emergency"]:
        return Register.EMERGENCY, likeliest(known, seen, Register.EMERGENCY), emergency
    crisis = any_alarm - emergency
    if crisis >= least["crisis"]:
        return Register.CRISIS, likeliest(known, seen, Register.CRISIS), any_alarm
    if any_alarm >= least["check"]:
        return (
            Register.CHECK,
            likeliest(known, seen, Register.EMERGENCY, Register.CRISIS),
            any_alarm,
        )
    if rule is not None:
        return rule.register, rule.scenario, DOUBTED if rule.scenario is None else offer
    if offer >= least["offer"]:
        return Register.OFFER, likeliest(known, seen, Register.OFFER), offer
    return Register.CONVERSATION, None, 1 - any_alarm


def likeliest(known: Model, seen: Chances, *registers: Register) -> Scenario:
    """Return the likeliest scenario of those that call for one of `registers`."""
    return max(
        (one for one in Scenario if REGISTER_OF[one] in registers and one in known.classes),
        key=lambda one: float(seen[known.classes.index(one)]),
    )


def about_other(scenario: Scenario, clauses: Sequence[Clause]) -> bool:
    """Return whether somebody else than the writer is in this danger."""
    if scenario in _OTHER or scenario in _SELF:
        return scenario in _OTHER
    tokens = [token for clause in clauses for token in clause.tokens]
    self = sum(token.text in _I for token in tokens)
    if scenario in _VICTIM and self:
        return False
    they = sum(token.text in _THEY or token.value("person") is not None for token in tokens)
    return they > self
