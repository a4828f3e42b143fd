"""Sentences that run on without a full stop, and where a main clause begins."""

from __future__ import annotations

from dialogues.mirroring.asking import asking
from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words, texts
from dialogues.mirroring.sentence import AUX, NEW, finite, lacking, main_clause, subordinate

_INNER = any_of("when because that what time once until since")

_MODALS = any_of("can do could did will would")


UNKNOWN: Words = (Word("?"),)

_NOUNLIKE = any_of(
    "thing things one ones everything anything something nothing all stuff people person bit much"
)

_SUBJECTS = any_of("it you this that either all me everything")


_STATE_STARTS = any_of("sick tired scared bored fed")

_TIMES = any_of(
    "day days night nights week weeks month months year years monday tuesday wednesday thursday "
    "friday saturday sunday sundays mondays fridays saturdays"
)

_BEST = any_of("best worst first only longest hardest most")

_NOT_BEFORE_IT = any_of("my the a and , so or to of for with about on in at from not")

_HOLDS_IT = any_of(
    "if when whenever once since after before until what how all because that and then so here"
)
"""After these an "it" with its verb goes on with the same sentence."""

_AFTER_BE = any_of(
    "am is are was were be been being feel feels felt feeling get got getting so too "
    "really just very pretty and or me him her us them you more that how bit not"
)


def parted(words: Words) -> list[Words]:
    """Part a run of sentences without full stops, and one at its commas."""
    out: list[Words] = []
    for run in _at_commas(words):
        if not subordinate(run):
            out += _run_on(run)
            continue
        whole, complete = main_clause(run)
        comma = texts(whole).index(",") if complete and "," in texts(whole) else len(run)
        head, *rest = _run_on(run[comma:]) if comma < len(run) else [()]
        out += [UNKNOWN] if head is UNKNOWN else [(*run[:comma], *head)]
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
        piece[0].text in verbs().past
        or piece[0].text in verbs().ing
        or piece[0].text in NEW
        or piece[0].text in any_of("not it do can was is been just you then that")
        for piece in kept[1:]
    )
    listing = (
        short
        and not verbish
        and (
            "and" in texts(kept[-1])
            or "or" in texts(kept[-1])
            or all(p[0].text in any_of("my no the a") for p in kept)
        )
    )
    if listing and len(kept) <= 4:
        return [words]
    return [_own_or_unknown(piece, kept[0]) if at else piece for at, piece in enumerate(kept)]


def _own_or_unknown(piece: Words, first: Words) -> Words:
    """Refuse a piece without a subject after somebody else: "dad ran shine, went to jail"."""
    lacking = piece[0].text in verbs().past or piece[0].text in verbs().ing
    theirs = first[0].kind in ("person", "role", "name") or (
        first[0].text not in NEW - {"he", "she", "they"}
        and not verbs().known(first[0].text)
        and first[0].kind != "feeling"
        and first[0].text not in group("states") | group("adverbs")
    )
    return UNKNOWN if lacking and theirs and subordinate(first) == 0 else piece


def _run_on(words: Words) -> list[Words]:
    takers, closers = group("takers"), group("closers")
    starts = [0]
    for place in range(2, len(words)):
        word, before = words[place], words[place - 1]
        found_out = before.text == "out" and words[place - 2].text in ("find", "found", "finding")
        if found_out or before.text == "shall" or lacking(words[place:]):
            continue
        if _anew(words, starts[-1], place) or _nowadays(words, starts[-1], place):
            starts.append(place)
            continue
        if (
            word.text == "my"
            and before.text in any_of("hours days weeks months years now anymore again")
            and texts(words[place + 2 : place + 3])
            and words[place + 2].text in verbs().third.keys() | any_of("is was has")
            and words[starts[-1]].text not in any_of("if when since after before until")
        ):
            starts.append(place)
            continue
        if (
            word.text == "my"
            and (before.kind == "feeling" or before.text in group("states"))
            and texts(words[place + 2 : place + 3])
            and words[place + 2].text in verbs().third.keys() | AUX
            and finite(words[starts[-1] : place]) >= 0
        ):
            starts.append(place)
            continue
        states_it = (
            word.text in ("it", "there", "that")
            and place + 1 < len(words)
            and words[place + 1].text in ("is", "was", "has")
            and (
                words[place + 1].glued
                or (word.text == "it" and before.text not in ("when", "if", "that"))
            )
        )
        if states_it and before.text == "more" and words[place - 2].text in ("no", "any"):
            starts.append(place)
            continue
        if _it_goes(words, starts[-1], place):
            starts.append(place)
            continue
        if word.text not in NEW and not states_it:
            continue
        if states_it and before.text in _NOUNLIKE and finite(words[starts[-1] : place]) >= 0:
            starts.append(place)
            continue
        if before.text in _NOUNLIKE and [w.text for w in words[place + 1 : place + 3]] in (
            ["just", "can"],
            ["just", "do"],
        ):
            return [UNKNOWN]
        if before.text in AUX or (place > 1 and words[place - 2].text == "so"):
            continue
        if asking(words[starts[-1] : place + 1]):
            continue  # "why can't i": the words have changed places
        if before.text in takers or place - starts[-1] < 2 or place + 1 >= len(words):
            continue
        if (
            word.text in NEW
            and before.text in _TIMES
            and words[place - 2].text in any_of("the one those any")
        ):
            continue  # "one sunday i can remember"
        singled = _BEST & set(texts(words[max(0, place - 3) : place]))
        if singled and words[place + 1].text in ("have", "had"):
            continue  # "the best night i have had"
        window = texts(words[max(starts[-1], place - 5) : place])
        if any(
            text in any_of("told tell tells telling asked promised swore ask") for text in window
        ):
            continue
        if before.text in any_of("my the and , so or to of for with"):
            continue
        segment = words[starts[-1] : place]
        if (
            finite(segment) < 0
            and segment[0].text not in group("states")
            and segment[0].kind != "feeling"
        ):
            continue
        inner = {word_.text for word_ in segment[1:]}
        if "if" in inner or (inner & _INNER and before.text not in closers):
            return [UNKNOWN]
        if (
            before.text in closers
            or before.kind == "feeling"
            or before.kind == "time"
            or before.text in group("adjectives")
        ):
            starts.append(place)
        elif (
            before.text in verbs().base
            or before.text in verbs().past
            or before.text in verbs().third
        ):
            if before.kind:
                return [UNKNOWN]
            if states_it or words[place + 1].text in any_of("just do can am"):
                starts.append(place)
                continue
            ended = before.text in any_of("relapsed cried left died work sleep eat") or (
                before.text in any_of("use drink smoke") and words[place + 1].text in verbs().third
            )
            starts.append(place) if ended else None
        else:
            noun_at = place - 2
            relative = noun_at >= 0 and words[noun_at].text in any_of(
                "the every a any my that all only one some"
            )
            if states_it or (relative and words[noun_at].text == "my"):
                starts.append(place)
                continue
            if relative and _being(words[starts[-1] :]):
                continue
            if relative and words[-1].text in any_of("in with at from for about"):
                continue  # "a city i dont live in"
            if relative and {"my", "the", "a", "it", "them", "him", "her"} & set(
                texts(words[place + 2 : place + 5])
            ):
                return [UNKNOWN]
            if relative and words[place + 1].text not in any_of("am can do just want need"):
                continue
            if words[place + 1].text in any_of("am do can just want need is have will"):
                starts.append(place)
            else:
                return [UNKNOWN]
    ends = [*starts[1:], len(words)]
    return [words[start:end] for start, end in zip(starts, ends, strict=True)]


def _nowadays(words: Words, start: int, place: int) -> bool:
    """Whether "now" sets off what was: "used to play it every day now it just sits there"."""
    return (
        words[place].text == "now"
        and place - start > 2
        and bool({"used", "was", "were"} & set(texts(words[start:place])))
        and texts(words[place + 1 : place + 2]) != []
        and (words[place + 1].text in NEW or texts(words[place + 1 : place + 3]) == ["it", "just"])
        and not {"when", "if", "that", "than"} & set(texts(words[start:place]))
    )


def _it_goes(words: Words, start: int, place: int) -> bool:
    """Whether "it" with its verb says something new: "its just tingles it goes away"."""
    before = words[place - 1]
    if words[place].text != "it" or place + 1 >= len(words) or place - start < 2:
        return False
    known = verbs().known(before.text) or before.text in AUX | group("takers") | group("adverbs")
    return (
        words[place + 1].text in verbs().third
        and words[place + 1].text not in verbs().base.keys() | AUX
        and not known
        and before.text not in _NOT_BEFORE_IT
        and finite(words[start:place]) >= 0
        and not set(texts(words[start:place])) & _HOLDS_IT
        and not set(texts(words[start:place])) & group("tell")
    )


def _being(words: Words) -> bool:
    """Whether this says who somebody wants to be or was: "im not the dad i want to be"."""
    said = texts(words)
    return said[1:2] in (["am"], ["is"], ["was"]) and (
        said[-2:] in (["to", "be"], ["i", "was"]) or said[-3:-1] == ["to", "be"]
    )


def _anew(words: Words, start: int, place: int) -> bool:
    """Whether a sentence without its subject begins here: "… cant sleep", "… sick of it"."""
    word, before = words[place], words[place - 1]
    following = words[place + 1].text if place + 1 < len(words) else ""
    if place - start < 2 or (
        finite(words[start:place]) < 0
        and words[start].text not in ("been", "not")
        and words[start].kind != "feeling"
    ):
        return False
    if word.text in _MODALS and following == "not" and words[place + 1].glued:
        before_that = words[place - 2].text
        if before.text in ("so", "and"):
            return False
        return (
            before.text in group("closers") - _SUBJECTS
            or before.kind in ("time", "number", "feeling")
            or before.text in group("adjectives")
            or (before.text in any_of("years months weeks days work") and before_that != "the")
            or (before.kind == "substance" and before_that in any_of("on up off the no"))
        )
    if (
        word.text in ("so", "and")
        and (
            following in ("going", "trying")
            or (following in _MODALS and place + 2 < len(words) and words[place + 2].text == "not")
        )
        and before.text not in any_of("am is not be was")
    ):
        return True
    if word.text in _STATE_STARTS and following in ("of", "up"):
        return before.text not in _AFTER_BE and before.text not in group("adverbs")
    if word.text == "miss" and before.text in any_of("years months weeks days"):
        return True
    if word.text in any_of("just want need wish") and (
        word.text != "just" or following in any_of("want need wish feel")
    ):
        return (
            before.text in any_of("now anymore again lately today anyway") or before.kind == "time"
        )
    return False
