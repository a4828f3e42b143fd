"""Who the clause is about: "skint again" is "I'm skint again".

`with_subject` answers a clause that can stand, or None for what might be anything.
"""

from __future__ import annotations

from dialogues.mirroring.ellipsis import AM, HAVE, SUBJECT, elliptic
from dialogues.mirroring.grammar import any_of, group, lists, verbs
from dialogues.mirroring.phrasing import Word, Words, starts_with, texts
from dialogues.mirroring.sentence import AUX, DETERMINERS, NOMINATIVE, adverb_run, finite

_WHOLE = any_of("everyone everybody nobody someone everything nothing people")


_WHAT_IT_WAS = any_of("the a an my this that ages years months weeks days")
""" "been a long week", "been the same dose for years": not what the person has been."""


_UNITS = any_of("day days week weeks month months year years hours hour nights")


def with_subject(words: Words) -> Words | None:
    """Return a clause that names who it is about, or None if that is not sure."""
    if not words:
        return None
    first = words[0]
    if first.text in ("i", "we"):
        return words if _verb_follows(words, 1) else None
    if first.text == "you":
        return words
    if first.text in NOMINATIVE or first.text in _WHOLE:
        return words if finite(words, 1) > 0 else None
    if words[0].text == "me" and len(words) > 3:
        return _with_me(words)
    if first.text in ("what", "mine") and len(words) > 3:
        return words if _cleft(words) else None
    if first.text in ("not", "never"):
        return denied(words)
    if (
        first.text == "been"
        and words[1:2]
        and words[1].text in _WHAT_IT_WAS
        and not {"life", "i"} & set(texts(words))
    ):
        return None
    if first.text == "been":
        return (SUBJECT, HAVE, *words) if len(words) > 2 else None
    if first.kind == "substance":
        at = next(
            (place for place, word in enumerate(words) if word.kind != "substance"), len(words)
        )
        return words if finite(words, at) == adverb_run(words, at) else None
    if (
        first.text in any_of("heaps loads lots plenty none")
        and len(words) > 4
        and words[1].text == "of"
    ):
        return words if finite(words, 4) > 0 else None
    if first.text in DETERMINERS and first.text != "no":
        return words if finite(words, 2) > 0 or AUX & set(texts(words)) else None
    if first.kind == "role":
        return (
            (Word("the"), *words)
            if finite(words, 1) == 1 and not first.text.endswith("s")
            else None
        )
    if first.kind == "person" or first.text in group("people_nouns"):
        if finite(words, 1) == adverb_run(words, 1) or (
            len(words) > 1 and words[1].text in ("and", "is", "has")
        ):
            plural = first.text in group("plural_people")
            return (
                (Word("my"), *words)
                if not plural and first.text not in ("dealer", "people")
                else None
            )
        return None
    if first.kind == "name":
        return words if finite(words, 1) > 0 else None
    if first.kind == "time" or first.text in any_of(
        "last yesterday today tonight every sometimes"
    ):
        for place in range(1, min(5, len(words))):
            if words[place].text in any_of("i we he she my they"):
                return (
                    words if finite(words, place) > 0 and _verb_follows(words, place + 1) else None
                )
        return None
    if first.text.replace(",", "").isdigit() or first.kind == "number":
        return stretch(words)
    fronted = starts_with(words, 0, lists().phrases["fronted"])
    if fronted and words[fronted : fronted + 1] and words[fronted].text in ("i", "we"):
        return words if _verb_follows(words, fronted + 1) else None
    return elliptic(words)


def _verb_follows(words: Words, at: int) -> bool:
    if words[at - 1].text not in ("i", "we"):
        return True
    at = adverb_run(words, at)
    if at >= len(words):
        return False
    text = words[at].text
    if text in ("myself", "actually", ","):
        return False
    return text in AUX or text in verbs().base or text in verbs().past


def _with_me(words: Words) -> Words | None:
    if words[1].text in ("and", ","):
        end = finite(words, 2)
        if end > 2:
            return words
    return None


def _cleft(words: Words) -> bool:
    """Whether "what …" states something: "what scares me is …"."""
    if words[0].text == "mine":
        return words[1].text in AUX
    if words[1].text in AUX:
        return False
    return any(word.text in any_of("is was keeps makes") for word in words[2:])


def denied(words: Words) -> Words | None:
    """Return "not slept in days" and "never been" with their subject."""
    at = adverb_run(words, 0)
    if at >= len(words):
        return None
    text = words[at].text
    if text in any_of("supposed allowed meant bothered interested prepared used convinced") and (
        words[0].text == "not"
        and len(words) > at + 1
        and (text != "used" or words[at + 1].text == "to")
    ):
        return (SUBJECT, AM, *words)
    if words[0].text == "never":
        if text in verbs().participle and text not in verbs().base:
            return (SUBJECT, HAVE, *words)
        return None
    if text in verbs().ing or words[at].kind == "feeling" or text in group("states"):
        if finite(words, at + 1) > 0 and "i" not in texts(words):
            return None
        return (SUBJECT, AM, *words)
    if text in verbs().participle and text not in verbs().base and len(words) > 2:
        return (SUBJECT, Word("have"), Word("not", glued=True), *words[1:])
    return None


def stretch(words: Words) -> Words | None:
    """ "2 weeks off meth": how long something has lasted."""
    if len(words) < 3 or words[1].text not in _UNITS:
        return None
    at = 2
    if words[at].text not in any_of("off clean sober dry without"):
        return None
    if finite(words, 3) > 0:
        return None
    if words[at].text == "without":
        return None
    return (SUBJECT, AM, *words)
