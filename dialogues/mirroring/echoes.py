"""A short message said back almost as it stands: "not since Tuesday", "less, and not at home".

For what is too slight to be mirrored as a statement and plain enough to be heard: a few known
words, about themself or the world and not to the bot. It refuses what mirroring refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dialogues.listening.words import Clause
from dialogues.mirroring.asking import asking, tag_question
from dialogues.mirroring.clumsiness import clumsy
from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.mending import mended
from dialogues.mirroring.phrasing import Words, changed, texts, words_of
from dialogues.mirroring.refusing import grave, holds, unsayable
from dialogues.mirroring.running import parted
from dialogues.mirroring.saying import line
from dialogues.mirroring.sentence import AUX
from dialogues.mirroring.trimming import trimmed
from dialogues.mirroring.turning import turned

LONGEST = 11
"""Words of a message that is said back as it stands."""
NAYS = any_of("nah naw nope nay")
_MOST = 3
"""Clauses of one."""
TO_BOT = any_of("you your yours yourself u ur please")
ORDERED = frozenset({
    ("have", "to"), ("need", "to"), ("got", "to"), ("i", "should"), ("i", "must"),
})  # fmt: skip
"""Said to somebody, these are orders."""
PLAIN = any_of("nobody nothing dead dying lazy weak bad useless worthless mess wrong")
_THINKING = any_of("know suppose guess think mean see hope spose agree")
_ORDERS = any_of("do let be")
_TAKING = any_of("have stop quit keep")
"""Said back first, these and verbs of using are orders: "just have the four"."""
_EMPTY = any_of("ok okay fine well yes yeah then like and but so anyway right just")
_SURELY = any_of("no yes yeah aye nah")
_LIKENED = any_of("a an the my some shit nothing")
"""After these "like" compares: "like a child"."""
_BEFORE_YES = any_of("say said says saying a the to or and with there is was mean means by")
_UNSURE = (
    ("i", "do", "not", "know"),
    ("do", "not", "know"),
    ("i", "guess"),
    ("i", "mean"),
    ("kind", "of"),
)
_OF = (("that",), ("if",), ("what",), ("how",), ("why",), ("who",), ("where",), ("whether",))
"""Of these somebody does not know: nothing is only softened by it."""
_HANGING = any_of(
    "and but because so or if when the a my to of with for at in that is am are not probably "
    "really"
)
_GLUE = {
    "but": ", but ",
    "and": " and ",
    "because": ", because ",
    "or": " or ",
    "so": ", so ",
    "then": ", then ",
}
_SELF = (["me"], ["i"], ["my"], ["mine"], ["myself"])
_CALLING = (["i", "am"], ["i", "was"], ["am", "a"], ["just", "a"])


def echo(clauses: Sequence[Clause]) -> str | None:
    """Return a short message turned to "you", without a full stop; None if unsure."""
    if not 0 < len(clauses) <= _MOST or any(clause.question for clause in clauses):
        return None
    out = ""
    for clause in clauses:
        words = words_of(clause.tokens)
        if words is None:
            return None
        if clause.tokens[0].raw.lower() in NAYS:
            words = words[1:]  # "nah alone" is no "no alone"
        ready = untagged(edged(trimmed(changed(words))))
        if not ready:
            continue
        said = _said_back(ready)
        if said is None:
            return None
        if not out and clause.joined_by == "because":
            said = f"because {said}"
        out += f"{_GLUE.get(clause.joined_by, '. ')}{said}" if out else said
    if not out or not any(len(word) > 2 for word in out.split()):
        return None
    return out if len(out.split()) <= LONGEST else None


def _said_back(words: Words) -> str | None:
    said = texts(words)
    known = set(said)
    if (
        len(parted(words)) > 1 or asking(words) or unsayable(words) or grave(words)
        or holds(words, "void")
        or not ORDERED.isdisjoint(pairwise(said))
        or known & (TO_BOT | (group("refuse_self") - PLAIN))
        or (len(said) == 2 and said[0] == "i" and said[1] in _THINKING)
        or said[0] in group("refuse_starts") | _ORDERS
        or said[:2] in _CALLING
        or said in _SELF
        or said[0] == "if"
        or _order(said)
        or said[-1] in _HANGING
    ):  # fmt: skip
        return None
    fixed = mended(words)
    if fixed and clumsy(fixed):
        return None
    turned_ = turned(fixed) if fixed else None
    return line(turned_) if turned_ else None


def _order(said: list[str]) -> bool:
    """Whether this would be heard as an order to use, or to stop."""
    taking = said[0] in _TAKING | group("use_verbs") and said[0] in verbs().base
    return taking and said[1:2] != [] and said[1] not in AUX


def untagged(words: Words) -> Words:
    """Take "isnt it", "is there", "dont i" off the end."""
    said = texts(words)
    if len(said) > _MOST and said[-3:] in (["is", "not", "it"], ["do", "not", "i"]):
        return words[:-3]
    turned_round = said[-2:] in (["do", "i"], ["is", "it"], ["is", "there"])
    if len(said) > _MOST and turned_round and {"not", "no"} & set(said[:-2]):
        return words[:-2]
    return words[: len(words) - tag_question(words)]


def edged(words: Words) -> Words:
    """Take "ok fine", "i dont know" and the like off both ends."""
    left = words
    shorter = True
    while left and shorter:
        shorter = False
        said = tuple(texts(left))
        for phrase in _UNSURE:
            if said[: len(phrase)] == phrase and said[len(phrase) : len(phrase) + 1] not in _OF:
                left, shorter = left[len(phrase) :], True
                break
            if said[-len(phrase) :] == phrase:
                left, shorter = left[: -len(phrase)], True
                break
        else:
            likened = left[0].text == "like" and left[1:2] and left[1].text in _LIKENED
            if left[0].text in _EMPTY and not likened and len(left) > 1 + (left[0].text == "so"):
                left, shorter = left[1:], True
    while len(left) > 2 and left[-1].text in _SURELY and left[-2].text not in _BEFORE_YES:
        left = left[:-1]  # "nowhere tonight no"
    return left
