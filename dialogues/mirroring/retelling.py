"""A clear message said back clause by clause, where neither a mirror nor an echo was sure of it.

What keeps a mirror from a clause is mostly that it cannot stand alone: "three if its a wedding",
"his ex is always there". Beside the rest of what was typed it can. Nothing is left out but filler,
and one piece that may not be said back leaves all of it unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dialogues.listening.words import Clause
from dialogues.mirroring.asking import asking
from dialogues.mirroring.clumsiness import clumsy
from dialogues.mirroring.echoes import NAYS, ORDERED, PLAIN, TO_BOT, edged, untagged
from dialogues.mirroring.ellipsis import SUBJECT
from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.mending import mended
from dialogues.mirroring.mirrors import Mirrored
from dialogues.mirroring.orders import ordering
from dialogues.mirroring.phrasing import Word, Words, changed, texts, words_of
from dialogues.mirroring.refusing import grave, holds, unsayable
from dialogues.mirroring.running import UNKNOWN, parted
from dialogues.mirroring.saying import line
from dialogues.mirroring.sentence import AUX, NEW, adverb_run, finite, subordinate, verbless
from dialogues.mirroring.statements import softened
from dialogues.mirroring.subjects import with_subject
from dialogues.mirroring.trimming import trimmed
from dialogues.mirroring.turning import turned

MOST_WORDS = 26
"""Words of a message that is said back whole."""
MOST_BESIDE = 20
"""Words of one that is said back whole where a clause of it would do."""
MOST_CLAUSES = 5
LONGEST = 150
"""Characters of one."""
FEWEST = 3
"""Words of one; less is an echo's."""
_GLUE = {
    "but": ", but ",
    "and": ", and ",
    "plus": ", and ",
    "because": " because ",
    "or": ", or ",
    "so": ", so ",
    "then": ", then ",
}
_JOINS = any_of("and but or so because")
_CONDITIONS = any_of("if when whenever once unless")
_HANGING = any_of("and but because so if when a the my our than very")
_LEANING = any_of("am is are was were be i he she we they of who which his their")
_MIDST = any_of("if when because until once since while")
_FILLERS = (["i", "suppose"], ["i", "guess"], ["i", "mean"], ["you", "know"])
_BEGINS = NEW | any_of("it there that nobody everyone everything nothing")
_NOT_BEFORE = any_of(
    "to of for with on in at from about and or a the my his her our their that what where how why "
    "who when if because than as so like not think thought know knew say said says tell told "
    "hope wish reckon guess suppose bet feel swear every all anything everything something"
)
_PRESENT = any_of("still just always usually only mostly normally")
_SAID_TO = any_of("me us him her them")


def retold(clauses: Sequence[Clause]) -> str | None:
    """Return a message turned to "you" as it was typed, without a full stop; None if unsure."""
    if not 0 < len(clauses) <= MOST_CLAUSES or any(clause.question for clause in clauses):
        return None
    out, lead = "", ""
    for clause in clauses:
        opens = clause.tokens[0].text
        by = clause.joined_by or lead or (opens if opens in _JOINS else "")
        if clause.text in _JOINS:
            lead = clause.text
            continue
        said = _clause(clause, first=not out)
        if said is None:
            return None
        lead = ""
        if not said:
            continue
        out = f"{out}{_glue(out, by, clause)}{said}" if out else _opened(by, said)
        if out[-len(said) - 2 : -len(said)] == ". ":
            out = f"{out[: -len(said)]}{said[:1].upper()}{said[1:]}"
    count = len(out.split())
    return out if FEWEST <= count <= MOST_WORDS and len(out) <= LONGEST else None


def entire(best: Mirrored, clauses: Sequence[Clause]) -> Mirrored:
    """Return the whole message in place of one clause of it, if all of it can be said back."""
    if best.whole:
        return best
    text = retold(clauses)
    count = len(text.split()) if text else 0
    if text is None or best.words * 4 > count * 3 or count > MOST_BESIDE:
        return best
    return replace(best, text=text, words=count, whole=True)


def _opened(by: str, said: str) -> str:
    return f"because {said}" if by == "because" and not said.startswith("if ") else said


def _glue(before: str, by: str, clause: Clause) -> str:
    """Return what stands between what has been said and a clause."""
    if by in _GLUE:
        return _GLUE[by]
    brief = len(before.split()) < FEWEST or verbless(words_of(clause.tokens) or ())
    return ", " if brief else ". "


def _clause(clause: Clause, *, first: bool) -> str | None:
    """Return one clause said back; "" for mere filler, None if it may not be said."""
    words = words_of(clause.tokens)
    if words is None or holds(words, "void"):
        return None
    if clause.tokens[0].raw.lower() in NAYS:
        words = words[1:]
    if words and words[0].text in _JOINS and not clause.joined_by:
        words = words[1:]
    said: list[str] = []
    for piece, by in _pieces(changed(words)):
        ready = _bared(piece)
        if not ready or texts(ready) in _FILLERS:
            continue
        one = _piece(ready, first=first and not said)
        if one is None:
            return None
        said.append(f"{by} {one}" if by and said else one)
    return ", ".join(said)


def _bared(piece: Words) -> Words:
    """Take filler off both ends and a tag off the end, and keep a "just" that limits."""
    ready = untagged(edged(trimmed(piece)))
    if not ready:
        return ready
    at = next((place for place, word in enumerate(piece) if word is ready[0]), 0)
    return (piece[at - 1], *ready) if at and piece[at - 1].text == "just" else ready


def _pieces(words: Words) -> Iterator[tuple[Words, str]]:
    """Part a clause at its commas and before "and if …", with the word it is joined by."""
    start, by = 0, ""
    for place, word in enumerate(words):
        following = words[place + 1].text if place + 1 < len(words) else ""
        if word.text == ",":
            if place > start:
                yield words[start:place], by
            joined = following in _JOINS
            start, by = place + 1 + joined, following if joined else ""
        elif word.text in _JOINS and following in _CONDITIONS and place > start:
            yield words[start:place], by
            start, by = place + 1, word.text
    if start < len(words):
        yield words[start:], by


def _piece(words: Words, *, first: bool) -> str | None:
    if _refused(words):
        return None
    whole = words[0].text in _CONDITIONS or _MIDST & set(texts(words[1:]))
    runs = [words] if whole else parted(words)
    said: list[str] = []
    for run in [words] if UNKNOWN in runs else runs:
        one = _run(run, first=first and not said)
        if one is None:
            return None
        said.append(one)
    return ", ".join(said)


def _run(words: Words, *, first: bool) -> str | None:
    fixed = mended(words)
    if not fixed or clumsy(fixed):
        return None
    fixed = _with_subject(fixed, first=first)
    if _strange(texts(fixed), first=first):
        return None
    ready = turned(_parted(fixed))
    said = line(softened(ready)) if ready else None
    return None if said is None or ordering(said) else said


def _with_subject(words: Words, *, first: bool) -> Words:
    """Say who a first clause is about, where that is sure, and what "depends" depends on."""
    if words[0].text in ("depends", "depend"):
        return (Word("it"), Word("depends"), *words[1:])
    if not first or words[0].text in ("that", "which"):
        return words
    at = adverb_run(words, 0)
    if words[0].text in _PRESENT and at < len(words) and words[at].text in verbs().base:
        return (SUBJECT, *words)
    if words[-1].text == "maybe" and words[0].text in verbs().base:
        return (words[-1], *words[:-1])  # "text him maybe": no order
    return (with_subject(words) or words) if len(words) > FEWEST else words


def _refused(words: Words) -> bool:
    said = texts(words)
    stated = said[0] in ("that", "which") and len(said) > 2
    return (
        (asking(words) and not stated) or unsayable(words) or grave(words)
        or not (TO_BOT | (group("refuse_self") - PLAIN)).isdisjoint(said)
    )  # fmt: skip


def _strange(said: list[str], *, first: bool) -> bool:
    """Whether a piece hangs in the air, or would be heard as an order."""
    if said[-1] in _HANGING or (said[-1] in _LEANING and len(said) < FEWEST + 2):
        return True
    if not ORDERED.isdisjoint(pairwise(said)):
        return True
    if said[:3] == ["that", "is", "me"]:
        return True  # "that's me being dramatic"
    if said[0] in ("that", "which") and said[1:2] == ["i"]:
        return True
    opens = said[0]
    order = opens in verbs().base and opens not in verbs().past.keys() | group("adjectives")
    order = order and said[1:2] != [] and said[1] not in AUX
    if opens in any_of("do let be") or (first and order and opens not in AUX | {"like", "last"}):
        return True
    return order and bool(_SAID_TO & set(said[1:3]))


def _parted(words: Words) -> Words:
    """Put the comma before the main clause of "if …": the first subject with its verb."""
    opener = subordinate(words)
    if not opener or words[0].text not in _CONDITIONS:
        return words
    said = texts(words)
    for place in range(opener + 2, len(said) - 1):
        if said[place] == "then" and said[place + 1] in _BEGINS:
            return (*words[:place], Word(","), *words[place:])
        before = said[place - 1]
        if before == "not" and said[place - 2] in AUX:
            before = ""  # "if i dont im the boring one"
        if said[place] not in _BEGINS or before in _NOT_BEFORE | AUX | _CONDITIONS:
            continue
        at = adverb_run(words, place + 1)
        verb = at < len(said) and (said[at] in AUX or verbs().known(said[at]))
        if verb and finite(words[opener:place]) >= 0:
            place -= 2 if said[place - 2 : place] == ["at", "least"] else before == "maybe"
            return (*words[:place], Word(","), *words[place:])
    return words
