"""Where the verb of a clause stands, and what opens it."""

from __future__ import annotations

from itertools import pairwise

from dialogues.mirroring.grammar import any_of, group, lists, verbs
from dialogues.mirroring.phrasing import Word, Words, starts_with, texts

NOMINATIVE = any_of("i he she they we it there you")

DETERMINERS = any_of(
    "my our his her their the a an all most both some half every one no part none"
)

AUX = any_of(
    "am is are was were have has had do does did can could will would should may might must"
)


NEW = any_of("i he she they we")


def adverb_run(words: Words, at: int) -> int:
    """Return the place of the first word from `at` that is no adverb or "not"."""
    adverbs = group("adverbs")
    while at < len(words) and (words[at].text in adverbs or words[at].text == "not"):
        at += 1
    return at


def finite(words: Words, start: int = 0) -> int:
    """Return the place of the first word that can be the verb of the clause, or -1."""
    forms = verbs()
    for place in range(start, len(words)):
        text = words[place].text
        if text in AUX:
            return place
        if place and (
            words[place - 1].text in DETERMINERS - {"both", "all", "half", "most"}
            or words[place - 1].text in any_of("to your this that of for with")
        ):
            continue
        if words[place].kind in ("person", "role", "time"):
            continue
        if words[place].kind == "substance" and not _acts(words, place):
            continue
        if text == "like" and (
            not place or words[place - 1].text not in any_of("i we you they not really to just")
        ):
            continue
        if text in forms.base or text in forms.third or text in forms.past:
            return place
    return -1


def _acts(words: Words, place: int) -> bool:
    """Whether a word for a substance is a verb here: "my mum drinks", "i smoke"."""
    before = words[place - 1] if place else Word("")
    return (
        before.kind == "person"
        or before.text in NOMINATIVE
        or before.text in group("adverbs")
        or (before.text in ("who", "that", "not"))
    )


def subordinate(words: Words) -> int:
    """Return how many words of a clause make the conjunction it opens with, or 0."""
    return starts_with(words, 0, lists().phrases["subordinators"])


def _noun_before(words: Words, place: int) -> bool:
    """Whether a noun ends the first half and "my …" with its verb begins the second."""
    before = words[place - 1]
    if place + 2 >= len(words) or words[place - 2].text not in any_of(
        "the his her my a that this"
    ):
        return False
    if verbs().known(before.text) and words[place - 2].text not in any_of("the his her my a"):
        return False
    return words[place + 2].text in verbs().third or words[place + 2].text in AUX


def _gone(words: Words, place: int, opener: list[str]) -> bool:
    """Whether "since pat went" ends here and "the bed is …" begins."""
    return (
        opener[-1] in any_of("since when after before until once")
        and words[place - 1].text in any_of("went left died passed moved stopped split")
        and finite(words, place + 2) > place + 1
    )


def main_clause(words: Words) -> tuple[Words, bool]:
    """For "if … i …": put the comma before the main clause, and say whether there is one."""
    opener = subordinate(words)
    if not opener:
        return words, True
    takers, closers = group("takers"), group("closers")
    said = texts(words)
    for place in range(opener + 1, len(words) - 1):
        text, before = said[place], words[place - 1]
        starts = (
            text in NEW
            or text in any_of("you it there everything everyone nobody")
            or (
                text in ("my", "the")
                and (
                    before.text in closers
                    or before.kind == "feeling"
                    or before.text in group("states")
                    or _noun_before(words, place)
                    or _gone(words, place, said[:opener])
                )
            )
        )
        if (
            not starts
            or before.text in AUX
            or (
                before.text in takers
                and before.kind != "feeling"
                and before.text not in group("adjectives")
            )
            or before.text in any_of("to of for with on in at from about and a the my")
        ):
            continue
        if text in any_of("you it there everything everyone nobody"):
            after = said[place + 1]
            if (
                not (text == "you" and after in verbs().base)
                and after not in verbs().third
                and after not in any_of("is was do can will would want could feel get have never")
            ):
                continue
            if (
                before.text in verbs().base
                and not before.kind
                and before.text not in ("drink", "use", "sleep")
            ):
                continue
        if place + 2 >= len(words) and text in ("the", "my"):
            continue
        if before.text == ",":
            return words, True
        return (*words[:place], Word(","), *words[place:]), True
    return words, False


def verbless(words: Words) -> bool:
    """Whether no word of a clause can be its verb."""
    forms = verbs()
    said = texts(words)
    for place, text in enumerate(said):
        if text in AUX:
            return False
        if place and said[place - 1] in any_of("my the a our his her no their your to of"):
            continue
        if (
            words[place].kind == "substance"
            and place
            and words[place - 1].kind == "person"
            and text in forms.third
        ):
            return False
        if words[place].kind in any_of("substance person role time"):
            continue
        if text in forms.base or text in forms.past or text in forms.third or text in forms.ing:
            return False
    return True


def put_me(words: Words) -> bool:
    """Whether what came before is the subject: "clucking in a cell put me right off"."""
    return any(
        one.text in any_of("put made got sent set hit left") and after.text in any_of("me him us")
        for one, after in pairwise(words)
    )


_TAKES_ONE = any_of("seen met known had lost spoken")
_HAVING = any_of("have has had not never")
_AFTER_IT = any_of("since for in")


def lacking(words: Words) -> bool:
    """Whether a clause lacks what it is about: "a lad of seven i have not seen since May"."""
    at = 1
    while at < len(words) and words[at].text in _HAVING:
        at += 1
    pair = texts(words[at : at + 2])
    own = words[0].text in ("i", "we") and at > 1
    return own and len(pair) > 1 and pair[0] in _TAKES_ONE and pair[1] in _AFTER_IT
