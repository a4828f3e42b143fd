"""Typing mended before anything is looked up: b4, thinkk, stpo, shakin, "ill go".

Only the plain form changes; what was typed stays in `Token.raw`, safe for a known word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from dialogues.listening.datafiles import vocabulary, wordlist
from dialogues.listening.words import Token, is_word, lemma_of, spelling, tokenise

_FROM = 4
"""Letters an unknown word needs before it is mended."""
_UNDONE = {
    "ill": ("i", "will"), "hell": ("he", "will"), "shell": ("she", "will"), "well": ("we", "will"),
    "wed": ("we", "would"), "shed": ("she", "would"),
}  # fmt: skip
"""Words that are others when a plain verb follows: "ill go" is "i will go"."""


@cache
def _digits(language: str) -> re.Pattern[str]:
    known = [word for word in spelling(language).expand if re.search(r"\d", word)]
    either = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"(?<![\w£$€.,])({either})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _guess(word: str, language: str) -> tuple[str, ...] | None:
    """Return the plain words a mistyped word most likely stands for, or None."""
    expand = spelling(language).expand
    for candidate in _candidates(word):
        if candidate in expand:
            return expand[candidate]
        if candidate in vocabulary(language) and is_word(candidate, language):
            return (candidate,)
    return None


def _candidates(word: str) -> list[str]:
    found: list[str] = []
    if word.endswith("in"):
        found.append(word + "g")
    found += [
        word[:i] + word[i + 1 :] for i in range(len(word) - 1, 0, -1) if word[i] == word[i - 1]
    ]
    found += [
        word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        for i in range(len(word) - 1)
        if word[i] != word[i + 1]
    ]
    if word.endswith("d") and word[-2] not in "aeiou":
        found.append(word[:-1] + "ed")
    if word.endswith("s"):
        found.append(word[:-1])
    return found


def mend(
    tokens: tuple[Token, ...], language: str, known: Callable[[str], bool]
) -> tuple[Token, ...]:
    """Return `tokens` with mistyped words and lost apostrophes undone where that is plain.

    A word that is `known` (slang of a lexicon, or a misspelling of it) is left alone.
    """
    out: list[Token] = []
    for place, token in enumerate(tokens):
        word = token.text
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        plain: tuple[str, ...] | None = None
        if word in _UNDONE:
            before = tokens[place - 1].text if place else "."
            opens = before in wordlist("openers", language) or word == "ill"
            plain = (
                _UNDONE[word] if following in wordlist("base_verbs", language) and opens else None
            )
        elif (
            word == "were"
            and following in wordlist("we_are", language)
            and (not out or out[-1].text in wordlist("openers", language))
        ):
            plain = ("we", "are")
        elif (
            len(word) >= _FROM and not token.tags and word.isalpha() and word.isascii()
            and token.raw and word == token.raw.lower() and not token.raw[0].isupper()
            and not is_word(word, language) and not known(word)
        ):  # fmt: skip
            plain = _guess(word, language)
        if plain is None:
            out.append(token)
        else:
            out.extend(
                Token(part, token.raw if i == 0 else "", lemma_of(part, language))
                for i, part in enumerate(plain)
            )
    return tuple(out)


def typed(text: str, language: str = "en") -> tuple[Token, ...]:
    """Return the tokens of `text`, digit spellings ("b4", "gr8") undone; nothing else mended."""
    expand = spelling(language).expand
    return tokenise(
        _digits(language).sub(lambda found: " ".join(expand[found.group().lower()]), text),
        language,
    )
