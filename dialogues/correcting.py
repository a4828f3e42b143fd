"""What the person says the bot got wrong is not remembered: no later summary has it."""

from __future__ import annotations

from dataclasses import replace

from dialogues.listening.frames import Frames
from dialogues.listening.heard import Heard
from dialogues.session import Session

BARE = 3
"""The most words of a "no" that takes back what was just said of them."""
LATELY = 4
"""How many of the last moves belong to the last reply."""
FRAME = "reflection/frame/"


def take_back(session: Session, heard: Heard, frames: Frames) -> Session:
    """Return `session` without the meanings of the last reply, if the message says them wrong.

    What had not yet added up to a move of the stage is let go with them.
    """
    if not heard.has("not_what_i_said") and not _denies(session, heard):
        return session
    wrong = {
        move.removeprefix(FRAME) for move in session.recent[-LATELY:] if move.startswith(FRAME)
    }
    fresh = {note.frame for note in session.notes if note.turn >= session.turn}
    wrong = (wrong & fresh) | ({session.last} if session.last else set())
    if not wrong:
        return session
    target = session.target()
    goals = {frames.all[name].goal for name in wrong if name in frames.all}
    goal = "" if target.goal in goals else target.goal
    notes = tuple(note for note in session.notes if note.frame not in wrong)
    session = replace(session, notes=notes)
    if target not in session.targets:
        return session
    return session.with_target(replace(target, goal=goal, evidence=()))


def _denies(session: Session, heard: Heard) -> bool:
    """Return whether the message is a bare "no" to a reply that asked nothing."""
    asked = session.said.rstrip().endswith("?")
    return heard.has("no") and heard.words <= BARE and not heard.frames and not asked
