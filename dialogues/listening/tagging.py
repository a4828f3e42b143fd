"""Tokens tagged with what kind of word they are: substances, people, feelings, times.

The several words of a substance or a person become one token; those of a feeling or a time stay
as they are, each carrying the tag, so that patterns may still spell them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dialogues.listening.datafiles import table, wordlist
from dialogues.listening.lexicons import lexicons
from dialogues.listening.mending import mend, typed
from dialogues.listening.phrases import Match
from dialogues.listening.words import Token, lemma_of

__all__ = ["Tagger", "table", "tagged", "tagger"]

_MANY = frozenset(
    {"kids", "parents", "grandkids", "grandparents", "neighbours", "boss", "missus", "mrs"}
)
_CLOSE_KIN = frozenset({"child", "parent", "partner", "family", "pet"})
_OWNERS = frozenset({"his", "her", "their", "a", "an", "another", "some"})


class Tagger:
    """Tags tokens from the lexicons of a language."""

    def __init__(self, language: str = "en") -> None:
        """Load the lexicons; raises DataError."""
        self._language = language
        self._known = lexicons(language)
        self._my = wordlist("my", language)
        self._softeners = wordlist("softeners", language)
        self._copulas = wordlist("copulas", language)
        self._breaks = wordlist("breaks", language)

    def tag(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return `tokens` with every known word tagged, nouns of several words joined."""
        bare = [self._without_possessive(token) for token in tokens]
        matches = [m for m in self._known.words.find(bare) if self._stands(bare, m)]
        if self._known.barred & {_group(match) for match in matches}:
            bars = [(bar.name, bar.start, bar.end) for bar in self._known.unless.find(bare)]
            matches = [
                m for m in matches
                if not any(n == _group(m) and a < m.end and m.start < b for n, a, b in bars)
            ]  # fmt: skip
        spread: dict[int, tuple[tuple[str, str], ...]] = {}
        for kind in ("feeling", "time"):
            for match in _longest([m for m in matches if m.name.startswith(kind)]):
                tags = self._known.entries[match.name].tags
                if kind == "time":
                    said = " ".join(token.text for token in bare[match.start : match.end])
                    tags = (*tags, ("time", said))
                for place in range(match.start, match.end):
                    spread[place] = spread.get(place, ()) + tags
        nouns = {m.start: m for m in _longest(
            [m for m in matches if m.name.startswith(("person", "substance"))]
        )}  # fmt: skip
        out: list[Token] = []
        place = 0
        while place < len(tokens):
            noun = nouns.get(place)
            end, name, meant = place + 1, "", ""
            if noun:
                end, name = noun.end, noun.name
            elif not bare[place].tags and (guess := self._known.misspelt(bare[place].text)):
                name, meant = guess
            extra = spread.get(place, ())
            if name:
                out.append(self._join(out, tokens[place:end], bare[place:end], name, extra, meant))
            else:
                token = tokens[place]
                out.append(
                    Token(token.text, token.raw, token.lemma, token.tags + extra)
                    if extra
                    else token
                )
            place = end
        return tuple(out)

    def _stands(self, tokens: Sequence[Token], match: Match) -> bool:
        check = self._known.entries[match.name].check
        if check == "cue":
            before = tokens[max(0, match.start - 4) : match.start]
            near = [*before, Token("@", "@", "@"), *tokens[match.end : match.end + 3]]
            return bool(self._known.cues.find(near))
        if check == "my":
            return match.start > 0 and tokens[match.start - 1].text in self._my
        if check == "am":
            place = match.start - 1
            while place >= 0 and tokens[place].text in self._softeners:
                place -= 1
            if place >= 0 and tokens[place].text in self._copulas:
                return True
            ends = match.end >= len(tokens) or tokens[match.end].text in self._breaks
            return ends and (place < 0 or tokens[place].text in self._breaks)
        return True

    def _join(
        self, before: Sequence[Token], typed: Sequence[Token], bare: Sequence[Token], name: str,
        extra: tuple[tuple[str, str], ...], meant: str,
    ) -> Token:  # fmt: skip
        entry = self._known.entries[name]
        text = " ".join(token.text for token in typed)
        plain = " ".join(token.text for token in bare)
        said = meant or plain
        said = self._known.said.get(said, said)
        last = before[-1] if before else None
        own: tuple[tuple[str, str], ...] = ()
        if name.startswith("person"):
            own = (("person", _whose(said, dict(entry.tags), last)),)
        elif entry.shown:
            own = (("substance", f"the {said}" if last and last.text == "the" else said),)
        carried = tuple(tag for token in typed for tag in token.tags)
        raw = " ".join(token.raw for token in typed if token.raw)
        lemma = typed[0].lemma if len(typed) == 1 else text
        return Token(text, raw, lemma, entry.tags + own + extra + carried)

    def _without_possessive(self, token: Token) -> Token:
        if token.text.endswith("'s"):
            plain = token.text[:-2]
            return Token(plain, token.raw, lemma_of(plain, self._language), token.tags)
        return token


def _group(match: Match) -> str:
    return match.name.partition("?")[0]


def _longest(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _whose(said: str, tags: dict[str, str], last: Token | None) -> str:
    article = tags["article"]
    if last is not None:
        if last.text.endswith("'s") and (owner := last.value("person")):
            return f"{owner}'s {said}"
        if last.text.endswith("s") and (owner := last.value("person")):
            return f"{_possessive(owner, last.text)} {said}"
        if last.text in _OWNERS:
            return f"{last.text} {said}"
        if last.text == "the" and article == "your" and tags["kin"] not in _CLOSE_KIN:
            article = "the"
    return said if said.startswith(f"{article} ") else f"{article} {said}".strip()


def _possessive(owner: str, typed: str) -> str:
    """Return the owner of "my daughters boyfriend", where the apostrophe was left out."""
    if not owner.endswith("s"):
        return f"{owner}'s"
    return f"{owner}'" if typed in _MANY else f"{owner[:-1]}'s"


def tagger(language: str = "en") -> Tagger:
    """Return the tagger of a language, loaded once."""
    return _loaded(language)


@cache
def _loaded(language: str) -> Tagger:
    return Tagger(language)


def tagged(text: str, language: str = "en") -> tuple[Token, ...]:
    """Tokenise, mend and tag `text`."""
    return tagger(language).tag(mend(typed(text, language), language, lexicons(language).knows))
