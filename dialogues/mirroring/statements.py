"""One clause turned, or refused: from the words of a span to what is said."""

from __future__ import annotations

from dialogues.mirroring.asking import asking, tag_question
from dialogues.mirroring.grammar import any_of, group, lists, verbs
from dialogues.mirroring.phrasing import Word, Words, starts_with, texts
from dialogues.mirroring.refusing import unsayable
from dialogues.mirroring.saying import listed
from dialogues.mirroring.sentence import subordinate
from dialogues.mirroring.soundness import tangled, unfinished
from dialogues.mirroring.splitting import Span
from dialogues.mirroring.subjects import with_subject
from dialogues.mirroring.turning import turned

_OWN_HABITS = any_of("take use drink smoke have eat spend snort sniff inject vape bet gamble")
_EFFECTS = any_of("makes helps calms takes stops keeps gets gives feels wants likes")
_STARTS = any_of("i we he she it they you my the there everyone nobody people her his their")


def stated(span: Span, words: Words) -> Words | None:
    """Return what a span says, turned to "you", or None if it is not to be said back."""
    if (
        span.joined_by == "but"
        and words[0].text == "not"
        and (len(words) < 2 or words[1].text not in verbs().participle)
    ):
        return None
    opener = subordinate(words)
    head, body = words[:opener], words[opener:]
    if (
        opener
        and head[-1].text in any_of("when if whenever time")
        and head[-1].text in texts(body)
    ):
        return None
    if not body or asking(body if opener else words):
        return None
    cut = tag_question(body)
    body = body[: len(body) - cut] if cut else body
    if not body or (stock(body) and (body[0].text != "i" or len(body) < 3)):
        return None
    if (
        opener
        and "," in texts(body)[:4]
        and span.complete
        and opener == 1
        and head[0].text in any_of("after before since until")
    ):
        place = texts(body).index(",")
        if with_subject(body[place + 1 :]) is None:
            return None
    elif opener and body[0].text not in _STARTS:
        return None
    named = (
        body if opener and body[0].text not in _STARTS and span.complete else with_subject(body)
    )
    if named is None or unfinished(named) or tangled(named):
        return None
    if unsayable(named) or not _about_them(named, opener):
        return None
    result = turned(listed(named))
    if result is None:
        return None
    result = _without_just(result)
    return (*head, *softened(result)) if not opener else (*head, *result)


def stock(words: Words) -> bool:
    """Whether a clause is a stock answer ("i know") that means nothing by itself."""
    whole = lists().phrases["whole"]
    length = starts_with(words, 0, whole) if words else 0
    return length == len(words) and length > 0


def _about_them(words: Words, opener: int) -> bool:
    said = texts(words)
    if group("fp") & set(said):
        return True
    if said[0] in ("you",):
        return True
    if said in (["nobody", "cared"], ["nobody", "cares"]):
        return True
    if said[0] in any_of("it there he she they nobody everyone nothing everything"):
        return len(said) > 2
    return words[0].kind in ("name", "time")


def _without_just(words: Words) -> Words:
    """Drop the "just" that only softens: "i just take vallies" is "you take vallies"."""
    said = texts(words)
    if (
        len(said) > 3
        and said[1] == "just"
        and "now" not in said
        and (
            (said[0] in ("you", "they") and said[2] in _OWN_HABITS and said[3] != "to")
            or (said[0] in any_of("it he she") and said[2] in _EFFECTS)
        )
    ):
        return (words[0], *words[2:])
    return words


def softened(words: Words) -> Words:
    """Keep "I need to stop" theirs: "you feel you need to stop"; "I should have" is a wish."""
    said = texts(words)
    if said[0] != "you":
        return words
    at = 1
    while at < len(said) and said[at] in any_of(
        "just really still honestly probably do definitely"
    ):
        at += 1
    rest = said[at:]
    feel = (Word("you"), Word("feel"))
    done = verbs().participle
    if (
        rest[:2] == ["should", "have"]
        and len(rest) > 2
        and (rest[2] in done or rest[2] in group("adverbs"))
    ):
        return (*feel[:1], Word("wish"), Word("you"), Word("had", glued=True), *words[at + 2 :])
    if rest[:3] == ["should", "not", "have"] and len(rest) > 3:
        return (
            *feel[:1],
            Word("wish"),
            Word("you"),
            Word("had"),
            Word("not", glued=True),
            *words[at + 3 :],
        )
    if rest[:1] in (["should"], ["must"], ["deserve"]) or rest[:2] == ["had", "better"]:
        return (*feel, *words)
    if rest[:3] == ["let", "yourself", "down"] or (rest[:1] == ["let"] and rest[-1:] == ["down"]):
        return (*feel, *words)
    for lead in (
        ["need", "to"],
        ["have", "to"],
        ["have", "got", "to"],
        ["got", "to"],
        ["ought", "to"],
    ):
        if (
            rest[: len(lead)] == lead
            and len(rest) > len(lead)
            and rest[len(lead)] in group("feel_change")
        ):
            if rest[len(lead)] in any_of("get do start give go make face come leave try") and not (
                {"off", "clean", "sober", "up", "help", "something"} & set(rest)
            ):
                return words
            return (*feel, *words)
    if rest[:3] == ["can", "not", "keep"] and rest[3:4] and rest[3] in verbs().ing:
        return (*feel, *words)
    return words
