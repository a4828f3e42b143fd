"""What is a noun worth saying back: by its neighbours, its ending and the dictionary."""

from __future__ import annotations

import re

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words, texts
from dialogues.mirroring.sentence import AUX

LONGEST = 30
"""Characters of a keyword."""
_POSSESSIVES = any_of("my our his her their")
_BE = any_of("am is are was were be been being become like as such than")
_ADJECTIVAL = re.compile(
    r".{3}(?<!inter)(?<!for)(?<!gu)est$|.{3}(less|ful|ous|able|ible|ish|ically)$|.ly$"
)
_OWNING = ("'s", "s'")


def heads(opener: str, inner: Words) -> bool:
    """Whether the last word is a noun that says something."""
    last, forms = inner[-1], verbs()
    text = last.text
    if last.kind in ("name", "number") or text.endswith(_OWNING) or len(text) < 2:
        return False
    if opener in ("a", "an") and len(inner) == 1 and (last.kind == "role" or last.shown):
        return False
    if text in group("keyword_light"):
        return len(inner) > 1 and noun(inner[-2]) and inner[-2].kind not in ("number", "time")
    if listed(last):
        return True
    if text in group("adjectives") or last.kind == "feeling" or _ADJECTIVAL.match(text):
        return False
    if text in forms.ing:
        return opener in _POSSESSIVES
    if text in forms.base and opener in ("a", "an"):
        return False
    return not ((text in forms.past or text in forms.participle) and text not in forms.base)


def listed(word: Word) -> bool:
    """Whether a table says that this is a noun."""
    return (
        word.kind in ("person", "role", "substance")
        or word.text in group("nouns")
        or word.text in group("noun_heads")
        or word.text in group("people_nouns")
        or word.text in group("plural_people")
        or word.text in group("keyword_units")
        or word.text in group("keyword_nouns")
    )


def noun(word: Word) -> bool:
    """Return whether a word is likely a noun."""
    text, forms = word.text, verbs()
    return listed(word) or not (
        forms.known(text)
        or word.kind in ("feeling", "time", "number", "name")
        or text in group("adjectives")
        or text in group("adverbs")
        or text in group("intensifiers")
        or text in group("keyword_stops")
        or text in AUX
        or not text.isalpha()
        or _ADJECTIVAL.match(text)
    )


def labels(words: Words, at: int) -> bool:
    """Whether this says what somebody is or is like: "im a …", "like a little mouse"."""
    place = at - 1
    while place >= 0 and (
        words[place].text in group("adverbs") or words[place].text in ("not", "such", "never")
    ):
        place -= 1
    before = texts(words[max(0, place - 1) : place + 1])
    if not before and place < at - 1:
        return True
    if not before or before[-1] not in _BE:
        return False
    if before[-1] in ("is", "was") and words[at].text not in ("a", "an"):
        return len(before) > 1 and before[0] in ("he", "she", "i")
    return True
