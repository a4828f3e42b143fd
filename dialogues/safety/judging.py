"""From the clauses of a message to its danger: the rules' word and the chances of two models.

One knows words and concepts, the other the sense of the whole; their chances are averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogues.listening.words import Clause
from dialogues.safety.danger import Danger, Register, Scenario
from dialogues.safety.features import LONG, Part, features, parts, windows
from dialogues.safety.model import REGISTERS, Chances, Model, model, register_of
from dialogues.safety.rules import Rule, gravest, heard, without_passing
from dialogues.safety.weighing import ALARMS, alarm, chance_of, decide
from dialogues.safety.whose import about_other, of_child
from dialogues.sense.sensing import Sensed, sense

SENSE = 0.6
"""The share of the encoder's chances, beside those of the linear model."""
NEARER = 1.0
"""What an open talk of danger adds to the score of its own scenario."""
PLAIN = 0.85
"""From this chance of an emergency on a clause that fulfils its rule is followed by itself."""
PLAINLY = 0.25
"""Below this chance of an alarm, what is left without passing words is no danger."""
WHOLE = 80
"""Words from which on the linear model, beside the encoder, hears a message as a whole only."""
FEW = 2
"""Words that, if no concept is in them, are too few for the model to go by."""


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
        and not of_child(message, clauses)
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

    `sensed` is what the encoder makes of it. None if there is nothing left to hear. A very long
    one has so many stretches that one of them always sounds alarming: beside the encoder it is
    heard as a whole.
    """
    if not message:
        return None
    long = bool(sensed) and sum(len(part.words) for part in message) >= WHOLE
    stretches = (message,) if long else windows(message)
    by_words = _highest(known, (known.scores(features(one)) for one in stretches), before)
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
