"""Whether the time has come for a step of the bot itself: a summary, a number, a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.memory import bears

if TYPE_CHECKING:
    from dialogues.session import Note
    from dialogues.situation import Situation

SUMMARY_AFTER = 5
"""Turns with content after which a summary is due."""
STAGE_NOTES = 3
"""Things said for or against a change before the bot says where it thinks somebody is."""
TENDER = (
    "shame", "self_label", "guilt_over_someone", "secrecy", "stigma", "stigma_from_services",
    "trust_lost", "kids_noticed", "honesty_matters", "heart_scare", "memory_gaps",
    "overdose_scare", "accident_scare", "psychosis_scare", "sex_regret", "feels_flat",
    "body_image", "too_late", "does_not_care", "nothing_works", "what_for",
    "withdrawal_now", "bladder_pain", "sick_in_mornings", "in_pain_now",
)  # fmt: skip
"""Meanings after which a number or a plan would be out of place."""
OF_ANYTHING = ("wishes", "neglects_self", "lost_independence", "not_eating", "poverty", "debt")
"""Meanings that may have nothing to do with their use."""
SORE = ("shame", "fear", "sadness", "loneliness", "anger")
"""Families of feeling beside which the same holds."""


def settled(s: Situation, *also: str) -> bool:
    """Return whether this is a moment for a step of the bot's own: calm, and under way.

    It has to follow something said about a change, or one of the kinds in `also`.
    """
    return (
        s.session.turn >= 5 and s.main is not None and not s.heavy and not s.lately_heavy
        and not s.session.quiet and s.session.discord == 0 and bool(s.target.goal or s.target.key)
        and (s.kinds("goals", "doubts") or s.main_kind("costs", *also))
        and s.family not in SORE and s.heard.words > 3
        and not s.has("question", "dont_know", "goodbye") and not s.named(*TENDER)
        and not any(one.startswith("permission/") for one in s.session.recent[-6:])
    )  # fmt: skip


def both_sides(s: Situation) -> bool:
    """Return whether the notes hold sustain and change."""
    return {"change", "sustain"} <= {note.talk for note in s.session.notes}


def summary_due(s: Situation) -> bool:
    """Return whether it is time to sum up, with enough to sum up that is new, and calm.

    The first summary comes after SUMMARY_AFTER turns with content, later ones after two more.
    """
    bearing = _bearing(s)
    return (
        s.session.since_summary >= SUMMARY_AFTER + 2 * bool(s.session.summed)
        and len(bearing) >= 3
        and sum(note.turn > s.session.summed for note in bearing) >= 2
        and 0 < s.main_weight <= 3
        and s.session.discord == 0
        and not s.heavy
        and not s.lately_heavy
        and not s.session.quiet
    )


def enough_said(s: Situation) -> bool:
    """Return whether several things were said for or against a change."""
    return sum(note.talk != "none" for note in _bearing(s)) >= STAGE_NOTES


def _bearing(s: Situation) -> list[Note]:
    return [note for note in s.session.notes if bears(note, s.frames)]


def of_change(situation: Situation) -> bool:
    """Return whether a number may be asked for beside what is taken up.

    What somebody wishes for may be anything, and some costs may come of anything: "cant even drive
    now" says nothing of a change.
    """
    return not situation.main_named(*OF_ANYTHING)
