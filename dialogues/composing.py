"""From a row of the policy to said moves: rhythm, length, and never the same words.

The rhythm keeps reflections at two to one question over the session, never lets two
statement-only turns follow each other, and never asks twice in one turn.
A reply in conversation is at most LIMIT characters.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import NamedTuple

from dialogues.fitting import bears_on_change
from dialogues.moves import FRAGMENT_WORDS
from dialogues.parts import SECOND, Part, part
from dialogues.phrasing import Phrasebook, Said, code_of
from dialogues.rows import Row
from dialogues.slots import Slots

LIMIT = 320
"""Characters of a reply in conversation."""
RATIO = 2.7
"""Reflections wanted for each question, so that over a talk there are the two MITI calls good."""
ENOUGH_WORDS = 24
"""Words after which nothing optional is added before the question; 15 to 45 make a good reply."""
FIRST = 0.7
"""How often the first of two alternatives joined by "~" is tried first."""
THIN = 9
"""A reply of fewer words gets a question if the rhythm has room for one."""
ASK_AGAIN = 0.72
"""How often a question is asked where the rhythm leaves it open."""
WEIGHS = 0.6
"""How often a clause said back by itself is said to weigh something."""
FRAGMENTS = frozenset(
    f"reflection/any/{name}"
    for name in ("echo", "thing", "amount", "mirror", "how_often", "how_long", "might_do")
)
"""What says a few words back as they stand; never bare twice running."""
CLAUSE = 4
"""The fewest words of one of which that is said."""
MIRROR = 0.7
"""How often words are mirrored before a meaning."""
MIRROR_AGAIN = 0.35
"""How often words are mirrored two turns in a row where a meaning can be said instead."""


class Move(NamedTuple):
    """One said unit with its code."""

    code: str
    template: str
    text: str
    wording: str


@dataclass(slots=True)
class Composer:
    """One reply in the making."""

    slots: Slots
    phrasebook: Phrasebook
    rng: random.Random
    room: int = LIMIT
    moves: list[Move] = field(default_factory=list)
    awaits: str = ""
    offers: list[str] = field(default_factory=list)
    also_used: frozenset[str] = frozenset()

    def compose(self, row: Row) -> None:
        """Say the moves of `row`."""
        for piece in row.say.split():
            forced, maybe = piece.endswith("!"), piece.endswith("?")
            names = [one for one in self._ordered(piece.rstrip("!?")) if self._bears(one)]
            if not names:
                continue
            asks = names[0].startswith(("ask_", "plan:"))
            if asks and (self.asked or not (forced or self._may_ask()) or self._quiet):
                continue
            if names[0] == "ask_missed" and not self._summed:
                continue
            if maybe and not self._wanted(names[0]):
                continue
            self.say_first(names)
        if not row.plain and not self._quiet and (self._must_ask() or self._thin):
            self.say_first(["ask_frame", "ask_any"])

    def _ordered(self, piece: str) -> list[str]:
        """Return the alternatives of a piece; of "a~b" the first comes first FIRST of the time."""
        names: list[str] = []
        for one in piece.split("|"):
            first, _, second = one.partition("~")
            pair = [first, second] if second else [first]
            names.extend(pair if self.rng.random() < FIRST else reversed(pair))
        return names

    def _bears(self, name: str) -> bool:
        """Return whether a part may follow what was said: no question of the stage where nothing
        that bears on a change was surely heard.
        """
        return name != "ask_stage" or bears_on_change(self.slots.situation)

    @property
    def asked(self) -> bool:
        """Return whether the reply holds a question mark already."""
        return any("?" in move.text for move in self.moves)

    @property
    def _summed(self) -> bool:
        return any(move.code == "SUMMARY" for move in self.moves)

    @property
    def _quiet(self) -> bool:
        return self.slots.situation.session.quiet

    @property
    def reflected(self) -> int:
        """Return how many reflections the reply holds."""
        return sum(move.code in ("SR", "CR") for move in self.moves)

    @property
    def words(self) -> int:
        """Return how many words the reply has so far."""
        return sum(len(move.text.split()) for move in self.moves)

    @property
    def _thin(self) -> bool:
        """Return whether the reply is a few words and no question, and one can be afforded."""
        return self.words < THIN and not self.asked and self._afforded

    def _may_ask(self) -> bool:
        """Return whether the rhythm has room for a question after what has been said so far."""
        if self.slots.situation.session.statements >= 1:
            return True
        return self._afforded and self.rng.random() < ASK_AGAIN

    @property
    def _afforded(self) -> bool:
        session = self.slots.situation.session
        return session.reflections + self.reflected >= RATIO * (session.questions + 1)

    def _must_ask(self) -> bool:
        session = self.slots.situation.session
        return session.statements >= 1 and not self.asked and not self._quiet

    def _wanted(self, name: str) -> bool:
        """Return whether an optional part helps here."""
        situation = self.slots.situation
        if name == "mirror":
            if situation.mirror is None:
                return False
            if situation.main is None:
                return True
            latest = situation.session.recent[-4:]
            recent = "reflection/any/mirror" in latest
            return self.rng.random() < (MIRROR_AGAIN if recent else MIRROR)
        if name == "leaning":
            return "talk" in self.slots.places() or self.slots.second_mirror()
        if name == "carried":
            return self._weighs()
        if self.words > ENOUGH_WORDS:
            return False
        if name in ("double", "meaning", "second", "feeling", "choice", "affirm"):
            return self.reflected < 2 and len(self.moves) < 3
        return len(self.moves) < 2

    def _weighs(self) -> bool:
        """Return whether a clause said back by itself may be said to weigh something."""
        situation = self.slots.situation
        mirror = situation.mirror
        alone = [move.code for move in self.moves] == ["SR"]
        own = alone and mirror is not None and mirror.words >= CLAUSE and _theirs(mirror.text)
        lately = any(one.endswith("/carried") for one in situation.session.recent[-4:])
        return own and not lately and self.rng.random() < WEIGHS

    def say_first(self, names: list[str]) -> Said | None:
        """Say the first of the named parts that can be said; return it or None."""
        for name in names:
            for one in self._expanded(name):
                said = self.say(part(one))
                if said is not None:
                    return said
        return None

    def _expanded(self, name: str) -> list[str]:
        if name in ("stance", "affirm_thinking"):
            return [name] if self.slots.fits(name) else []
        if name != "second":
            return [name]
        said = {move.template for move in self.moves}
        left = [
            (one, weight) for one, weight in SECOND
            if self.slots.fits(one) and said.isdisjoint(self._meant(one))
        ]  # fmt: skip
        order: list[str] = []
        while left:
            chosen = self.rng.choices(left, [weight for _, weight in left])[0]
            left.remove(chosen)
            order.append(chosen[0])
        return order

    def _meant(self, name: str) -> set[str]:
        return {self.slots.filled(template) or "" for template in part(name).templates}

    def say(self, one: Part) -> Said | None:
        """Say `one` if a wording is left and fits; record what it awaits and offers."""
        if one.once and one.once in self.slots.situation.session.offered:
            return None
        for template in self.slots.templates(one, self.phrasebook, self.rng):
            said = self.phrasebook.say(
                template,
                self.slots.for_template(template),
                used=self.used() | self._not_bare(),
                rng=self.rng,
                asking=self._asking(template),
            )
            if said is None or not (self._fits(said.text) or self._gives_way(one, said.text)):
                continue
            self.add(one.code, said)
            if one.awaits:
                self.awaits = self.slots.filled(one.awaits) or ""
            if one.once:
                self.offers.append(one.once)
            if template.startswith("question/risk/"):
                self.offers.append(f"risk:{template.rpartition('/')[2]}")
            return said
        return None

    def _not_bare(self) -> frozenset[str]:
        """Return the code of a few words said back bare, if the last reply was as short a one."""
        situation = self.slots.situation
        mirror = self.slots.now().get("mirror", "")
        if situation.heard.words > FRAGMENT_WORDS or not mirror:
            return frozenset()
        if FRAGMENTS.isdisjoint(situation.session.recent[-2:]):
            return frozenset()
        return frozenset({code_of("", f"{mirror[:1].upper()}{mirror[1:]}.")})

    def _asking(self, template: str) -> bool | None:
        """Return whether a line that may or may not hold a question has to hold one."""
        if not template.startswith("meta/"):
            return None
        return not self._quiet and self._may_ask()

    def _fits(self, text: str) -> bool:
        return self._fits_after(self.moves, text)

    def _fits_after(self, moves: list[Move], text: str) -> bool:
        so_far = sum(len(move.text) + 1 for move in moves)
        if "?" in text and any("?" in move.text for move in moves):
            return False
        return so_far + len(text) <= self.room

    def _gives_way(self, one: Part, text: str) -> bool:
        """Make room for an offer by taking back what was said before it; return whether it is one.

        Its question has to be there: of the reflections one stays, if it leaves room, or none.
        """
        if one.code != "SEEK":
            return False
        said = [move for move in self.moves if move.text]
        kept = (said[:1], said[-1:])
        self.moves = next((some for some in kept if self._fits_after(some, text)), [])
        return True

    def used(self) -> frozenset[str]:
        """Return the codes of all wordings said, in this reply too."""
        return self.slots.used | {move.wording for move in self.moves} | self.also_used

    def note_used(self, said: Said) -> None:
        """Count a wording that was said as part of another move."""
        self.also_used = self.also_used | {said.code}

    def add(self, code: str, said: Said) -> None:
        """Add a said wording; a question at the end of a statement part counts as one too."""
        self.moves.append(Move(code, said.template, said.text, said.code))
        if "?" in said.text and code in ("EMPH", "SR", "CR", "AF", "GI"):
            self.moves.append(Move("OQ", said.template, "", said.code))

    def text(self) -> str:
        """Return the reply."""
        return " ".join(move.text for move in self.moves if move.text)


def _theirs(said: str) -> bool:
    """Return whether a clause said back tells of the person themself."""
    return said.startswith(("you ", "you'"))
