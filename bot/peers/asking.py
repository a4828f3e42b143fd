"""Asking for a person: what they are told first is read, changed and approved by the client.

Nothing of the talk with the bot goes with it but the lines approved. In danger there is no
asking back: the request goes out at once, without lines, marked as a hard one.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.peers import flows
from bot.peers.standing import ROOM, Standing
from bot.peers.voice import quoted, said
from bot.telegram import forgetting
from bot.telegram.choosing import offer
from bot.telegram.tools import Tools
from bot.visit import Visit
from dialogues.crisis.minors import is_minor
from dialogues.memory import gist
from dialogues.turn import Turn

Send = Callable[[Visit, str, bool], None]
"""Asks whoever is on duty: the visit, the lines approved, whether danger was heard."""
STRONG = 3
"""How strong a feeling is, of three."""
DARK = frozenset({"sadness", "fear", "shame", "loneliness"})
AT_ODDS = 2
"""Turns at odds with the bot after which a person is offered."""
DAY = 24 * 3600
OFTEN = 5
"""Requests within LATELY after which no more go out, unless there is danger."""
LATELY = 6 * 3600
_OFFERED = "person_offered"
_ASKED = "person_asked"
LINES = 4
"""Lines of the bot's notes proposed at most."""
LONGEST = 600
"""Characters of the client's own lines that are passed on."""
LABELS = ("peer_send", "peer_own", "peer_nothing", "peer_not_now")


def young(visit: Visit) -> bool:
    """Return whether the person said that they are under 18."""
    session = visit.person.session
    return bool(visit.person.settings.get("young")) or bool(session and is_minor(session))


def possible(visit: Visit) -> bool:
    """Return whether this person could be put through to anybody in this pilot at all."""
    standing: Standing = visit.rooms.get(ROOM) or Standing()
    return standing.pilot == "on" and not young(visit)


def paused(visit: Visit) -> bool:
    """Return whether they could be at another time: the coordinator has the pilot on pause."""
    standing: Standing = visit.rooms.get(ROOM) or Standing()
    return standing.pilot == "paused" and not young(visit) and not standing.talk


def hard(visit: Visit, turn: Turn) -> bool:
    """Return whether this turn is one to offer a person in, which is done once in a day.

    It is when a strong dark feeling is heard, or the bot has been told that it does not listen.
    """
    dark = any(one.intensity >= STRONG and one.family in DARK for one in turn.heard.emotions)
    if not (dark or turn.session.discord >= AT_ODDS) or turn.choices:
        return False
    now = int(visit.now.timestamp())
    if now - visit.person.settings.get(_OFFERED, 0) < DAY:
        return False
    visit.person.settings[_OFFERED] = now
    return True


def ask(visit: Visit, tools: Tools, send: Send) -> None:
    """Begin to ask for a person, or say at once why it cannot be."""
    standing: Standing = visit.rooms[ROOM]
    book = tools.book(visit)
    if paused(visit):
        visit.say(f"{said(book, 'peer/paused')}\n\n{said(book, 'peer/other_ways')}")
    elif not possible(visit):
        visit.say(book.notice("notice/no_peer"))
    elif standing.talk:
        visit.say(said(book, "peer/in_talk", name=standing.talk.name))
    elif _in_danger(visit):
        _sent(visit, "", send)
    elif len(_lately(visit)) >= OFTEN:
        visit.say(said(book, "peer/asked_often"))
    elif standing.asking or not standing.cover:
        send(visit, "", False)
    else:
        draft = _draft(visit, tools)
        flows.begin(visit, "ask", words=draft)
        if draft:
            _offer(visit, tools, quoted(said(book, "peer/ask"), draft), LABELS)
        else:
            _offer(visit, tools, said(book, "peer/ask_bare"), LABELS[1:])


def answered(visit: Visit, tools: Tools, text: str, send: Send) -> bool:
    """Return whether the text answered one of the questions on the way; it is open once."""
    flow = flows.under_way(visit)
    if flow is None or flow["step"] not in ("ask", "own"):
        return False
    flows.leave(visit)
    book = tools.book(visit)
    named = flows.means(visit, tools, text, *LABELS)
    if flow["step"] == "ask" and not named:
        named = _plainly(visit, tools, text, flow["words"])
    if flow["step"] == "own" or not named:
        _read_back(visit, tools, text)
        return True
    match named:
        case "peer_send":
            _sent(visit, flow["words"], send)
        case "peer_nothing":
            _sent(visit, "", send)
        case "peer_own":
            flows.begin(visit, "own")
            visit.say(said(book, "peer/own_words"))
        case "peer_not_now":
            visit.say(said(book, "peer/not_asked"))
        case _:
            flows.begin(visit, "ask", words="")
            _offer(visit, tools, said(book, "peer/ask_bare"), LABELS[1:])
    return True


def _plainly(visit: Visit, tools: Tools, text: str, words: str) -> str:
    """Return what a typed yes or no stands for, "" for neither: those are words to pass on."""
    match forgetting.agreed(text, tools.spoken(visit.person)):
        case True:
            return "peer_send" if words else "peer_nothing"
        case False:
            return "others" if words else "peer_not_now"
    return ""


def _read_back(visit: Visit, tools: Tools, text: str) -> None:
    """Read their own words back; nothing goes before they say so."""
    words = text.strip()[:LONGEST]
    flows.begin(visit, "ask", words=words)
    lead = said(tools.book(visit), "peer/read_back")
    _offer(visit, tools, quoted(lead, words), LABELS)


def _sent(visit: Visit, words: str, send: Send) -> None:
    """Ask, and note when: nobody wears out those on duty by asking all day."""
    visit.person.settings[_ASKED] = [*_lately(visit), int(visit.now.timestamp())]
    send(visit, words, _in_danger(visit))


def _lately(visit: Visit) -> list[int]:
    """Return when the person asked in the last hours, in unix seconds."""
    asked: list[int] = visit.person.settings.get(_ASKED, [])
    return [at for at in asked if visit.now.timestamp() - at < LATELY]


def _in_danger(visit: Visit) -> bool:
    session = visit.person.session
    return bool(session and session.after_danger)


def _draft(visit: Visit, tools: Tools) -> str:
    """Return the latest of the bot's notes as lines, in the client's words turned to "you"."""
    session = visit.person.session
    if session is None:
        return ""
    book, rng = tools.book(visit), tools.chance()
    notes = [gist(note, book, rng) for note in session.notes if note.phrase]
    return "\n".join(f"- {note}" for note in dict.fromkeys(filter(None, notes[-LINES:])))


def _offer(visit: Visit, tools: Tools, text: str, labels: tuple[str, ...]) -> None:
    book = tools.book(visit)
    offer(visit, text, tuple(book.label(label) for label in labels), tools.chance())
