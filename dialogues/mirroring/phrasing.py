"""Words of a clause on their way from what was typed to what is said back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dialogues.listening.tagging import table
from dialogues.listening.words import Token, is_word
from dialogues.mirroring.grammar import Phrases, any_of, group, lists, verbs

_KINDS = ("substance", "person", "feeling", "number", "time")

_SARCASTIC = frozenset({":eyeroll:", ":finger:"})

_BEFORE_ILL = any_of(
    "am is are was were feel feeling felt so really very too got get be been not as"
)

_PARTS = any_of("a i n't o")

_WHOSE = any_of(
    "mommy mummy mammy daddy granny grandad granda anyone someone everyone nobody anybody "
    "somebody everybody"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a clause."""

    text: str
    kind: str = ""
    """substance, person (yours), role (the police), feeling, number, time, name or nothing."""
    glued: bool = False
    """Whether it was typed as part of the word before ("dont", "im")."""
    shown: str = ""
    """How it is written back, if not as `text`."""


Words = tuple[Word, ...]


def plain(texts: Iterable[str]) -> Words:
    """Return words that carry nothing but their text."""
    return tuple(Word(text) for text in texts)


def texts(words: Iterable[Word]) -> list[str]:
    """Return the plain texts."""
    return [word.text for word in words]


@cache
def _lexicon() -> frozenset[str]:
    found: set[str] = set()
    for name in ("substances", "people", "feelings", "times"):
        for row in table(name).values():
            for key in ("words", "needs_cue"):
                for entry in row.get(key, ()):
                    found.update(entry.lower().split())
    return frozenset(found)


@cache
def _own_words() -> frozenset[str]:
    """Every word the tables of the turning themselves know."""
    found: set[str] = set()
    for name, words in lists().words.items():
        if not name.startswith(("refuse", "keyword")):
            found |= words
    for pairs in lists().change.values():
        for typed, meant in pairs:
            found.update(typed, meant)
    for phrases in lists().phrases.values():
        for by_length in phrases.values():
            found.update(word for _, some in by_length for phrase in some for word in phrase)
    return frozenset(found)


@lru_cache(maxsize=8192)
def _known(word: str) -> bool:
    if len(word) == 1:
        return word in _PARTS
    if word in _own_words() or word in _lexicon() or verbs().known(word):
        return True
    base = word[:-2] if word.endswith("'s") else word
    return is_word(base) or base in _own_words() or base in _lexicon()


def words_of(tokens: Sequence[Token]) -> Words | None:
    """Return the words of some tokens; None if one of them is not surely a word."""
    out: list[Word] = []
    shouting = _shouting(tokens)
    for index, token in enumerate(tokens):
        if token.text.startswith(":") and len(token.text) > 1:
            if token.text in _SARCASTIC:
                return None
            continue
        if token.text == ",":
            if out and out[-1].text != ",":
                out.append(Word(","))
            continue
        kind = _kind(token) if token.tags else ""
        parts = token.text.split()
        if kind == "person" and token.value("article") not in ("your", None):
            kind = "role" if token.value("article") or parts[0] == "the" else "name"
        if kind == "substance" and not all(_known(part) or len(part) == 1 for part in parts):
            return None
        if (
            token.raw.lower() == "ill"
            and token.text == "i"
            and out
            and out[-1].text in _BEFORE_ILL
        ):
            parts = ["ill"]
        if token.text == "will" and not token.raw and out and out[-1].text == "ill":
            continue
        if (
            kind == "feeling"
            and len(parts) == 1
            and not is_word(parts[0])
            and parts[0] not in group("slang")
        ):
            if out and out[-1].text in ("a", "an"):  # "im a 50/50" is no "a torn"
                return None
            parts = (token.value("feeling") or parts[0]).split()
        glued = index + 1 < len(tokens) and not tokens[index + 1].raw
        if token.raw.lower() == f"{token.text}s" and token.text in _WHOSE and not glued:
            parts = [f"{token.text}'s"]  # "mommys" was put right to "mommy"
        for place, part in enumerate(parts):
            name = _name(part, token.raw, bool(out) and not shouting)
            if part in ("jack", "max") and token.raw.islower() and not _named(tokens, index):
                name = ""
            if part == "mick" and out and out[-1].text == "the":
                name = ""  # "they take the mick"
            if not name and not kind and len(parts) == 1 and _christened(part, out, tokens, index):
                name = part.capitalize()
            if not (kind or name or _known(part)) or not part.isprintable():
                return None
            if len(part) == 1 and kind not in ("number", "substance") and part not in _PARTS:
                return None
            if kind == "substance" and len(part) == 1:
                out.append(Word(part, kind, shown=part.upper()))
                continue
            if part == "the" and len(parts) > 1:
                out.append(Word(part))
                continue
            if kind == "name":
                name = part.capitalize()
            if kind == "substance" and not name.isupper():
                name = ""
            out.append(
                Word(
                    part,
                    "name" if name and not kind else kind,
                    not token.raw and not place,
                    name
                    if kind in ("", "time", "name", "substance") or name in ("GP", "PO")
                    else "",
                )
            )
    return tuple(out)


def _named(tokens: Sequence[Token], at: int) -> bool:
    """Whether "jack" and "max" are somebody here, not "jack it in" or "two max"."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    before = tokens[at - 1].text if at else ""
    if tokens[at].text == "jack":
        return after not in any_of("it up in off")
    return before in any_of("with for to and from my is by at about") or after in any_of(
        "is was and has says said"
    )


def _christened(part: str, before: Sequence[Word], tokens: Sequence[Token], index: int) -> bool:
    """Whether this is what somebody is called: "called jan", "his name was tyson"."""
    said = texts(before[-3:])
    if not before and index + 1 < len(tokens) and tokens[index + 1].text in _OF_A_NAME:
        return len(part) > 3 and part.isalpha() and not _known(part)  # "nadia is …"
    ends = index + 1 == len(tokens) or tokens[index + 1].text in _AFTER_NAME
    if not part.isalpha() or len(part) < 3 or not ends:
        return False
    if "name" in said[-2:-1] and said[-1] in ("is", "was"):
        return part not in _NO_NAME
    if said[-1:] == ["name"]:
        return not _known(part) or part in group("names")
    return said[-1:] in (["called"], ["named"]) and (not _plain_word(part))


def _plain_word(part: str) -> bool:
    return part in _NO_NAME or (
        part not in group("names")
        and (part in _own_words() or verbs().known(part) or (is_word(part) and len(part) > 3))
    )


_OF_A_NAME = any_of("is was says said thinks reckons keeps")
_AFTER_NAME = any_of(", and but who he she they it i . we because so after")
_NO_NAME = any_of(
    "not never the that this mud dirt shit mine his hers theirs out off back round around again "
    "mum mam dad nan him her them me you home names late early yesterday today tonight last"
)


def _kind(token: Token) -> str:
    return next((kind for kind in _KINDS if token.value(kind) is not None), "")


def _shouting(tokens: Sequence[Token]) -> bool:
    typed = [token.raw for token in tokens if token.raw[:1].isalpha() and token.raw != "I"]
    capital = sum(raw[0].isupper() for raw in typed)
    return capital > 2 and capital * 2 > len(typed)


@cache
def _cased() -> dict[str, str]:
    return {name.lower(): name for name in group("cased")}


@lru_cache(maxsize=8192)
def _name(part: str, raw: str, inside: bool) -> str:
    """Return how a name is written, or nothing if `part` is none."""
    own = part[:-2] if part.endswith("'s") else part
    tail = part[len(own) :]
    if own in group("upper") and (raw.isupper() or own not in any_of("us ed uc id pip md hr cv")):
        return own.upper() + tail
    if own in _cased():
        return _cased()[own] + tail
    if own in group("names") or own in group("proper"):
        return own.capitalize() + tail
    known = verbs().known(part) or (part in _own_words() and is_word(part))
    if inside and len(raw) > 2 and raw.isalpha() and raw.istitle() and not known:
        return part.capitalize()
    return ""


def starts_with(words: Sequence[Word], at: int, phrases: Phrases) -> int:
    """Return how many words from `at` make the longest of `phrases`, or 0."""
    known = phrases.get(words[at].text)
    if known is None:
        return 0
    longest = tuple([word.text for word in words[at : at + known[0][0]]])
    for length, some in known:
        if length <= len(longest) and longest[:length] in some:
            return length
    return 0


def ends_with(words: Sequence[Word], phrases: Phrases) -> int:
    """Return how many words at the end make the longest of `phrases`, or 0."""
    known = phrases.get(words[-1].text)
    if known is None:
        return 0
    longest = tuple(word.text for word in words[-known[0][0] :])
    for length, some in known:
        if length <= len(longest) and longest[len(longest) - length :] in some:
            return length
    return 0


def changed(words: Words) -> Words:
    """Return `words` with every [change] of the table made, left to right, once."""
    changes = lists().change
    said = tuple([word.text for word in words])
    if changes.keys().isdisjoint(said):
        return words
    out: list[Word] = []
    place = 0
    while place < len(words):
        for typed, meant in changes.get(said[place], ()):
            if said[place : place + len(typed)] == typed:
                out += _meant(words, place, len(typed), meant)
                place += len(typed)
                break
        else:
            out.append(words[place])
            place += 1
    return tuple(out)


def _meant(words: Words, place: int, length: int, meant: tuple[str, ...]) -> list[Word]:
    out: list[Word] = []
    for step, text in enumerate(meant):
        old = words[place + step] if step < length else words[place]
        kept = old.kind if length == len(meant) else ""
        glued = old.glued if step < length else text == "not"
        out.append(Word(text, kept, glued, text.capitalize() if text in group("proper") else ""))
    return out


def shown(word: Word, text: str) -> Word:
    """Return `word` with another text."""
    return replace(word, text=text, shown="")
