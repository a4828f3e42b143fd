"""The order for a crisis: whom to tell first, whom never, what to say; written down while calm.

It is kept until it is changed or wiped, half a year after it was last read or changed at the
longest, and said back in that order when danger comes.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.peers import flows
from bot.peers.rows import Order
from bot.peers.standing import ROOM, Standing
from bot.peers.voice import quoted, said
from bot.telegram.choosing import offer
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Tools
from bot.visit import Visit

Keep = Callable[[Visit, Order | None], None]
"""Writes the order, or with None wipes it."""
STEPS = ("first", "never", "words")
LONGEST = 300
"""Characters of one answer."""
AGAIN = 6 * 3600
"""Seconds within which the order is not said again in danger."""
_TOLD = "order_told"


def show(visit: Visit, tools: Tools, keep: Keep) -> None:
    """Read the order back, or begin to write one."""
    standing: Standing = visit.rooms[ROOM]
    book = tools.book(visit)
    if standing.order is None:
        _question(visit, tools, {}, lead=said(book, "peer/order_lead"))
        return
    keep(visit, standing.order)  # read, so it stays
    flows.begin(visit, "order_shown")
    text = f"{said(book, 'peer/order_shown')}\n\n{recited(standing.order, book)}"
    _offer(visit, tools, text, "peer_change", "peer_wipe", "peer_leave")


def answered(visit: Visit, tools: Tools, text: str, keep: Keep) -> bool:
    """Return whether the text answered one of its questions."""
    flow = flows.under_way(visit)
    if flow is None or not flow["step"].startswith("order_"):
        return False
    flows.leave(visit)
    step = flow["step"].removeprefix("order_")
    book = tools.book(visit)
    if step in STEPS:
        skipped = flows.means(visit, tools, text, "peer_skip")
        told = {name: flow[name] for name in STEPS if name in flow}
        _question(visit, tools, told | {step: "" if skipped else text.strip()[:LONGEST]})
        return True
    match flows.means(visit, tools, text, "peer_change", "peer_wipe", "peer_leave", "peer_keep"):
        case "peer_change":
            _question(visit, tools, {})
        case "peer_wipe":
            keep(visit, None)
            visit.say(said(book, "peer/order_wiped"))
        case "peer_leave":
            visit.say(said(book, "peer/order_left"))
        case "peer_keep" if step == "read":
            keep(visit, Order(flow["first"], flow["never"], flow["words"]))
            visit.say(said(book, "peer/order_kept"))
        case _:
            return False
    return True


def in_danger(visit: Visit, book: TelegramPhrasebook) -> str:
    """Return the order to be said beside the notice of danger, "" if there is none or just was."""
    standing: Standing = visit.rooms.get(ROOM) or Standing()
    now = int(visit.now.timestamp())
    if standing.order is None or now - visit.person.settings.get(_TOLD, 0) < AGAIN:
        return ""
    visit.person.settings[_TOLD] = now
    return f"{said(book, 'peer/order_now')}\n\n{recited(standing.order, book)}"


def recited(order: Order, book: TelegramPhrasebook) -> str:
    """Return the order line by line, in the client's own words."""
    answers = (("first", order.first), ("words", order.words), ("never", order.never))
    return "\n".join(
        quoted(said(book, f"peer/order_{name}"), answer) for name, answer in answers if answer
    )


def _question(visit: Visit, tools: Tools, told: dict[str, str], lead: str = "") -> None:
    """Ask for what is missing yet; then read everything back."""
    book = tools.book(visit)
    missing = next((name for name in STEPS if name not in told), "")
    if missing:
        flows.begin(visit, f"order_{missing}", **told)
        question = said(book, f"peer/order_ask_{missing}")
        _offer(visit, tools, "\n\n".join(filter(None, [lead, question])), "peer_skip")
        return
    if not any(told.values()):
        visit.say(said(book, "peer/order_left"))
        return
    flows.begin(visit, "order_read", **told)
    text = f"{said(book, 'peer/order_read')}\n\n{recited(Order(**told), book)}"
    _offer(visit, tools, text, "peer_keep", "peer_change", "peer_leave")


def _offer(visit: Visit, tools: Tools, text: str, *labels: str) -> None:
    book = tools.book(visit)
    offer(visit, text, tuple(book.label(label) for label in labels), tools.chance())
