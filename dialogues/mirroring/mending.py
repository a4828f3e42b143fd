"""From what people type to what they mean: missing apostrophes, spoken verb forms, "me mam".

Nothing here turns "I" to "you"; a clause that cannot be mended for sure comes back as None.
"""

from __future__ import annotations

from collections.abc import Sequence

from dialogues.mirroring.apostrophes import bare_kin, my_for_me, split_apostrophes
from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.learning import name_is, one_who, since
from dialogues.mirroring.phrasing import Word, Words, changed, plain
from dialogues.mirroring.possessives import possessives
from dialogues.mirroring.sentence import adverb_run

NOT = Word("not", glued=True)

_ANY = {
    "nothing": "anything",
    "nobody": "anybody",
    "none": "any",
    "nowhere": "anywhere",
    "neither": "either",
    "never": "ever",
    "no": "any",
}


_DETERMINERS = any_of("my your his her its our their the a an this that these those some any no")

_PAST_SIGNS = frozenset({"yesterday", "ago"})

_PEOPLE = any_of("he she it")


def mended(words: Words) -> Words | None:
    """Return `words` with slips and spoken forms put right, or None if that is not sure."""
    words = name_is(split_apostrophes(changed(words)))
    words = my_for_me(bare_kin(words))
    words = possessives(words) or ()
    words = since(_would_have(words))
    words = one_who(_those(_it_does(_spoken_verbs(words))))
    return _negatives(_resumed(words)) if words else None


def _resumed(words: Words) -> Words:
    """Drop the second subject of "my wife she thinks"."""
    for place in range(2, min(5, len(words) - 1)):
        if (
            words[place].text in any_of("he she it they")
            and words[0].text in any_of("my the his her")
            and (
                words[place - 1].kind == "person" or words[place - 1].text in group("people_nouns")
            )
            and words[place + 1].text in verbs().third.keys() | {"is", "was", "has"}
        ):
            return (*words[:place], *words[place + 1 :])
    return words


def _would_have(words: Words) -> Words:
    """Undo "id been", "should of said no": "'d" before a participle is "had"."""
    out = list(words)
    for place, word in enumerate(words):
        if word.text != "would" or not word.glued:
            continue
        end = adverb_run(words, place + 1)
        if (
            end < len(words)
            and words[end].text in verbs().participle
            and (words[end].text not in verbs().base)
        ) or (end < len(words) and words[end].text == "better"):
            out[place] = Word("had", glued=True)
    return tuple(out)


def _spoken_verbs(words: Words) -> Words:
    """Undo "i done", "i seen", "we was", "he dont", "i been"; past "come" and "give"."""
    out = list(words)
    past_time = any(
        word.text in _PAST_SIGNS
        or (word.kind == "time" and word.text.startswith(("last", "yester")))
        for word in words
    ) or any(
        word.text == "last"
        and words[place + 1].text in any_of("night week year month time summer weekend")
        for place, word in enumerate(words[:-1])
    )
    place = 0
    while place < len(out):
        word = out[place].text
        before = out[place - 1].text if place else ""
        following = out[place + 1].text if place + 1 < len(out) else ""
        if word in any_of("i we you they he she") or (word in group("people_nouns")):
            end = adverb_run(tuple(out), place + 1)
            verb = out[end].text if end < len(out) else ""
            pronoun = word in any_of("i we you they he she")
            if before in any_of("have had has did should"):
                pass
            elif (
                pronoun
                and verb in ("done", "seen")
                and all(w.text != "not" for w in out[place:end])
            ):
                out[end] = Word({"done": "did", "seen": "saw"}[verb])
            elif pronoun and verb == "drunk" and end + 1 < len(out):
                out[end] = Word("drank")
            elif pronoun and verb == "been":
                out.insert(place + 1, Word("has" if word in _PEOPLE else "have", glued=True))
            elif past_time and verb in ("come", "give") and pronoun:
                out[end] = Word({"come": "came", "give": "gave"}[verb])
        if word in ("we", "they", "you") and following == "was":
            out[place + 1] = Word("were")
        if word in ("we", "they", "you") and following == "is":
            out[place + 1] = Word("are", glued=True)
        if (
            (word in _PEOPLE or (word in group("people_nouns") and not _coupled(out, place)))
            and following == "do"
            and (place + 2 < len(out) and out[place + 2].text == "not")
        ):
            out[place + 1] = Word("does", glued=out[place + 1].glued)
        if word in any_of("have has had") and before != "to":
            end = adverb_run(tuple(out), place + 1)
            base = verbs().past.get(out[end].text, "") if end < len(out) else ""
            if base in verbs().pasts and out[end].text not in verbs().participle:
                out[end] = Word(verbs().pasts[base][1])
        if word == "i" and following == "has":
            out[place + 1] = Word("have")
        if (
            word == "no"
            and following in verbs().ing
            and {"am", "is", "are", "was"} & {one.text for one in out[max(0, place - 2) : place]}
        ):
            out[place] = Word("not")  # "im no having it"
        if word == "to" and following in group("states") and before in any_of("am was is are"):
            out[place] = Word("too")
        if word == "then" and before in any_of("better worse more less rather"):
            out[place] = Word("than")
        place += 1
    return _aint(tuple(out))


def _coupled(words: Sequence[Word], at: int) -> bool:
    """Whether somebody is the second of two: "me and my mum dont talk"."""
    before = [word.text for word in words[max(0, at - 2) : at]]
    return before[-1:] == ["and"] or (len(before) > 1 and before[0] == "and")


def _it_does(words: Words) -> Words:
    """Undo "valium dont touch me", "tramadol keep me going"."""
    at = 0
    while at < len(words) and words[at].kind == "substance":
        at += 1
    if not at or at + 2 >= len(words) or words[at - 1].text.endswith("s"):
        return words
    verb, following = words[at].text, words[at + 1].text
    if verb == "do" and following == "not":
        return (*words[:at], Word("does", glued=words[at].glued), *words[at + 1 :])
    if verb in any_of("make help keep give get take stop calm let put") and (
        following in any_of("me my it us the")
    ):
        third = next(form for form, base in verbs().third.items() if base == verb)
        return (*words[:at], Word(third), *words[at + 1 :])
    return words


def _those(words: Words) -> Words:
    """Undo "need them pills", "off them fent strips"."""
    out = list(words)
    for place in range(len(words) - 1):
        if words[place].text != "them" or words[max(0, place - 1)].text in group("giving") | group(
            "tell"
        ):
            continue
        noun = words[place + 1]
        if noun.kind == "substance" and place + 2 < len(words):
            noun = words[place + 2] if words[place + 2].text.endswith("s") else noun
        if (
            noun.text.endswith("s")
            and len(noun.text) > 3
            and noun.kind != "time"
            and not verbs().known(noun.text)
            and not noun.text.endswith("days")
            and noun.text not in group("adverbs")
            and noun.text
            not in any_of("years months weeks hours always sometimes this less unless days")
        ):
            out[place] = Word("those")
    return tuple(out)


def _aint(words: Words) -> Words:
    """Undo "i ain't got", "he ain't been", "ain't no way"."""
    out = list(words)
    if [word.text for word in out[:3]] == ["is", "not", "no"]:
        return (*plain(("there", "is", "no")), *out[3:])
    for place, word in enumerate(words[:-2]):
        if (
            word.text not in ("am", "is", "are")
            or words[place + 1].text != "not"
            or not words[place + 1].glued
        ):
            continue
        end = adverb_run(words, place + 2)
        verb = words[end].text if end < len(words) else ""
        if verb in any_of("got had been seen slept eaten touched used told") and (
            words[place - 1].text in any_of("i we they you he she it") and place
        ):
            subject = words[place - 1].text
            out[place] = Word("has" if subject in _PEOPLE else "have")
        elif place and words[place - 1].text in ("they", "we", "you") and word.text == "is":
            out[place] = Word("are")
    return tuple(out)


def _negatives(words: Words) -> Words | None:
    """Resolve "dont need nobody" and "its not like i cant"; None for what stays twice denied."""
    texts = [word.text for word in words]
    for lead in (
        ["it", "is", "not", "that", "i"],
        ["it", "is", "not", "like", "i"],
        ["not", "that", "i"],
    ):
        if texts[: len(lead)] == lead:
            rest = words[len(lead) :]
            if (
                len(rest) > 2
                and rest[1].text == "not"
                and rest[0].text in any_of("do can am have")
            ):
                kept = () if rest[0].text == "do" else (rest[0],)
                if rest[0].text == "do" and rest[2].text in verbs().base:
                    kept = (Word("do"),)
                return (Word("i"), *kept, *rest[2:])
            return None
    nots = [
        place
        for place, text in enumerate(texts)
        if text == "not"
        or (
            text in any_of("never nobody nothing no")
            and not any(other == "not" for other in texts[:place])
        )
    ]
    if not nots:
        return words
    out = list(words)
    first = nots[0]
    if texts[first] == "no" and first and texts[first - 1] in any_of("say said saying says"):
        return words
    for place in range(first + 1, len(out)):
        text = texts[place]
        if text in any_of("i but , because when if and that what"):
            break
        if text not in _ANY or texts[place - 1] in any_of("say said saying says or for"):
            continue
        if texts[place - 1] == "with" and (
            text == "no" or texts[place + 1 : place + 2] in (["to"], ["there"], ["around"])
        ):
            continue  # "cant sit in with no money"
        if text == "no" and (place + 1 == len(out) or texts[place + 1] in ("longer",)):
            break
        if place == first + 1 and texts[first] == "not":
            if texts[first - 1 : first] == ["is"]:
                return None
            if text == "never":
                break
        out[place] = Word(_ANY[text])
    if texts[first : first + 2] == ["not", "never"]:
        del out[first]
        return tuple(out)
    later = [place for place in nots[1:] if out[place].text == "not"]
    if later:
        between = texts[first : later[0]]
        if (
            {"said", "say", "saying"} & set(between)
            and texts[:first].count("i")
            and texts[first - 1] == "i"
        ):
            return None
        if not any(
            word in any_of("and but , because so when if that or until who i") for word in between
        ):
            return None
        if texts[first - 1 : first] == ["do"] and texts[first + 1 : first + 3] in (
            ["think", "i"],
            ["say", "i"],
        ):
            return None
        if {"saying", "say", "said"} & set(between):
            return None
    return tuple(out)
