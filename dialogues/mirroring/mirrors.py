"""The mirrorings of a message: which clauses are worth saying back, and how they read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogues.listening.tagging import tagged
from dialogues.listening.words import Clause, clauses
from dialogues.mirroring.grammar import any_of, verbs
from dialogues.mirroring.hanging import (
    denial,
    elliptic,
    measured,
    no_reason,
    purposeful,
    reported,
    stump,
    theirs,
)
from dialogues.mirroring.hearsay import after_speech, quoted
from dialogues.mirroring.phrasing import texts
from dialogues.mirroring.refusing import unsayable
from dialogues.mirroring.saying import dated, line
from dialogues.mirroring.sentence import AUX, NEW, subordinate
from dialogues.mirroring.soundness import LONGEST_WORDS, bland, overlong
from dialogues.mirroring.special import reworded
from dialogues.mirroring.splitting import Span, spans
from dialogues.mirroring.statements import stated, stock
from dialogues.mirroring.turning import turned
from dialogues.mirroring.worth import SAID, worth

_ODD = re.compile(r"[{}<>\[\]\\|@#*_=^~%/\u0000-\u0008\u000b-\u001f\u007f]")

_JOINERS = {
    "but": ", and",
    "and": ", and",
    "plus": ", and",
    "so": ", so",
    "then": ", then",
    "because": " because",
    "or": " or",
}

_PUT_RIGHT = (
    ("it's not ", "it's "), ("it isn't ", "it's "), ("it wasn't ", "it was "),
    ("you don't ", "you just "), ("you don't mean ", "you mean "), ("you're not ", "you're "),
)  # fmt: skip
"""How two clauses begin of which the second says what is so instead: "it's not x, it's y"."""

_INSIDE = any_of("what that who how where why when because and something anything everything all")


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A clause of the person's, turned to "you"."""

    text: str
    """Lower case at the start unless a name; no final full stop."""
    clause: int
    """Index of the first clause it came from."""
    words: int
    """How many words it has."""
    whole: bool
    """Whether it covers everything the message says."""
    worth: float = 0.0
    """How much it is worth saying back out of a long message."""


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    span: Span
    alone: bool
    """Whether it may stand without the clause before it."""
    weak: bool = False
    """Whether it leans on the clause before it, if that is said."""
    opens: bool = True
    """Whether a clause may be joined to it."""
    worth: float = 0.0


def mirrorings(clauses: Sequence[Clause]) -> tuple[Mirrored, ...]:
    """Return what is worth saying back, in message order.

    Each clause by itself, and after it the same clause joined with the next where that reads well.
    """
    found = spans(clauses)
    if found is None:
        return ()
    theirs_ = quoted(found)
    said = [
        None if theirs_[place] else _weighed(_said(span, place, found), place, found)
        for place, span in enumerate(found)
    ]
    full = len(found)
    out: list[Mirrored] = []
    for place, one in enumerate(said):
        if one is None:
            continue
        following = said[place + 1] if place + 1 < full else None
        joined = _joined(one, following) if following and one.opens else None
        if (
            one.weak
            and place
            and len(found[place - 1].words) == 1
            and found[place - 1].words[0].text != "?"
        ):
            one = replace(one, alone=True)
        if one.alone and _alone(found, place, joined is not None):
            out.append(_mirrored(one.text, one, full == 1))
        if joined and following:
            pair = replace(one, worth=_together(one, following))
            out.append(_mirrored(joined, pair, full == 2))
            third = said[place + 2] if place + 2 < full else None
            if third and full == 3 and following:
                both = _joined(replace(one, text=_comma(joined, following, third)), third)
                if both:
                    out.append(_mirrored(both, pair, True))
    return tuple(out)


def mirror(text: str) -> str | None:
    """Return the best mirror of a short message, or None."""
    if _ODD.search(text):
        return None
    found = mirrorings(clauses(tagged(text)))
    if not found:
        return None
    return max(found, key=lambda one: (one.whole, min(one.words, 14), -one.clause)).text


def _mirrored(text: str, said: _Said, whole: bool) -> Mirrored:
    return Mirrored(text, said.span.clause, len(text.split()), whole, said.worth)


def _together(one: _Said, other: _Said) -> float:
    """A reason counts with what it is the reason for; else each has to be worth it."""
    if other.span.joined_by in ("because", "so") and other.span.words[0].text == "i":
        return max(one.worth, other.worth)
    if other.span.joined_by == "because":
        return max(one.worth, (one.worth + max(0.0, other.worth)) / 2 + 1.0)
    return (one.worth + other.worth) / 2


def _weighed(said: _Said | None, place: int, found: Sequence[Span]) -> _Said | None:
    if said is None:
        return None
    perhaps_theirs = SAID if after_speech(found, place) else 0.0
    return replace(said, worth=worth(said.span.words, said.text) + perhaps_theirs)


def _alone(found: Sequence[Span], place: int, joined: bool) -> bool:
    """Whether leaving out the next clause keeps this one true."""
    following = found[place + 1] if place + 1 < len(found) else None
    if _condition(found[place]):
        return False
    if following is None:
        return True
    said = texts(found[place].words)
    if following.joined_by in ("but", "or") and {"would", "if"} & set(said):
        return False
    if following.joined_by == "but" and "says" in said[:4]:
        return False
    if following.joined_by == "because" and {"only", "not", "just"} & set(said):
        return False
    if following.joined_by == "so" and "only" in said:
        return False
    if following.joined_by != "so" and denial(texts(following.words)):
        return False
    if following.joined_by == "or":
        return False
    if subordinate(found[place].words) and following.joined_by in ("and", ""):
        return not joined
    return True


def _condition(span: Span) -> bool:
    """Whether this is only the "if …" or "when …" of a sentence."""
    opener = subordinate(span.words)
    said = texts(span.words)
    if not opener or span.complete or said[0] in ("so", "because"):
        return False
    return not any(
        said[place] in NEW
        and said[place + 1] in any_of("would will can could have am had")
        and said[place - 1] not in _INSIDE
        for place in range(opener + 2, len(said) - 1)
    )


def _joined(one: _Said, other: _Said) -> str | None:
    by = other.span.joined_by
    sub = subordinate(one.span.words)
    if other.span.clause - one.span.clause > 1 or one.text == other.text:
        return None
    if sub and not one.span.complete:
        if by or subordinate(other.span.words):
            return None
        text = f"{one.text}, {other.text}"
    elif by == "so" and not other.alone:
        text = f"{one.text} so {other.text.removeprefix('so ')}"
    elif by == "because" and " because " in one.text:
        return None
    elif by in _JOINERS:
        if by == "but" and "would" in texts(one.span.words) and not other.text.endswith("n't"):
            return None
        glue = _JOINERS[by]
        text = f"{one.text}{glue} {other.text}"
    elif not by and _condition(other.span):
        if other.span.clause != one.span.clause or "honest" in texts(other.span.words):
            return None
        text = f"{one.text}, {other.text}"
    elif not by and other.span.clause == one.span.clause:
        put_right = any(
            one.text.startswith(no)
            and other.text.startswith(yes)
            and not other.text.startswith(no)
            for no, yes in _PUT_RIGHT
        )
        text = f"{one.text}, {'' if put_right else 'and '}{other.text}"
    else:
        return None
    return None if overlong(text, len(text.split())) else text


def _comma(text: str, following: _Said, third: _Said) -> str:
    """Three in a row: "a, b, and c"."""
    plain_ = (following.span.joined_by in ("", "and"), third.span.joined_by in ("", "and", "plus"))
    return text.replace(", and ", ", ", 1) if all(plain_) else text


def _said(span: Span, place: int, found: Sequence[Span]) -> _Said | None:
    words = span.words
    special = reworded(words)
    if special is not None:
        return _Said(special, span, True)
    if span.question or len(words) > LONGEST_WORDS + 5 or unsayable(words):
        return None
    doing = words[0].text in verbs().past or (span.joined_by == "and" and words[0].text in AUX)
    if place and doing and theirs(found[place - 1].words):
        return None
    left = elliptic(span, words) if place else None
    if left is not None:
        return _Said(line(left), span, False, opens=False)
    turned_ = stated(span, words)
    if turned_ is None:
        return None
    thin = bland(turned_) or stock(words)
    if thin and (turned_[0].text in any_of("that this it there") or len(found) == 1):
        return None
    text = line(dated(turned_))
    purpose = purposeful(span, words, place)
    if purpose and place == 0 and subordinate(words) == 0:
        text = f"so {text}"
    if purpose and place:
        text = text if text.startswith("so ") else f"so {text}"
    if place and span.joined_by == "and" and measured(found[place - 1].words):
        amount = None if unsayable(found[place - 1].words) else turned(found[place - 1].words)
        if amount is None or "," in texts(amount) or texts(amount) == ["one"]:
            return None
        text = f"{line(amount)} and {text}"  # "two pints and you're funny"
    if overlong(text, len(text.split())):
        return None
    alone = not (purpose and place) and span.joined_by != "or"
    if place and span.joined_by == "and" and reported(texts(found[place - 1].words)):
        alone = False
    if place and span.joined_by == "because" and no_reason(words, found[place - 1].words):
        alone = False  # "i dont do it cos i like it": they may not like it
    if place and span.joined_by == "then" and not (set(texts(words)) & verbs().past.keys()):
        alone = False  # what happens then hangs on what came before; what happened then stands
    if subordinate(words) and span.complete and stump(texts(words)):
        alone = False
    opens = alone
    if thin:
        alone = False
        opens = not stock(words)
    weak = bool(purpose and place) and words[1].text not in ("can", "could", "will")
    return _Said(text.removeprefix("so ") if weak else text, span, alone, weak, opens)
