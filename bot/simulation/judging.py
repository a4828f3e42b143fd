"""Which simulated turns to read first: those that show a fault, with what it is.

The reasons are guesses at harm by rule; the reading is left to people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.simulation.runs import Talked
from dialogues.fidelity import LEAVING, carries, has_content

WORTH = {
    "dead end": 6, "alarm without danger": 6, "said before": 5, "taken the other way": 4,
    "not understood again": 4, "nothing of theirs": 3, "not understood": 2, "long": 2,
    "another meaning": 1, "direction missed": 1,
}  # fmt: skip
"""How badly each fault reads, most first."""
LONG = 55
"""Words of a reply that is more than most people read."""
MISSED = ("unheard/", "meta/any/question_to_bot")


@dataclass(frozen=True, slots=True)
class Fault:
    """One turn worth reading, and why."""

    person: int
    place: int
    reasons: tuple[str, ...]
    turn: dict[str, Any] = field(repr=False)
    before: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def worth(self) -> int:
        """Return how badly it reads."""
        return sum(WORTH[reason] for reason in self.reasons)


def faults(talked: Talked) -> Iterator[Fault]:
    """Yield the turns of one talk that show a fault."""
    statements = missed = 0
    quiet = False
    said: set[str] = set()
    before = None
    for place, turn in enumerate(talked.turns, start=1):
        moves = [move["template"] for move in turn["moves"]]
        signals = turn["heard"].get("signals", [])
        quiet = quiet or bool({"stop_questions", "just_listen"}.intersection(signals))
        statements = 0 if offers_more(turn) or quiet else statements + 1
        unclear = any(one.startswith(MISSED) for one in moves)
        missed = missed + 1 if unclear else 0
        reasons = [
            reason
            for reason, holds in (
                ("dead end", statements >= 2 or (statements == 1 and empty_handed(turn))),
                ("alarm without danger", turn["register"] not in ("conversation", "offer")),
                ("said before", turn["reply"] in said and not _notice(turn)),
                ("taken the other way", {turn["meant"], turn["heard"]["talk"]}
                 == {"change", "sustain"}),
                ("not understood again", missed >= 2),
                ("not understood", missed == 1),
                ("nothing of theirs", has_content(turn["heard"]) and not any(map(carries, moves))
                 and not _notice(turn)),
                ("long", len(turn["reply"].split()) > LONG and not _notice(turn)),
                ("another meaning", _another(turn)),
                ("direction missed", turn["about"].startswith("theme")
                 and turn["heard"]["talk"] == "neutral"),
            )
            if holds
        ]  # fmt: skip
        if reasons:
            yield Fault(talked.number, place, tuple(reasons), turn, before)
        said.add(turn["reply"])
        before = turn


def offers_more(turn: dict[str, Any]) -> bool:
    """Return whether a reply leaves something to answer, or rightly does not."""
    codes = {move["code"] for move in turn["moves"]}
    return (
        "?" in turn["reply"]
        or bool(turn["choices"])
        or bool(codes & {"GI", "NOTICE"})
        or any(move["template"].startswith(LEAVING) for move in turn["moves"])
    )


def empty_handed(turn: dict[str, Any]) -> bool:
    """Return whether a reply asks nothing, offers nothing and holds nothing of theirs."""
    return not offers_more(turn) and not any(carries(m["template"]) for m in turn["moves"])


def _notice(turn: dict[str, Any]) -> bool:
    return all(move["code"] == "NOTICE" for move in turn["moves"])


def _another(turn: dict[str, Any]) -> bool:
    """Return whether something particular was meant and none of it was heard."""
    heard = {hit["name"] for hit in turn["heard"]["frames"]}
    return bool(turn["frames"]) and not heard.intersection(turn["frames"])


def worst(talks: list[Talked], most: int) -> list[Fault]:
    """Return the `most` turns that read worst, worst first; the order is that of the seed."""
    found = [fault for one in talks for fault in faults(one)]
    return sorted(found, key=lambda fault: (-fault.worth, fault.person, fault.place))[:most]
