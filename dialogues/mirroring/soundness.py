"""Whether a clause is whole and sound enough to be said back."""

from __future__ import annotations

from itertools import pairwise

from dialogues.mirroring.clumsiness import clumsy, crowded
from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Words, texts

LONGEST_WORDS = 18

LONGEST_TEXT = 110
WISHED = ("what you want ", "what you miss ", "what you need ")
"""How a line begins that may be longer: nobody is to lose the end of what they wish for."""


_EMPTY = any_of(
    "it that this is are was were be been do does did have has had can could will would "
    "not and so just the a you your yours i he she they we there then of to in on too "
    "really very all what thing things one"
)

_POSITIVE = any_of("great happy fun lovely perfect nice")

_STRANDS = any_of(
    "who what where which that someone somebody anyone anybody nobody no one people something "
    "anything nothing everything things thing stuff person place whatever all "
    "everyone everybody nowhere somewhere anywhere"
)
"""Before these a clause may end with "to" or "about": "someone to talk to"."""

_IDLING = any_of(
    "waiting wait hanging hang lying lie messing mess sitting sit walking walk knocking moving "
    "moping standing out up"
)

_BEFORE_OBJECT = any_of(
    "to with for about from at of into on in by near round behind beside after before off over "
    "without around like than as between against through and or not even only just past up out "
    "down back towards toward inside under all both except but that because"
)

_WILL = any_of("will would can could")

_ARTICLES = any_of("a an the my")

_SAYINGS = any_of("say says said tell tells told think thinks thought know knows knew")


def unfinished(words: Words) -> bool:
    """Whether a clause stops in the middle."""
    said = texts(words)
    last, before = said[-1], said[-2] if len(said) > 1 else ""
    if _truncated(said, last, before):
        return True
    if said[-2:] == ["i", "was"] and said[1:2] == ["am"] and said[-4] in ("the", "same"):
        return False
    if (
        said[-2:] == ["to", "be"]
        and said[-4:-3] == ["i"]
        and said[-3] in ("want", "used", "wanted")
    ):
        return False
    if last in any_of("am is are was were i he she they we"):
        return not {"how", "who", "what", "where", "than", "as"} & set(said[:-1])
    if last in any_of("do did have can could will would does has be not"):
        return (
            not {
                "than",
                "as",
                "that",
                "what",
                "like",
                "because",
                "say",
                "said",
                "always",
                "to",
                "all",
            }
            & set(said[:-1])
            or before == "because"
        )
    if (last == "felt" and before == "and") or (
        last in ("otherwise", "since") and before in any_of("and because cause but")
    ):
        return True
    if last == "like" and before in any_of("am is are was were"):
        return {"what", "how"}.isdisjoint(said)
    if last == "to":
        return before not in group("open_to")
    if last == "more":
        return before not in any_of(
            "no any want drink use cost do need some buy even a it take used took"
        )
    if last in any_of("what where who just really myself,"):
        return last != "really" or before in ("feel", "is", "am")
    if last in ("say", "says", "said"):
        return not {"what", "that", "how", "more", "than", "to"} & set(said)
    if last in ("very", "of"):
        return last == "very" or before not in any_of(
            "sick tired scared afraid proud think thought made take care ashamed rid out"
        )
    if (last == "while" and before == "a") or (
        last in ("may", "march") and before in group("month_cues")
    ):
        return False
    if last in any_of("her his their when while since though"):
        return last != "her" and last != "his" and last != "since"
    return last in group("unfinished") or last == ","


def _truncated(said: list[str], last: str, before: str) -> bool:
    """Whether the last word waits for more: "… the only time me", "… thinking about"."""
    if said == ["i", "am", "going", "to"]:
        return True
    if last in any_of("with for about from at of into to"):
        if last == "to" and before not in any_of(
            "talk speak listen turn look attached belong run"
        ):
            return False
        if last == "about" and before in _IDLING:
            return False
        return _STRANDS.isdisjoint(said[:-2]) and said[0] != "the"
    if last == "that":
        return before in any_of("one thing time person way people only someone everyone")
    if last in any_of("me us him them"):
        return not (
            verbs().known(before)
            or before in group("adverbs")
            or before in _BEFORE_OBJECT
            or before in any_of("is was am are me him her us them you it")
        )
    return False


def bland(words: Words) -> bool:
    """Whether a turned clause says nothing by itself ("it is that")."""
    said = texts(words)
    if said[0] in any_of("that this these those"):
        return True
    if (
        said[0] in any_of("it there he she they")
        and len(said) < 4
        and said[1] in any_of("is was are were")
        and said[-1] not in group("adjectives")
        and words[-1].kind != "feeling"
    ):
        return True
    if (
        said[0] == "nothing"
        and said[1:2] in (["has"], ["does"], ["did"], ["is"])
        and len(said) < 5
    ):
        return True
    if len(said) == 2 and said[-1] not in verbs().past:
        return True
    if len(said) == 3 and said[:2] == ["you", "are"] and words[2].kind == "number":
        return True
    content = [text for text in said if text not in _EMPTY and text != ","]
    if not content:
        return True
    return len(said) < 2 or (said[0] in ("it", "there") and len(content) < 1)


def tangled(words: Words) -> bool:
    """Whether too much is nested to be said back safely."""
    said = texts(words)
    if said.count("if") > 1 or said.count(",") > 4 or said.count("because") > 1:
        return True
    sayings = sum(text in _SAYINGS for text in said)
    if sayings > 2 or "whose" in said or said.count("that") > 3:
        return True
    if "like" in said:
        at = said.index("like")
        if (
            at
            and said[at - 1] in any_of("am was is are were")
            and said[at + 1 : at + 2]
            not in (
                ["a"],
                ["that"],
                ["this"],
                ["the"],
                ["my"],
                ["an"],
                ["him"],
                ["her"],
                ["me"],
                [],
            )
        ):
            return True
    if any(early in _WILL and late == "not" and said[place + 2 : place + 3] and said[place + 2]
           in _ARTICLES for place, (early, late) in enumerate(pairwise(said))):  # fmt: skip
        return True  # "well not a jar" with its "well" taken for "we'll"
    if any(
        early == late and early not in any_of("you , had that in so really very down")
        for early, late in pairwise(said)
    ):
        return True
    if said.count("when") > 1 or crowded(words) or clumsy(words):
        return True
    return bool(_POSITIVE & set(said)) and {"sure", "yeah", "oh"} & set(said[:2]) != set()


def overlong(text: str, words: int) -> bool:
    """Whether a line is too long to be said back."""
    most = LONGEST_WORDS + 2 * text.startswith(WISHED)
    return len(text) > LONGEST_TEXT or words > most
