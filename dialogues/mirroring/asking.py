"""Questions and requests, marked or not: they are answered, never said back."""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of, group
from dialogues.mirroring.phrasing import Words, texts
from dialogues.mirroring.sentence import AUX

_WH = any_of("what why how where when who which whats whose")

_INVERTED = any_of("is are do does can should did")
_BEFORE_VERB = any_of(
    "that what all it than there only does who thing say is was problem do did can "
    "reason place one truth here good"
)
_PRONOUNS = any_of("i you he she it they we this that there me")


def asking(words: Words) -> bool:
    """Whether a clause is a question or a request, marked or not."""
    said = texts(words)
    if not said:
        return False
    first, rest = said[0], said[1:]
    if first in group("refuse_starts"):
        return not (first == "leave" and rest[:1] == ["it"])
    if first in _WH:
        if rest and rest[0] in AUX:
            return True
        if first in any_of("why which where who whose"):
            return True
        if first == "how" or rest[:1] in (["about"], ["if"], ["else"], ["to"]):
            return True
    if first in AUX and rest and rest[0] in _PRONOUNS:
        return True
    if first in AUX and len(rest) > 1 and rest[0] == "not" and rest[1] in _PRONOUNS:
        return True
    if first in ("is", "are", "does") and rest[:1] != ["not"]:
        return True
    if first == "do" and rest[:1] == ["not"]:
        return len(rest) < 2 or rest[1] not in group("own_negated") or "you" in rest[:3]
    if _asked_after(said):
        return True
    for place in range(2, len(said) - 1):
        verb, subject = said[place], said[place + 1]
        if verb not in _INVERTED or said[place - 1] in _BEFORE_VERB:
            continue
        if subject in _PRONOUNS or subject in ("my", "u"):
            stated = subject in any_of("me my this that there")
            return (verb in any_of("is are can should") and not stated) or subject in ("i", "you")
    return False


def _asked_after(said: list[str]) -> bool:
    """Whether a statement runs on into a question: "its only weekends whats the harm"."""
    for place in range(2, len(said) - 1):
        if (
            said[place : place + 1] in (["who"], ["why"], ["what"])
            and said[place + 1] in any_of("am do did have")
            and said[place + 2 : place + 3] == ["i"]
        ):
            return True
        if said[place - 1] == "so" and said[place] in any_of("why where who how"):
            return said[place] != "how" or said[place + 1] in any_of("do is can come did am")
        if said[place : place + 3] == ["what", "is", "the"] and said[place + 3 : place + 4]:
            return said[place + 3] in any_of("harm point use problem difference rush") and (
                said[place - 1] not in any_of("know see wonder wondering ask asking understand")
            )
    return False


def tag_question(words: Words) -> int:
    """Return how many words at the end are a tag ("can i", "isnt it"), or 0."""
    said = texts(words)
    if said[-2:] in (["do", "it"], ["did", "it"], ["have", "it"], ["had", "it"]):
        return 0
    if (
        len(said) > 5
        and said[-2] in AUX
        and said[-1] in any_of("i it they he she you")
        and said[-3] not in any_of("how what where who than as so why like that and when all")
    ):
        return 2
    if (
        len(said) > 6
        and said[-3] in AUX
        and said[-2] == "not"
        and said[-1] in any_of("i it they he she")
    ):
        return 3
    return 0
