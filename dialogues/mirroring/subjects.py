"""Who the clause is about: "skint again" is "I'm skint again".

`with_subject` answers a clause that can stand, or None for what might be anything.
"""

from __future__ import annotations

from dialogues.mirroring.grammar import group, lists, verbs
from dialogues.mirroring.mending import adverb_run
from dialogues.mirroring.phrasing import Word, Words, starts_with, texts

NOMINATIVE = frozenset({"i", "he", "she", "they", "we", "it", "there", "you"})
_WHOLE = frozenset({"everyone", "everybody", "nobody", "someone", "everything", "nothing", "people"})
_NP = frozenset("my our his her their the a an all most both some half every one no part none our".split())
_AUX = frozenset(
    "am is are was were have has had do does did can could will would should may might must".split()
)
_UNITS = frozenset("day days week weeks month months year years hours hour nights".split())
_I = Word("i")
_AM = Word("am", glued=True)
_HAVE = Word("have", glued=True)
_LINKS = frozenset("and that when because i who if after before since until how what so but while where".split())
_OF_STATE = frozenset(
    "of about with at to in on again now today tonight for from by that and as too since all because off out up over "
    "right really just most every this after but or , without inside always already yesterday".split()
)


def finite(words: Words, start: int = 0) -> int:
    """Return the place of the first word that can be the verb of the clause, or -1."""
    forms = verbs()
    for place in range(start, len(words)):
        text = words[place].text
        if text in _AUX:
            return place
        if place and (words[place - 1].text in _NP - {"both", "all", "half", "most"} or words[place - 1].text in ("to", "your", "this", "that", "of", "for", "with")):
            continue
        if words[place].kind in ("person", "role", "time"):
            continue
        if words[place].kind == "substance" and not _acts(words, place):
            continue
        if text == "like" and (not place or words[place - 1].text not in ("i", "we", "you", "they", "not", "really", "to", "just")):
            continue
        if text in forms.base or text in forms.third or text in forms.past:
            return place
    return -1


def _acts(words: Words, place: int) -> bool:
    """Whether a word for a substance is a verb here: "my mum drinks", "i smoke"."""
    before = words[place - 1] if place else Word("")
    return before.kind == "person" or before.text in NOMINATIVE or before.text in group("adverbs") or (
        before.text in ("who", "that", "not")
    )


def subordinate(words: Words) -> int:
    """Return how many words of a clause make the conjunction it opens with, or 0."""
    return starts_with(words, 0, lists().phrases["subordinators"])


def with_subject(words: Words) -> Words | None:
    """Return a clause that names who it is about, or None if that is not sure."""
    if not words:
        return None
    first = words[0]
    if first.text in ("i", "we"):
        return words if _verb_follows(words, 1) else None
    if first.text == "you":
        return words
    if first.text in NOMINATIVE or first.text in _WHOLE:
        return words if finite(words, 1) > 0 else None
    if words[0].text == "me" and len(words) > 3:
        return _with_me(words)
    if first.text in ("what", "mine") and len(words) > 3:
        return words if _cleft(words) else None
    if first.text in ("not", "never"):
        return _denied(words)
    if first.text == "been":
        return (_I, _HAVE, *words) if len(words) > 2 else None
    if first.kind == "substance":
        at = next((place for place, word in enumerate(words) if word.kind != "substance"), len(words))
        return words if finite(words, at) == adverb_run(words, at) else None
    if first.text in ("heaps", "loads", "lots", "plenty", "none") and len(words) > 4 and words[1].text == "of":
        return words if finite(words, 4) > 0 else None
    if first.text in _NP and first.text != "no":
        return words if finite(words, 2) > 0 or _AUX & set(texts(words)) else None
    if first.kind == "role":
        return (Word("the"), *words) if finite(words, 1) == 1 and not first.text.endswith("s") else None
    if first.kind == "person" or first.text in group("people_nouns"):
        if finite(words, 1) == 1 or (len(words) > 1 and words[1].text in ("and", "is", "has")):
            plural = first.text in group("plural_people")
            return (Word("my"), *words) if not plural and first.text not in ("dealer", "people") else None
        return None
    if first.kind == "name":
        return words if finite(words, 1) > 0 else None
    if first.kind == "time" or first.text in ("last", "yesterday", "today", "tonight", "every", "sometimes"):
        for place in range(1, min(5, len(words))):
            if words[place].text in ("i", "we", "he", "she", "my", "they"):
                return words if finite(words, place) > 0 and _verb_follows(words, place + 1) else None
        return None
    if first.text.replace(",", "").isdigit() or first.kind == "number":
        return _stretch(words)
    return _elliptic(words)


def _verb_follows(words: Words, at: int) -> bool:
    if words[at - 1].text not in ("i", "we"):
        return True
    at = adverb_run(words, at)
    if at >= len(words):
        return False
    text = words[at].text
    if text in ("myself", "actually", ","):
        return False
    return text in _AUX or text in verbs().base or text in verbs().past


def _with_me(words: Words) -> Words | None:
    if words[1].text in ("and", ","):
        end = finite(words, 2)
        if end > 2:
            return words
    return None


def _cleft(words: Words) -> bool:
    """Whether "what …" states something: "what scares me is …"."""
    if words[0].text == "mine":
        return words[1].text in _AUX
    if words[1].text in _AUX:
        return False
    return any(word.text in ("is", "was", "keeps", "makes") for word in words[2:])


def _denied(words: Words) -> Words | None:
    at = adverb_run(words, 0)
    if at >= len(words):
        return None
    text = words[at].text
    if text in ("supposed", "allowed", "meant", "bothered", "interested", "prepared", "used", "convinced") and (
        words[0].text == "not" and len(words) > at + 1 and (text != "used" or words[at + 1].text == "to")
    ):
        return (_I, _AM, *words)
    if words[0].text == "never":
        if text in verbs().participle and text not in verbs().base:
            return (_I, _HAVE, *words)
        return None
    if text in verbs().ing or words[at].kind == "feeling" or text in group("states"):
        if finite(words, at + 1) > 0 and "i" not in texts(words):
            return None
        return (_I, _AM, *words)
    if text in verbs().participle and text not in verbs().base and len(words) > 2:
        return (_I, Word("have"), Word("not", glued=True), *words[1:])
    return None


def _stretch(words: Words) -> Words | None:
    """"2 weeks off meth": how long something has lasted."""
    if len(words) < 3 or words[1].text not in _UNITS:
        return None
    at = 2
    if words[at].text not in ("off", "clean", "sober", "dry", "without"):
        return None
    if finite(words, 3) > 0:
        return None
    if words[at].text == "without":
        return None
    return (_I, _AM, *words)


def _elliptic(words: Words) -> Words | None:
    at = 0
    while at < len(words) and (words[at].text in group("adverbs") or words[at].text in group("intensifiers")):
        at += 1
    if at >= len(words):
        return None
    word, rest = words[at], words[at + 1 :]
    following = rest[0].text if rest else ""
    forms = verbs()
    has_i = "i" in texts(rest) or "we" in texts(rest)
    if word.text in group("stative") and rest and following != "not":
        return (_I, *words)
    if word.kind == "feeling" or word.text in group("states"):
        fits = not rest or following in _OF_STATE or rest[0].kind == "time" or following in forms.ing
        if following == "off" and word.text != "pissed":
            fits = False
        return (_I, _AM, *words) if fits and len(words) > 1 and "," not in following else None
    if at and words[0].text in ("too", "so", "very", "all", "both", "more", "less", "well", "rather", "bit", "then"):
        return None
    if word.text in forms.ing:
        return _ongoing(words, at)
    if word.text in ("can", "could", "do", "did", "would", "have", "had", "was", "am", "will", "should"):
        return _helped(words, at)
    if word.text == "going" and following == "to":
        return (_I, _AM, *words)
    if word.text in ("feels", "seems") and following == "like" and len(rest) > 2:
        return (Word("it"), *words)
    if word.text == "used" and following == "to" and rest[1:2] and rest[1].text == "be":
        return None
    if word.text in forms.past and rest:
        if (2 if word.text == "got" else 1) < sum(one.text in forms.past and one.text not in forms.base for one in words) and not (
            _LINKS & set(texts(rest))
        ):
            return None
        if word.text in group("took_past") and following in ("down", "up", "off", "out", "my", "the", "it", "rough", "like", "two"):
            return (_I, *words) if word.text in ("felt", "cut", "put", "did", "quit", "left") else None
        if word.text in group("not_past"):
            return None
        if word.text == "got":
            return _got(words, at)
        if at == 0 and following in ("me", "my", "a", "the", "it", "on", "to", "out", "off", "back", "up", "down", "again", "in", "at",
                                     "through", "every", "some", "two", "for", "with", "by", "past", "over", "about", "going",
                                     "around", "into", "from", "him", "her", "them", "asleep", "and", "away", "like", "i", "more", "all") or rest[0].kind in ("time", "substance", "number", "person", "name"):
            if word.text in ("made", "kept", "helped", "stopped", "started", "used", "worked", "happened", "came", "turned") and following in ("me", "him", "again"):
                return (_I, *words) if word.text in ("started", "stopped", "used") and following == "again" else None
            return (_I, *words)
        return None
    if word.text in ("back", "on", "off", "in", "up", "out") and rest and not has_i:
        return _placed(words, at)
    return None


def _ongoing(words: Words, at: int) -> Words | None:
    for place in range(at + 1, len(words)):
        text = words[place].text
        if text in ("i", "he", "she", "it", "they", "we", "because", "when", "and", "so", "who", "that", "before", "since", "if", "what", "how", "where", "why", "my", ",", "than"):
            break
        if words[place - 1].text not in _NP and words[place - 1].text not in ("to", "this", "of") and (
            text in _AUX or text in verbs().third and not text.endswith("s") or text in verbs().past and text not in verbs().base
            or text in verbs().past and place + 1 < len(words) and words[place + 1].text in ("me", "him", "us")
        ) and text not in ("left", "used", "stuck", "bored", "tired"):
            return None
        if text in ("helps", "makes", "keeps", "works", "gets", "does", "calms", "takes", "stops", "gives", "feels"):
            return None
        if text in verbs().ing and words[place - 1].text in ("it", "him", "her", "them"):
            return None
    if len(words) - at < 2 or words[at].text in ("being", "having", "nothing", "something", "everything", "during", "according", "including", "speaking", "asking", "testing", "saying", "winning", "moving"):
        return None
    return (_I, _AM, *words)


def _helped(words: Words, at: int) -> Words | None:
    text = words[at].text
    rest = words[at + 1 :]
    if not rest:
        return None
    end = adverb_run(words, at + 1)
    verb = words[end].text if end < len(words) else ""
    negated = rest[0].text == "not"
    if text == "was":
        told = verb in ("told", "sacked", "arrested", "raised", "evicted", "brought", "born", "going", "trying", "doing", "using", "drinking", "taking", "robbed", "mugged")
        return (_I, *words) if told else None
    if text == "should":
        have = rest[1:] if negated else rest
        return (_I, *words) if have[:1] and have[0].text == "have" and len(have) > 1 else None
    if text == "am":
        return (_I, *words) if end < len(words) else None
    if text == "have":
        if negated:
            return (_I, *words) if verb in verbs().participle else None
        if rest[0].text == "to" and len(rest) > 2:
            return (_I, Word("have", glued=words[at].glued), *rest)
        return (_I, _HAVE, *rest) if verb in verbs().participle and verb not in verbs().base else None
    if text == "had":
        if "since" in texts(rest):
            return (_I, _HAVE, *words)
        return (_I, *words) if rest[0].text in ("to", "a", "my", "two", "enough", "some", "no", "one", "another") and len(rest) > 1 else None
    if text in ("would", "could"):
        if verb in ("be", "help", "matter", "work", "happen") or (verb == "have" and words[end + 1 : end + 2] and words[end + 1].text == "been"):
            return None
        return (_I, *words) if negated or verb in ("rather", "love", "like", "do", "have") or "rather" in texts(rest[:1]) else None
    if text == "do" and negated:
        return (_I, *words) if verb in group("own_negated") and len(words) > 3 else None
    if text == "did":
        return (_I, *words) if negated and verb in verbs().base and verb not in ("help", "work", "matter", "happen", "last", "mean") else None
    if text in ("can", "will") and negated:
        return (_I, *words) if verb in verbs().base and verb not in ("be", "help", "hurt", "work", "happen", "matter") and (verb != "go" or len(words) > 4) else None
    return None


def _got(words: Words, at: int) -> Words | None:
    rest = words[at + 1 :]
    following = rest[0].text
    if following in ("any", "it", "this", "that", "you", "me", "him", "her"):
        return None
    past = any(word.text in ("last", "yesterday", "ago", "when", "then", "after", "finally") or word.text in verbs().past for word in rest)
    if following in ("a", "an", "no", "two", "three", "nothing", "nobody", "nowhere", "loads", "one") and not past:
        return (_I, _HAVE, *words)
    if following in ("to",):
        return (_I, _HAVE, *words)
    return (_I, *words)


def _placed(words: Words, at: int) -> Words | None:
    """"back in the same hostel", "off it since feb": a place or state without "I'm"."""
    said = texts(words)
    if finite(words, at + 1) > 0 or len(words) - at > 9 or "," in said:
        return None
    first, following = said[at], said[at + 1]
    fits = {
        "back": ("in", "on", "at", "to", "with", "home", "inside"),
        "on": ("it", "methadone", "subs", "my"), "off": ("it", "the"),
        "in": ("bits", "pieces", "recovery", "prison", "hospital", "rehab"), "up": ("since", "all", "at"),
        "out": ("of", "on"),
    }[first]
    if following not in fits and not (first in ("on", "off") and words[at + 1].kind == "substance"):
        return None
    if following == "my" and said[at + 2 : at + 3] not in (["own"], ["script"]):
        return None
    if "since" in said[at:] or "for" in said[at + 2 :]:
        return (_I, _HAVE, Word("been"), *words)
    return (_I, _AM, *words)
