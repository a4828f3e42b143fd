"""The words the turning goes by, read once from listening/data/<language>/mirroring.toml.

Which forms a verb has, which words are states, which never get said back: all of it is data, so
that a word can be added without touching the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dialogues.errors import DataError
from dialogues.listening.tagging import table

Phrase = tuple[str, ...]
Phrases = dict[str, tuple[tuple[int, frozenset[Phrase]], ...]]
"""First word -> the phrases that begin with it, by their length, longest first."""


@cache
def any_of(words: str) -> frozenset[str]:
    """Return the words of a line as a set: `text in any_of("on in at")`."""
    return frozenset(words.split())


_VOWELS = "aeiou"
_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiou][bdglmnprt]$")
_SINGLE = any_of(
    "answer appear bother cover deliver disappear discover enter happen hammer hover "
    "listen matter murder number offer open order reckon recover remember scream "
    "sharpen shatter shiver soften suffer visit wander whisper wonder wobble limit "
    "deaden frighten trigger gather benefit threaten claim fear explain ration function "
    "question poison pardon"
)


@dataclass(frozen=True, slots=True)
class Verbs:
    """The forms of every verb known, each with the base it belongs to."""

    base: dict[str, str]
    third: dict[str, str]
    past: dict[str, str]
    participle: dict[str, str]
    ing: dict[str, str]
    pasts: dict[str, tuple[str, str]]
    """Base -> past and past participle of the irregular ones."""

    def known(self, word: str) -> bool:
        """Return whether `word` is any form of a verb."""
        return (
            word in self.base
            or word in self.third
            or word in self.past
            or word in self.participle
            or word in self.ing
        )


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists and phrase tables of a language."""

    words: dict[str, frozenset[str]]
    """[words], [keyword], and from [refuse] "words", "self" and "starts"."""
    phrases: dict[str, Phrases]
    """[trim] "front" and "back" (the latter by last word), [refuse] "phrases" and "whole"."""
    change: dict[str, tuple[tuple[Phrase, Phrase], ...]]
    """First word -> what stands there, what is meant."""


def _by_word(lines: Iterable[str], last: bool = False) -> Phrases:
    out: dict[str, list[Phrase]] = {}
    for line in lines:
        phrase = tuple(line.split())
        if phrase:
            out.setdefault(phrase[-1 if last else 0], []).append(phrase)
    return {
        word: tuple(
            (length, frozenset(phrase for phrase in found if len(phrase) == length))
            for length in sorted({len(phrase) for phrase in found}, reverse=True)
        )
        for word, found in out.items()
    }


@cache
def lists(language: str = "en") -> Lists:
    """Return the word lists of a language; raises DataError."""
    data = table("mirroring", language)
    try:
        words = {name: frozenset(text.split()) for name, text in data["words"].items()}
        refuse, trim = data["refuse"], data["trim"]
        for name in ("words", "self", "starts"):
            words[f"refuse_{name}"] = frozenset(refuse[name].split())
        words["drop"] = frozenset(trim["drop"].split())
        for name, text in data["keyword"].items():
            words[f"keyword_{name}"] = frozenset(text.split())
        verbs_data = data["verbs"]
        for name in ("stative", "own_negated", "not_past", "took_past"):
            words[name] = frozenset(verbs_data[name].split())
        changes: dict[str, list[tuple[Phrase, Phrase]]] = {}
        for typed, meant in data["change"].items():
            key = tuple(typed.split())
            changes.setdefault(key[0], []).append((key, tuple(meant.split())))
        return Lists(
            words=words,
            phrases={
                "front": _by_word(trim["front"].splitlines()),
                "back": _by_word(trim["back"].splitlines(), last=True),
                "refuse": _by_word(refuse["phrases"].splitlines()),
                "whole": _by_word(refuse["whole"].splitlines()),
                "void": _by_word(refuse["void"].splitlines()),
                "fronted": _by_word(data["words"]["fronted"].splitlines()),
                "subordinators": _by_word(data["words"]["subordinators"].splitlines()),
            },
            change={
                word: tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
                for word, pairs in changes.items()
            },
        )
    except (KeyError, AttributeError, IndexError) as error:
        raise DataError(f"mirroring.toml: {error!r} is missing or not a text") from error


def group(name: str) -> frozenset[str]:
    """Return the word list `name`."""
    return lists().words[name]


def regular(base: str) -> tuple[str, str, str]:
    """Return third person, past and -ing form of a regular verb."""
    doubled = base
    if _DOUBLES.search(base) and base not in _SINGLE:
        doubled = base + base[-1]
    if base.endswith("e"):
        ing = base + "ing" if base.endswith(("ee", "oe", "ye")) else base[:-1] + "ing"
        if base.endswith("ie"):
            ing = base[:-2] + "ying"
        return base + "s", base + "d", ing
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return third, doubled + "ed", doubled + "ing"


@cache
def verbs(language: str = "en") -> Verbs:
    """Return the verb forms of a language; raises DataError."""
    data = table("mirroring", language)["verbs"]
    out = Verbs({}, {}, {}, {}, {}, {})

    def add(base: str, past: str, participle: str, third: str, ing: str) -> None:
        out.base[base] = base
        out.third.setdefault(third, base)
        out.past.setdefault(past, base)
        out.participle.setdefault(participle, base)
        out.ing.setdefault(ing, base)

    for line in data["irregular"].splitlines():
        if not line.strip():
            continue
        try:
            base, past, participle = line.split()
        except ValueError as error:
            raise DataError(
                f"mirroring.toml [verbs] irregular: {line!r} is not 3 words"
            ) from error
        third, _, ing = regular(base)
        third = {"be": "is", "have": "has"}.get(base, third)
        add(base, past, participle, third, {"be": "being"}.get(base, ing))
        out.pasts.setdefault(base, (past, participle))
    for base in data["regular"].split():
        third, past, ing = regular(base)
        add(base, past, past, third, ing)
    for word, base in (("am", "be"), ("are", "be"), ("were", "be")):
        out.past[word] = base
    for word in ("gotten", "woken"):
        out.participle.setdefault(word, "get" if word == "gotten" else "wake")
    return out
