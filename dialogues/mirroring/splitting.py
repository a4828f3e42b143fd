"""From clauses to spans: what belongs together is joined again, what runs on is parted.

The splitting that understanding works with parts "me and my brother" at "and my"; here such
pieces without a verb go back to their clause, and "im tired im broke" becomes two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogues.listening.words import Clause
from dialogues.mirroring.grammar import group, lists, verbs
from dialogues.mirroring.mending import mended
from dialogues.mirroring.phrasing import Word, Words, changed, starts_with, texts, thought_first, trimmed, without_oaths, words_of
from dialogues.mirroring.refusing import holds, unsayable, verbless
from dialogues.mirroring.subjects import finite, subordinate

_INNER = frozenset("when because that what time once until since".split())
_ALL = frozenset("everything anything nothing all everyone nobody".split())
_MODALS = frozenset("can do could did will would".split())
_NEW = frozenset({"i", "he", "she", "they", "we"})
_GREETING = frozenset("ok okay right so well hey hi hello morning evening listen look yeah yes no".split())


@dataclass(frozen=True, slots=True)
class Span:
    """Words that may be said back as one."""

    words: Words
    clause: int
    joined_by: str
    question: bool
    complete: bool
    """For one that opens with "if" or "when": whether its main clause is in it."""


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
        if piece.words is _UNKNOWN:
            out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
            continue
        if holds(piece.words, "refuse"):
            out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
            continue
        for place, words in enumerate(_parted(_opened(thought_first(without_oaths(piece.words))))):
            ready = trimmed(words)
            if not ready:
                continue
            if ready[0].text == "?" or unsayable(changed(ready)):
                out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
                continue
            fixed = mended(ready)
            fixed = trimmed(fixed) if fixed else None
            if not fixed:
                out.append(Span((Word("?"),), piece.clause, piece.joined_by, True, True))
                continue
            by = piece.joined_by if place == 0 else _link(words)
            by, fixed = _conjunction(words, fixed, by, first=not out)
            commaed, complete = _main(fixed)
            out.append(Span(commaed, piece.clause, by, piece.question, complete))
    return tuple(out)


def _opened(words: Words) -> Words:
    """Take the filler off the front where a sentence follows it: "dont get me wrong i …"."""
    length = starts_with(words, 0, lists().phrases["front"]) if words else 0
    if length > 1 and len(words) > length + 1 and words[length].text in _NEW | {"it"} and (
        words[0].text not in ("you", "i") or words[1].text == "swear"
    ):
        return words[length:]
    return words


_UNKNOWN: Words = (Word("?"),)


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
            out.append(_Piece(_UNKNOWN, place, clause.joined_by, clause.question))
            continue
        words = changed(words)
        if not words:
            continue
        if out and clause.joined_by == "and" and out[-1].words is not _UNKNOWN:
            before = out[-1]
            if _bare(words) or _bare(before.words) or before.words[-1].text == "and":
                before.words = (*before.words, Word("and"), *words)
                before.question = clause.question
                continue
        if out and clause.joined_by == "but" and len(words) < 4 and out[-1].words[-1].text in _ALL:
            out[-1].words = (*out[-1].words, Word("but"), *words)
            continue
        if out and not clause.joined_by and out[-1].words is not _UNKNOWN and _listing(out[-1].words, words):
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
    return said[0] in ("my", "the", "his", "her", "our", "their", "a", "me") and verbless(words)


def _listing(before: Words, words: Words) -> bool:
    said = texts(words)
    return said[0] == "my" and before[-1].text != "?" and _bare(words) and len(said) <= 3 and (
        _bare(before) or before[0].text in ("there", "i", "my") and any(w.text == "my" for w in before[-3:])
    )


def _parted(words: Words) -> list[Words]:
    """Part a run of sentences without full stops, and one at its commas."""
    out: list[Words] = []
    for run in _at_commas(words):
        if not subordinate(run):
            out += _run_on(run)
            continue
        whole, complete = _main(run)
        comma = texts(whole).index(",") if complete and "," in texts(whole) else len(run)
        head, *rest = _run_on(run[comma:]) if comma < len(run) else [()]
        out += [_UNKNOWN] if head is _UNKNOWN else [(*run[:comma], *head)]
        out += rest
    return out


def _at_commas(words: Words) -> list[Words]:
    said = texts(words)
    if "," not in said:
        return [words] if words else []
    pieces: list[list[Word]] = [[]]
    for word in words:
        if word.text == ",":
            pieces.append([])
        else:
            pieces[-1].append(word)
    kept = [tuple(piece) for piece in pieces if piece]
    short = all(len(piece) <= 4 for piece in kept[1:])
    verbish = any(
        piece[0].text in verbs().past or piece[0].text in verbs().ing or piece[0].text in _NEW
        or piece[0].text in ("not", "it", "do", "can", "was", "is", "been", "just", "you", "then", "that")
        for piece in kept[1:]
    )
    listing = short and not verbish and ("and" in texts(kept[-1]) or "or" in texts(kept[-1]) or all(p[0].text in ("my", "no", "the", "a") for p in kept))
    if listing and len(kept) <= 4:
        return [words]
    return [piece for piece in kept]


def _run_on(words: Words) -> list[Words]:
    takers, closers = group("takers"), group("closers")
    starts = [0]
    for place in range(2, len(words)):
        word, before = words[place], words[place - 1]
        if _anew(words, starts[-1], place):
            starts.append(place)
            continue
        states_it = word.text in ("it", "there", "that") and place + 1 < len(words) and words[place + 1].text in ("is", "was", "has") and (
            words[place + 1].glued or word.text == "it" and before.text not in ("when", "if", "that")
        )
        if word.text not in _NEW and not states_it:
            continue
        if states_it and before.text in _NOUNLIKE and finite(words[starts[-1] : place]) >= 0:
            starts.append(place)
            continue
        if before.text in _NOUNLIKE and [w.text for w in words[place + 1 : place + 3]] in (["just", "can"], ["just", "do"]):
            return [_UNKNOWN]
        if before.text in _AUX or place > 1 and words[place - 2].text == "so":
            continue
        if before.text in takers or place - starts[-1] < 2 or place + 1 >= len(words):
            continue
        window = texts(words[max(starts[-1], place - 5) : place])
        if any(text in ("told", "tell", "tells", "telling", "asked", "promised", "swore", "ask") for text in window):
            continue
        if before.text in ("my", "the", "and", ",", "so", "or", "to", "of", "for", "with"):
            continue
        segment = words[starts[-1] : place]
        if finite(segment) < 0 and segment[0].text not in group("states") and segment[0].kind != "feeling":
            continue
        inner = {word_.text for word_ in segment[1:]}
        if "if" in inner or inner & _INNER and before.text not in closers:
            return [_UNKNOWN]
        if before.text in closers or before.kind == "feeling" or before.kind == "time" or before.text in group("adjectives"):
            starts.append(place)
        elif before.text in verbs().base or before.text in verbs().past or before.text in verbs().third:
            if before.kind:
                return [_UNKNOWN]
            if states_it or words[place + 1].text in ("just", "do", "can", "am"):
                starts.append(place)
                continue
            starts.append(place) if before.text in ("relapsed", "cried", "left", "died") else None
        else:
            noun_at = place - 2
            relative = noun_at >= 0 and words[noun_at].text in ("the", "every", "a", "any", "my", "that", "all", "only", "one", "some")
            if states_it or relative and words[noun_at].text == "my":
                starts.append(place)
                continue
            if relative and {"my", "the", "a", "it", "them", "him", "her"} & set(texts(words[place + 2 : place + 5])):
                return [_UNKNOWN]
            if relative and words[place + 1].text not in ("am", "can", "do", "just", "want", "need"):
                continue
            if words[place + 1].text in ("am", "do", "can", "just", "want", "need", "is", "have", "will"):
                starts.append(place)
            else:
                return [_UNKNOWN]
    ends = [*starts[1:], len(words)]
    return [words[start:end] for start, end in zip(starts, ends, strict=True)]


def _noun_before(words: Words, place: int) -> bool:
    """Whether a noun ends the first half and "my …" with its verb begins the second."""
    before = words[place - 1]
    if place + 2 >= len(words) or words[place - 2].text not in ("the", "his", "her", "my", "a", "that", "this"):
        return False
    if verbs().known(before.text) and words[place - 2].text not in ("the", "his", "her", "my", "a"):
        return False
    return words[place + 2].text in verbs().third or words[place + 2].text in _AUX


_NOUNLIKE = frozenset("thing things one ones everything anything something nothing all stuff people person bit much".split())
_SUBJECTS = frozenset("it you this that either all me everything".split())
_AUX = frozenset("am is are was were do does did can could will would should have has had".split())
_STATE_STARTS = frozenset("sick tired scared bored fed".split())
_AFTER_BE = frozenset("am is are was were be been being feel feels felt feeling get got getting so too really just very pretty and or me him her us them you more that how bit not".split())


def _anew(words: Words, start: int, place: int) -> bool:
    """Whether a sentence without its subject begins here: "… cant sleep", "… sick of it"."""
    word, before = words[place], words[place - 1]
    following = words[place + 1].text if place + 1 < len(words) else ""
    if place - start < 2 or finite(words[start:place]) < 0 and words[start].text not in ("been", "not") and words[start].kind != "feeling":
        return False
    if word.text in _MODALS and following == "not" and words[place + 1].glued:
        before_that = words[place - 2].text
        if before.text in ("so", "and"):
            return False
        return before.text in group("closers") - _SUBJECTS or before.kind in ("time", "number", "feeling") or before.text in group("adjectives") or (
            before.text in ("years", "months", "weeks", "days", "work") and before_that != "the"
        ) or before.kind == "substance" and before_that in ("on", "up", "off", "the", "no")
    if word.text in ("so", "and") and (
        following in ("going", "trying") or following in _MODALS and place + 2 < len(words) and words[place + 2].text == "not"
    ) and before.text not in ("am", "is", "not", "be", "was"):
        return True
    if word.text in _STATE_STARTS and following in ("of", "up"):
        return before.text not in _AFTER_BE and before.text not in group("adverbs")
    if word.text in ("just", "want", "need", "wish") and (word.text != "just" or following in ("want", "need", "wish", "feel")):
        return before.text in ("now", "anymore", "again", "lately", "today", "anyway") or before.kind == "time"
    return False


def _main(words: Words) -> tuple[Words, bool]:
    """For "if … i …": put the comma before the main clause, and say whether there is one."""
    opener = subordinate(words)
    if not opener:
        return words, True
    takers, closers = group("takers"), group("closers")
    said = texts(words)
    for place in range(opener + 1, len(words) - 1):
        text, before = said[place], words[place - 1]
        starts = text in _NEW or text in ("you", "it", "there", "everything", "everyone", "nobody") or (
            text in ("my", "the") and (before.text in closers or before.kind == "feeling" or before.text in group("states")
                                       or _noun_before(words, place))
        )
        if not starts or before.text in _AUX or (
            before.text in takers and before.kind != "feeling" and before.text not in group("adjectives")
        ) or before.text in ("to", "of", "for", "with", "on", "in", "at", "from", "about", "and", "a", "the", "my"):
            continue
        if text in ("you", "it", "there", "everything", "everyone", "nobody"):
            after = said[place + 1]
            if not (text == "you" and after in verbs().base) and after not in verbs().third and after not in ("is", "was", "do", "can", "will", "would", "want", "could", "feel", "get", "have", "never"):
                continue
            if before.text in verbs().base and not before.kind and before.text not in ("drink", "use", "sleep"):
                continue
        if place + 2 >= len(words) and text in ("the", "my"):
            continue
        if before.text == ",":
            return words, True
        return (*words[:place], Word(","), *words[place:]), True
    return words, False

