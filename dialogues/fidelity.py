"""Fidelity to MI, counted from the traces of turns.

Counts and ratios follow MITI 4 (Moyers and others) and MISC 2.5: reflections to questions, the
share of complex reflections, of open questions, and MI-non-adherent behaviour, of which this
program has no move at all; the wordings are checked for it by `lint`.
Summaries and notices are kept apart and count as neither reflection nor question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import StatisticsError, fmean, linear_regression, stdev
from typing import Any

from dialogues.lint import broken_rules
from dialogues.mirroring.orders import OWN

CODES = ("SR", "CR", "OQ", "CQ", "AF", "SEEK", "EMPH", "SUMMARY", "GI", "NOTICE")
ADHERENT = ("AF", "SEEK", "EMPH")
"""The codes MITI 4 counts as MI-adherent."""
DIRECTIONS = {"change": 1.0, "ambivalent": 0.0, "sustain": -1.0}
"""What a message counts for in the slope; neutral ones are left out."""
POINTS = 4
"""The fewest messages with a direction that a slope is drawn through."""
CARRIERS = ("reflection/", "affirmation/frame/", "summary/", "stage/", "plan/any/recap",
            "ruler/", "goal/any/named", "question/frame/", "agenda/")  # fmt: skip
"""Templates that carry something this person said, apart from those in GENERIC."""
GENERIC = ("reflection/any/short_answer", "reflection/any/uncertain", "reflection/any/story",
           "reflection/any/joke", "reflection/any/good_news", "reflection/any/body",
           "reflection/any/understated", "summary/any/missed",
           "summary/any/reasons_none")  # fmt: skip
"""Reflections that would fit many messages."""
LEAVING = ("closing/", "paused/", "meta/any/forget", "meta/any/after_", "meta/any/thanks",
           "summary/any/reasons")  # fmt: skip
"""Replies to somebody who leaves or asks for nothing more: no question belongs there."""
NON_ADHERENT = ("M01", "M02", "M03", "M06", "M07", "M08", "M12")
"""Lint rules for what MITI codes as persuade, confront, direct or warn."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Counts over some turns of one or more conversations."""

    turns: int
    counts: Mapping[str, int]
    content_turns: int
    specific_turns: int
    statement_pairs: int
    """Times two statement-only turns followed each other although questions were welcome."""
    non_adherent: int
    repeated: int
    """Replies said twice in one conversation."""
    longest: int
    """Characters of the longest reply in the conversation register."""
    change: int
    sustain: int
    ambivalent: int = 0
    """Messages that hold both."""
    slopes: tuple[float, ...] = ()
    """Of each conversation with enough talk of a direction: how much it turned in ten turns."""

    @property
    def adherent(self) -> int:
        """Return MI-adherent moves: affirmations, seeking collaboration, emphasising autonomy."""
        return sum(self.counts.get(code, 0) for code in ADHERENT)

    @property
    def change_share(self) -> float | None:
        """Return change talk as a share of change and sustain talk; None without either."""
        both = self.change + self.sustain + 2 * self.ambivalent
        return (self.change + self.ambivalent) / both if both else None

    @property
    def slope(self) -> tuple[float, float] | None:
        """Return the mean slope over conversations and half its 95 % interval, or None."""
        if not self.slopes:
            return None
        spread = stdev(self.slopes) if len(self.slopes) > 1 else 0.0
        return fmean(self.slopes), 1.96 * spread / sqrt(len(self.slopes))

    @property
    def reflections(self) -> int:
        """Return simple and complex reflections."""
        return self.counts.get("SR", 0) + self.counts.get("CR", 0)

    @property
    def questions(self) -> int:
        """Return open and closed questions."""
        return self.counts.get("OQ", 0) + self.counts.get("CQ", 0)

    @property
    def ratio(self) -> float:
        """Return reflections for each question."""
        return self.reflections / self.questions if self.questions else float(self.reflections)

    @property
    def complex_share(self) -> float:
        """Return the share of reflections that are complex, 0 to 1."""
        return self.counts.get("CR", 0) / self.reflections if self.reflections else 0.0

    @property
    def open_share(self) -> float:
        """Return the share of questions that are open, 0 to 1."""
        return self.counts.get("OQ", 0) / self.questions if self.questions else 1.0

    @property
    def specific_share(self) -> float:
        """Return the share of replies to messages with content that carry something said."""
        return self.specific_turns / self.content_turns if self.content_turns else 1.0


def measure(conversations: Iterable[list[dict[str, Any]]]) -> Fidelity:
    """Return the counts over conversations of turns as `Turn.as_json` gives them."""
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    longest = 0
    slopes = []
    for turns in conversations:
        points = []
        said: set[str] = set()
        statements = 0
        quiet = False
        for place, turn in enumerate(turns):
            heard = turn.get("heard") or {}
            signals = heard.get("signals", [])
            moves = [(move["code"], move["template"]) for move in turn["moves"]]
            if turn["register"] != "conversation":
                continue
            quiet = quiet or bool({"stop_questions", "just_listen"} & set(signals))
            totals["turns"] += 1
            counts.update(code for code, _ in moves)
            talk = heard.get("talk", "neutral")
            totals[talk] += 1
            if talk in DIRECTIONS:
                points.append((float(place), DIRECTIONS[talk]))
            if has_content(heard):
                totals["content"] += 1
                totals["specific"] += any(map(carries, (t for _, t in moves)))
            asked = (
                "?" in turn["reply"]
                or bool(turn.get("choices"))
                or any(code in ("GI", "NOTICE") for code, _ in moves)
                or any(template.startswith(LEAVING) for _, template in moves)
            )
            statements = 0 if asked or quiet else statements + 1
            totals["pairs"] += statements >= 2
            totals["repeated"] += turn["reply"] in said and not _notice(moves)
            said.add(turn["reply"])
            if not _notice(moves):
                longest = max(longest, len(turn["reply"]))
                own = OWN.sub("", turn["reply"])
                broken = broken_rules(own, "reflection/any/reply")
                totals["non_adherent"] += any(rule in NON_ADHERENT for rule in broken)
        slopes.extend(_slope(points))
    return Fidelity(
        totals["turns"], counts, totals["content"], totals["specific"], totals["pairs"],
        totals["non_adherent"], totals["repeated"], longest, totals["change"], totals["sustain"],
        totals["ambivalent"], tuple(slopes),
    )  # fmt: skip


def _slope(points: list[tuple[float, float]]) -> list[float]:
    """Return the least-squares slope per ten turns, or nothing where there are too few points."""
    if len(points) < POINTS:
        return []
    try:
        return [10 * linear_regression(*zip(*points, strict=True)).slope]
    except StatisticsError:
        return []


def has_content(heard: Mapping[str, Any]) -> bool:
    """Return whether a message, as the trace says it was heard, says something of its own."""
    return bool(heard.get("frames") or heard.get("emotions") or heard.get("substances"))


def carries(template: str) -> bool:
    """Return whether a move of this template holds something this person said."""
    return template.startswith(CARRIERS) and template not in GENERIC


def _notice(moves: list[tuple[str, str]]) -> bool:
    return all(code == "NOTICE" for code, _ in moves)


def report(fidelity: Fidelity) -> list[str]:
    """Return the figures as lines of text."""
    f = fidelity
    codes = ", ".join(f"{code} {f.counts.get(code, 0)}" for code in CODES)
    share, slope = f.change_share, f.slope
    return [
        f"turns                         {f.turns}",
        f"codes                         {codes}",
        f"reflections : questions       {f.ratio:.2f}   (good: 2.00 and over)",
        f"complex reflections           {f.complex_share:.1%}   (good: 50 % and over)",
        f"open questions                {f.open_share:.1%}   (good: 70 %; here 90 % and over)",
        f"non-adherent replies          {f.non_adherent}   (has to be 0)",
        f"replies that carry their words {f.specific_share:.1%} of {f.content_turns} with content",
        f"two statements in a row       {f.statement_pairs}",
        f"replies said twice            {f.repeated}",
        f"longest reply                 {f.longest} characters",
        f"MI-adherent moves             {f.adherent}   (affirm, seek collaboration, autonomy)",
        f"change : sustain talk         {f.change} : {f.sustain}, both in one {f.ambivalent}",
        "change talk, share            "
        + ("none heard" if share is None else f"{share:.1%} of change and sustain talk"),
        "change talk, slope            "
        + ("too little to say" if slope is None else
           f"{slope[0]:+.2f} ± {slope[1]:.2f} in ten turns (-1 sustain, +1 change; "
           f"{len(f.slopes)} talks)"),
    ]  # fmt: skip
