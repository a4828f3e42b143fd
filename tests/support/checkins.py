"""Check-ins for tests: what is said of them, and the way to one that is agreed on."""

from __future__ import annotations

from support.client import book
from support.street import Street

from bot.checkins import hellos

HELLOS = [one.source for one in book().wordings(hellos.LINES)]
"""What a hello can say."""
WEEKLY = "check in on me every friday at 7"


def notice(which: str, /, **slots: str) -> str:
    """Return a notice of the check-ins."""
    return book().notice(f"notice/checkin/{which}", slots)


async def agree(street: Street, text: str = WEEKLY) -> None:
    """Agree on a check-in with nothing to bring up; from Glasgow, if the place is asked."""
    if "which big city" in await street.write(text):
        await street.write("glasgow")
    await street.tap("Yes, set it")
    await street.tap("Nothing special")
