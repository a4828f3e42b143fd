"""Apostrophes left out, "me" for "my", and whose mum it is."""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words, texts

_BASE_ONLY = {
    "ill": ("i", "will"),
    "hell": ("he", "will"),
    "shell": ("she", "will"),
    "wed": ("we", "would"),
    "shed": ("she", "would"),
    "id": ("i", "would"),
    "well": ("we", "will"),
}

_MINE = any_of("my his her our their")
_ONES = any_of(
    "head mind back heart liver skin stomach life flat house room job boss mum mam mom dad sister "
    "brother wife husband"
)
"""Of these somebody has one: "my heads clearer" is "my head's clearer"."""
_INTO = any_of("in into under behind inside")
_AFTER_ME = any_of(
    "and but or so because when if that who which is was are were has have will would can the a "
    "an to of in on at for with all every now then again today too either , what how though like "
    "not just anyway always i it he she they we you more anywhere somewhere nowhere after before "
    "still since already ever inside everywhere"
)
_CALLED = any_of("mum mam mom mammy mummy dad daddy nan nana gran granny grandad granda")

_OWNED = any_of(
    "my your his her our their the a me old own poor late foster step as being of no "
    "single s and new good another real"
)


def split_apostrophes(words: Words) -> Words:
    """Undo "ill never", "wed go", "when were on it"."""
    out: list[Word] = []
    for place, word in enumerate(words):
        following = words[place + 1].text if place + 1 < len(words) else ""
        after = words[place + 2].text if place + 2 < len(words) else ""
        undone = _BASE_ONLY.get(word.text)
        base = following in verbs().base or following in any_of("never not always probably")
        if following in group("adverbs") and after in verbs().base and word.text != "well":
            base = True
        if (
            undone
            and word.text in ("ill", "well")
            and out
            and out[-1].text
            in any_of("am is are was feel so really very as been be get got not doing")
            and texts(out[-2:]) != ["do", "not"]  # "if i dont ill keep lying"
        ):
            base = False
        if word.text == "well" and (
            not out or out[-1].text not in any_of("said that so if think when")
        ):
            base = False
        if undone and base and following not in ("like", "of", "off"):
            out += [Word(undone[0]), Word(undone[1], glued=True)]
        elif (
            word.text.endswith("s") and word.text[:-1] in _ONES and not after
            and out and out[-1].text in _MINE
            and (following in group("adjectives") or following.endswith("er"))
        ):  # fmt: skip
            out.append(Word(f"{word.text[:-1]}'s"))
        elif word.text == "ill" and following == "like":
            out.append(word)
        elif (
            word.text == "were"
            and out
            and out[-1].text in any_of("when if because think say says")
            and (following in verbs().ing or following in any_of("on both all not out off in"))
        ):
            out += [Word("we"), Word("are", glued=True)]
        else:
            out.append(word)
    return tuple(out)


def my_for_me(words: Words) -> Words:
    """Undo "me mate", "hes me best mate"."""
    out = list(words)
    for place, word in enumerate(words[:-1]):
        if word.text != "me" and not (word.text == "ma" and place + 1 < len(words)):
            continue
        before = words[place - 1].text if place else ""
        following = words[place + 1]
        own = following.text[:-1] if following.text.endswith("s") else following.text
        own = own.removesuffix("'")
        giving = before in group("giving")
        kin = (
            following.kind == "person"
            or following.text in group("people_nouns")
            or own in group("people_nouns")
        )
        if (
            kin
            and before not in any_of("call called calls calling")
            and following.text not in ("people", "baby", "kid")
        ):
            out[place] = Word("my")
        elif (following.text in group("mine_nouns") or own in group("noun_heads")) and not giving:
            if (
                following.text in verbs().base
                and before in verbs().base | verbs().third | verbs().past
            ):
                continue
            if following.text in any_of("back first last own best whole") and not _noun_next(
                words, place + 2
            ):
                continue
            out[place] = Word("my")
        elif (
            before in _INTO and following.text not in _AFTER_ME and following.kind != "time"
        ) or (
            before == "on"
            and following.text in any_of("way tod bike bed knees feet phone mind break lunch")
        ):
            out[place] = Word("my")  # "in me dressing gown"
    return tuple(out)


def bare_kin(words: Words) -> Words:
    """Say whose mum: "its mum ringing" is "its my mum ringing"."""
    if not any(word.text in _CALLED or word.text[:-1] in _CALLED for word in words):
        return words
    out: list[Word] = []
    for place, word in enumerate(words):
        before = words[place - 1].text if place else ""
        if (
            place
            and word.text in _CALLED
            and (before not in _OWNED or texts(words[place - 2 : place]) == ["me", "and"])
            and not _described(words, place)
            and words[place - 1].kind != "person"
            and before not in ("said", "says", "say")
        ):
            if place == len(words) - 1 and before not in any_of(
                "is with to from at tell told call ring see miss by for about off"
            ):
                out.append(word)
                continue
            out.append(Word("my"))
        elif (
            0 < place < len(words) - 1
            and word.text[-1:] == "s"
            and word.text[:-1] in _CALLED
            and before in any_of("since at after from in of for on to with about before by")
            and not verbs().known(words[place + 1].text)
            and words[place + 1].text not in any_of("who that and or with like in to of on at i")
        ):
            out.append(Word("my"))  # "since dads funeral"
        out.append(word)
    return tuple(out)


def _described(words: Words, at: int) -> bool:
    """Whether the noun at `at` has its owner or article before an adjective: "a better dad"."""
    place = at - 1
    while place >= 0 and words[place].text in group("adjectives") | group("intensifiers"):
        place -= 1
    return -1 <= place < at - 1 and (place < 0 or words[place].text in _OWNED)


def _noun_next(words: Words, at: int) -> bool:
    if at >= len(words):
        return False
    word = words[at]
    return (
        word.kind == "person"
        or word.text in group("people_nouns")
        or word.text in group("noun_heads")
    )
