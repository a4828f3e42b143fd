"""Which deepening reflection makes sense after what was just said.

A reflection that fits anybody is a shrug, and one that links or weighs what the person never put
together is worse: each kind has its own condition here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogues.slots import Slots

AGREES = {
    "contemplation": ("ambivalent",),
    "preparation": ("change",), "action": ("change",), "maintenance": ("change",),
    "return": ("change", "neutral", "ambivalent"),
}  # fmt: skip
"""With which direction of talk a stance of the stage may be voiced."""
WEIGHED = ("goals", "doubts", "gives", "costs", "matters", "return", "steps", "past")
"""Kinds of frame that bear on a change, so that where somebody stands may be voiced."""
LINKED = ("gives", "costs", "fears", "doubts")
"""Kinds of frame of which one may explain another, if both speak for the same side."""
BODILY = ("withdrawal_now", "in_pain_now", "sick_in_mornings", "no_sleep_days", "not_eating")
"""Frames that speak of the body just now."""


def _same_side(slots: Slots) -> bool:
    """Return whether what is taken up and what came before it bear on a change alike."""
    s = slots.situation
    if s.main is None or s.guessed:
        return False
    now, earlier = s.frame(s.main), slots.frames.all[s.earlier_topics[0].frame]
    return now.kind in LINKED and earlier.kind in LINKED and now.talk == earlier.talk != "none"


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
        case "link":
            return (
                "topic" in now and "topic2" in now and s.session.turn >= 3
                and _same_side(slots)
                and "reflection/any/link" not in recent
            )  # fmt: skip
        case "again":
            return (
                s.main is not None and "topic" in now and s.main.name in s.session.taken_up
                and "reflection/any/again" not in recent[-8:]
            )  # fmt: skip
        case "continuing" | "reframe" | "metaphor":
            if s.main_kind("risk") or s.main_named("ordinary_day"):
                return False
            if name != "metaphor" and not s.main_kind("doubts", "gives", "costs"):
                return False
            return (
                "topic" in now and s.session.turn >= 6 and not s.heavy and s.main_weight <= 3
                and f"reflection/any/{name}" not in recent
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
        case "stance":
            agrees = s.heard.talk.value in AGREES.get(s.stage.value, ())
            return (
                agrees
                and s.main_kind(*WEIGHED)
                and not s.guessed
                and not any(t.endswith("/stance") for t in recent[-8:])
            )
    return True
