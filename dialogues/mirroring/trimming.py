"""Fillers, hedges and oaths, taken off the edges of a clause."""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of, group, lists, verbs
from dialogues.mirroring.phrasing import Word, Words, ends_with, starts_with, texts

FULL = 4
"""The fewest words of a clause that stands by itself."""

_DANGLING = any_of("yes no now then yesterday today sometimes tonight lately")

_KEPT_BEFORE = any_of("i no so like right kind then again man look mate pal bro dude bruv")

_OPENERS = any_of(
    "i he she it they we you there my his her their our the everyone nobody when if "
    "because what people everything nothing once every honestly yeah no not just never "
    "trying going do can"
)

_VOCATIVE = any_of("mate pal bro bruv man dude fam")

_DEPENDENT = any_of("if when what because how my the his everyone")

_WANTS_OBJECT = {
    "love": ("in", "i", "my", "of", "to", "for", "the", "with", "and"),
    "man": (
        "single",
        "grown",
        "young",
        "big",
        "nice",
        "new",
        "dead",
        "happy",
        "better",
        "changed",
        "free",
        "broken",
        "family",
        "a",
        "the",
        "my",
        "old",
        "that",
        "this",
        "good",
        "careful",
        "of",
    ),
    "like": (
        "even",
        "really",
        "look",
        "looks",
        "is",
        "are",
        "am",
        "feel",
        "what",
        "feels",
        "not",
        "to",
        "i",
        "was",
        "were",
        "looked",
        "would",
    ),
    "right": (
        "me",
        "us",
        "him",
        "all",
        "not",
        "is",
        "am",
        "it",
        "the",
        "feel",
        "are",
        "was",
        "be",
    ),
    "so": ("not", "hope", "think", "say", "or", "said", "and"),
    "mate": ("a", "my", "best", "the", "that", "me", "his", "her", "old", "one"),
    "pal": ("a", "my", "best", "the", "old"),
    "dude": ("a", "the", "that"),
    "actually": (),
    "please": ("to",),
    "though": ("as",),
    "wow": (),
    "bro": ("my", "a"),
    "fam": ("my", "the"),
    "x": ("my", "an"),
    "shit": ("feel", "feeling", "is", "the", "my", "like", "of", "a", "this", "that", "no"),
    "fuck": ("the", "a"),
    "thanks": ("no", "say"),
    "sorry": ("am", "be", "say", "said", "so", "not", "feel", "was"),
    "because": (),
    "but": (),
    "and": (),
    "then": ("before", "by", "since", "until", "and", "back"),
    "seriously": ("me",),
    "promise": ("a", "my", "the"),
    "right_": (),
}


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
    kept = _after_dunno(kept)
    while kept:
        if (
            len(kept) > 3
            and kept[-1].text in _DANGLING
            and kept[-2].text in any_of("and but because so")
        ):
            kept = kept[:-2]
            continue
        length = ends_with(kept, back)
        if not length or length >= len(kept):
            break
        named = kept[-1].text in _VOCATIVE and kept[-2].text == "do"  # "what to do mate"
        if kept[-length - 1].text in any_of("not would can do will to") and not named:
            break
        if length == 1 and len(kept) > 2 and _somebody(kept):
            break
        if length == 1 and kept[-2].text in _WANTS_OBJECT.get(kept[-1].text, ()):
            break
        kept = kept[:-length]
    return thought_first(kept)


def _after_dunno(words: Words) -> Words:
    """Drop a "dunno" after which something is said all the same: "dunno just bored"."""
    said = texts(words)
    lead = next((len(one) for one in _DUNNO if tuple(said[: len(one)]) == one), 0)
    if not lead or len(words) < lead + 2:
        return words
    at = lead
    while at < len(words) - 1 and said[at] in _SOFTLY:
        at += 1
    goes_on = (
        (said[at] in verbs().third and said[at] not in _IS)
        or words[at].kind in ("feeling", "number") or said[at] in group("states")
    )  # fmt: skip
    return words[lead:] if goes_on else words


_DUNNO = (("i", "do", "not", "know"), ("do", "not", "know"))
_SOFTLY = any_of("just really mainly mostly probably maybe like it")
_IS = any_of("is has does was")


def _somebody(words: Words) -> bool:
    """Whether the last word is a person spoken of: "got one good mate"."""
    return (
        words[-1].text in any_of("mate pal man bro dude")
        and (words[-2].text in group("adjectives") or words[-2].text in any_of("wee decent true"))
        and words[-3].text in any_of("a one no my the any another every that this")
    )


def without_oaths(words: Words) -> Words:
    """Drop oaths, "i suppose" in the middle, and "like" before a number."""
    drop = group("drop")
    out: list[Word] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        if word.text in drop:
            continue
        if (
            word.text == "like"
            and out
            and following
            and out[-1].text not in any_of("feel look is not")
            and (
                following.kind == "number"
                or following.text in any_of("two three four five six ten really so")
            )
        ):
            continue
        if (
            word.text in any_of("mate pal bro bruv dude")
            and len(out) > 1
            and following
            and following.text in any_of("i he she they we it there everything nothing everyone")
            and (out[-1].kind == "feeling" or out[-1].text in group("adjectives"))
            and out[-2].text in any_of("am is are was so really too feeling feel")
        ):
            out.append(Word(","))
            continue
        if (
            out
            and word.text in ("suppose", "guess")
            and out[-1].text == "i"
            and len(out) > 3
            and following
            and (following.text not in any_of("so not that i it what"))
        ):
            out.pop()
            continue
        out.append(word)
    return tuple(out)


def _needed(words: Words, length: int) -> bool:
    """Whether the first words are part of what is said, for all they look like a filler."""
    if words[0].text in any_of("mate pal bro dude bruv"):
        after = words[length].text if length < len(words) else ""
        doing = after in verbs().past or after in verbs().third
        return after == "of" or (doing and after != "is")
    if length == len(words):
        return True
    following = words[length]
    if words[0].text == "i":
        if following.text in _DEPENDENT and words[length - 1].text in ("know", "you"):
            return True
        return following.text not in _OPENERS and following.text != ","
    if words[0].text == "again":
        return False
    return (
        following.text not in _OPENERS
        and following.text != ","
        and words[0].text not in group("drop")
    )


def thought_first(words: Words) -> Words:
    """Move "… i think" from the end to the front: it says how sure they are."""
    if (
        len(words) > 4
        and texts(words[-2:]) == ["i", "think"]
        and words[-3].text not in any_of("than what how when")
    ):
        return (Word("i"), Word("think"), *words[:-2])
    if (
        len(words) > 4
        and texts(words[-2:]) == ["i", "know"]
        and words[-3].text in any_of("much bad it now stupid")
    ):
        return words[:-2]
    if len(words) > 2 and words[-1].text == ",":
        return words[:-1]
    return words


def before_not_even(words: Words) -> Words:
    """Return what stands before "… not even when i was small", which says it once more."""
    said = texts(words)
    for place in range(FULL, len(said) - 2):
        if said[place : place + 2] == ["not", "even"] and said[place + 2] in ("when", "if", "as"):
            return words[:place]
    return words
