"""Words of a clause on their way from what was typed to what is said back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dialogues.listening.tagging import table
from dialogues.listening.words import Token, is_word
from dialogues.mirroring.grammar import Phrases, group, lists, verbs

_KINDS = ("substance", "person", "feeling", "number", "time")
_SARCASTIC = frozenset({":eyeroll:", ":finger:"})
_BEFORE_ILL = frozenset("am is are was were feel feeling felt so really very too got get be been not as".split())
_PARTS = frozenset({"a", "i", "n't"})


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
        if not name.startswith("refuse"):
            found |= words
    for pairs in lists().change.values():
        for typed, meant in pairs:
            found.update(typed, meant)
    for phrases in lists().phrases.values():
        for some in phrases.values():
            found.update(word for phrase in some for word in phrase)
    return frozenset(found)


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
    for token in tokens:
        if token.text.startswith(":") and len(token.text) > 1:
            if token.text in _SARCASTIC:
                return None
            continue
        if token.text == ",":
            if out and out[-1].text != ",":
                out.append(Word(","))
            continue
        kind = next((kind for kind in _KINDS if token.value(kind) is not None), "")
        parts = token.text.split()
        if kind == "person" and token.value("article") not in ("your", None):
            kind = "role" if token.value("article") else "name"
        if kind == "substance" and not all(_known(part) or len(part) == 1 for part in parts):
            parts = (token.value("canonical") or "").split()
        if token.raw.lower() == "ill" and token.text == "i" and out and out[-1].text in _BEFORE_ILL:
            parts = ["ill"]
        if token.text == "will" and not token.raw and out and out[-1].text == "ill":
            continue
        for place, part in enumerate(parts):
            name = _name(part, token.raw, bool(out) and not shouting)
            if not (kind or name or _known(part)) or not part.isprintable():
                return None
            if kind not in ("number", "substance") and len(part) == 1 and part not in _PARTS:
                return None
            if kind == "substance" and len(part) == 1:
                out.append(Word(part, kind, shown=part.upper()))
                continue
            if kind == "name":
                name = part.capitalize()
            out.append(
                Word(part, "name" if name and not kind else kind, not token.raw and not place,
                     name if kind in ("", "time", "name") else "")
            )
    return tuple(out)


def _shouting(tokens: Sequence[Token]) -> bool:
    typed = [token.raw for token in tokens if token.raw[:1].isalpha() and token.raw != "I"]
    capital = sum(raw[0].isupper() for raw in typed)
    return capital > 2 and capital * 2 > len(typed)


def _name(part: str, raw: str, inside: bool) -> str:
    """Return how a name is written, or nothing if `part` is none."""
    own = part[:-2] if part.endswith("'s") else part
    tail = part[len(own):]
    if own in group("upper") and (raw.isupper() or own not in ("us", "ed", "uc", "id", "pip", "md", "hr", "cv")):
        return own.upper() + tail
    if own in group("names") or own in group("proper"):
        return own.capitalize() + tail
    if inside and len(raw) > 2 and raw.isalpha() and raw.istitle() and not is_word(part):
        return part.capitalize()
    return ""


def starts_with(words: Sequence[Word], at: int, phrases: Phrases) -> int:
    """Return how many words from `at` make the longest of `phrases`, or 0."""
    for phrase in phrases.get(words[at].text, ()):
        if len(phrase) <= len(words) - at and all(
            words[at + place].text == word for place, word in enumerate(phrase)
        ):
            return len(phrase)
    return 0


def ends_with(words: Sequence[Word], phrases: Phrases) -> int:
    """Return how many words at the end make the longest of `phrases`, or 0."""
    for phrase in phrases.get(words[-1].text, ()):
        start = len(words) - len(phrase)
        if start >= 0 and all(
            words[start + place].text == word for place, word in enumerate(phrase)
        ):
            return len(phrase)
    return 0


def changed(words: Words) -> Words:
    """Return `words` with every [change] of the table made, left to right, once."""
    table_ = lists().change
    if not any(word.text in table_ for word in words):
        return words
    out: list[Word] = []
    place = 0
    while place < len(words):
        for typed, meant in table_.get(words[place].text, ()):
            end = place + len(typed)
            if end <= len(words) and all(
                words[place + step].text == text for step, text in enumerate(typed)
            ):
                for step, text in enumerate(meant):
                    old = words[place + step] if step < len(typed) else words[place]
                    kept = old.kind if len(typed) == len(meant) else ""
                    name = text.capitalize() if text in group("proper") else ""
                    glued = old.glued if step < len(typed) else text == "not"
                    out.append(Word(text, kept, glued, name))
                place = end
                break
        else:
            out.append(words[place])
            place += 1
    return tuple(out)


def trimmed(words: Words) -> Words:
    """Return `words` without the fillers, hedges and oaths at the edges and the oaths within."""
    front, back = lists().phrases["front"], lists().phrases["back"]
    kept = without_oaths(words)
    while kept:
        length = starts_with(kept, 0, front)
        if not length or (length == len(kept) and length > 1):
            break
        if kept[0].text in _KEPT_BEFORE and _needed(kept, length):
            break
        kept = kept[length:]
    while kept:
        if len(kept) > 3 and kept[-1].text in _DANGLING and kept[-2].text in ("and", "but", "because", "so"):
            kept = kept[:-2]
            continue
        length = ends_with(kept, back)
        if not length or length >= len(kept):
            break
        if kept[-length - 1].text in ("not", "would", "can", "do", "will", "to"):
            break
        if length == 1 and kept[-2].text in _WANTS_OBJECT.get(kept[-1].text, ()):
            break
        kept = kept[:-length]
    return thought_first(kept)


def without_oaths(words: Words) -> Words:
    """Drop oaths, "i suppose" in the middle, and "like" before a number."""
    drop = group("drop")
    out: list[Word] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        if word.text in drop:
            continue
        if word.text == "like" and out and following and out[-1].text not in ("feel", "look", "is", "not") and (
            following.kind == "number" or following.text in ("two", "three", "four", "five", "six", "ten", "really", "so")
        ):
            continue
        if out and word.text in ("suppose", "guess") and out[-1].text == "i" and len(out) > 3 and following and (
            following.text not in ("so", "not", "that", "i", "it", "what")
        ):
            out.pop()
            continue
        out.append(word)
    return tuple(out)


_DANGLING = frozenset("now then yesterday today sometimes tonight lately".split())
_KEPT_BEFORE = frozenset({"i", "no", "so", "like", "right", "kind", "then", "again", "man", "look"})
_OPENERS = frozenset(
    "i he she it they we you there my his her their our the everyone nobody when if because "
    "what people everything nothing once every honestly yeah no not just never trying going do can".split()
)
_DEPENDENT = frozenset({"if", "when", "what", "because", "how", "my", "the", "his", "everyone"})
_WANTS_OBJECT = {
    "love": ("in", "i", "my", "of", "to", "for", "the", "with", "and"),
    "man": ("a", "the", "my", "old", "that", "this", "good", "careful", "of"),
    "like": ("look", "looks", "is", "are", "am", "feel", "what", "feels", "not", "to", "i", "was", "were", "looked", "would"),
    "right": ("me", "us", "him", "all", "not", "is", "am", "it", "the", "feel", "are", "was", "be"),
    "so": ("not", "hope", "think", "say", "or", "said", "and"),
    "mate": ("a", "my", "best", "the", "that", "me", "his", "her", "old", "one"),
    "pal": ("a", "my", "best", "the", "old"), "dude": ("a", "the", "that"),
    "actually": (), "please": ("to",), "though": ("as",),
    "wow": (), "bro": ("my", "a"), "fam": ("my", "the"), "x": ("my", "an"),
    "shit": ("feel", "feeling", "is", "the", "my", "like", "of", "a", "this", "that", "no"),
    "fuck": ("the", "a"), "thanks": ("no", "say"), "sorry": ("am", "be", "say", "said", "so", "not", "feel", "was"),
    "because": (), "but": (), "and": (), "then": ("by", "since", "until", "and", "back"),
    "seriously": ("me",), "promise": ("a", "my", "the"), "right_": (),
}


def _needed(words: Words, length: int) -> bool:
    """Whether the first words are part of what is said, for all they look like a filler."""
    if length == len(words):
        return True
    following = words[length]
    if words[0].text == "i":
        if following.text in _DEPENDENT and words[length - 1].text in ("know", "you"):
            return True
        return following.text not in _OPENERS and following.text != ","
    if words[0].text == "again":
        return False
    return following.text not in _OPENERS and following.text != "," and words[0].text not in group("drop")


def thought_first(words: Words) -> Words:
    """Move "… i think" from the end to the front: it says how sure they are."""
    if len(words) > 4 and texts(words[-2:]) == ["i", "think"] and words[-3].text not in ("than", "what", "how", "when"):
        return (Word("i"), Word("think"), *words[:-2])
    if len(words) > 4 and texts(words[-2:]) == ["i", "know"] and words[-3].text in ("much", "bad", "it", "now", "stupid"):
        return words[:-2]
    if len(words) > 2 and words[-1].text == ",":
        return words[:-1]
    return words


def shown(word: Word, text: str) -> Word:
    """Return `word` with another text."""
    return replace(word, text=text, shown="")
