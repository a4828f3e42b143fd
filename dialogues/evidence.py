"""From what was heard to moves of the stage, target by target.

Evidence for an event adds up over turns and fades; an event happens once its sum reaches 1.
Where nothing is known yet, the first clear evidence is enough (0.5).
What the client says outright ("I used again") weighs 1 by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogues.listening.datafiles import wordlist
from dialogues.listening.frames import Frames
from dialogues.listening.heard import FrameHit, Heard, Talk
from dialogues.listening.words import Clause
from dialogues.ranking import stray
from dialogues.session import Session, Target
from dialogues.stages import Stage, StageEvent, advance, correction

_E = StageEvent
USE_AT_HAND = ("about_to_use",)
"""Meanings beside which a time without is told as over, or nearly."""
FADE = 0.8
"""What is left of evidence after a turn."""
ENOUGH = 1.0
MESSAGE = 0.8
"""The most one message counts for, if nothing in it counts for more by itself."""
FIRST = 0.5
"""Enough while the stage is unclear."""

BY_FRAME: Mapping[str, tuple[StageEvent, float]] = {
    "worry": (_E.WEIGHING, 0.6),
    "doubt": (_E.DOUBTING, 0.6),
    "commit": (_E.READYING, 0.7),
    "plan": (_E.READYING, 0.6),
    "told_other": (_E.READYING, 0.5),
    "step": (_E.ACTING, 0.6),
    "kept_up": (_E.ACTING, 0.7),
    "used_again": (_E.USED_AGAIN, 1.0),
    "content": (_E.CONTENT, 0.5),
}
"""What a frame's `evidence` counts for, and how much."""
BY_TALK: Mapping[Talk, tuple[tuple[StageEvent, float], ...]] = {
    Talk.CHANGE: ((_E.WEIGHING, 0.4),),
    Talk.SUSTAIN: ((_E.CONTENT, 0.35), (_E.DOUBTING, 0.25)),
    Talk.AMBIVALENT: ((_E.WEIGHING, 0.6), (_E.DOUBTING, 0.25)),
    Talk.NEUTRAL: (),
}
"""What the direction of a whole message counts for, if it is certain."""
TOLD = 0.3
"""What a cost counts for in a message that speaks for neither side, or for staying."""
DECIDED = frozenset({Stage.PREPARATION, Stage.ACTION, Stage.MAINTENANCE})
"""Stages in which talk of things as they are is doubt; in others nothing was decided to doubt."""
GUESSED = 0.5
"""What a direction counts for that no rule heard, beside its chance."""
BY_CATEGORY: Mapping[str, tuple[StageEvent, float]] = {
    "commitment+": (_E.READYING, 0.4),
    "activation+": (_E.READYING, 0.4),
    "steps+": (_E.ACTING, 0.4),
    "need+": (_E.WEIGHING, 0.2),
}
"""What a kind of change talk counts for."""
NO_TARGET = frozenset({"medication", "antidote"})
"""Classes of substance that are nobody's target by being named."""
ORDER = (
    _E.USED_AGAIN, _E.KEEPING, _E.ACTING, _E.READYING, _E.DOUBTING, _E.WEIGHING, _E.CONTENT,
)  # fmt: skip
"""Which event is taken when several are due."""
_LONG = re.compile(
    r"\b(?:[6-9]|1\d|\d\d|six|seven|eight|nine|ten|eleven|twelve|eighteen) months?\b|"
    r"\b(?:a|one|two|three|\d+) (?:whole )?years?\b|\byears\b"
)
"""A time kept up of about six months or more."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    target: Target
    events: dict[StageEvent, float]


def weigh(session: Session, heard: Heard, frames: Frames) -> Session:
    """Return `session` with targets found, evidence gathered, stages moved and the focus set."""
    gathered = _gather(session, heard, frames)
    for one in gathered.values():
        session = session.with_target(_moved(one))
    for signal in heard.signals:
        if signal.startswith("corrects_stage:"):
            session = correct(session, Stage(signal.partition(":")[2]))
    return session


def correct(session: Session, stage: Stage) -> Session:
    """Return `session` with the stage in focus set as the client says."""
    target = session.target()
    moved = advance(target.stage, correction(stage))
    return session.with_target(replace(target, stage=moved, evidence=()))


def _gather(session: Session, heard: Heard, frames: Frames) -> dict[str, _Gathered]:
    """Return, by target key, the target and the events its clauses gave evidence for."""
    known = {target.key: target for target in session.targets}
    out: dict[str, _Gathered] = {}
    key = session.focus
    at_hand = any(hit.own and hit.name in USE_AT_HAND for hit in heard.frames)
    asked = [_asks_about_others(clause, session.language) for clause in heard.clauses]
    for index, clause in enumerate(heard.clauses):
        named = _named(clause)
        own = [
            hit for hit in heard.frames
            if hit.clause == index and hit.own and not hit.guessed
            and not stray(hit, heard.words, frames)
        ]  # fmt: skip
        own = [] if asked[index] else own
        others = any(hit.clause == index and hit.about for hit in heard.frames)
        said = ""
        if named and not others:
            key, said = named
            if "" in known and key not in known:
                known[key] = replace(known.pop(""), key=key)
        if not own and not said:
            continue
        target = known.get(key, Target(key))
        if said and not target.said:
            target = replace(target, said=said)
        one = out.setdefault(key, _Gathered(target, {}))
        for hit in own:
            frame = frames.all[hit.name]
            if frame.goal and not hit.hypothetical and not hit.past:
                one = out[key] = _Gathered(replace(one.target, goal=frame.goal), one.events)
            if frame.evidence and not hit.hypothetical:
                event, weight = BY_FRAME[frame.evidence]
                if frame.evidence == "kept_up" and _LONG.search(_words(clause, hit)):
                    event, weight = _E.KEEPING, 1.0
                if frame.evidence == "kept_up" and (at_hand or _ended(clause, hit)):
                    continue
                if hit.past and event is not _E.USED_AGAIN:
                    weight /= 3
                if event is _E.WEIGHING and frame.kind == "costs":
                    weight *= _weighed(heard)
                one.events[event] = _more(one.events.get(event, 0.0), weight)
    if not out and heard.talk is not Talk.NEUTRAL:
        out[key] = _Gathered(known.get(key, Target(key)), {})
    last = out.get(key)
    if last is not None and not (asked and all(asked)):
        sure = _sure(heard)
        for event, weight in BY_TALK[heard.talk]:
            if event is _E.DOUBTING and last.target.stage not in DECIDED:
                continue
            share = _weighed(heard) if event is _E.WEIGHING else 1.0
            last.events[event] = _more(last.events.get(event, 0.0), weight * sure * share)
        for category in heard.categories:
            if category in BY_CATEGORY:
                event, weight = BY_CATEGORY[category]
                last.events[event] = _more(last.events.get(event, 0.0), weight)
    return out


def _sure(heard: Heard) -> float:
    """Return how far the direction read can be leant on, 0 to 1.

    In full where a kind of talk was heard; where only the models lean, by half their chance.
    """
    if heard.categories:
        return 1.0
    chances = dict(heard.proba)
    sides = ("change", "sustain")
    return GUESSED * sum(
        chances[one] for one in sides if heard.talk in (Talk(one), Talk.AMBIVALENT)
    )


def _weighed(heard: Heard) -> float:
    """Return how far a message that names a cost, or both sides, weighs it up, 0 to 1.

    "My probation officer sent me" tells of trouble, "I could stop if I wanted, I just don't want
    to" has a word for change in it; neither says that anything is being thought over.
    """
    if heard.talk is Talk.CHANGE:
        return 1.0
    if heard.talk is Talk.AMBIVALENT:
        return min(1.0, 2 * dict(heard.proba)["change"])
    return TOLD


def _ended(clause: Clause, hit: FrameHit) -> bool:
    """Return whether a time kept up is told as over: "i hadn't touched it for ages, then …"."""
    around = clause.tokens[max(0, hit.start - 2) : hit.end]
    return any(token.text == "had" for token in around)


def _words(clause: Clause, hit: FrameHit) -> str:
    """Return the part between commas that a meaning stands in, with its length of time."""
    words = [token.text for token in clause.tokens]
    start = max((at + 1 for at, one in enumerate(words[: hit.start]) if one == ","), default=0)
    end = next((at for at in range(hit.end, len(words)) if words[at] == ","), len(words))
    return " ".join(words[start:end])


def _asks_about_others(clause: Clause, language: str = "en") -> bool:
    """Return whether a clause asks how something is done by anybody: "how do people stay safe"."""
    words = [token.text for token in clause.tokens]
    first = next((one for one in words if one not in wordlist("fillers", language)), "")
    return first in wordlist("wh", language) and wordlist("me", language).isdisjoint(words)


def _more(so_far: float, weight: float) -> float:
    """Return the evidence of one message: it adds up to MESSAGE unless said outright."""
    return max(so_far, weight, min(so_far + weight, MESSAGE))


def _named(clause: Clause) -> tuple[str, str] | None:
    """Return the substance a clause names as the client's own: canonical name and their word."""
    if clause.tokens[0].value("person") and not any(t.text == "i" for t in clause.tokens):
        return None
    for token in clause.tokens:
        canonical, said = token.value("canonical"), token.value("substance")
        if canonical and said and token.value("class") not in NO_TARGET:
            return canonical, said
    return None


def _moved(one: _Gathered) -> Target:
    target = one.target
    weights = {StageEvent(event): weight * FADE for event, weight in target.evidence}
    for event, weight in one.events.items():
        weights[event] = weights.get(event, 0.0) + weight
    enough = FIRST if target.stage is Stage.UNCLEAR else ENOUGH
    for event in ORDER:
        if weights.get(event, 0.0) >= enough:
            moved = advance(target.stage, event)
            if moved is not target.stage:
                return replace(target, stage=moved, evidence=())
    kept = tuple(
        (event.value, round(min(weight, 2.0), 2))
        for event, weight in weights.items()
        if weight >= 0.1
    )
    return replace(target, evidence=kept)
