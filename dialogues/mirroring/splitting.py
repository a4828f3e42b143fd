"""From clauses to spans: what belongs together is joined again, what runs on is parted.

The splitting that understanding works with parts "me and my brother" at "and my"; here such
pieces without a verb go back to their clause, and "im tired im broke" becomes two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dialogues.listening.words import Clause
from dialogues.mirroring.grammar import any_of, lists
from dialogues.mirroring.mending import mended
from dialogues.mirroring.phrasing import Word, Words, changed, starts_with, texts, words_of
from dialogues.mirroring.refusing import holds, ironic, unsayable
from dialogues.mirroring.running import UNKNOWN, parted
from dialogues.mirroring.sentence import NEW, main_clause, verbless
from dialogues.mirroring.trimming import before_not_even, thought_first, trimmed, without_oaths

_LONGEST = 80
"""Words of one clause that are still looked into; no longer one is ever said back whole."""
_ALL = any_of("everything anything nothing all everyone nobody")

_SOME = tuple(
    ("and", how, when)
    for how in ("some", "other")
    for when in ("days", "nights", "times", "weeks")
)
_FEW = (*(phrase[1:] for phrase in _SOME), ("sometimes",))
_UNSURE = tuple(
    (*lead, "do", "not", "know", *tail)
    for lead in ((), ("i",))
    for tail in ((), ("maybe",), ("really",))
)
"""What says only that the rest is not sure: "idk it helps with the nerves"."""
_ANEW = any_of("it its my the they he she this that maybe")
_GREETING = any_of("ok okay right so well hey hi hello morning evening listen look yeah yes no")


@dataclass(frozen=True, slots=True)
class Span:
    """Words that may be said back as one."""

    words: Words
    clause: int
    joined_by: str
    question: bool
    complete: bool
    """For one that opens with "if" or "when": whether its main clause is in it."""
    comma: bool = False
    """Whether a comma, and nothing else, parts it from the one before."""


@dataclass(slots=True)
class _Piece:
    words: Words
    clause: int
    joined_by: str
    question: bool


def spans(clauses: Sequence[Clause]) -> tuple[Span, ...] | None:
    """Return the spans of a message; None if it holds something that makes any mirror wrong."""
    pieces = _pieces(clauses)
    if pieces is None or any(holds(piece.words, "void") for piece in pieces):
        return None
    out: list[Span] = []
    for piece in pieces:
        if piece.words is UNKNOWN:
            out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
            continue
        if len(piece.words) > _LONGEST or holds(piece.words, "refuse") or ironic(piece.words):
            out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
            continue
        runs = parted(_opened(before_not_even(thought_first(without_oaths(piece.words)))))
        if len(runs) > 1 and tuple(texts(runs[0])) in _UNSURE:
            runs = runs[1:]
        for place, words in enumerate(_days_onward(_now_onward(runs))):
            ready = trimmed(words)
            if not ready:
                continue
            if ready[0].text == "?" or unsayable(ready):
                out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
                continue
            fixed = mended(ready)
            fixed = trimmed(fixed) if fixed else None
            if not fixed:
                out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
                continue
            by = piece.joined_by if place == 0 else _link(words)
            by, fixed = _conjunction(words, fixed, by, first=not out)
            commaed, complete = main_clause(fixed)
            comma = not by and place > 0 and _after_comma(piece.words, words)
            out.append(Span(commaed, piece.clause, by, piece.question, complete, comma))
    return tuple(out)


def _after_comma(whole: Words, part: Words) -> bool:
    """Whether a comma was typed before `part`, which is a piece of `whole`."""
    return any(one.text == "," and after is part[0] for one, after in pairwise(whole) if part)


def _now_onward(runs: list[Words]) -> list[Words]:
    """Give a "now" after what was to the clause that follows: "it was fun now i hate it"."""
    out = list(runs)
    for place in range(len(out) - 1):
        said = texts(out[place])
        if said[-1:] == ["now"] and len(said) > 3 and {"was", "were"} & set(said):
            out[place], out[place + 1] = out[place][:-1], (out[place][-1], *out[place + 1])
    return out


def _days_onward(runs: list[Words]) -> list[Words]:
    """Give "and some days" to the clause that follows: "some days i do and some days i dont"."""
    out = list(runs)
    for place in range(len(out) - 1):
        said = tuple(texts(out[place]))
        again = next((few for few in _FEW if said[-len(few) :] == few == said[: len(few)]), ())
        if again and len(said) > 2 * len(again):
            moved = out[place][-len(again) :]
            out[place], out[place + 1] = (
                out[place][: -len(again)],
                (Word("and"), *moved, *out[place + 1]),
            )
        if tuple(texts(out[place])[-3:]) in _SOME and len(out[place]) > len(_SOME[0]):
            out[place], out[place + 1] = out[place][:-3], (*out[place][-3:], *out[place + 1])
    return out


def _opened(words: Words) -> Words:
    """Take the filler off the front where a sentence follows it: "dont get me wrong i …"."""
    for unsure in _UNSURE:
        after = texts(words[len(unsure) : len(unsure) + 1])
        if tuple(texts(words[: len(unsure)])) == unsure and after and after[0] in _ANEW:
            return words[len(unsure) :]
    length = starts_with(words, 0, lists().phrases["front"]) if words else 0
    if (
        length > 1
        and len(words) > length + 1
        and words[length].text in NEW | {"it"}
        and (words[0].text not in ("you", "i") or words[1].text == "swear")
    ):
        return words[length:]
    return words


def _conjunction(typed: Words, fixed: Words, by: str, first: bool) -> tuple[str, Words]:
    """Keep the "so" or "because" that trimming took off the front."""
    if by or not typed:
        return by, fixed
    if typed[0].text in ("so", "because") and fixed[0].text != typed[0].text:
        return typed[0].text, fixed
    if fixed[0].text in ("so", "because") and len(fixed) > 2:
        return fixed[0].text, fixed[1:]
    return by, fixed


def _pieces(clauses: Sequence[Clause]) -> list[_Piece] | None:
    out: list[_Piece] = []
    for place, clause in enumerate(clauses):
        if any(token.text in (":eyeroll:", ":finger:") for token in clause.tokens):
            return None
        words = words_of(clause.tokens)
        if words is None:
            out.append(_Piece(UNKNOWN, place, clause.joined_by, clause.question))
            continue
        words = changed(words)
        if not words:
            continue
        if (
            out
            and clause.joined_by == "so"
            and words[0].text == "a"
            and (out[-1].words is not UNKNOWN and out[-1].words[-1].text == "or")
        ):
            out[-1].words = (*out[-1].words, Word("so"), *words)  # "eight or so a day"
            out[-1].question = clause.question
            continue
        near = bool(out) and len(out[-1].words) <= _LONGEST
        if near and clause.joined_by == "and" and out[-1].words is not UNKNOWN:
            before = out[-1]
            alone = words[0].text in any_of("he she they it")
            if (
                _bare(words)
                or (_bare(before.words) and not alone)
                or before.words[-1].text == "and"
            ):
                before.words = (*before.words, Word("and"), *words)
                before.question = clause.question
                continue
        if (
            near
            and clause.joined_by == "but"
            and len(words) < 4
            and out[-1].words[-1].text in _ALL
        ):
            out[-1].words = (*out[-1].words, Word("but"), *words)
            continue
        if (
            near
            and not clause.joined_by
            and out[-1].words is not UNKNOWN
            and _listing(out[-1].words, words)
        ):
            before = out[-1]
            before.words = (*before.words, Word(","), *words)
            before.question = clause.question
            continue
        out.append(_Piece(words, place, clause.joined_by, clause.question))
    return out


def _link(words: Words) -> str:
    return words[0].text if words[0].text in ("so", "and") else ""


def _bare(words: Words) -> bool:
    """Whether this is only somebody or something: "me", "my mam"."""
    said = texts(words)
    if len(said) > 5 or said[0] in _GREETING:
        return False
    if said in (["me"], ["him"], ["her"], ["us"], ["them"], ["it"]):
        return True
    if said == ["between", "me"]:
        return True
    if (
        any(word.kind == "number" or word.text.endswith("'s") for word in words[1:])
        and len(said) > 2
    ):
        return False
    return said[0] in any_of("my the his her our their a me") and verbless(words)


def _listing(before: Words, words: Words) -> bool:
    said = texts(words)
    return (
        said[0] == "my"
        and before[-1].text != "?"
        and _bare(words)
        and len(said) <= 3
        and (
            _bare(before)
            or (
                before[0].text in ("there", "i", "my") and any(w.text == "my" for w in before[-3:])
            )
        )
    )
