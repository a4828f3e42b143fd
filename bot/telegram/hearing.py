"""Where a text goes: hiding first, then danger, then an open question, a word, a pause, talk.

A text that is nothing but the words of a command is that command, whatever it sounds like.

Everything a person can do comes through here, typed, tapped or as a command, so that all three
are the same.
"""

from __future__ import annotations

import re

from bot.telegram import commands, forgetting
from bot.telegram.cleaning import clean
from bot.telegram.conversation import alarming, talk
from bot.telegram.hiding import hide
from bot.telegram.saying import tell
from bot.telegram.tools import Tools
from bot.visit import Visit

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)

_LINK = re.compile(r"[A-Za-z0-9]+_[A-Za-z0-9_-]*")
"""The word of a deep link: letters drawn by chance, in which danger would be heard at times."""


def hear(visit: Visit, tools: Tools, text: str) -> None:
    """Answer a text, once."""
    text = clean(text)
    words = tools.words[tools.spoken(visit.person)]
    if words.hides(text):
        hide(visit, tools)
        return
    command = _COMMAND.fullmatch(text.strip())
    said = (command[2] or "") if command else text
    linked = bool(command and command[1].lower() == "start" and _LINK.fullmatch(said.strip()))
    meant = not command and bool(words.command(text))
    if said and not (meant or linked) and alarming(said, tools, visit):
        if not any(room.alarm(visit, tools, said) for room in tools.rooms):
            _talk_in_danger(visit, tools, said)
    elif command:
        commands.run(visit, tools, command[1].lower(), said.strip())
    elif _answered(visit, tools, text):
        pass
    elif name := words.command(text):
        commands.run(visit, tools, _urgent(visit, name))
    elif any(room.hear(visit, tools, text) for room in tools.rooms):
        pass
    elif visit.person.settings.get("paused"):
        tell(visit, tools, "paused", "resume")
    else:
        talk(visit, tools, text)


def _talk_in_danger(visit: Visit, tools: Tools, text: str) -> None:
    """Answer danger in any state; what was on pause goes on, as danger takes several turns."""
    visit.person.settings.pop("paused", None)
    visit.person.settings.pop(forgetting.ASKING, None)
    talk(visit, tools, text)


def _answered(visit: Visit, tools: Tools, text: str) -> bool:
    """Return whether the text answered the bot's own open question; it is open once."""
    asked = visit.person.settings.pop(forgetting.ASKING, "")
    if not asked:
        return False
    agreed = forgetting.agreed(text, tools.spoken(visit.person))
    if agreed is None:
        return False
    if asked == "forget":
        if agreed:
            forgetting.wipe(visit, tools)
        else:
            tell(visit, tools, "forget_kept")
        return True
    if agreed:
        commands.run(visit, tools, "help_now")
    else:
        tell(visit, tools, "forward_no")
    return True


def _urgent(visit: Visit, name: str) -> str:
    """Return the command meant: "help" during danger is a cry for help, not for a list."""
    session = visit.person.session
    return "help_now" if name == "help" and session and session.after_danger else name
