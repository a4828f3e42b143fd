"""Which deepening reflection makes sense after what was just said.

A reflection that fits anybody is a shrug, and one that links or weighs what the person never put
together is worse: each kind has its own condition here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.stages import Stage

if TYPE_CHECKING:
    from dialogues.situation import Situation
    from dialogues.slots import Slots

AGREES = {
    "contemplation": ("ambivalent",),
    "preparation": ("change",), "action": ("change",), "maintenance": ("change",),
    "return": ("change", "neutral", "ambivalent"),
}  # fmt: skip
"""With which direction of talk a stance of the stage may be voiced."""
WEIGHED = ("goals", "doubts", "gives", "costs", "matters", "return", "steps", "past")
"""Kinds of frame that bear on a change, so that its stage may be asked of."""
STANCED = ("goals", "doubts", "gives", "costs", "return")
"""Kinds of frame that are about their use itself, beside which a stance may be voiced."""
BODILY = ("withdrawal_now", "in_pain_now", "sick_in_mornings", "no_sleep_days", "not_eating")
"""Frames that speak of the body just now."""
THOUGHT_OVER = ("considers", "own_worry", "undecided", "torn", "not_ready")
"""Frames in which somebody looks at their own use, so that they may be told that they do."""


def bears_on_change(situation: Situation) -> bool:
    """Return whether what is taken up bears on a change, and so its stage may be asked of."""
    s = situation
    if any(one.startswith("corrects_stage:") for one in s.heard.signals):
        return True
    return s.stage is not Stage.UNCLEAR and s.main_kind(*WEIGHED) and not s.doubtful


def fits(slots: Slots, name: str) -> bool:
    """Return whether the deepening reflection called `name` makes sense here."""
    s = slots.situation
    recent = s.session.recent
    now = slots.now()
    match name:
        case "double":
            return "sustain" in now and "change" in now
        case "feeling":
            return bool(s.family) and not any("reflection/feeling" in t for t in recent[-3:])
        case "meaning2":
            return "other" in slots.places()
        case "again":
            return (
                s.main is not None and "topic" in now and s.main.name in s.session.taken_up
                and "reflection/any/again" not in recent[-8:]
            )  # fmt: skip
        case "body":
            return s.named(*BODILY)
        case "story":
            return s.story
        case "uncertain":
            return s.named("undecided", "torn", "not_ready")
        case "amplified":
            return s.amplified and "sustain" in now and not s.heavy and not s.heard.emotions
        case "understated":
            return any(emotion.intensity >= 3 for emotion in s.heard.emotions)
        case "affirm_thinking":
            return s.main_kind("doubts") or s.named(*THOUGHT_OVER)
        case "stance":
            agrees = s.heard.talk.value in AGREES.get(s.stage.value, ())
            return (
                agrees
                and s.main_kind(*STANCED)
                and not s.guessed
                and not any(t.endswith("/stance") for t in recent[-8:])
            )
    return True
