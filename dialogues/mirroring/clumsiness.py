"""Grammar that breaks when said back: two statements in one, words out of place."""

from __future__ import annotations

from itertools import pairwise

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Words, texts

_BE = any_of("is was were are am")

_CONNECT = any_of(
    "and that when because who if what how where which or than as but so while since "
    "before until like , think thinks say says said know knows knew feel feels felt "
    "thought hope wish sure till after though told time way everything why once whether "
    "all glad happy scared worried every"
)

_BEFORE_BE = any_of("can could will would should might may must do did let than how")

_ORDERS = any_of("come go stay get take stop leave give do be try call ring")

_BIT = any_of("a little tiny wee every last the one that this best odd fair good big any first")


_ANY = any_of(
    "not never no if when without hardly barely rarely nobody nothing nowhere only before "
    "anyone who what whether neither stop stopped less where last first since than"
)


def crowded(words: Words) -> bool:
    """Whether two statements stand side by side with nothing between them."""
    last = -1
    for place, word in enumerate(words):
        if word.text in _CONNECT:
            last = -1
        elif word.text in _BE:
            if last >= 0:
                return True
            last = place
    said = texts(words)
    pairs = list(pairwise(said))
    return any(pair in pairs[place + 2 : place + 4] for place, pair in enumerate(pairs))


def _learning(words: Words, said: list[str]) -> bool:
    """Whether the words are out of place: "he talk", "i be tired", "its chest would"."""
    forms = verbs()
    if (
        said[:2] == ["it", "is"]
        and said[3:4]
        and said[3] in any_of("would will can could has was")
    ):
        return True
    if said[:1] and said[0] in any_of("i he she they we you") and said[1:2] == ["not"]:
        return True  # "i not trust machine"
    if said[:2] == ["i", "be"] or said.count("never") > 1:
        return True
    if any(
        pair in (("i", "be"), ("we", "be")) and (not place or said[place - 1] not in _BEFORE_BE)
        for place, pair in enumerate(pairwise(said))
    ):
        return True  # "if i dont dose i be throwing up"
    if any(
        said[at : at + 3] == ["here", "i", "am"]
        and said[at + 3 : at + 4]
        and said[at + 3] not in forms.ing.keys() | any_of("again still now on in at with")
        for at in range(len(said))
    ):
        return True
    for place in range(3, len(said) - 2):
        if (
            said[0] in ("i", "we")
            and said[place : place + 2] == ["me", "and"]
            and said[place - 1]
            not in any_of(
                "and with for between than like to , of at from on in off about by near without"
            )
            and not forms.known(said[place - 1])
        ):
            return True  # "we done sober october me and the girls"
    if (
        said[:1] == ["my"]
        and said[2:3]
        and said[2] in any_of("he she they")
        and said[1] in group("people_nouns")
        and said[3:4]
        and said[3] in forms.base
    ):
        return True  # "my son he smell my cup"
    if said[:3] == ["i", "used", "to"] and said[-1] == "now":
        return True  # "i used to have it daily now its weekends"
    if said[-2:-1] == ["how"] and said[-3:-2] == ["see"]:
        return True
    if said[:3] == ["the", "only", "time"] and not {"is", "was"} & set(said):
        return True
    if _stray_any(said):
        return True
    for place, text in enumerate(said[:-1]):
        following = said[place + 1]
        if text == "been" and following in forms.past and following not in forms.participle:
            return True
        if (
            text == "me"
            and following == "some"
            and said[place - 1] in any_of("eat have grab drink")
        ):
            return True
    return (
        said[0] in any_of("he she it")
        and said[1:2] != []
        and said[1] in forms.base
        and said[1] not in forms.past
        and not words[1].kind
    )


def _stray_any(said: list[str]) -> bool:
    """Whether "any" has lost what it hung on: "(the only time) i get any peace"."""
    for place, text in enumerate(said[1:], start=1):
        if text == "any" and said[place - 1] in any_of("get have got had want need feel"):
            return not _ANY & set(said[:place])
    return False


def clumsy(words: Words) -> bool:
    """Whether the grammar is broken: "i want stop", "he is not agree", "my sister count"."""
    said = texts(words)
    forms = verbs()
    if _learning(words, said):
        return True
    for place, text in enumerate(said[:-1]):
        following = said[place + 1]
        if (
            text == "am"
            and (following in forms.pasts or following in group("stative"))
            and following not in forms.participle
            and following not in group("adjectives")
            and not words[place + 1].kind
        ):
            return True
        if (
            text in ("said", "says")
            and following in _ORDERS
            and (place + 3 >= len(said) and said[-1] in forms.base)
        ):
            return True
        if text in ("want", "need") and following in any_of("stop quit go be do get come take"):
            return True
        if (
            text in ("am", "is", "are")
            and place + 2 < len(said)
            and following == "not"
            and said[place + 2] in forms.base
            and (
                said[place + 2]
                not in group("adjectives")
                | forms.participle.keys()
                | {"like", "much", "fun", "work", "cool", "right"}
            )
        ):
            return True
        if (
            text == "my"
            and (not place or said[place - 1] in any_of("since because when but if so"))
            and (following in group("people_nouns"))
            and place + 2 < len(said)
        ):
            verb = said[place + 2]
            if (
                verb in forms.base
                and verb not in forms.past
                and verb not in ("have", "left")
                and not words[place + 2].kind
            ):
                return True
        if (
            words[place].kind == "time"
            and words[place + 1].kind != "time"
            and following in any_of("first second best worst")
        ):
            return True
        if text == "then" and following in ("by", "from") and place + 3 >= len(said):
            return True
        if text in any_of("them it him her") and following in ("me", "him", "them"):
            return True
        if (
            text == "like"
            and (following in ("today", "now", "again"))
            and place
            and said[place - 1] in ("feel", "feeling")
        ):
            return True
        if text == "thought" and said[place + 1 : place + 3] == ["i", "am"]:
            return True
        if (
            text == "want"
            and following in forms.base
            and said[place + 2 : place + 3]
            in (
                ["less"],
                ["more"],
                ["it"],
                ["again"],
            )
        ):
            return True
        if text == "now" and following in forms.third and "is" in said[:place]:
            return True
        if words[place].kind == "number" and following == "put":
            return True
        if text == "bit" and place and said[place - 1] not in _BIT:
            return True
        if (
            text == "go"
            and following in any_of("ok fine yeah no well")
            and place
            and said[place - 1] == "i"
        ):
            return True
        if text == "asking" and following in any_of("have do is are am"):
            return True
        if text == "mean" and place and said[place - 1] == "i" and len(said) < 4:
            return True
        if (
            words[place].kind == "number"
            and following in forms.past
            and following not in forms.base | {"left": ""}.keys()
        ):
            return True
    return said[0] == "first"
