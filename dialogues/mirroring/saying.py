"""From words back to a line: contractions, commas, capitals of names."""

from __future__ import annotations

from itertools import pairwise

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words, texts
from dialogues.mirroring.sentence import AUX

_NOT = {
    "do": "don't",
    "does": "doesn't",
    "did": "didn't",
    "can": "can't",
    "could": "couldn't",
    "will": "won't",
    "would": "wouldn't",
    "should": "shouldn't",
    "is": "isn't",
    "are": "aren't",
    "was": "wasn't",
    "were": "weren't",
    "have": "haven't",
    "has": "hasn't",
    "had": "hadn't",
}
_PRONOUNS = any_of("you we they he she it that there who what i me")
_ENDINGS = {
    "are": "'re",
    "is": "'s",
    "has": "'s",
    "have": "'ve",
    "had": "'d",
    "would": "'d",
    "will": "'ll",
    "am": "'m",
}
_MONTHS = {"march": "March", "may": "May"}
_WHOLE_IS = any_of("everyone everything nobody nothing someone")


def line(words: Words) -> str:
    """Return the words as one line, lower case at the start unless it is a name."""
    said = texts(words)
    out: list[str] = []
    place = 0
    while place < len(words):
        word = words[place]
        if word.text == ",":
            if out:
                out[-1] += ","
            place += 1
            continue
        following = said[place + 1] if place + 1 < len(said) else ""
        piece, used = _contracted(words, said, place, following)
        if used:
            if piece.startswith("'") and out:
                out[-1] += piece
            else:
                out.append(piece)
            place += used
            continue
        out.append(_written(words, said, place))
        place += 1
    return " ".join(out)


def _contracted(words: Words, said: list[str], place: int, following: str) -> tuple[str, int]:
    """Return a contraction of the word at `place` (with the next, or onto the one before)."""
    text = said[place]
    before = said[place - 1] if place else ""
    leans = not (following == "not" and text in any_of("have had has would will"))
    if leans and before in _PRONOUNS and text in _ENDINGS and _light(words, said, place, before):
        return _ENDINGS[text], 1
    if before in _WHOLE_IS and text == "is" and words[place].glued:
        return "'s", 1
    if following == "not" and text in _NOT:
        if (text == "are" and before == "you") or before == "who":
            return "", 0
        return _NOT[text], 2
    if (
        text == "is"
        and words[place].glued
        and place
        and words[place - 1].text not in (",",)
        and before.isalpha()
        and not before.endswith("s")
    ):
        return "'s", 1
    if text == "has" and words[place].glued and place:
        return "'s", 1
    return "", 0


def _light(words: Words, said: list[str], place: int, before: str) -> bool:
    """Whether a verb may lean on the pronoun before it."""
    text, rest = said[place], said[place + 1 :]
    if not rest or rest[0] in any_of(", and but when if because"):
        return False
    if before == "there" and place > 1 and said[place - 2] in any_of("in out up over down from"):
        return False
    if before == "what" or (before in ("that", "who", "me") and not words[place].glued):
        return False
    if before == "i" and text == "are":
        return False
    if before == "you" and place > 1 and said[place - 2] == "here":
        return False  # "so here you are, typing"
    if text in ("is", "has") and before in any_of("you we they i me"):
        return False
    if text in ("are", "have") and before in any_of("he she it that there me"):
        return False
    if text == "are" and place > 1 and said[place - 2] in any_of("person man woman mum dad"):
        return False
    if text == "are" and place > 1 and said[place - 2] in any_of("how what who as than"):
        return said[place - 2] == "what" and rest[0] in verbs().ing
    if (
        before == "you"
        and place > 1
        and text in any_of("are have would had will")
        and said[place - 2] == "and"
        and place < 5
        and said[0] != "you"
    ):
        return False
    if (
        before == "you"
        and place > 1
        and said[place - 2] in ("him", "and")
        and not words[place].glued
        and said[:1] == ["you"]
    ):
        return False
    if before in any_of("it that he she there they we you who") and text in (
        "is",
        "are",
        "am",
    ):
        if text == "is" and rest[0] == "not":
            return words[place].glued
        return not _pair_before(said, place)
    if text == "would":
        return before in any_of("you he she they we") or (words[place].glued and rest[0] != "have")
    if text == "will":
        return True
    if text == "has":
        return words[place].glued or rest[0] in ("been", "got")
    end = 0
    while end < len(rest) and (rest[end] in group("adverbs") or rest[end] == "not"):
        end += 1
    participle = end < len(rest) and rest[end] in verbs().participle
    if text == "had":
        return words[place].glued or (participle and rest[end] != "had")
    if text == "have":
        return (
            (words[place].glued and (rest[0] != "to")) or participle or rest[0] in ("got", "not")
        )
    return False


def _pair_before(said: list[str], place: int) -> bool:
    """Whether the pronoun is the end of "X and you"."""
    return place > 2 and said[place - 2] == "and" and "you" in said[: place - 2]


def _written(words: Words, said: list[str], place: int) -> str:
    word = words[place]
    if word.shown:
        return word.shown
    text = word.text
    if text in _MONTHS and place and said[place - 1] in group("month_cues"):
        return _MONTHS[text]
    if text == "can" and said[place + 1 : place + 2] == ["not"]:
        return "can't"
    if text == "god":
        return "God"
    if text in ("a", "an") and place + 1 < len(said):
        return _article(text, words[place + 1].shown or said[place + 1])
    if text == "i":
        return "I"
    return text


def _article(typed: str, following: str) -> str:
    """Return "an" before a vowel and "a" before none; as typed where the letter does not tell."""
    first = following[:1].lower()
    if (
        len(following) < 2 or following.isupper() or following in _NO_NOUN
        or not first.isalpha() or first in "uh" or following[:2] in _SILENT
    ):  # fmt: skip
        return typed
    return "an" if first in "aeio" else "a"


_NO_NOUN = any_of("and is are or if in on at of it as am also")
_SILENT = ("on", "eu", "ew")
"""May begin with a sound that is no vowel: "a one-off", "a euro"."""

_DAYS = any_of("monday tuesday wednesday thursday friday saturday sunday")
_AFTER_DAY = any_of("and night morning , but with about because so")
_EVERY_DAY = frozenset(day + "s" for day in _DAYS)
_BEFORE_DAY = any_of(
    "on in past until till since last next by from this every to and or before after of for "
    "my your his her our their all come each a the good that between , is was about just only one "
    "do does did doing through thru during without love hate miss missed dread remember "
    "want need skip skipped cut cutting drop dropped dropping leave quit stop stopped out "
    "lose lost spend spent survive survived manage managed call called than"
)
"""After these a day is what is spoken of, not when: "i can do monday"."""


def dated(words: Words) -> Words:
    """Give a bare day its "on": "again monday" is "again on Monday"; "not them" its comma."""
    out: list[Word] = []
    last = len(words) - 1
    for place, word in enumerate(words):
        if (
            word.text in _DAYS
            and place == 0
            and len(words) > 2
            and words[1].text in any_of("you your he she they")
        ):
            out.append(Word("on"))
        if (
            word.text in _DAYS
            and place
            and words[place - 1].text not in _BEFORE_DAY
            and (place == last or words[place + 1].text in _AFTER_DAY)
        ):
            out.append(Word("on"))
        if (
            word.text in _EVERY_DAY
            and place
            and words[place - 1].text not in _BEFORE_DAY
            and (
                not verbs().known(words[place - 1].text)
                and words[place - 1].text not in group("adverbs") | {"most", "some"}
            )
        ):
            out.append(Word("on"))
        if (
            word.text == "not"
            and place == last - 1
            and place > 2
            and words[place - 1].text not in AUX
            and words[last].text in any_of("them him her me you us theirs mine yours hers his")
        ):
            out.append(Word(","))
        if (
            (word.kind == "number" or word.text == "two")
            and 2 < place < last - 1
            and words[place + 1].text in any_of("days weeks months years")
            and words[place + 2].text == "no"
            and not verbs().known(words[place - 1].text)
        ):
            out.append(Word(","))  # "when i was in the gym, 4 months no smoke"
        if 1 < place < last and words[place - 1].text != "," and _parted(words, place):
            out.append(Word(","))
            if word.text == "the":
                out.append(Word("and"))
        out.append(word)
    return tuple(out)


def _parted(words: Words, at: int) -> bool:
    """Whether a comma was left out here: "not stop just cut down", "the buzz not the rattle"."""
    before, word = words[at - 1].text, words[at].text
    following = words[at + 1].text
    if word == "sometimes":
        return words[0].text == "sometimes" and at > 2
    if word == "just":
        return before in any_of("stop quit stopping") and following in verbs().base
    if word == "the":
        return words[0].text in any_of("half part") and [
            one.text for one in words[at : at + 3]
        ] in (
            ["the", "other", "half"],
            ["the", "other", "part"],
        )
    if word != "not":
        return False
    return _instead(words, at) or (
        following in any_of("the my your")
        and at > 2
        and at + 2 == len(words) - 1
        and words[at - 2].text in any_of("the my your a")
    )


def _instead(words: Words, at: int) -> bool:
    """Whether one thing is done and not another: "smoke it not bang it"."""
    return (
        words[at - 1].text in ("it", "them")
        and words[-1].text == words[at - 1].text
        and len(words) - at == 3
    )


def listed(words: Words) -> Words:
    """Put the commas into "my job my flat and my girlfriend"."""
    said = texts(words)
    starts = [place for place, text in enumerate(said) if text in ("my", "no")]
    if len(starts) < 3 or any(later - early > 4 for early, later in pairwise(starts)):
        return words
    out: list[Word] = []
    for place, word in enumerate(words):
        if place in starts[1:] and said[place - 1] not in any_of(
            "and or , to in at with of for from than on off by about under near"
        ):
            out.append(Word(","))
        out.append(word)
    return tuple(out)
