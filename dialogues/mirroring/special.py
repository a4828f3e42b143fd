"""Clauses whose sense is not in their words: rhetorical questions, "should have", "part of me"."""

from __future__ import annotations

from dialogues.mirroring.phrasing import Words, texts
from dialogues.mirroring.refusing import unsayable
from dialogues.mirroring.saying import line
from dialogues.mirroring.turning import turned

_WHOLE = {
    "who am i kidding": "you don't think you're fooling anyone",
    "what is the point": "you can't see the point",
    "why me": "you're asking why it had to be you",
    "what am i supposed to do": "you don't know what you're supposed to do",
    "what am i meant to do": "you don't know what you're meant to do",
    "what do i do": "you don't know what to do",
    "what do i do now": "you don't know what to do now",
    "why do i do it": "you don't know why you do it",
    "you do not know me": "I don't know you",
    "you keep asking me that": "I keep asking you that",
    "could have been me": "it could have been you",
    "i did it": "you did it",
    "i just can not": "you just can't",
    "there is no point": "",
    "you do what you have to": "you do what you have to",
}
_ASKED = (
    (("how", "am", "i", "meant", "to"), "you don't know how to"),
    (("how", "am", "i", "supposed", "to"), "you don't know how to"),
    (("how", "am", "i", "going", "to"), "you don't know how you're going to"),
    (("why", "do", "i", "keep"), "you don't know why you keep"),
    (("why", "can", "i", "not"), "you don't know why you can't"),
    (("there", "is", "a", "part", "of", "me", "that"), "part of you"),
    (("a", "part", "of", "me"), "part of you"),
    (("i", "am", "dying", "for", "a"), ""),
)


def reworded(words: Words) -> str | None:
    """Return the line for a clause that has its own, or None."""
    said = texts(words)
    whole = _WHOLE.get(" ".join(said))
    if whole:
        return whole
    for lead, start in _ASKED:
        if start and tuple(said[: len(lead)]) == lead and len(said) > len(lead):
            rest = words[len(lead) :]
            if len(rest) > 12 or unsayable(rest) or "you" in texts(rest):
                return None
            if rest[-1].text in ("then", "now") and len(rest) < 2:
                return None
            result = turned(rest)
            return f"{start} {line(result)}" if result else None
    return None
