"""A link of the room's: what it is for is said first, and nothing is done before a yes.

Of somebody who has agreed to nothing yet nothing is kept that another process could go by, so
the buttons hold the link's own word; a code that is used up or old leads nowhere, tapped or not.
"""

from __future__ import annotations

from bot.peers import asking, flows
from bot.peers.deeds import GREETINGS, Deeds
from bot.peers.voice import said
from bot.telegram import forgetting
from bot.telegram.commands import greeting
from bot.telegram.tools import Tools
from bot.visit import Visit

STEP = "link"
YES, NO = "peers+", "peers-"
"""How the data of the buttons begins; the word of the link follows."""


def show(deeds: Deeds, visit: Visit, tools: Tools, word: str) -> bool:
    """Return whether the word is one of the room's; then ask for consent to what it is for."""
    found = _known(word)
    if found is None:
        return False
    kind, code = found
    otherwise = greeting(visit, tools, linked=True)
    if kind == "pairing" and asking.young(visit):
        visit.say(said(tools.book(visit), "peer/adults"))
        return True
    flows.begin(visit, STEP, word=word)
    book = tools.book(visit)
    shown = ((book.label("yes"), f"{YES}{word}"), (book.label("no"), f"{NO}{word}"))
    deeds.show_link(visit, kind, code, shown, otherwise)
    return True


def tapped(deeds: Deeds, visit: Visit, tools: Tools, data: str) -> bool:
    """Return whether a tap said yes or no to a link."""
    word = data.removeprefix(YES).removeprefix(NO)
    if word == data or _known(word) is None:
        return False
    flows.leave(visit)
    _answer(deeds, visit, tools, word, agreed=data.startswith(YES))
    return True


def typed(deeds: Deeds, visit: Visit, tools: Tools, text: str) -> bool:
    """Return whether the text said yes or no to a link."""
    flow = flows.under_way(visit)
    if flow is None or flow["step"] != STEP:
        return False
    flows.leave(visit)
    agreed = forgetting.agreed(text, tools.spoken(visit.person))
    if agreed is not None:
        _answer(deeds, visit, tools, flow["word"], agreed=agreed)
    return agreed is not None


def _known(word: str) -> tuple[str, str] | None:
    """Return what a link's word is for and its code, None if it is none of the room's."""
    for begins, kind in GREETINGS.items():
        if word.startswith(begins):
            return kind, word.removeprefix(begins)
    return None


def _answer(deeds: Deeds, visit: Visit, tools: Tools, word: str, *, agreed: bool) -> None:
    found, book = _known(word), tools.book(visit)
    if found is None:
        return
    kind, code = found
    if kind == "pairing" and asking.young(visit):
        visit.say(said(book, "peer/adults"))
    elif agreed:
        deeds.follow_link(visit, kind, code, book.telegram("old_link"))
    else:
        deeds.decline_link(visit, kind, code, book.telegram("old_link"))
