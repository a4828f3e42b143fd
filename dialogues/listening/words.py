"""From what was typed to tokens and clauses, without losing the person's own words.

`tokenise` is linear in the length of the text.
A token keeps both what was typed (`raw`) and a plain form (`text`) that the pattern files are
written in: lower case, contractions spelled out ("dont" is "do not"), slang spellings undone
("cuz" is "because"), stretched letters closed ("soooo" is "so").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

import simplemma
import tomli

from dialogues.errors import DataError

_WORD = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’`´][^\W\d_]+)*)"
    r"|(?P<money>[£$€]\d[\d,.]*\d|[£$€]\d)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|am|pm|mg|ml|g|k|x|yrs?|hrs?|mins?)?\b|\d+)"
    r"|(?P<end>[.!?…]+|[\n\r]+|[;:()\[\]]|—|–|\s-+\s)"
    r"|(?P<comma>,)"
    r"|(?P<emoji>[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff](?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*[\u2640\u2642\U0001f300-\U0001faff]?)*)"
)
_STRETCH = re.compile(r"([^\W\d_])\1{2,}")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200c\u200e-\u200f"
    "\u202a-\u202e\u2066-\u2069\ufeff]"
)
LONGEST = 4096
"""Characters heard of one turn; Telegram's own limit for a message."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word as typed and as heard."""

    text: str
    """Plain form the pattern files are written in."""
    raw: str
    """As typed; empty for the second word of an undone contraction."""
    lemma: str
    """Dictionary form of `text`."""
    tags: tuple[tuple[str, str], ...] = ()
    """What kind of word it is, with its value: ("substance", "heroin")."""

    def value(self, tag: str) -> str | None:
        """Return the value of `tag`, or None."""
        for name, value in self.tags:
            if name == tag:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of tokens that says one thing."""

    tokens: tuple[Token, ...]
    joined_by: str = ""
    """The conjunction it began with ("but", "because", "and"), if any."""
    question: bool = False
    """Whether a question mark closed it."""

    @property
    def text(self) -> str:
        """The plain words."""
        return " ".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The tables that turn typed words into plain ones (data/<language>/spelling.toml)."""

    expand: dict[str, tuple[str, ...]] = field(repr=False)
    emoji: dict[str, str] = field(repr=False)
    lemma: dict[str, str] = field(repr=False)


@cache
def spelling(language: str = "en") -> Spelling:
    """Load the spelling tables of a language; raises DataError."""
    path = files("dialogues.listening").joinpath(f"data/{language}/spelling.toml")
    try:
        table = tomli.loads(path.read_text("utf-8"))
    except (OSError, tomli.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    unknown = set(table) - {"expand", "emoji", "lemma"}
    if unknown:
        raise DataError(f"{path}: unknown table {sorted(unknown)}; use expand, emoji, lemma")
    return Spelling(
        expand={word: tuple(plain.split()) for word, plain in table["expand"].items()},
        emoji=table["emoji"],
        lemma=table["lemma"],
    )


def clean(text: str) -> str:
    """Return `text` cut to LONGEST, in NFKC, without control and direction characters."""
    kept = _INVISIBLE.sub(" ", text[:LONGEST])
    return unicodedata.normalize("NFKC", kept).translate(_QUOTES)


_QUOTES = str.maketrans({"’": "'", "`": "'", "´": "'", "‘": "'", "“": '"', "”": '"'})


@lru_cache(maxsize=8192)
def lemma_of(word: str, language: str = "en") -> str:
    """Return the dictionary form of a plain word; the small dictionary takes 0.04 ms, once."""
    own = spelling(language).lemma.get(word)
    return (
        own
        if own is not None
        else simplemma.lemmatize(word, lang=language, low_memory=True).lower()
    )


@lru_cache(maxsize=8192)
def is_word(word: str, language: str = "en") -> bool:
    """Return whether a plain word stands in the dictionary."""
    return simplemma.is_known(word, lang=language, low_memory=True)


def tokenise(text: str, language: str = "en") -> tuple[Token, ...]:
    """Return the tokens of `text`; sentence ends and commas are tokens "." "?" ","."""
    table = spelling(language)
    tokens: list[Token] = []
    for found in _WORD.finditer(clean(text)):
        kind, raw = found.lastgroup, found.group()
        if kind == "word":
            tokens.extend(_word(raw, tokens, table))
        elif kind == "end":
            tokens.append(Token("?" if "?" in raw else ".", raw, "."))
        elif kind == "comma":
            tokens.append(Token(",", raw, ","))
        elif kind == "emoji":
            name = table.emoji.get(raw.rstrip("\ufe0f")[:1])
            if name:
                tokens.append(Token(f":{name}:", raw, f":{name}:"))
        else:
            lowered = raw.lower()
            tokens.append(Token(lowered, raw, lowered, (("number", lowered),)))
    return tuple(tokens)


def _word(raw: str, before: list[Token], table: Spelling) -> list[Token]:
    word = _STRETCH.sub(r"\1", raw.lower()) if _STRETCH.search(raw.lower()) else raw.lower()
    plain = table.expand.get(word)
    if plain is None and word != raw.lower():
        doubled = _STRETCH.sub(r"\1\1", raw.lower())
        plain = table.expand.get(doubled) or (
            (doubled,) if is_word(doubled) and not is_word(word) else None
        )
    if plain is None and word.endswith("'s"):
        plain = (word[:-2], "is") if word[:-2] in _CONTRACTS else (word,)
    if plain is None:
        plain = (word,)
    if plain == ("aint",):
        plain = ("am" if before and before[-1].text == "i" else "is", "not")
    return [
        Token(part, raw if place == 0 else "", lemma_of(part)) for place, part in enumerate(plain)
    ]


_CONTRACTS = frozenset(
    [
        "he",
        "she",
        "it",
        "that",
        "there",
        "here",
        "what",
        "who",
        "where",
        "when",
        "how",
        "everything",
        "nothing",
        "something",
        "everyone",
        "nobody",
        "someone",
        "this",
    ]
)

_TURNS = frozenset({"but", "although", "though", "except", "yet", "however"})
_JOINS = frozenset({"and", "so", "then", "because", "plus", "or", "cause"})
_SUBJECTS = frozenset(
    [
        "i",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "that",
        "there",
        "this",
        "my",
        "his",
        "her",
        "their",
        "our",
        "the",
        "a",
        "nobody",
        "everyone",
        "someone",
        "people",
        "everything",
        "nothing",
    ]
)


_DETERMINERS = frozenset({"my", "his", "her", "their", "our", "the", "a"})
_WHOLE = frozenset({"everything", "everyone", "nothing", "nobody", "people", "someone"})
_BEFORE_ME = frozenset(
    [
        "time",
        "times",
        "when",
        "if",
        "that",
        "since",
        "is",
        "was",
        "just",
        "only",
        "both",
        "because",
    ]
)
"""Before "me and my mates" that are the subject of what comes, not the object of a verb."""
_AFTER_NOUN = frozenset(
    ["of", "in", "on", "at", "with", "for", "from", "about", "to", "too", "when", "if", "now"]
)


def _denied(run: Sequence[Token]) -> bool:
    """Whether "yet" belongs to a "not": "havent told her yet i will though"."""
    return any(token.text in ("not", "never", "nobody", "nothing") for token in run)


def _goes_on(run: Sequence[Token], tokens: Sequence[Token], place: int) -> bool:
    """Whether "and my mates" at `place` goes on with the same phrase: "me and my mates"."""

    def ends(at: int) -> bool:
        if at >= len(tokens):
            return True
        text = tokens[at].text
        return text in _AFTER_NOUN or text in _JOINS or text in _TURNS or text in (".", "?", ",")

    if not run:
        return False
    following = tokens[place + 1]
    if following.text in _WHOLE:
        after = tokens[place + 2].text if place + 2 < len(tokens) else "."
        return run[-1].text == "all" or after in (".", "?", ",")
    if following.text not in _DETERMINERS:
        return False
    if run[-1].text == "me" and (len(run) == 1 or run[-2].text in _BEFORE_ME):
        return True
    if place + 2 >= len(tokens) or ends(place + 2):
        return False
    kin = place + 3 < len(tokens) and tokens[place + 3].value("person") is not None
    return ends(place + 3) or (kin and ends(place + 4))


def clauses(tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
    """Split tokens at sentence ends, "but", and "and/so/because" before a new subject."""
    out: list[Clause] = []
    run: list[Token] = []
    joined = ""

    def close(question: bool = False) -> None:
        nonlocal run, joined
        if run:
            out.append(Clause(tuple(run), joined, question))
        elif question and out:
            out[-1] = Clause(out[-1].tokens, out[-1].joined_by, True)
        run, joined = [], ""

    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.text in (".", "?"):
            close(token.text == "?")
        elif token.text == ",":
            if following in _SUBJECTS or following in _TURNS or following in _JOINS:
                close()
            else:
                run.append(token)
        elif token.text == "yet" and (following not in _SUBJECTS or _denied(run)):
            run.append(token)
            if following in _SUBJECTS:
                close()
        elif token.text in _TURNS:
            close()
            joined = "but"
        elif token.text in _JOINS and following in _SUBJECTS:
            if token.text in ("and", "or") and _goes_on(run, tokens, place):
                run.append(token)
                continue
            close()
            joined = "because" if token.text == "cause" else token.text
        else:
            run.append(token)
    close()
    return tuple(out)
