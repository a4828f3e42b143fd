"""From the clauses of a message to its danger: the rules' word and the chances of two models.

One knows words and concepts, the other the sense of the whole; their chances are averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogues.listening.words import Clause, Token
from dialogues.safety.danger import REGISTER_OF, Danger, Register, Scenario
from dialogues.safety.features import LONG, Part, features, parts, windows
from dialogues.safety.model import REGISTERS, Chances, Model, model, register_of
from dialogues.safety.rules import Rule, gravest, heard, without_passing
from dialogues.sense.sensing import Sensed, sense

SENSE = 0.6
"""The share of the encoder's chances, beside those of the linear model."""
NEARER = 1.0
"""What an open talk of danger adds to the score of its own scenario."""
DOUBTED = 0.45
"""Below this chance of its register or a graver one a rule is not followed: it is asked about."""
PLAIN = 0.85
"""From this chance of an emergency on a clause that fulfils its rule is followed by itself."""
BARS = {Scenario.MINOR: 0.4}
"""The least chance of its own for what costs more when wrong: a minor's notes are not kept."""
ASIDE = 0.3
"""How much the chance of an offer counts against an alarm."""
PLAINLY = 0.25
"""Below this chance of an alarm, what is left without passing words is no danger."""
YOUNG = 0.06
"""From which chance of an alarm on it no longer counts against it that somebody is young."""
FEW = 2
"""Words that, if no concept is in them, are too few for the model to go by."""
_OTHER = frozenset({Scenario.OVERDOSE_OTHER, Scenario.CHILD_IN_DANGER})
_SELF = frozenset({Scenario.OVERDOSE_SELF, Scenario.MINOR, Scenario.HARM_OTHERS})
_VICTIM = frozenset({Scenario.VIOLENCE, Scenario.ASSAULT})
"""Here "he" is who does it, so only a message without "me" is about somebody else."""
GRAVEST_FIRST = (
    Register.EMERGENCY, Register.CRISIS, Register.CHECK, Register.OFFER, Register.CONVERSATION,
)  # fmt: skip
ALARMS = GRAVEST_FIRST[:3]
_FEARED = frozenset({"they", "them", "neighbours", "neighbors", "neighbour", "police", "people"})
"""Of whom somebody is afraid who writes of being watched: not whose fear it is."""
_TOWARDS = frozenset({"to", "with"})
"""Before people whom somebody leaves things with or says goodbye to: not those in danger."""
_REACH = 4
"""How many words before somebody it may stand: "to each of my kids"."""
_I = frozenset({"i", "me", "myself"})
_AT = frozenset({"in", "on", "at", "from", "under", "outside", "near"})
"""Before "my shed", which says where something is and not whose danger it is."""
_DOERS = frozenset({"he", "she", "they"})
_PASSIVE = frozenset({"being", "been", "got", "gets", "getting", "was"})
"""With these "she" may be to whom it is done."""
_CHILD = frozenset({"child", "kid_now"})
"""Concepts of a child: without one, nobody has spoken of a child."""
_THEY = frozenset({"he", "she", "him", "her", "they", "them", "himself", "herself"})


def judge(clauses: Sequence[Clause], language: str = "en", before: str = "") -> Danger:
    """Return the danger in a message; raises only if the rules cannot be read either."""
    try:
        known = model(language)
        message = parts(clauses, language)
        asked = before or not bare(message)
        sensed = _sensed(message, language) if asked else ()
        seen = pooled(known, message, sensed, before) if asked else None
    except Exception:  # without the model the rules still stand
        return _by_rule(clauses, language)
    if seen is None:
        return Danger(Register.CONVERSATION, None)
    rule = gravest((one for part in message for one in part.rules), language)
    register, scenario, sure = decide(known, seen, rule)
    if register is Register.CHECK and rule is not None and plain(known, message, rule, language):
        register, scenario = rule.register, rule.scenario
    if not before and rule is None and register in ALARMS:
        register, scenario, sure = _plainly(known, clauses, language) or (register, scenario, sure)
    if (
        scenario is Scenario.CHILD_IN_DANGER
        and before != scenario
        and not _of_child(message, clauses)
    ):
        scenario = Scenario.OVERDOSE_OTHER
    return Danger(
        register,
        scenario,
        scenario is not None and about_other(scenario, clauses),
        sure,
        sensed,
    )


def _plainly(
    known: Model, clauses: Sequence[Clause], language: str
) -> tuple[Register, Scenario | None, float] | None:
    """Return what is decided without what is said in passing, if that is plainly no alarm."""
    left = without_passing(clauses, language)
    if left == list(clauses):
        return None
    message = parts(left, language)
    seen = pooled(known, message, _sensed(message, language)) if message else None
    if seen is None:
        return Register.CONVERSATION, None, 1.0
    if alarm(known, seen) >= PLAINLY:
        return None
    rule = gravest((one for part in message for one in part.rules), language)
    return None if rule else decide(known, seen, None)


def _by_rule(clauses: Sequence[Clause], language: str) -> Danger:
    alone = len(clauses) == 1
    said = (one for clause in clauses for one in heard(clause, language, alone=alone))
    rule = gravest(said, language)
    if rule is None or rule.scenario is None:
        return Danger(rule.register if rule else Register.CONVERSATION, None, sure=0.0)
    return Danger(rule.register, rule.scenario, about_other(rule.scenario, clauses))


def bare(message: Sequence[Part]) -> bool:
    """Return whether a message has nothing to go by: a letter, an emoji, "benzos", "my cousin".

    That is FEW words or fewer that fulfil no rule and hold no concept but one class of substance.
    """
    if sum(len(part.words) for part in message) > FEW or any(part.rules for part in message):
        return False
    met = frozenset[str]().union(*(part.concepts for part in message))
    return not met or (len(met) == 1 and all(name.startswith("class_") for name in met))


def _sensed(message: Sequence[Part], language: str) -> Sensed:
    """Return what the encoder makes of a message; nothing if it cannot be asked."""
    try:
        return sense(tuple(part.line for part in message), language)
    except Exception:  # without the encoder the linear model and the rules still stand
        return ()


def plain(known: Model, message: Sequence[Part], rule: Rule, language: str = "en") -> bool:
    """Return whether a clause of a long message says an emergency by itself.

    Among enough talk of buses and football "my mate isnt breathing" sounds like no danger: the
    whole is doubted, the sentence is not. In a short one what stands beside it is what it means
    ("hes turning blue (smurf costume)").
    """
    words = sum(len(part.words) for part in message)
    if rule.register is not Register.EMERGENCY or len(message) == 1 or words < LONG:
        return False
    alone = [
        pooled(known, (part,), _sensed((part,), language))
        for part in message if rule in part.rules
    ]  # fmt: skip
    return any(
        seen is not None and chance_of(known, seen, Register.EMERGENCY) >= PLAIN for seen in alone
    )


def pooled(
    known: Model, message: Sequence[Part], sensed: Sensed, before: str = ""
) -> Chances | None:
    """Return the chances of a message: where it sounds most like danger, to either model.

    `sensed` is what the encoder makes of it. None if there is nothing left to hear.
    """
    if not message:
        return None
    by_words = _highest(known, (known.scores(features(one)) for one in windows(message)), before)
    if not sensed:
        return by_words
    whole = (np.concatenate([chunk["family"], chunk["register"]]) for chunk in sensed)
    return (1 - SENSE) * by_words + SENSE * _highest(known, whole, before)


def _highest(known: Model, scored: Iterable[NDArray[Any]], before: str) -> Chances:
    """Return the chances of the scores that sound most like danger."""
    every: list[Chances] = []
    for scores in scored:
        if before in known.classes:
            scores[known.classes.index(before)] += NEARER
            scores[len(known.classes) + REGISTERS.index(register_of(before))] += NEARER
        every.append(known.chances(scores))
    return max(every, key=lambda one: alarm(known, one))


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


def about_other(scenario: Scenario, clauses: Sequence[Clause]) -> bool:
    """Return whether somebody else than the writer is in this danger.

    Whoever is named more often than the writer; the person something is given to is not counted.
    """
    if scenario in _OTHER or scenario in _SELF:
        return scenario in _OTHER
    tokens = [token for clause in clauses for token in clause.tokens]
    self = sum(token.text in _I for token in tokens)
    if scenario in _VICTIM and (self or _own(tokens) or not _suffered(tokens)):
        return False
    if tokens and not any(map(_third, tokens[:_REACH])):
        self += _own([one for at, one in enumerate(tokens) if not _placed(tokens, at)])
    feared = _FEARED if scenario is Scenario.PSYCHOSIS else frozenset[str]()
    they = sum(
        token.text in _THEY
        or (
            token.value("person") is not None
            and token.value("kin") != "pet"
            and _TOWARDS.isdisjoint(one.text for one in tokens[max(0, place - _REACH) : place])
        )
        for place, token in enumerate(tokens)
        if token.text not in feared
    )
    return they > self


def _third(token: Token) -> bool:
    return token.text in _THEY or token.value("person") is not None


def _own(tokens: Sequence[Token]) -> int:
    """Return how often something is "my", and nobody."""
    return sum(
        token.text == "my" and not any(map(_third, tokens[at + 1 : at + 3]))
        for at, token in enumerate(tokens)
    )


def _suffered(tokens: Sequence[Token]) -> bool:
    """Return whether anybody else is one to whom something is done, and not only who does it."""
    done = any(token.text in _PASSIVE for token in tokens)
    return any(_third(token) and (done or token.text not in _DOERS) for token in tokens)


def _placed(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "my" and at > 0 and tokens[at - 1].text in _AT


def _of_child(message: Sequence[Part], clauses: Sequence[Clause]) -> bool:
    if any(_CHILD & part.concepts for part in message):
        return True
    return any(token.value("kin") == "child" for one in clauses for token in one.tokens)
