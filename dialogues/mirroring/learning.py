"""Slips of people who are still learning English: "since my wife go", "her name Agnieszka"."""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words
from dialogues.mirroring.sentence import DETERMINERS


def since(words: Words) -> Words:
    """Put "since my wife go" into the past."""
    out = list(words)
    for place in range(len(words) - 2):
        if words[place].text != "since":
            continue
        at = place + 2 + (words[place + 1].text in DETERMINERS)
        if at >= len(words) or not (
            words[at - 1].text in any_of("he she it they") or words[at - 1].kind == "person"
            or words[at - 1].text in group("people_nouns")
        ):  # fmt: skip
            continue
        verb = words[at].text
        if verb in verbs().pasts and verb not in verbs().past and verb not in ("be", "have"):
            out[at] = Word(verbs().pasts[verb][0])
    return tuple(out)


def name_is(words: Words) -> Words:
    """Put the verb into "her name Agnieszka"."""
    if len(words) == 3 and words[1].text == "name" and words[2].kind == "name":
        return (*words[:2], Word("is"), words[2])
    return words


def one_who(words: Words) -> Words:
    """Undo "the only one who ask"."""
    out = list(words)
    for place in range(len(words) - 2):
        verb = words[place + 2].text
        said = [word.text for word in words[place : place + 2]]
        plain_form = verb in verbs().base and verb not in verbs().past
        if said == ["one", "who"] and plain_form:
            forms = (form for form, base in verbs().third.items() if base == verb)
            out[place + 2] = Word(next(forms, verb))
    return tuple(out)
