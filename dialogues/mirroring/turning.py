"""From the first person to the second, word by word, on a clause that has been mended."""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words, shown, texts
from dialogues.mirroring.sentence import NOMINATIVE, adverb_run, finite

_TURN = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "am": "are",
}
_SUBJECT_FORM = {"him": "he", "her": "she", "them": "they"}
_PARTNERS = any_of("wife missus husband mrs ma girlfriend boyfriend")
_GENERIC = any_of(
    "get do can never have always end learn need lose feel start forget wake become "
    "want stop live go think just still take drink use could"
)
_TO_BOT = any_of(
    "say said ask asking keep sound repeat understand know listen care are mean saying "
    "told tell guess imagine see call should will would were did sure"
)
_SAYING = any_of("said says say told tells goes reckons reckon thinks")


def turned(words: Words) -> Words | None:
    """Return `words` said to the person, or None where "you" would be unclear."""
    ready = _coordinated(words)
    if _others_we(texts(ready)):
        return None
    ready = _addressed(ready) or ()
    if not ready:
        return None
    said = texts(ready)
    out: list[Word] = []
    subject = ""
    for place, word in enumerate(ready):
        text = word.text
        following = said[place + 1] if place + 1 < len(said) else ""
        if text in NOMINATIVE or text in ("who", "that"):
            subject = text
        elif text in any_of("my our his her their the") and following:
            subject = ""
        if (
            (text == "was" and following == "i")
            or (text == "was" and (subject == "i" or _pair(said, place)) and _own(said, place))
            or (text == "were" and subject == "i" and following == "not" and _own(said, place))
        ):
            text = "were"
        elif text == "am":
            text = "are"
        elif text == "it" and word.glued:
            text = "it"
        elif (
            text == "the"
            and following in _PARTNERS
            and not {"he", "his", "she", "her", "they"} & set(said)
        ):
            text = "your"
        elif text == "mine" and place and said[place - 1] in ("the", "a", "that", "this"):
            text = "mine"  # where coal is dug
        elif word.text == "you":
            text = "me" if word.kind == "bot" else "you"
        else:
            text = _TURN.get(text, text)
        if text == "you" and word.text == "me" and _reflexive(said, place):
            text = "yourself"
        out.append(word if text == word.text else shown(word, text))
    return _clear(tuple(out))


def _pair(said: list[str], at: int) -> bool:
    """Whether "me and X" or "X and me" stands before the verb at `at`."""
    before = said[max(0, at - 6) : at]
    return (
        "and" in before
        and ("me" in before or "i" in before)
        and before[-1] not in ("it", "he", "she")
    )


def _own(said: list[str], at: int) -> bool:
    """Whether the verb at `at` belongs to the last pronoun: only adverbs or "and" between."""
    adverbs = group("adverbs")
    place = at - 1
    while place >= 0 and said[place] in adverbs:
        place -= 1
    if place < 0 or said[place] == "i":
        return True
    return said[place] == "and" or _pair(said, at)


def _reflexive(said: list[str], at: int) -> bool:
    """ "i wouldnt trust me": the doer is also the one it is done to."""
    start = max(
        (place for place in range(at) if said[place] in NOMINATIVE | {"who", "that"}), default=-1
    )
    if start < 0 or said[start] != "i" or at - start > 5:
        return False
    return said[at - 1] in any_of("trust blame hate forgive kick hurt love")


def _coordinated(words: Words) -> Words:
    """ "my mum and me are …" is "me and my mum are …"; "me, him and …" stays."""
    said = texts(words)
    if len(said) > 3 and said[:2] == ["me", "and"] and said[2] in _SUBJECT_FORM:
        verb = adverb_run(words, 3)
        if verb < len(words) and said[verb] in verbs().base | verbs().past | {
            "were": "",
            "are": "",
            "can": "",
            "do": "",
        }:
            return (*words[:2], Word(_SUBJECT_FORM[said[2]]), *words[3:])
        return words
    for place in range(2, min(6, len(said) - 1)):
        if said[place] in ("me", "i", "myself") and said[place - 1] == "and":
            if finite(words[: place - 1]) > 0:
                break
            verb = adverb_run(words, place + 1)
            if verb < len(words) and (said[verb] in verbs().base or said[verb] in verbs().past):
                if said[0] in NOMINATIVE:
                    break
                return (Word("me"), Word("and"), *words[: place - 1], *words[place + 1 :])
    return words


def _addressed(words: Words) -> Words | None:
    """Settle every "you" the person typed: the bot, everybody, or what somebody said to them."""
    said = texts(words)
    places = [
        place for place, text in enumerate(said) if text in any_of("you your yours yourself")
    ]
    if not places:
        return words
    own = any(text in group("fp") for text in said)
    if "yourself" in said or "yours" in said:
        own = True
    first = places[0]
    # What somebody told them: their "you" stays.
    teller = next((place for place, text in enumerate(said[:first]) if text in _SAYING), -1)
    if teller > 0:
        before, inside = said[:teller], said[teller + 1 :]
        if "i" in before or "we" in before or "you" in before:
            return None
        rest = inside[1:] if said[teller] in ("told", "tells") and inside[:1] == ["me"] else inside
        if any(text in group("fp") for text in rest) or said[teller] == "goes":
            return None
        return words
    if len(places) == 1 and said[first] == "you" and first > 1:
        if (
            said[first - 1] in ("want", "need")
            and said[first - 2] in any_of("i not just really")
            and (said[first + 1 : first + 2] == ["to"])
        ):
            return _to_bot(words, first)
        if said[first - 1] == "trust" and first == len(said) - 1:
            return _to_bot(words, first)
    if own:
        return None
    if first == 0 or said[0] in any_of("when if once sometimes"):
        at = adverb_run(words, first + 1)
        verb = said[at] if at < len(said) else ""
        if said[first + 1 : first + 3] == ["never", "know"]:
            return words
        return words if verb in _GENERIC and not _TO_BOT & set(said[first:][:4]) else None
    if said[0] in any_of("it they everyone people nobody") and said[first] in (
        "you",
        "your",
    ):
        if said[first - 1] in any_of("to for at from with about tell ask show"):
            return words if said[first] == "your" else None
        return words
    return None


def _others_we(said: list[str]) -> bool:
    """Whether somebody else's words hold a "we" or an "i do" that may be theirs."""
    for place, text in enumerate(said):
        if (
            text in any_of("said says say goes asked tells told")
            and place
            and "i" not in said[:place]
            and "we" not in said[:place]
        ):
            rest = said[place + 1 :]
            if (
                text == "goes"
                and rest[:1]
                and rest[0] in any_of("i he she they it you we no yeah well")
            ):
                return True
            if rest[:2] == ["do", "not"]:
                return True
            if {"we", "us", "our"} & set(rest):
                return True
            if rest[:1] == ["i"] and (
                rest[-1] in any_of("do will did would can not") or len(rest) < 3
            ):
                return True
            if rest[:1] == ["i"] and rest[1:2] in (
                ["love"],
                ["hate"],
                ["miss"],
                ["want"],
                ["told"],
            ):
                return True
    return False


def _to_bot(words: Words, at: int) -> Words:
    return (*words[:at], Word("you", "bot"), *words[at + 1 :])


def _clear(words: Words) -> Words | None:
    """Put "that" between two "you"s after a verb of telling; refuse any other such pair."""
    out: list[Word] = []
    for place, word in enumerate(words):
        if place and word.text == "you" and words[place - 1].text == "you":
            if place > 1 and words[place - 2].text in group("tell") | {
                "show",
                "showed",
                "taught",
                "teach",
                "promised",
                "warned",
            }:
                out.append(Word("that"))
            else:
                return None
        if place and word.text in ("your", "yourself") and words[place - 1].text == word.text:
            return None
        out.append(word)
    return tuple(out)
