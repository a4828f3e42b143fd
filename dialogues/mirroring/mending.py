"""From what people type to what they mean: missing apostrophes, spoken verb forms, "me mam".

Nothing here turns "I" to "you"; a clause that cannot be mended for sure comes back as None.
"""

from __future__ import annotations

from dialogues.mirroring.grammar import group, verbs
from dialogues.mirroring.phrasing import Word, Words, changed, plain

NOT = Word("not", glued=True)
_BASE_ONLY = {"ill": ("i", "will"), "hell": ("he", "will"), "shell": ("she", "will"),
              "wed": ("we", "would"), "shed": ("she", "would"), "id": ("i", "would"),
              "well": ("we", "will")}
_ANY = {"nothing": "anything", "nobody": "anybody", "none": "any", "nowhere": "anywhere",
        "neither": "either", "never": "ever", "no": "any"}
_AUX = frozenset(
    "am is are was were have has had do does did can could will would should may might must".split()
)
_DETERMINERS = frozenset("my your his her its our their the a an this that these those some any no".split())
_PAST_SIGNS = frozenset({"yesterday", "ago"})
_PEOPLE = frozenset({"he", "she", "it"})


def mended(words: Words) -> Words | None:
    """Return `words` with slips and spoken forms put right, or None if that is not sure."""
    words = _split_apostrophes(changed(words))
    words = _my(_bare_kin(words))
    words = _possessives(words) or ()
    words = _would_have(words)
    words = _spoken_verbs(words)
    return _negatives(_resumed(words)) if words else None


def _resumed(words: Words) -> Words:
    """Drop the second subject of "my wife she thinks"."""
    for place in range(2, min(5, len(words) - 1)):
        if words[place].text in ("he", "she", "it", "they") and words[0].text in ("my", "the", "his", "her") and (
            words[place - 1].kind == "person" or words[place - 1].text in group("people_nouns")
        ) and words[place + 1].text in verbs().third.keys() | {"is", "was", "has"}:
            return (*words[:place], *words[place + 1 :])
    return words


def adverb_run(words: Words, at: int) -> int:
    """Return the place of the first word from `at` that is no adverb or "not"."""
    adverbs = group("adverbs")
    while at < len(words) and (words[at].text in adverbs or words[at].text == "not"):
        at += 1
    return at


def _split_apostrophes(words: Words) -> Words:
    out: list[Word] = []
    for place, word in enumerate(words):
        following = words[place + 1].text if place + 1 < len(words) else ""
        after = words[place + 2].text if place + 2 < len(words) else ""
        undone = _BASE_ONLY.get(word.text)
        base = following in verbs().base or following in ("never", "not", "always", "probably")
        if following in group("adverbs") and after in verbs().base and word.text != "well":
            base = True
        if undone and word.text in ("ill", "well") and out and out[-1].text in (
            "am", "is", "are", "was", "feel", "so", "really", "very", "as", "been", "be", "get", "got", "not", "doing"
        ):
            base = False
        if word.text == "well" and (not out or out[-1].text not in ("said", "that", "so", "if", "think", "when")):
            base = False
        if undone and base and following not in ("like", "of", "off"):
            out += [Word(undone[0]), Word(undone[1], glued=True)]
        elif word.text == "ill" and following == "like":
            out.append(word)
        elif word.text == "were" and out and out[-1].text in ("when", "if", "because", "think", "say", "says") and (
            following in verbs().ing or following in ("on", "both", "all", "not", "out", "off", "in")
        ):
            out += [Word("we"), Word("are", glued=True)]
        else:
            out.append(word)
    return tuple(out)


def _my(words: Words) -> Words:
    """Undo "me mate", "hes me best mate"."""
    out = list(words)
    for place, word in enumerate(words[:-1]):
        if word.text != "me":
            continue
        before = words[place - 1].text if place else ""
        following = words[place + 1]
        own = following.text[:-1] if following.text.endswith("s") else following.text
        own = own.removesuffix("'")
        giving = before in group("giving")
        kin = following.kind == "person" or following.text in group("people_nouns") or own in group("people_nouns")
        if kin and before not in ("call", "called", "calls", "calling") and following.text not in ("people", "baby", "kid"):
            out[place] = Word("my")
        elif (following.text in group("mine_nouns") or own in group("noun_heads")) and not giving:
            if following.text in verbs().base and before in verbs().base | verbs().third | verbs().past:
                continue
            if following.text in ("back", "first", "last", "own", "best", "whole") and not _noun_next(words, place + 2):
                continue
            out[place] = Word("my")
    return tuple(out)


_CALLED = frozenset("mum mam mom mammy mummy dad daddy nan nana gran granny grandad granda".split())
_OWNED = frozenset(
    "my your his her our their the a me old own poor late foster step as being of no single s and new good another real".split()
)


def _bare_kin(words: Words) -> Words:
    """Say whose mum: "its mum ringing" is "its my mum ringing"."""
    if not any(word.text in _CALLED for word in words):
        return words
    out: list[Word] = []
    for place, word in enumerate(words):
        before = words[place - 1].text if place else ""
        if place and word.text in _CALLED and before not in _OWNED and words[place - 1].kind != "person" and before not in ("said", "says", "say"):
            if place == len(words) - 1 and before not in ("is", "with", "to", "from", "at", "tell", "told", "call", "ring", "see", "miss", "by", "for", "about", "off"):
                out.append(word)
                continue
            out.append(Word("my"))
        out.append(word)
    return tuple(out)


def _noun_next(words: Words, at: int) -> bool:
    if at >= len(words):
        return False
    word = words[at]
    return word.kind == "person" or word.text in group("people_nouns") or word.text in group("noun_heads")


def _possessives(words: Words) -> Words | None:
    """Undo "my sons birth" and "my mums on at me"; None if it might be either."""
    out: list[Word] = []
    for place, word in enumerate(words):
        text = word.text
        own = text[:-1] if text.endswith("s") else ""
        out.append(word)
        if text.endswith("'s") and place + 1 < len(words) and place and words[place - 1].text in ("my", "the", "his", "her"):
            nxt = words[place + 1]
            if nxt.kind == "feeling" or nxt.text in group("states") | {"in", "on", "not", "gone", "going", "been", "dead", "here"}:
                out[-1:] = [Word(text[:-2], word.kind), Word("has" if nxt.text == "been" else "is", glued=True)]
            continue
        if own in group("people_nouns") and place + 1 == len(words) and _at_home(words, place):
            out[-1] = Word(own + "'s", word.kind, word.glued)
            continue
        if not own or place + 1 >= len(words) or text.endswith(("'s", "ss")):
            continue
        person = own in group("people_nouns")
        head = own in group("noun_heads")
        owned = place > 0 and (words[place - 1].text in ("my", "his", "her", "our", "your", "their", "the")
                               or words[place - 1].text in group("adjectives"))
        if not owned and not (place == 0 and person):
            continue
        if not (person or head):
            continue
        following = words[place + 1]
        nxt = following.text
        if person and _at_home(words, place) and (following.kind in ("time", "name") or nxt in _AFTER_PLACE):
            out[-1] = Word(own + "'s", word.kind, word.glued)
            continue
        if following.kind == "time" or nxt in group("proper"):
            continue
        if nxt in _AUX or nxt in verbs().base and not following.kind and nxt not in group("states") and nxt not in ("house",):
            if text in group("plural_people") or nxt in ("are", "were", "have", "do") or head:
                continue
            return None
        state = (
            following.kind == "feeling" or nxt in group("adjectives") or nxt in verbs().ing
            or nxt in ("on", "in", "at", "not", "a", "the", "my", "here", "always", "never", "so", "too", "really", "been", "all", "still", "just", "getting", "going", "coming")
        )
        if state:
            if text in ("nerves", "legs", "arms", "teeth", "medications"):
                continue
            if text in group("plural_people"):
                continue
            if nxt in verbs().participle and nxt in verbs().past and nxt not in group("adjectives"):
                return None
            out[-1] = Word(own, word.kind)
            out.append(Word("has" if nxt == "been" else "is", glued=True))
        elif nxt in ("who", "that", "and", "or", ",", "to", "with", "for", "of", "from", "when", "because", "if", "about", "after", "too", "again", "now", "as", "out", "up", "off", "over", "back", "where", "every", "said", "told", "then", "i", "it", "which", "than", "before", "until", "down", "round", "around", "left", "used", "keep", "kept", "by", "since", "like"):
            continue
        elif nxt in verbs().past or nxt in verbs().third:
            if text not in group("plural_people"):
                return None
        elif text == "kids" and not (following.kind == "person" or nxt in _KIDS_HAVE):
            continue
        elif text == "kids" or text in ("children", "parents"):
            out[-1] = Word(text + "'", word.kind, word.glued)
        elif person:
            out[-1] = Word(own + "'s", word.kind, word.glued)
    return tuple(out)


_KIDS_HAVE = frozenset("school room birthday birthdays things money lives faces clothes toys bedroom future party".split())
_AFTER_PLACE = frozenset("on for when and because last every with until instead now again asking to in every tonight today after before".split())
_GOING = frozenset("go goes went going gone moved moving move came come back over round home".split())


def _at_home(words: Words, at: int) -> bool:
    """Whether "at my mums", "went to my nans" names a place."""
    if at < 2 or words[at - 1].text not in ("my", "his", "her", "our", "their", "the") or words[at].text in group("plural_people"):
        return False
    to = words[at - 2].text
    if to == "to":
        return at > 2 and words[at - 3].text in _GOING
    if to == "of":
        return at > 2 and words[at - 3].text == "out"
    return to in ("at", "round", "outside", "into", "from")


def _would_have(words: Words) -> Words:
    """Undo "id been", "should of said no": "'d" before a participle is "had"."""
    out = list(words)
    for place, word in enumerate(words):
        if word.text != "would" or not word.glued:
            continue
        end = adverb_run(words, place + 1)
        if end < len(words) and words[end].text in verbs().participle and (
            words[end].text not in verbs().base
        ):
            out[place] = Word("had", glued=True)
        elif end < len(words) and words[end].text == "better":
            out[place] = Word("had", glued=True)
    return tuple(out)


def _spoken_verbs(words: Words) -> Words:
    """Undo "i done", "i seen", "we was", "he dont", "i been"; past "come" and "give"."""
    out = list(words)
    past_time = any(
        word.text in _PAST_SIGNS or (word.kind == "time" and word.text.startswith(("last", "yester")))
        for word in words
    ) or any(
        word.text == "last" and words[place + 1].text in ("night", "week", "year", "month", "time", "summer", "weekend")
        for place, word in enumerate(words[:-1])
    )
    place = 0
    while place < len(out):
        word = out[place].text
        before = out[place - 1].text if place else ""
        following = out[place + 1].text if place + 1 < len(out) else ""
        if word in ("i", "we", "you", "they", "he", "she") or (word in group("people_nouns")):
            end = adverb_run(tuple(out), place + 1)
            verb = out[end].text if end < len(out) else ""
            pronoun = word in ("i", "we", "you", "they", "he", "she")
            if before in ("have", "had", "has", "did", "should"):
                pass
            elif pronoun and verb in ("done", "seen") and all(w.text != "not" for w in out[place:end]):
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
        if (word in _PEOPLE or word in group("people_nouns") and before != "and") and following == "do" and (
            place + 2 < len(out) and out[place + 2].text == "not"
        ):
            out[place + 1] = Word("does", glued=out[place + 1].glued)
        if word == "i" and following == "has":
            out[place + 1] = Word("have")
        if word == "to" and following in group("states") and before in ("am", "was", "is", "are"):
            out[place] = Word("too")
        if word == "then" and before in ("better", "worse", "more", "less", "rather"):
            out[place] = Word("than")
        place += 1
    return _aint(tuple(out))


def _aint(words: Words) -> Words:
    """Undo "i ain't got", "he ain't been", "ain't no way"."""
    out = list(words)
    if [word.text for word in out[:3]] == ["is", "not", "no"]:
        return (*plain(("there", "is", "no")), *out[3:])
    for place, word in enumerate(words[:-2]):
        if word.text not in ("am", "is", "are") or words[place + 1].text != "not" or not words[place + 1].glued:
            continue
        end = adverb_run(words, place + 2)
        verb = words[end].text if end < len(words) else ""
        if verb in ("got", "had", "been", "seen", "slept", "eaten", "touched", "used", "told") and (
            words[place - 1].text in ("i", "we", "they", "you", "he", "she", "it") and place
        ):
            subject = words[place - 1].text
            out[place] = Word("has" if subject in _PEOPLE else "have")
        elif place and words[place - 1].text in ("they", "we", "you") and word.text == "is":
            out[place] = Word("are")
    return tuple(out)


def _negatives(words: Words) -> Words | None:
    """Resolve "dont need nobody" and "its not like i cant"; None for what stays twice denied."""
    texts = [word.text for word in words]
    for lead in (["it", "is", "not", "that", "i"], ["it", "is", "not", "like", "i"], ["not", "that", "i"]):
        if texts[: len(lead)] == lead:
            rest = words[len(lead):]
            if len(rest) > 2 and rest[1].text == "not" and rest[0].text in ("do", "can", "am", "have"):
                kept = () if rest[0].text == "do" else (rest[0],)
                if rest[0].text == "do" and rest[2].text in verbs().base:
                    kept = (Word("do"),)
                return (Word("i"), *kept, *rest[2:])
            return None
    nots = [place for place, text in enumerate(texts) if text == "not" or (
        text in ("never", "nobody", "nothing", "no") and not any(other == "not" for other in texts[:place])
    )]
    if not nots:
        return words
    out = list(words)
    first = nots[0]
    if texts[first] == "no" and first and texts[first - 1] in ("say", "said", "saying", "says"):
        return words
    for place in range(first + 1, len(out)):
        text = texts[place]
        if text in ("i", "but", ",", "because", "when", "if", "and", "that", "what"):
            break
        if text not in _ANY or texts[place - 1] in ("say", "said", "saying", "says", "or", "for"):
            continue
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
        between = texts[first:later[0]]
        if {"said", "say", "saying"} & set(between) and texts[:first].count("i") and texts[first - 1] == "i":
            return None
        if not any(word in ("and", "but", ",", "because", "so", "when", "if", "that", "or", "until", "who", "i") for word in between):
            return None
        if texts[first - 1 : first] == ["do"] and texts[first + 1 : first + 3] in (["think", "i"], ["say", "i"]):
            return None
        if {"saying", "say", "said"} & set(between):
            return None
    return tuple(out)
