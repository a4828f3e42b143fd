"""Puts a message of the danger talk together: the way to help, what is said, one question.

In an emergency the number stands in the first line of every message; in a crisis it follows
what is said. A wording is said again only when none is left, since silence would be worse.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dialogues.facts import numbers
from dialogues.phrasing import Phrasebook
from dialogues.safety import Register

LINES = 5
"""The most lines of a message in danger (first-aid messages that are read while acting)."""

YOUNG = "young"
"""The topic of lines for people under 18."""
TALKED = (YOUNG, "suicide", "distress", "violence", "assault")
"""What is talked about on such a line; poison and drugs stay with those who know of them."""


@dataclass(slots=True)
class Message:
    """One message in the making."""

    phrasebook: Phrasebook
    rng: random.Random
    used: frozenset[str]
    """Codes of the wordings said so far."""
    slots: Mapping[str, str] = field(repr=False)
    lines: list[str] = field(default_factory=list, repr=False)
    moves: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Codes of the wordings of this message."""

    def add(self, *templates: str, again: bool = True, mirror: str = "") -> bool:
        """Add a line from the first of `templates` that has a wording; return whether one had.

        With `again`, a wording that was said before may come again once none is left.
        """
        slots = {**self.slots, "mirror": mirror} if mirror else self.slots
        known = self.used | set(self.said)
        for used in (known, frozenset[str]()) if again else (known,):
            for template in templates:
                said = self.phrasebook.say(template, slots, used=used, rng=self.rng)
                if said is not None and said.text not in self.lines:
                    self.lines.append(said.text)
                    self.moves.append(("NOTICE", template))
                    self.said.append(said.code)
                    return True
        return False

    def notice(self, template: str, *second: str, ask: str = "", instead: str = "") -> None:
        """Add a whole notice, with a line of `second` put in after its first.

        The question it ends with counts as said, where `danger/ask/<ask>` has it too; or it is
        left out, and `danger/ask/<instead>` is asked.
        """
        first, *rest = self.phrasebook.notice(template, self.slots).splitlines()
        self.lines.append(first)
        self.moves.append(("NOTICE", template))
        if second:
            self.add(*second)
        self.lines.extend(rest[:-1] if instead else rest)
        if instead:
            self.add(f"danger/ask/{instead}")
        asking = f"danger/ask/{ask}"
        if self.phrasebook.has(asking):
            same = (one.code for one in self.phrasebook.wordings(asking) if one.source == rest[-1])
            self.said.extend(same)

    def reflected(self, frame: str) -> bool:
        """Add a reflection of a meaning that was heard; return whether there was one left."""
        if not frame or not self.add(f"reflection/frame/{frame}", again=False):
            return False
        self.moves[-1] = ("CR", self.moves[-1][1])
        return True

    def way(self, register: Register, *, coming: bool = False, brief: bool = False) -> None:
        """Add the line with the ways to help; a `brief` one names a line and no more."""
        if register is Register.EMERGENCY:
            self.add("danger/way/coming" if coming else "danger/way/call")
        elif brief:
            self.add("danger/way/short" if "call" in self.slots else "danger/way/short_web")
        else:
            # the number to text is worth saying again; a line without it would lose it
            any(self.add(f"danger/way/{one}") for one in ("both", "lines", "web"))

    @property
    def text(self) -> str:
        """Return the message."""
        return "\n".join(self.lines)


def number_slots(
    phrasebook: Phrasebook, country: str, topic: str, on: date, *, young: bool = False
) -> dict[str, str]:
    """Return every number a message may name; `emergency` is always among them.

    Somebody `young` is given the lines for their age first, where such are on file.
    """
    first = YOUNG if young and topic in TALKED else ""
    slots = numbers.slots(phrasebook, country, topic, on=on, first=first)
    if "call" not in slots:  # no line of its own for this: the one for any distress
        slots = numbers.slots(phrasebook, country, "distress", on=on, first=first)
    if "emergency" not in slots:
        slots["emergency"] = phrasebook.wordings("danger/line/local")[0].source
    return slots


def labels(phrasebook: Phrasebook, names: Sequence[str]) -> tuple[str, ...]:
    """Return the labels of the buttons `names`."""
    return tuple(phrasebook.notice(f"button/{name}") for name in names)
