"""/forget, and a person who blocked the bot: everything goes, and it is said what cannot.

It asks once. The question is kept beside the dialogue's own state, so it works in the middle of
anything, and a "no" leaves the talk where it was.
"""

from __future__ import annotations

from bot.telegram.saying import tell
from bot.telegram.tools import Tools
from bot.visit import Person, Visit
from dialogues.listening.hearing import hear

ASKING = "asking"
"""The setting that holds the bot's own open question: "forget" or "danger"."""


def ask(visit: Visit, tools: Tools) -> None:
    """Ask once whether to wipe everything; with nothing kept there is nothing to ask."""
    if not (visit.known or visit.kept) and "since" not in visit.person.settings:
        wipe(visit, tools)
        return
    visit.person.settings[ASKING] = "forget"
    tell(visit, tools, "forget_ask", "yes", "no")


def wipe(visit: Visit, tools: Tools) -> None:
    """Ask for everything of the person to go, and say what is out of reach."""
    language = tools.spoken(visit.person)
    let_go(visit, tools)
    visit.counts.append("forgotten")
    visit.say(tools.books[language].telegram("forgotten"))


def let_go(visit: Visit, tools: Tools) -> None:
    """Ask for everything of the person to go without a word, as when they blocked the bot."""
    visit.person = Person()
    visit.forget = True
    tools.held.drop(visit.key)


def agreed(text: str, language: str) -> bool | None:
    """Return whether a short message says yes (True) or no (False) to the question, or None."""
    heard = hear(text, language)
    if heard.words > 4:
        return None
    if heard.has("no", "skip"):
        return False
    return True if heard.has("yes") else None
