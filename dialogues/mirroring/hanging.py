"""Whether a clause hangs on the one before it, so that alone it would say something else."""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of
from dialogues.mirroring.phrasing import Word, Words, texts
from dialogues.mirroring.sentence import AUX, verbless
from dialogues.mirroring.splitting import Span
from dialogues.mirroring.turning import turned

_ABOUT_NOT = any_of("i sometimes not though really anymore still")

_SPELLS = any_of(
    "minute minutes hour hours day days night nights week weeks month months year years"
)

_FEW = any_of("one two three four five six eight ten couple few half")


def no_reason(words: Words, before: Words) -> bool:
    """Whether it is denied that they do something because they like it."""
    return (
        words[0].text == "i"
        and words[1].text in any_of("like want love enjoy need")
        and "not" in texts(before)
    )


def measured(words: Words) -> bool:
    """Whether only an amount stands here, on which what follows hangs: "two pints and im …"."""
    return (
        (words[0].kind == "number" or words[0].text in _FEW)
        and verbless(words)
        and not _SPELLS & set(texts(words))
    )


def stump(said: list[str]) -> bool:
    """Whether the "when …" leans on an earlier sentence: "when i dont they hunt"."""
    return "," in said and said[: said.index(",")][2:] in (
        ["do", "not"], ["am", "not"], ["can", "not"], ["did", "not"], ["do"], ["did"], ["am"]
    )  # fmt: skip


def elliptic(span: Span, words: Words) -> Words | None:
    """ "… and i cant": says something only after the clause before it."""
    if span.joined_by not in any_of("and but then so") and not span.comma:
        return None
    said = texts(words)
    if said[:1] == ["then"]:
        return None
    when: Words = ()
    if said[:1] == ["sometimes"]:
        when, words = words[:1], words[1:]
    elif said[:1] in (["some"], ["other"]) and said[1:2] and said[1] in _SPELLS:
        when, words = words[:2], words[2:]
    said = texts(words)
    if said[:1] != ["i"]:
        words = (Word("i"), *words)
        said = ["i", *said]
    if (
        len(said) in (3, 4)
        and said[1] in any_of("can do did will could would am just still")
        and (said[-1] == "not" or said[2:] in (["not", "care"], ["not", "mind"], ["not", "know"]))
    ):
        result = turned(words)
        return (*when, *result) if result else None
    return None


def theirs(words: Words) -> bool:
    """Whether somebody else is the subject, so that a verb alone may be theirs."""
    return words[0].kind in ("person", "role", "name") or words[0].text in any_of(
        "he she they my his her our their the mate pal bro dude bruv man"
    )


def reported(said: list[str]) -> bool:
    """Whether a clause tells what somebody else says or thinks."""
    return any(
        text in any_of("said say says told tells think thinks reckon reckons")
        and said[max(0, place - 1)] in any_of("they he she everyone people")
        for place, text in enumerate(said)
    )


def purposeful(span: Span, words: Words, place: int) -> bool:
    """Whether "so" says what for: "so i can sleep"."""
    if (
        span.joined_by != "so"
        or len(words) < 3
        or words[0].text not in any_of("i we they he she it")
    ):
        return False
    return words[1].text in ("can", "could", "will") or [w.text for w in words[1:3]] in (
        ["do", "not"],
        ["am", "not"],
        ["would", "not"],
    )


def denial(said: list[str]) -> bool:
    """Whether this takes back what was said: "wanted it. didnt"."""
    known = set(said)
    if known & {"some", "other"}:
        known -= _SPELLS | {"some", "other"}
    return "not" in known and said[-1] != "i" and not known - AUX - _ABOUT_NOT
