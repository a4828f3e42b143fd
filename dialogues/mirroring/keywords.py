"""One short noun phrase of a message that cannot be mirrored: "your quiet flat", "6 or 7 a day".

It shows what was caught, and so it is taken only where nothing can be read into it: who it belongs
to is clear, every word is known, and nothing in it is cruel, deadly or a name for the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dialogues.listening.words import Clause, Token, lemma_of
from dialogues.mirroring.apostrophes import my_for_me
from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.nouns import heads, labels, listed, noun
from dialogues.mirroring.phrasing import Word, Words, changed, texts, words_of
from dialogues.mirroring.possessives import possessives
from dialogues.mirroring.refusing import grave, holds
from dialogues.mirroring.saying import line
from dialogues.mirroring.sentence import AUX, NOMINATIVE
from dialogues.mirroring.trimming import trimmed
from dialogues.mirroring.turning import turned

LONGEST = 30
"""Characters of a keyword."""
_MOST = 3
"""Words after "my" or "the"."""

_POSSESSIVES = any_of("my our his her their")
_ARTICLES = any_of("the a an")
_BE = any_of("am is are was were be been being become like as such than")
_RATE = any_of("a per every each")
_LENGTHS = any_of("day night week month weekend hour morning evening session year")
_NUMERALS = any_of("two three four five six seven eight nine ten twelve twenty thirty fifty half")
_CALLED = any_of("mum mam mom dad nan gran grandad wife missus boss sister brother")
_BEFORE_BARE = any_of("of in with about for from without no some more all and on at by after")
_ADJECTIVAL = re.compile(
    r".{3}(?<!inter)(?<!for)(?<!gu)est$|.{3}(less|ful|ous|able|ible|ish|ically)$|.ly$"
)
_ABSTRACT = re.compile(r"..(ness|tion|ment|ety|dom|ship|ism)$")
_SUBJECTS = NOMINATIVE | any_of("this that my the anyone")
_PLAIN = re.compile(r"[A-Za-z0-9£$€.,' -]+")

_OWNING = ("'s", "s'")

_Found = tuple[float, Words]


def keyword(clauses: Sequence[Clause]) -> str | None:
    """Return one short noun phrase to be said back, turned to "you"; None if unsure."""
    best, most = None, 0.0
    runs = [(clause, run) for clause in clauses for run in _runs(clause.tokens)]
    if any(holds(run, "void") for _, run in runs):
        return None
    for clause, run in runs:
        if clause.question or _asks(run) or grave(run) or _serious(clause):
            continue
        mended = possessives(my_for_me(trimmed(run)))
        for weight, phrase in _phrases(mended or ()):
            if weight >= most and (said := _said(phrase)):
                best, most = said, weight
    return best


def _runs(tokens: Sequence[Token]) -> list[Words]:
    """Return the words of a clause, parted where one is not surely a word."""
    whole = words_of(tokens)
    if whole is not None:
        return [changed(whole)] if whole else []
    out: list[list[Word]] = [[]]
    for token in tokens:
        found = words_of((token,))
        if found is None:
            # What stands before an unknown word may belong to it: "the bloomin flibber".
            if out[-1]:
                out[-1].append(Word("?"))
            out.append([])
        else:
            out[-1] += found
    return [changed(tuple(run)) for run in out if run]


def _asks(words: Words) -> bool:
    """Whether this asks, or speaks to the bot."""
    said = texts(words)
    return (
        said[0] in any_of("what why how where who which")
        or (said[0] in AUX and said[1:2] != [] and said[1] in _SUBJECTS)
        or not any_of("you your yours yourself").isdisjoint(said)
    )


def _serious(clause: Clause) -> bool:
    """Whether a clause tells of something beside which any other word of it sounds small."""
    said = clause.text.split()
    return not group("keyword_serious").isdisjoint(said) or any(
        pair in (("went", "over"), ("gone", "over")) for pair in pairwise(said)
    )


def _phrases(words: Words) -> Iterator[_Found]:
    place = 0
    while place < len(words):
        for read in (_counted, _owned, _bare):
            found = read(words, place)
            if found is not None:
                length, weight, phrase = found
                if weight:
                    yield weight, phrase
                place += length
                break
        else:
            place += 1


def _counted(words: Words, at: int) -> tuple[int, float, Words] | None:
    """ "6 or 7 a day", "14 years"."""
    if not _number(words[at]):
        return None
    end = at + 1
    if (
        end + 1 < len(words)
        and words[end].text in any_of("or to and")
        and (_number(words[end + 1]) or texts(words[end : end + 3]) == ["and", "a", "half"])
    ):
        end += 2 + (words[end].text == "and" and words[end + 1].text == "a")
    if words[end - 1].text == "half" and texts(words[end : end + 1]) in (["a"], ["an"]):
        end += 1
    unit = end
    if end < len(words) and (
        words[end].text in group("keyword_units")
        or (words[end].text == "times" and _rate(words, end + 1))
        or (noun(words[end]) and words[end].text not in group("keyword_light"))
    ):
        end += 3 if _of(words, end + 1) else 1
    rate = _rate(words, end)
    end += rate
    if not rate and (unit == end or words[unit].text not in group("keyword_units")):
        return end - at, 0, ()
    weight = 2 if rate else 1.5
    return end - at, weight, words[at:end]


def _number(word: Word) -> bool:
    return (word.kind == "number" and len(word.text) < 6) or word.text in _NUMERALS


def _rate(words: Words, at: int) -> int:
    """Return how many words of "a day" stand here."""
    return (
        2
        if (at + 1 < len(words) and words[at].text in _RATE and words[at + 1].text in _LENGTHS)
        else 0
    )


def _owned(words: Words, at: int) -> tuple[int, float, Words] | None:
    """ "my quiet flat", "the affair bit"."""
    opener = words[at].text
    if opener not in _POSSESSIVES and opener not in _ARTICLES:
        return None
    end = at + 1
    while end < len(words) and _goes_on(words, at + 1, end):
        end += 1
    inner = words[at + 1 : end]
    if not inner or len(inner) > _MOST or texts(words[end : end + 1]) == ["?"]:
        return max(1, end - at), 0, ()
    if not heads(opener, inner) or labels(words, at) or _told_her(words, at, inner):
        return end - at, 0, ()
    if inner[-1].text in group("keyword_units") and _of(words, end):
        end += 2
    rate = _rate(words, end) if opener in ("a", "an") else 0
    end += rate
    weight = 2.0
    if opener in ("a", "an") and len(inner) < 2 and not rate:
        weight = 1.5
    if inner[-1].text in group("keyword_light") or inner[-1].kind == "time":
        weight = 1 if len(inner) < 2 or inner[-1].kind == "time" else 2
    return end - at, weight, words[at:end]


def _of(words: Words, at: int) -> bool:
    """Whether "of wine" stands here."""
    return at + 1 < len(words) and words[at].text == "of" and words[at + 1].kind == "substance"


def _goes_on(words: Words, start: int, at: int) -> bool:
    """Whether the word at `at` still belongs to the phrase that began before `start`."""
    word, first = words[at], at == start
    text, forms = word.text, verbs()
    if text in (",", "?") or text in group("keyword_stops") or text in AUX:
        return False
    if text in group("adverbs") or (text in group("intensifiers") and text != "bit"):
        return False
    if not first and text in group("keyword_light"):
        return (text == "bit" or not forms.known(text)) and noun(words[at - 1])
    if word.kind in ("name", "number") and not first:
        return False
    if first:
        return True
    before = words[at - 1]
    modified = before.text in group("adjectives") or before.text.endswith(_OWNING)
    if text in group("adjectives") or word.kind == "feeling":
        return (modified or text in group("nouns")) and before.text not in group("people_nouns")
    if before.kind == "role" and noun(word):
        return True
    if before.kind in ("person", "role") or before.text in group("people_nouns"):
        return before.text.endswith(_OWNING) or text in group("people_nouns")
    if listed(word):
        return True
    if text in forms.past or text in forms.participle or text in forms.ing:
        return modified and text not in forms.past
    if text in forms.base:
        return modified or not before.text.endswith("s")
    if text in forms.third:
        return modified
    return True


def _told_her(words: Words, at: int, inner: Words) -> bool:
    """Whether "her" is no owner: "told her friday", "gave her money"."""
    if words[at].text != "her":
        return False
    before = words[at - 1].text if at else ""
    return (
        inner[0].kind == "time"
        or (inner[-1].text in verbs().ing and before in verbs().base)
        or before in group("giving")
        or before in group("said")
    )


def _bare(words: Words, at: int) -> tuple[int, float, Words] | None:
    """ "stress", "september", "at meetings": a noun that stands by itself."""
    word = words[at]
    text, forms = word.text, verbs()
    before = words[at - 1].text if at else ""
    if at + 1 < len(words) and (
        words[at + 1].text in group("keyword_light") or noun(words[at + 1])
    ):
        return None
    if word.kind == "person" and text in _CALLED and before != "?":
        return 1, 1, (Word("my"), word)
    placed = (
        before in _BEFORE_BARE
        or len(words) - (words[-1].text in group("adverbs")) == 1
        or (at == 0 and len(words) > 1 and words[1].text in any_of("is are was were"))
    )
    if text in group("proper") and placed:
        return 1, 1, (word,)
    if word.kind in any_of("person role name number feeling") and text not in group("nouns"):
        return None
    if text in group("keyword_light") or text in group("keyword_stops") or before == "?":
        return None
    if text in group("keyword_not_bare") or text in group("noun_heads") - group("nouns"):
        return None
    if forms.known(text) and not placed:
        return None
    if word.kind == "substance" or text in group("nouns"):
        return 1, 1, (word,)
    if forms.known(text) or not noun(word):
        return None
    if at and before not in _BEFORE_BARE and noun(words[at - 1]):
        return None
    plural = text.endswith("s") and lemma_of(text) != text and len(text) > 4
    if (placed and plural) or _ABSTRACT.search(text) or text in group("keyword_nouns"):
        return 1, 1, (word,)
    return None


def _said(phrase: Words) -> str | None:
    said = texts(phrase)
    forbidden = group("refuse_words") | group("refuse_self") | group("keyword_never")
    plain = {part for text in said for part in (text, text.removesuffix("'s"), lemma_of(text))}
    if plain & forbidden or len(set(said)) < len(said) - 1:
        return None
    if {"i", "me", "my", "you"} & set(said[1:]):
        return None
    result = turned(phrase)
    if result is None:
        return None
    out = line(result)
    return out if 2 < len(out) <= LONGEST and _PLAIN.fullmatch(out) else None
