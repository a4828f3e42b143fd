"""When a talk has to say again that no person is writing: the same on Telegram and in a terminal.

New York General Business Law article 47 and California's companion chatbot law ask for it at the
start and every three hours of a talk that goes on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogues.engine import Turn
from dialogues.safety import Register

REMIND = timedelta(hours=3)
"""How long a talk goes on before it says again that it is a bot."""
REMIND_YOUNG = timedelta(hours=1)
"""The same for somebody who said they are under 18."""
OPENING = "notice/opening"
STILL = "notice/still_a_bot"
"""The line that says it."""
TELLS = frozenset({OPENING, "notice/opening_again", "notice/bot", STILL})
"""Notices that say it is a bot."""
CALM = frozenset({Register.CONVERSATION, Register.OFFER})
"""Registers in which nobody's safety comes before the rest."""


def dangerous(turn: Turn) -> bool:
    """Return whether a number stands in its first line, or may: nothing goes before it."""
    return turn.register not in CALM or turn.session.after_danger


def noted(turn: Turn, now: datetime, told: int) -> int:
    """Return when it was last told, in unix seconds, after a turn that may tell it by itself."""
    return int(now.timestamp()) if _said(turn) & TELLS else told


def owed(turn: Turn, now: datetime, told: int, *, young: bool) -> bool:
    """Return whether STILL has to stand before `turn`, last told at `told`."""
    every = REMIND_YOUNG if young else REMIND
    late = now.timestamp() - told >= every.total_seconds()
    return late and not dangerous(turn) and not _said(turn) & TELLS


def _said(turn: Turn) -> set[str]:
    return {template for _, template in turn.moves}
