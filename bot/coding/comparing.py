"""What the trace claims beside what the coder of the text finds, reply by reply.

The trace and the coder are compared on whether a reply holds a reflection, a question and input,
as AnnoMI's experts flagged each utterance; a sentence is the coder's unit.
Notices and replies about danger are passed over: they are whole texts of their own.
Input that no permission, notice or choice stands beside is listed for reading: it is what a coder
of MITI would look at for persuading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.coding.coder import Coded, Coder, coder, sentences

CLAIMS: Mapping[str, frozenset[str]] = {
    "reflection": frozenset({"SR", "CR", "SUMMARY"}),
    "question": frozenset({"OQ", "CQ", "SEEK"}),
    "therapist_input": frozenset({"GI"}),
}
"""Which codes of the trace claim which behaviour; affirming and autonomy claim none of them."""
ASKED = frozenset({"GI", "NOTICE", "SEEK", "EMPH"})
"""Codes beside which input is information asked for, an offer or a choice."""
READ = 20
"""Sentences listed for reading, most frequent first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Counts of both over some replies."""

    replies: int
    coded: Mapping[str, int]
    """Sentences by behaviour, and by behaviour and kind ("question open")."""
    claimed: Mapping[str, int]
    """Replies by behaviour the trace claims."""
    differ: Mapping[str, int]
    """Replies by behaviour that only one of both finds."""
    doubtful: Mapping[str, int] = field(repr=False)
    """Sentences taken as unasked input, with how often."""

    @property
    def disagreement(self) -> float:
        """Return the share of judgements (three a reply) on which both differ, 0 to 1."""
        return sum(self.differ.values()) / (len(CLAIMS) * self.replies) if self.replies else 0.0


def compare(talks: Iterable[list[dict[str, Any]]], by: Coder | None = None) -> Compared:
    """Return what trace and coder say of talks as `chat --jsonl` writes them."""
    by = by or coder()
    counts: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    doubtful: Counter[str] = Counter()
    replies = 0
    for turns in talks:
        for turn in turns:
            codes = {move["code"] for move in turn["moves"]}
            if turn["register"] != "conversation" or "NOTICE" in codes:
                continue
            replies += 1
            said = sentences(turn["reply"])
            found = [by.code(one, turn.get("client", "")) for one in said]
            counts.update(one.behaviour for one in found)
            counts.update(f"{one.behaviour} {one.kind}" for one in found if one.kind)
            for name, claims in CLAIMS.items():
                claimed[name] += bool(codes & claims)
                differ[name] += bool(codes & claims) != any(c.behaviour == name for c in found)
            if not codes & ASKED:
                doubtful.update(_input(said, found))
    return Compared(replies, counts, claimed, differ, doubtful)


def _input(said: list[str], found: list[Coded]) -> Iterator[str]:
    for sentence, coded in zip(said, found, strict=True):
        if coded.behaviour == "therapist_input":
            yield sentence


def compared(found: Compared, *, listed: bool = False) -> Iterator[str]:
    """Yield both counts as lines; with `listed`, the sentences to read, which hold words said."""
    c = found.coded
    reflections, questions = c.get("reflection", 0), c.get("question", 0)
    yield f"-- the coder of the text, {found.replies} replies, sentence by sentence"
    yield (
        f"reflections : questions       {reflections / max(1, questions):.2f}   "
        f"({reflections} : {questions} sentences)"
    )
    yield (
        f"complex reflections           {c.get('reflection complex', 0) / max(1, reflections):.1%}"
        "   (by a rule; see docs/coder-model.md)"
    )
    yield f"open questions                {c.get('question open', 0) / max(1, questions):.1%}"
    for name, claimed in found.claimed.items():
        differ = found.differ[name]
        yield (
            f"replies with {name:<17}trace {claimed}; coder differs on {differ} "
            f"({differ / max(1, found.replies):.1%})"
        )
    yield f"disagreement                  {found.disagreement:.1%} of judgements, three a reply"
    total = sum(found.doubtful.values())
    yield (
        f"input unasked, to be read     {total} sentences, "
        f"{total / max(1, found.replies):.1%} of replies"
    )
    if listed:
        for sentence, count in Counter(dict(found.doubtful)).most_common(READ):
            yield f"  {count} × {sentence}"
