"""The report of a simulation: fidelity, stages, repetition, dead ends, and turns to read."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.simulation.judging import WORTH, Fault, faults
from bot.simulation.runs import Talked
from dialogues.fidelity import measure, report

WARNING = (
    "Simulation is no evidence about people: these clients are invented lines in an order that "
    "chance and a few rules decide. It shows rhythm, repetition and what was misheard."
)
AFTER = 10
"""The turn after which the bot's idea of the stage is held against the client's."""
SENTENCE = 5
"""Words a sentence needs to count as said twice."""


def summed(talks: Sequence[Talked], seed: int, most: int) -> Iterator[str]:
    """Yield the report, and the `most` turns that read worst."""
    turns = sum(len(one.turns) for one in talks)
    yield f"== {len(talks)} simulated clients, {turns} turns, seed {seed}"
    yield WARNING
    yield from report(measure([one.turns for one in talks]))
    yield from _stages(talks)
    yield from _heard(talks)
    yield from _repetition(talks)
    found = [fault for one in talks for fault in faults(one)]
    counts = Counter(reason for fault in found for reason in fault.reasons)
    yield f"dead ends                     {counts['dead end']}   (has to be 0)"
    yield "  (two statements running, or nothing of theirs and nothing to answer)"
    yield "turns that show a fault       " + ", ".join(
        f"{reason} {counts[reason]}" for reason in WORTH if counts[reason]
    )
    found.sort(key=lambda fault: (-fault.worth, fault.person, fault.place))
    yield f"\n== the {min(most, len(found))} turns to read first, of {len(found)}"
    for fault in found[:most]:
        yield from _shown(fault)


def _stages(talks: Sequence[Talked]) -> Iterator[str]:
    long = [one for one in talks if len(one.turns) >= AFTER]
    if not long:
        yield f"stage after {AFTER} turns          no talk is so long"
        return
    pairs = Counter(
        (one.turns[AFTER - 1]["stage_meant"], one.turns[AFTER - 1]["stage"]) for one in long
    )
    right = sum(count for (meant, read), count in pairs.items() if meant == read)
    yield (
        f"stage agreement after {AFTER} turns {right / len(long):.1%} of {len(long)} talks"
        "   (aim 80 %)"
    )
    for stage in sorted({meant for meant, _ in pairs}):
        of = {read: count for (meant, read), count in pairs.items() if meant == stage}
        total = sum(of.values())
        reads = ", ".join(f"{read} {n}" for read, n in sorted(of.items(), key=lambda x: -x[1]))
        yield f"  {stage:<17} {of.get(stage, 0) / total:>6.1%} of {total:>4}: read as {reads}"


def _heard(talks: Sequence[Talked]) -> Iterator[str]:
    directed = [turn for one in talks for turn in one.turns if turn["meant"] != "neutral"]
    read = Counter((turn["meant"], turn["heard"]["talk"]) for turn in directed)
    turned = read["change", "sustain"] + read["sustain", "change"]
    seen: Counter[str] = Counter()
    firsts, hidden = [], 0
    for one in talks:
        about = [turn["about"] for turn in one.turns]
        hidden += any(name.startswith("theme:") and name.endswith(":3") for name in about)
        firsts.extend(
            [n for n, turn in enumerate(one.turns, 1) if turn["meant"] in ("change", "both")][:1]
        )
        for turn in one.turns:
            if turn["frames"]:
                names = {hit["name"] for hit in turn["heard"]["frames"]}
                seen["meant"] += 1
                seen["heard"] += bool(names.intersection(turn["frames"]))
    if directed:
        right = read["change", "change"] + read["sustain", "sustain"] + read["both", "ambivalent"]
        share = right / len(directed)
        yield (
            f"direction heard as meant      {share:.1%} of {len(directed)} turns; "
            f"the other way {turned / len(directed):.1%}"
        )
    if seen["meant"]:
        share = seen["heard"] / seen["meant"]
        yield f"meaning heard as meant        {share:.1%} of {seen['meant']}"
    if firsts:
        yield (
            f"turns to first change talk    {statistics.median(firsts):g} (median of "
            f"{len(firsts)} talks that had any)"
        )
    yield f"hidden concern told           {hidden / max(1, len(talks)):.1%} of talks"


def _repetition(talks: Sequence[Talked]) -> Iterator[str]:
    said = sum(one.wordings[0] for one in talks)
    again = sum(one.wordings[1] for one in talks)
    sentences = twice = 0
    for one in talks:
        before: set[str] = set()
        for turn in one.turns:
            if any(move["code"] == "NOTICE" for move in turn["moves"]):
                continue
            for sentence in re.split(r"(?<=[.?])\s+", turn["reply"]):
                if len(sentence.split()) >= SENTENCE:
                    sentences += 1
                    twice += sentence in before
                    before.add(sentence)
    yield f"wordings said twice           {again} of {said}   (has to be 0)"
    yield f"sentences said twice          {twice} of {sentences}"


def _shown(fault: Fault) -> Iterator[str]:
    turn = fault.turn
    yield f"\n[{fault.person}.{fault.place}] {', '.join(fault.reasons)}"
    if fault.before is not None:
        yield f"  bot:    {_line(fault.before['reply'])}"
    yield f"  client: {_line(turn['client'])}   ({turn['about']}, {turn['meant']})"
    yield f"  bot:    {_line(turn['reply'])}"
    names = ", ".join(hit["name"] for hit in turn["heard"]["frames"])
    yield (
        f"  heard:  {turn['heard']['talk']}; {names or 'no frame'}; stage {turn['stage']} "
        f"(meant {turn['stage_meant']}); " + ", ".join(m["template"] for m in turn["moves"])
    )


def _line(text: str) -> str:
    return text.replace("\n", " / ")
