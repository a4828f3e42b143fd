"""Short answers said back: plans ("call your sister") and things ("your wife")."""

from __future__ import annotations

import re

from dialogues.listening.tagging import tagged
from dialogues.listening.words import Clause, clauses
from dialogues.mirroring.asking import asking
from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.mending import mended
from dialogues.mirroring.phrasing import Word, Words, texts, words_of
from dialogues.mirroring.refusing import unsayable
from dialogues.mirroring.saying import line, listed
from dialogues.mirroring.sentence import NOMINATIVE
from dialogues.mirroring.soundness import LONGEST_TEXT, tangled, unfinished
from dialogues.mirroring.trimming import trimmed
from dialogues.mirroring.turning import turned

_ODD = re.compile(r"[{}<>\[\]\\|@#*_=^~%/\u0000-\u0008\u000b-\u001f\u007f]")
_LEADS = (
    ("i", "am", "going", "to"),
    ("i", "will", "probably"),
    ("i", "will", "just"),
    ("i", "will"),
    ("i", "would", "probably"),
    ("i", "would"),
    ("i", "could"),
    ("i", "can"),
    ("i", "want", "to"),
    ("i", "might"),
    ("going", "to"),
    ("probably",),
    ("maybe",),
    ("just",),
    ("to",),
    ("by",),
    ("try", "to"),
    ("i", "think", "i", "will"),
    ("i", "think", "i", "would"),
    ("i", "would", "like", "to"),
    ("i", "have", "to"),
    ("i", "plan", "to"),
    ("i", "am", "planning", "to"),
    ("trying", "to"),
    ("i", "need", "to"),
    ("have", "to"),
    ("need", "to"),
    ("want", "to"),
    ("i", "could", "just"),
    ("i", "could", "probably"),
    ("i", "hope", "to"),
    ("hopefully",),
    ("i", "should", "probably"),
    ("i", "should"),
)
_ANSWER_TAILS = any_of(
    "mostly probably mainly maybe really definitely obviously basically though too"
)
_DETERMINERS = any_of("my our the a his her their")
_NO_NOUN = any_of(
    "it that this them him her me you us nothing everything something anything one "
    "thing things stuff yes no way same other lot bit all which who what here there now "
    "then past rest second first"
)
_FINITE = any_of(
    "is am are was were have has had do does did not can could will would should went came took "
    "gave knows says thinks gets wants likes hates"
)
_LONE_END = re.compile(r"(ness|tion|ment|ety|dom|ship|ism|ache|aches)s?$")


def flip(text: str) -> str | None:
    """Return a phrase answer said to the person: "call your sister on Friday"; None if unsure."""
    words = _words(text)
    if words is None or asking_you(words):
        return None
    words = _without_lead(words)
    said = texts(words)
    if not 2 <= len(words) <= 14 or unsayable(words) or tangled(words) or unfinished(words):
        return None
    first = said[0]
    forms = verbs()
    if first in ("not", "never"):
        first = said[1]
    if (first not in forms.base and first not in forms.ing) or first in ("am", "is", "are"):
        return None
    if NOMINATIVE & set(said[:1]) or "?" in text or "you" in said or "your" in said:
        return None
    result = turned(listed(words))
    if result is None:
        return None
    out = line(result)
    return out if len(out) <= LONGEST_TEXT and not out.startswith("you ") else None


def thing(clause_or_text: Clause | str) -> str | None:
    """Return the noun phrase of an elliptical answer: "my wife" is "your wife"; None if unsure."""
    if isinstance(clause_or_text, str):
        if _ODD.search(clause_or_text) or "?" in clause_or_text:
            return None
        found = clauses(tagged(clause_or_text))
        if not 0 < len(found) <= 3:
            return None
        words = _merged(found)
    else:
        if clause_or_text.question:
            return None
        words = words_of(clause_or_text.tokens)
    if not words:
        return None
    ready = mended(trimmed(words)) if trimmed(words) else None
    if not ready:
        return None
    ready = _without_tails(ready)
    if not ready or len(ready) > 8 or unsayable(ready) or texts(ready[:2]) == ["a", "bit"]:
        return None
    said = texts(ready)
    if any(word.kind == "person" for word in ready) and _done(said):
        return None
    parts: list[list[Word]] = [[]]
    for word in ready:
        if word.text in ("and", ","):
            parts.append([])
        else:
            parts[-1].append(word)
    if (
        len(parts) > 4
        or "or" in said
        or not all(_noun_phrase(tuple(part)) for part in parts if part)
    ):
        return None
    if not any(parts):
        return None
    if len(ready) == 1 and (ready[0].kind == "person" or said[0] in group("people_nouns")):
        plural = said[0] in group("plural_people") and said[0] not in ("kids", "family")
        ready = ready if plural or said[0] in ("dealer", "police") else (Word("my"), *ready)
    if ready[-1].kind == "role" and ready[0].text not in _DETERMINERS:
        ready = (Word("the"), *ready)
    result = turned(ready)
    return line(result) if result else None


def called(clause: Clause) -> str | None:
    """Return the name that a short answer gives and nothing else, or None."""
    words = None if clause.question else words_of(clause.tokens)
    said = texts(words or ())
    if not words or len(words) > _NAMING:
        return None
    if words[-1].kind != "name" and (said[-2:-1] != ["names"] or not said[-1].isalpha()):
        return None
    if said[-1] in group("proper") or _cased(words[-1]):
        return None
    lead = said[:-1]
    if not lead:
        return said[0].capitalize() if said[0] in group("names") else None
    if lead[-1] in ("is", "was"):
        lead = lead[:-1]
    if lead[-1:] not in (["name"], ["names"], ["called"], ["named"]) or set(lead[:-1]) & _MINE:
        return None
    return words[-1].shown or said[-1].capitalize()


def _cased(word: Word) -> bool:
    """Whether this is a brand or an acronym, not somebody's name."""
    return not word.shown[1:].islower()


def _done(said: list[str]) -> bool:
    """Whether somebody did something: "my nan brought me up", "my worker rang"."""
    forms = verbs()
    return any(text in forms.past and text not in forms.base for text in said[2:])


_NAMING = 5
_MINE = any_of("my i me you your")


def asking_you(words: Words) -> bool:
    """Whether an answer is really a question or an order to the bot."""
    said = texts(words)
    return said[0] in any_of(
        "do is are can what why how who does shut write show please forget tell ask help "
        "give let leave delete stop"
    ) and (
        (
            asking(words)
            and said[0] not in any_of("ask tell write leave delete give help stop let show forget")
        )
        or ("me" in said[1:3] and said[0] != "ask")
        or said[0] in ("shut", "please")
    )


def _words(text: str) -> Words | None:
    if _ODD.search(text) or "\n" in text:
        return None
    found = clauses(tagged(text))
    if not 0 < len(found) <= 2 or any(clause.question for clause in found):
        return None
    words = _merged(found)
    if not words or not trimmed(words):
        return None
    return mended(trimmed(words))


def _merged(found: tuple[Clause, ...]) -> Words | None:
    out: Words = ()
    for place, clause in enumerate(found):
        words = words_of(clause.tokens)
        if words is None:
            return None
        if place and out:
            if clause.joined_by in any_of("but because so or then"):
                return None if clause.joined_by != "because" else (*out, Word("because"), *words)
            out = (*out, Word("and" if clause.joined_by == "and" else ","), *words)
        else:
            out = trimmed(words) if trimmed(words) and len(found) > 1 else words
            if texts(out) in (
                ["do", "not", "know"],
                ["i", "do", "not", "know"],
                ["maybe"],
                ["i", "guess"],
            ):
                out = ()
    return out


def _without_lead(words: Words) -> Words:
    changed = True
    while changed and len(words) > 2:
        changed = False
        said = texts(words)
        for lead in sorted(_LEADS, key=len, reverse=True):
            if tuple(said[: len(lead)]) == lead and (
                lead[-1] not in any_of("to will would could can might")
                or not set(said[len(lead) : len(lead) + 1]).isdisjoint(verbs().base)
            ):
                words, changed = words[len(lead) :], True
                break
    return words


def _without_tails(words: Words) -> Words:
    while words and (words[-1].text in _ANSWER_TAILS or words[-1].text == ","):
        words = words[:-1]
    while words and words[0].text in any_of("just mostly probably maybe mainly only definitely"):
        words = words[1:]
    if len(words) > 2 and texts(words[:2]) in (["it", "is"], ["that", "is"]):
        words = words[2:]
    return words


def _noun_phrase(words: Words) -> bool:
    said = texts(words)
    if (
        not said
        or len(said) > 5
        or (not _DETERMINERS.isdisjoint(said[1:]) and "of" not in said and "in" not in said)
    ):
        return False
    last = words[-1]
    if last.text in _NO_NOUN | {"own"} or last.text in group("adverbs"):
        return False
    if last.text in group("adjectives") and (
        said[0] not in _DETERMINERS or last.text not in any_of("flat cold high low spent burn")
    ):
        return False
    noun = last.text in group("nouns") or bool(_LONE_END.search(last.text))
    if (last.kind in ("feeling", "number") and not noun) or (
        last.text in verbs().ing and last.text not in group("nouns") and len(said) < 2
    ):
        return False
    inner = said[1:-1]
    if any(text in verbs().third and text not in group("nouns") for text in inner):
        return False
    if any(text in NOMINATIVE or text in _FINITE or text in group("said") for text in said):
        return False
    if said[0] in _DETERMINERS:
        return len(said) > 1 and (last.text not in verbs().ing or last.text in group("nouns"))
    if (
        last.kind in ("person", "substance")
        or last.text in group("nouns")
        or last.text in group("people_nouns")
    ):
        return len(said) == 1 or all(
            word.text in group("adjectives") or word.kind or word.text in group("nouns")
            for word in words[:-1]
        )
    return len(said) == 1 and bool(_LONE_END.search(last.text))
