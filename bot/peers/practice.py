"""Practice: a peer worker talks with a simulated client, and sees what their own part came to.

A practice talk stands in a sealed row of its peer worker's, so that any process can go on with it
after any other; it goes when it ends, with /forget, and an hour after the last word. The row
holds a random number and codes: the simulated client (`bot.simulation`) is made anew from them.
What the peer worker types is coded as the dialogue's own sentences are (`bot.coding`), then gone.
"""

from __future__ import annotations

import json
import random
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.coding.coder import coder, sentences
from bot.peers.deeds import Deeds
from bot.peers.ledger import Ledger, new_link, new_token
from bot.peers.rows import OPEN, PRACTICE, Member, Part
from bot.peers.standing import ROOM, Standing
from bot.peers.talks import IDLE, Said
from bot.peers.voice import buttons, quoted, said
from bot.simulation.banks import banks
from bot.simulation.clients import Client
from bot.simulation.profiles import draw
from bot.store.schema import peer_talk
from bot.telegram.phrasebook import TelegramPhrasebook
from bot.telegram.tools import Tools
from bot.telegram.words import plain
from bot.visit import Visit
from dialogues.fidelity import NON_ADHERENT
from dialogues.lint import broken_rules
from dialogues.listening.hearing import hear as heard
from dialogues.safety import Register
from dialogues.session import Session
from dialogues.turn import Turn

CODES = {("reflection", "simple"): "SR", ("reflection", "complex"): "CR",
         ("question", "open"): "OQ", ("question", "closed"): "CQ"}  # fmt: skip
MIRROR = "reflection/any/mirror"
"""What a reflection counts as for the simulated client: they were heard."""


@dataclass(frozen=True, slots=True)
class _State:
    """A practice talk so far: what the simulated client is drawn from, and what was done."""

    seed: int
    turns: tuple[tuple[str, ...], ...] = ()
    """The codes of each message of the peer worker's."""
    off: int = 0
    """Messages that push, warn or tell what to do."""

    def record(self) -> str:
        return json.dumps([self.seed, self.turns, self.off])

    @classmethod
    def of(cls, record: str) -> _State:
        seed, turns, off = json.loads(record)
        return cls(seed, tuple(tuple(turn) for turn in turns), off)


def begin(deeds: Deeds, visit: Visit, tools: Tools, me: Member, rest: str) -> None:
    """Begin a practice talk, in place of one that goes on."""
    book = tools.book(visit)
    state = _State(secrets.randbits(63))
    part = Part(new_link(), PRACTICE, visit.key, OPEN, visit.now, visit.chat, "", "", new_token(),
                kept=state.record())  # fmt: skip
    _keep(deeds, visit, part)
    visit.say(said(book, "peer/practice"))
    _speak(visit, book, part, _last(state, book.language))


def hear(deeds: Deeds, visit: Visit, tools: Tools, text: str) -> bool:
    """Return whether the text belongs to a practice talk, which then goes on."""
    part = _under_way(visit)
    if part is None:
        return False
    book = tools.book(visit)
    if plain(text) == plain(book.label("peer_end")):
        end(deeds, visit, tools, part)
        return True
    state = _State.of(part.kept)
    codes = _coded(text, _last(state, book.language), book.language)
    broken = broken_rules(text, "reflection/any/reply")
    pushes = any(rule in NON_ADHERENT for rule in broken)
    state = replace(state, turns=(*state.turns, codes), off=state.off + pushes)
    part = replace(part, kept=state.record(), moved_at=visit.now)
    _keep(deeds, visit, part)
    _speak(visit, book, part, _last(state, book.language))
    return True


def end(deeds: Deeds, visit: Visit, tools: Tools, part: Part) -> None:
    """End a practice talk and say what the peer worker's part came to."""
    _keep(deeds, visit, None)
    visit.say(_figures(_State.of(part.kept), tools.book(visit)))


def _under_way(visit: Visit) -> Part | None:
    standing: Standing = visit.rooms[ROOM]
    part = standing.practice
    return part if part and visit.now - part.moved_at <= IDLE else None


def _keep(deeds: Deeds, visit: Visit, part: Part | None) -> None:
    """Keep the practice talk in place of any earlier one, None for none."""
    standing: Standing = visit.rooms[ROOM]
    others = tuple(one for one in standing.parts if one.role != PRACTICE)
    visit.rooms[ROOM] = replace(standing, parts=(*others, part) if part else others)

    async def work(ledger: Ledger) -> Said:
        for one in await ledger.parts(
            peer_talk.c.person == visit.key, peer_talk.c.role == PRACTICE
        ):
            await ledger.drop_part(one)
        if part is not None:
            await ledger.add_part(part)
        return []

    deeds.do(visit, work)


def _speak(visit: Visit, book: TelegramPhrasebook, part: Part, words: str) -> None:
    text = quoted(said(book, "peer/practice_line"), words)
    visit.say(text, buttons(book, part.token, "end"))


def _last(state: _State, language: str) -> str:
    """Return what the simulated client says now, from the beginning on."""
    known, rng = banks(language), random.Random(state.seed)  # noqa: S311 - a made-up client
    client = Client(draw(rng, known), known, rng)
    spoken = client.first().text
    for codes in state.turns:
        spoken = client.answer(_turn(codes, spoken, language)).text
    return spoken


def _coded(text: str, before: str, language: str) -> tuple[str, ...]:
    """Return the codes of what the peer worker wrote, sentence by sentence."""
    model = coder(language)
    found: list[Any] = [model.code(sentence, before) for sentence in sentences(text)]
    codes = (CODES.get((one.behaviour, one.kind), "") for one in found)
    return tuple(filter(None, codes))


def _turn(codes: Sequence[str], before: str, language: str) -> Turn:
    moves = tuple(
        (code, MIRROR if code in ("SR", "CR") else "question/any/peer") for code in codes
    )
    return Turn(
        "", (), Register.CONVERSATION, Session(language=language), heard(before, language), moves
    )


def _figures(state: _State, book: TelegramPhrasebook) -> str:
    counts = Counter(code for codes in state.turns for code in codes)
    reflections, questions = counts["SR"] + counts["CR"], counts["OQ"] + counts["CQ"]
    return said(
        book, "peer/practice_over", turns=str(len(state.turns)),
        reflections=str(reflections), questions=str(questions), off=str(state.off),
        complex=_share(counts["CR"], reflections), open=_share(counts["OQ"], questions),
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "-"
