"""The look of a message: shouting, keyboard mash, another language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogues.listening.datafiles import wordlist
from dialogues.listening.lexicons import lexicons
from dialogues.listening.words import Token, is_word, spelling

LANGUAGES = ("spanish", "french", "german", "portuguese", "polish")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_VOWELS = re.compile(r"[aeiouy]")
_FEW = 3
_SHARE = 0.3
"""Of the words, how many have to be another language's."""


def mostly_capitals(tokens: Sequence[Token]) -> bool:
    """Return whether three words or more are shouted."""
    words = [token.raw for token in tokens if len(token.raw) > 1 and token.raw.isalpha()]
    letters = "".join(words)
    return len(words) >= _FEW and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def is_mashed(tokens: Sequence[Token], language: str = "en") -> bool:
    """Return whether a short message is nothing but keys hit at random."""
    words = [token.raw.lower() for token in tokens if token.raw and token.raw[0].isalnum()]
    return 0 < len(words) <= _FEW and all(_mash(word, language) for word in words)


def _mash(word: str, language: str) -> bool:
    if not word.isascii() or not word.isalpha() or len(word) < _FEW:
        return False
    if is_word(word, language) or word in spelling(language).expand:
        return False
    if lexicons(language).knows(word):
        return False
    runs = any(word[i : i + 4] in row for row in _ROWS for i in range(len(word) - 3))
    few = len(_VOWELS.findall(word)) < len(word) / 5
    return runs or few or bool(_CONSONANTS.search(word))


def is_other_language(tokens: Sequence[Token], language: str = "en") -> bool:
    """Return whether the words are mostly of a language other than `language`."""
    words = [token.raw.lower() for token in tokens if token.raw and token.raw[0].isalpha()]
    if len(words) < _FEW:
        return False
    known = sum(is_word(word, language) or word in spelling(language).expand for word in words)
    for other in LANGUAGES:
        common = wordlist(other, language)
        hits = [word for word in words if word in common]
        enough = len(set(hits)) >= _FEW or (len(set(hits)) > 1 and len(words) > _FEW + 1)
        if enough and len(hits) >= _SHARE * len(words) and known < 0.8 * len(words):
            return True
    return False
