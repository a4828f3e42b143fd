"""Possessives without their apostrophe: "my sons birth", "my mums on at me", "at my nans"."""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words
from dialogues.mirroring.sentence import AUX

_KIDS_HAVE = any_of(
    "school room birthday birthdays things money lives faces clothes toys bedroom future party"
)

_AFTER_PLACE = any_of(
    "on for when and because last every with until instead now again asking to in "
    "tonight today after before"
)

_GOING = any_of("go goes went going gone moved moving move came come back over round home")


def possessives(words: Words) -> Words | None:
    """Undo "my sons birth" and "my mums on at me"; None if it might be either."""
    out: list[Word] = []
    for place, word in enumerate(words):
        text = word.text
        own = text[:-1] if text.endswith("s") else ""
        out.append(word)
        if (
            text.endswith("'s")
            and place + 1 < len(words)
            and place
            and words[place - 1].text in any_of("my the his her")
        ):
            state = words[place + 1]
            if (
                state.kind == "feeling"
                or state.text in group("states")
                or state.text in any_of("in on not gone going been dead here")
            ):
                verb = "has" if state.text == "been" else "is"
                out[-1:] = [Word(text[:-2], word.kind), Word(verb, glued=True)]
            continue
        if own in group("people_nouns") and place + 1 == len(words) and _at_home(words, place):
            out[-1] = Word(own + "'s", word.kind, word.glued)
            continue
        if not own or place + 1 >= len(words) or text.endswith(("'s", "ss")):
            continue
        person = own in group("people_nouns")
        head = own in group("noun_heads")
        owned = place > 0 and (
            words[place - 1].text in any_of("my his her our your their the")
            or words[place - 1].text in group("adjectives")
            or words[place - 1].text in any_of("own wee little")
        )
        if not owned and not (place == 0 and person):
            continue
        if not (person or head):
            continue
        following = words[place + 1]
        nxt = following.text
        if (
            (text == "mates" or text in group("plural_people"))
            and nxt in any_of("all both always never still")
            and place + 2 < len(words)
            and words[place + 2].text in verbs().base
        ):
            continue  # "my mates all do ket"
        if (
            following.kind == "substance"
            and nxt in verbs().base
            and (text in group("plural_people") or text in any_of("mates brothers sisters"))
        ):
            continue  # "all my friends drink"
        if (
            person
            and _at_home(words, place)
            and (following.kind in ("time", "name") or nxt in _AFTER_PLACE)
        ):
            out[-1] = Word(own + "'s", word.kind, word.glued)
            continue
        if following.kind == "time" or nxt in group("proper"):
            continue
        if nxt in AUX or (
            nxt in verbs().base
            and not following.kind
            and nxt not in group("states")
            and nxt not in ("house",)
        ):
            if (
                text in group("plural_people")
                or text == "mates"
                or nxt in any_of("are were have do")
                or head
            ):
                continue
            return None
        stands = (
            following.kind == "feeling"
            or nxt in group("adjectives")
            or nxt in verbs().ing
            or nxt
            in any_of(
                "on in at not a the my here always never so too really been all still just "
                "getting going coming"
            )
        )
        if stands:
            if _object(words, place) and nxt in any_of(
                "so too all here always really still a the my"
            ):
                continue
            if text in any_of("nerves legs arms teeth medications"):
                continue
            if text in group("plural_people"):
                continue
            if (
                nxt in verbs().participle
                and nxt in verbs().past
                and nxt not in group("adjectives")
            ):
                return None
            out[-1] = Word(own, word.kind)
            out.append(Word("has" if nxt == "been" else "is", glued=True))
        elif nxt in any_of(
            "who that and or , to with for of from when because if about after too again now as "
            "out up off over back where every said told then i it which than before until down "
            "round around left used keep kept by since like"
        ):
            continue
        elif nxt in verbs().past or nxt in verbs().third:
            if text not in group("plural_people") and text != "mates":
                return None
        elif text == "kids" and not (following.kind == "person" or nxt in _KIDS_HAVE):
            continue
        elif text == "kids" or text in ("children", "parents"):
            out[-1] = Word(text + "'", word.kind, word.glued)
        elif person:
            out[-1] = Word(own + "'s", word.kind, word.glued)
    return tuple(out)


def _object(words: Words, at: int) -> bool:
    """Whether a verb stands before "my mates", so that what follows is no "is"."""
    return at > 1 and verbs().known(words[at - 2].text)


def _at_home(words: Words, at: int) -> bool:
    """Whether "at my mums", "went to my nans" names a place."""
    if (
        at < 2
        or words[at - 1].text not in any_of("my his her our their the")
        or words[at].text in group("plural_people")
    ):
        return False
    to = words[at - 2].text
    if to == "to":
        return at > 2 and words[at - 3].text in _GOING
    if to == "of":
        return at > 2 and words[at - 3].text == "out"
    return to in any_of("at round outside into from")
