"""Practice: a peer worker talks with a simulated client, and sees what their own part came to.

It lives in this process's memory for an hour and nowhere else; of what the peer worker types only
the counts are held. The simulated client is the one the dialogue is tried on (`bot.simulation`),
the peer worker's sentences are coded as the dialogue's are (`bot.coding`).
"""

from __future__ import annotations

import random
import secrets
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.coding.coder import coder, sentences
from bot.peers.voice import quoted, said
from bot.simulation.banks import banks
from bot.simulation.clients import Client
from bot.simulation.profiles import draw
from bot.telegram.choosing import offer
from bot.telegram.tools import Tools
from bot.telegram.words import plain
from bot.visit import Visit
from dialogues.fidelity import NON_ADHERENT
from dialogues.lint import broken_rules
from dialogues.listening.hearing import hear
from dialogues.safety import Register
from dialogues.session import Session
from dialogues.turn import Turn

HOUR = timedelta(hours=1)
MOST = 50
"""Practice talks held at once."""
CODES = {("reflection", "simple"): "SR", ("reflection", "complex"): "CR",
         ("question", "open"): "OQ", ("question", "closed"): "CQ"}  # fmt: skip
MIRROR = "reflection/any/mirror"
"""What a reflection counts as for the simulated client: they were heard."""


@dataclass(slots=True)
class _Talk:
    """One practice talk under way."""

    client: Client = field(repr=False)
    last: str
    """What the simulated client said last."""
    at: datetime
    counts: Counter[str] = field(default_factory=Counter)


class Practice:
    """The practice talks of this process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._talks: OrderedDict[bytes, _Talk] = OrderedDict()

    def begin(self, visit: Visit, tools: Tools, rest: str) -> None:
        """Begin a practice talk, in place of one that goes on."""
        book = tools.book(visit)
        known, rng = banks(book.language), random.Random(secrets.randbits(64))  # noqa: S311
        client = Client(draw(rng, known), known, rng)
        first = client.first().text
        self._talks[visit.key] = _Talk(client, first, visit.now)
        while len(self._talks) > MOST:
            self._talks.popitem(last=False)
        visit.say(said(book, "peer/practice"))
        self._speak(visit, tools, first)

    def hear(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Return whether the text belongs to a practice talk, which then goes on."""
        talk = self._talks.get(visit.key)
        if talk is None:
            return False
        if visit.now - talk.at > HOUR:
            del self._talks[visit.key]
            return False
        book = tools.book(visit)
        if plain(text) == plain(book.label("peer_end")):
            del self._talks[visit.key]
            visit.say(self._figures(talk, tools, visit))
            return True
        talk.at = visit.now
        turn = _coded(text, talk.last, book.language)
        talk.counts.update(code for code, _ in turn.moves)
        talk.counts["turns"] += 1
        broken = broken_rules(text, "reflection/any/reply")
        talk.counts["off"] += any(rule in NON_ADHERENT for rule in broken)
        talk.last = talk.client.answer(turn).text
        self._speak(visit, tools, talk.last)
        return True

    def _speak(self, visit: Visit, tools: Tools, words: str) -> None:
        book = tools.book(visit)
        text = quoted(said(book, "peer/practice_line"), words)
        offer(visit, text, (book.label("peer_end"),), tools.chance())

    def _figures(self, talk: _Talk, tools: Tools, visit: Visit) -> str:
        counts = talk.counts
        reflections, questions = counts["SR"] + counts["CR"], counts["OQ"] + counts["CQ"]
        return said(
            tools.book(visit), "peer/practice_over", turns=str(counts["turns"]),
            reflections=str(reflections), questions=str(questions), off=str(counts["off"]),
            complex=_share(counts["CR"], reflections), open=_share(counts["OQ"], questions),
        )  # fmt: skip


def _coded(text: str, before: str, language: str) -> Turn:
    """Return what the peer worker wrote as a turn, coded sentence by sentence."""
    model = coder(language)
    moves = []
    for sentence in sentences(text):
        found = model.code(sentence, before)
        code = CODES.get((found.behaviour, found.kind), "")
        if code:
            moves.append((code, MIRROR if code in ("SR", "CR") else "question/any/peer"))
    return Turn(
        text, (), Register.CONVERSATION, Session(language=language), hear(before, language),
        tuple(moves),
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "-"
