"""What is not said back: danger, insult, sarcasm, questions, halves of sentences.

A wrong mirror is worse than none, so every doubt is a refusal.
"""

from __future__ import annotations

from itertools import pairwise

from dialogues.mirroring.grammar import any_of, group, lists
from dialogues.mirroring.phrasing import Words, starts_with, texts

_DEATH = any_of("die dies dying died dead kill kills killing killed death")

_HITTING = any_of(
    "hit hits hitting beat beats beating slapped slaps slap punches punch kicked kicks hurts hurt"
)

_BEING = any_of(
    "trans gay bi queer lesbian straight asexual black white muslim catholic jewish christian "
    "hindu sikh disabled autistic deaf blind male female"
)

_BODY = any_of("me my him her them us boy girl son daughter kid kids")

IRONY = 7
"""The most words of "like I don't know that"."""


def unsayable(words: Words) -> bool:
    """Whether a clause as typed holds something never said back."""
    refused = group("refuse_words")
    said = texts(words)
    if not said:
        return True
    if refused & set(said) or holds(words, "refuse"):
        return True
    known = set(said)
    if known & _DEATH and _deadly(said):
        return True
    if known & _HITTING and _violent(said):
        return True
    return _self_blow(said) or _half(words, said) or _run_together(said)


def ironic(words: Words) -> bool:
    """Whether a clause, as typed, means its opposite: "like i dont know that"."""
    said = texts(words)
    return said[:2] == ["like", "i"] and "not" in said[2:4] and len(said) <= IRONY


def _run_together(said: list[str]) -> bool:
    """Whether two sentences stand here as one ("… now was once"), or a "yes" that is none."""
    return any(
        (before in any_of("now once then") and text in any_of("was were had") and place > 1)
        or (text == "yes" and before not in any_of("say said says saying a the to or and"))
        for place, (before, text) in enumerate(pairwise(said))
    )


def grave(words: Words) -> bool:
    """Whether a clause is about death or blows, or holds a phrase never said back."""
    said = texts(words)
    known = set(said)
    return (
        holds(words, "refuse")
        or bool(known & _DEATH and _deadly(said))
        or bool(known & _HITTING and _violent(said))
    )


def _half(words: Words, said: list[str]) -> bool:
    """Whether a clause says nothing by itself: "its the ket", "im trans"."""
    if len(said) <= 4 and said[:2] == ["it", "is"] and words[-1].kind == "substance":
        return True
    if len(said) == 3 and said[:2] == ["i", "am"] and said[2] in _BEING:
        return True
    if any(said[at : at + 2] in (["now", "when"], ["now", "if"]) for at in range(2, len(said))):
        return True
    return (
        sum(
            text.endswith("ing") and said[at + 1 : at + 2] == ["it"]
            for at, text in enumerate(said)
        )
        > 1
    )


def holds(words: Words, table: str) -> bool:
    """Whether a phrase of a table stands somewhere in the words."""
    phrases = lists().phrases[table]
    for place, word in enumerate(words):
        length = starts_with(words, place, phrases) if word.text in phrases else 0
        if length and not (
            words[place + length - 1].text == "myself"
            and (
                place + length < len(words)
                and words[place + length].text in any_of("off out down some")
            )
        ):
            return True
    return False


def _deadly(said: list[str]) -> bool:
    own = {"i", "me", "myself", "my"} & set(said)
    if {"kill", "kills", "killing", "killed"} & set(said):
        return True
    if not own:
        return "if" in said or "will" in said
    text = " ".join(said)
    if any(
        sign in text
        for sign in (
            "seen him die",
            "seen her die",
            "saw him die",
            "saw her die",
            "since he died",
            "since she died",
            "when he died",
            "when she died",
        )
    ):
        return False
    for place, word in enumerate(said):
        if word in _DEATH and word != "died":
            return "i" in said or not any(
                other in group("people_nouns") or other in ("friends", "mates")
                for other in said[max(0, place - 3) : place]
            )
        if word == "died" and said[max(0, place - 3) : place].count("i"):
            return True
    return False


def _violent(said: list[str]) -> bool:
    for place, word in enumerate(said):
        if word in _HITTING:
            after = said[place + 1 : place + 3]
            if word in ("hurt", "hurts"):
                if (
                    after[:1]
                    and after[0] in any_of("me him her them myself")
                    and (said[place - 1] != "really")
                ):
                    return True
            elif after and (
                after[0] in _BODY or (word in ("slapped", "kicked") and "out" not in after)
            ):
                return True
    return False


def _self_blow(said: list[str]) -> bool:
    """Whether they call themselves something: "I'm lazy", "I'm such a …"."""
    words = group("refuse_self")
    for place, text in enumerate(said):
        if text not in words:
            continue
        before = said[max(0, place - 6) : place]
        if (
            place + 1 < len(said)
            and said[place + 1] in any_of("in luck at time day cold back to when")
            and text not in ("mess", "useless")
            and not (text in any_of("lazy nothing dead dying") and "am" in before)
        ):
            continue
        for be in ("am", "are", "was", "were", "be", "been", "being", "becoming", "become", "me"):
            if be in before:
                at = place - 1 - before[::-1].index(be)
                subject = said[at - 1] if at else ""
                if be == "me" and subject not in any_of("called call calls calling"):
                    continue
                told = any(word in any_of("told tells says said") for word in said[:at])
                if told and be != "me":
                    if said[:1] != ["i"]:
                        return text not in any_of("lazy stupid selfish weak")
                    return True
                if be in any_of("was were be been being") and subject in any_of(
                    "it he she that they there this"
                ):
                    continue
                if be in ("are", "were") and subject not in ("i", "we"):
                    continue
                between = said[at + 1 : place]
                if all(word in _SOFT or word in group("intensifiers") for word in between):
                    return True
    return False


_SOFT = any_of(
    "a an such so the just nothing but real right complete total proper really always "
    "still like not and no only"
)
