"""A bare answer joined with the question it answers: "quiet" is "what you get from weed".

The bot's own question ("What do you get from weed?") is turned to the end of a statement; it is
refused where the grammar, or whether the answer is one, is not sure.
"""

from __future__ import annotations

import re

from dialogues.mirroring.grammar import any_of, regular, verbs

LONGEST = 11
"""Words of a question that is still said back."""
_QUESTION = re.compile(r"(?:^|[.:\n]\s*)([^.?!:\n]+)\?\s*$")
_TWO = re.compile(r", (?:and|or)\b| or |\bone thing\b|\bfirst\b|[\"'’]\w+['’]")
_SUBJECTS = any_of("you it they he she that things")
_SWAPPED = any_of("would could can will are were was is have has had")
_WITH_VERB = any_of("would will could has")
_OPENS = any_of("what who when where")
_PLACED = any_of(
    "at in on by near under behind outside inside round home work bed indoors up down"
)
_TIMED = any_of("at in on after before around during late early when every most from round by")


def asked(said: str) -> str | None:
    """Return the question that ends `said` as a clause: "what you get from it"; None if unsure."""
    found = _QUESTION.search(said)
    if found is None:
        return None
    text = found.group(1).strip().lower()
    words = text.split()
    if not 3 <= len(words) <= LONGEST or _TWO.search(text) or words[-1] == "after":
        return None
    opens, _, glued = words[0].partition("'")
    rest = words[1:]
    if opens not in _OPENS or glued not in ("", "s"):
        return None
    if glued:
        return _contracted(opens, rest)
    if rest[0] == "else":
        rest = rest[1:]
    return _turned(opens, rest) if len(rest) > 1 else None


def _contracted(opens: str, rest: list[str]) -> str | None:
    if rest[0] in _SUBJECTS:
        return " ".join([opens, f"{rest[0]}'s", *rest[1:]]) if len(rest) > 1 else None
    if rest[0] in any_of("the your one"):
        return None
    return " ".join([f"{opens}'s", *rest])


def _turned(opens: str, rest: list[str]) -> str | None:
    verb, subject, after = rest[0], rest[1], rest[2:]
    forms = verbs()
    if subject in _SUBJECTS:
        if verb in _SWAPPED and subject != "that":
            return " ".join([opens, subject, verb, *after])
        if not after or after[0] not in forms.base or after[0] == "last":
            return None
        if verb == "do" and subject in ("you", "they", "things"):
            return " ".join([opens, subject, *after])
        if verb == "does":
            third = {"be": "is", "have": "has"}.get(after[0], regular(after[0])[0])
            return " ".join([opens, subject, third, *after[1:]])
        if verb == "did":
            past = forms.pasts[after[0]][0] if after[0] in forms.pasts else regular(after[0])[1]
            return " ".join([opens, subject, past, *after[1:]])
        return None
    if opens not in ("what", "who"):
        return None
    if verb in _WITH_VERB:
        known = subject in (forms.participle if verb == "has" else forms.base)
        return " ".join([opens, *rest]) if known else None
    if (verb in forms.third or verb in forms.past) and verb not in any_of("do does did is was"):
        return " ".join([opens, *rest])
    return None


def fitting(clause: str, answer: str, *, time: bool, person: bool) -> bool:
    """Return whether `answer` is of the kind the question behind `clause` asks for."""
    first = answer.split()[0].lower()
    opens = clause.split()[0].removesuffix("'s")
    if opens == "when":
        return time or first in _TIMED
    if opens == "where":
        return first in _PLACED
    if opens == "who":
        return person
    return not time and not person and first not in _TIMED | any_of("to and but because so")
