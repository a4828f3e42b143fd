"""What is not said back: danger, insult, sarcasm, questions, halves of sentences.

A wrong mirror is worse than none, so every doubt is a refusal.
"""

from __future__ import annotations

from dialogues.mirroring.grammar import group, lists, verbs
from dialogues.mirroring.phrasing import Words, starts_with, texts

LONGEST_WORDS = 18
LONGEST_TEXT = 110

_WH = frozenset("what why how where when who which whats whose".split())
_AUX = frozenset("am is are was were do does did can could will would should have has".split())
_PRONOUNS = frozenset("i you he she it they we this that there me".split())
_DEATH = frozenset("die dies dying died dead kill kills killing killed death".split())
_HITTING = frozenset("hit hits hitting beat beats beating slapped slaps slap punches punch kicked kicks hurts hurt".split())
_BODY = frozenset("me my him her them us boy girl son daughter kid kids".split())
_BE = frozenset("is was were are am".split())
_CONNECT = frozenset(
    "and that when because who if what how where which or than as but so while since before until like , think thinks say says said "
    "know knows knew feel feels felt thought hope wish sure till after though told time way everything why once whether all "
    "glad happy scared worried every".split()
)
_EMPTY = frozenset(
    "it that this is are was were be been do does did have has had can could will would not and so just the a "
    "you your yours i he she they we there then of to in on too really very all what thing things one".split()
)
_POSITIVE = frozenset({"great", "happy", "fun", "lovely", "perfect", "nice"})


def unsayable(words: Words) -> bool:
    """Whether a clause as typed holds something never said back."""
    refused = group("refuse_words")
    said = texts(words)
    if not said:
        return True
    if refused & set(said) or holds(words, "refuse"):
        return True
    known = set(said)
    if known & _DEATH and _deadly(said):
        return True
    if known & _HITTING and _violent(said):
        return True
    return _self_blow(said)


def holds(words: Words, table: str) -> bool:
    """Whether a phrase of a table stands somewhere in the words."""
    phrases = lists().phrases[table]
    for place, word in enumerate(words):
        length = starts_with(words, place, phrases) if word.text in phrases else 0
        if length and not (words[place + length - 1].text == "myself" and (
            place + length < len(words) and words[place + length].text in ("off", "out", "down", "some")
        )):
            return True
    return False


def _deadly(said: list[str]) -> bool:
    own = {"i", "me", "myself", "my"} & set(said)
    if {"kill", "kills", "killing", "killed"} & set(said):
        return True
    if not own:
        return "if" in said or "will" in said
    text = " ".join(said)
    if any(sign in text for sign in ("seen him die", "seen her die", "saw him die", "saw her die", "since he died", "since she died", "when he died", "when she died")):
        return False
    for place, word in enumerate(said):
        if word in _DEATH and word != "died":
            return "i" in said or not any(other in group("people_nouns") or other in ("friends", "mates") for other in said[max(0, place - 3) : place])
        if word == "died" and said[max(0, place - 3) : place].count("i"):
            return True
    return False


def _violent(said: list[str]) -> bool:
    for place, word in enumerate(said):
        if word in _HITTING:
            after = said[place + 1 : place + 3]
            if word in ("hurt", "hurts"):
                if after[:1] and after[0] in ("me", "him", "her", "them", "myself") and (said[place - 1] != "really"):
                    return True
            elif after and (after[0] in _BODY or word in ("slapped", "kicked") and "out" not in after):
                return True
    return False


def _self_blow(said: list[str]) -> bool:
    """Whether they call themselves something: "I'm lazy", "I'm such a …"."""
    words = group("refuse_self")
    for place, text in enumerate(said):
        if text not in words:
            continue
        before = said[max(0, place - 6) : place]
        if place + 1 < len(said) and said[place + 1] in ("in", "luck", "at", "time", "day", "cold", "back", "to", "when") and text not in ("mess", "useless"):
            if not (text in ("lazy", "nothing", "dead", "dying") and "am" in before):
                continue
        for be in ("am", "are", "was", "were", "be", "been", "being", "becoming", "become", "me"):
            if be in before:
                at = place - 1 - before[::-1].index(be)
                subject = said[at - 1] if at else ""
                if be == "me" and subject not in ("called", "call", "calls", "calling"):
                    continue
                told = any(word in ("told", "tells", "says", "said") for word in said[:at])
                if told and be != "me":
                    if said[:1] != ["i"]:
                        return text not in ("lazy", "stupid", "selfish", "weak")
                    return True
                if be in ("was", "were", "be", "been", "being") and subject in ("it", "he", "she", "that", "they", "there", "this"):
                    continue
                if be in ("are", "were") and subject not in ("i", "we"):
                    continue
                between = said[at + 1 : place]
                if all(word in _SOFT or word in group("intensifiers") for word in between):
                    return True
    return False


_SOFT = frozenset("a an such so the just nothing but real right complete total proper really always still like not and no only".split())


def asking(words: Words) -> bool:
    """Whether a clause is a question or a request, marked or not."""
    said = texts(words)
    if not said:
        return False
    first, rest = said[0], said[1:]
    if first in group("refuse_starts"):
        return not (first == "leave" and rest[:1] == ["it"])
    if first in _WH:
        if rest and rest[0] in _AUX:
            return True
        if first in ("why", "which", "where", "who", "whose"):
            return True
        if first == "how" or rest[:1] in (["about"], ["if"], ["else"], ["to"]):
            return True
    if first in _AUX and rest and rest[0] in _PRONOUNS:
        return True
    if first in _AUX and len(rest) > 1 and rest[0] == "not" and rest[1] in _PRONOUNS:
        return True
    if first in ("is", "are", "does") and rest[:1] != ["not"]:
        return True
    if first == "do" and rest[:1] == ["not"]:
        return len(rest) < 2 or rest[1] not in group("own_negated") or "you" in rest[:3]
    for place in range(2, len(said) - 1):
        if said[place] in ("is", "are", "do", "does", "can", "should", "did") and said[place + 1] in _PRONOUNS | {"my", "u"}:
            if said[place - 1] in ("am", "so", "and", ",", "or", "but") or said[place - 1] not in ("that", "what", "all", "it", "than", "there", "only", "does", "who", "thing", "who", "say", "is", "was", "problem", "do", "did", "can", "reason", "place", "one", "truth", "here", "good"):
                return said[place] in ("is", "are", "can", "should") and said[place + 1] not in ("me", "my", "this", "that", "there") or said[place + 1] in ("i", "you")
    return False


def tag_question(words: Words) -> int:
    """Return how many words at the end are a tag ("can i", "isnt it"), or 0."""
    said = texts(words)
    if said[-2:] in (["do", "it"], ["did", "it"], ["have", "it"], ["had", "it"]):
        return 0
    if len(said) > 5 and said[-2] in _AUX and said[-1] in ("i", "it", "they", "he", "she", "you") and said[-3] not in (
        "how", "what", "where", "who", "than", "as", "so", "why", "like", "that", "and", "when", "all"
    ):
        return 2
    if len(said) > 6 and said[-3] in _AUX and said[-2] == "not" and said[-1] in ("i", "it", "they", "he", "she"):
        return 3
    return 0


def unfinished(words: Words) -> bool:
    """Whether a clause stops in the middle."""
    said = texts(words)
    last, before = said[-1], said[-2] if len(said) > 1 else ""
    if last in ("am", "is", "are", "was", "were", "i", "he", "she", "they", "we"):
        return not {"how", "who", "what", "where", "than", "as"} & set(said[:-1])
    if last in ("do", "did", "have", "can", "could", "will", "would", "does", "has", "be", "not"):
        return not {"than", "as", "that", "what", "like", "because", "say", "said", "always", "to", "all"} & set(said[:-1]) or before == "because"
    if last == "to":
        return before not in group("open_to")
    if last == "more":
        return before not in ("no", "any", "want", "drink", "use", "cost", "do", "need", "some", "buy", "even", "a", "it", "take", "used", "took", "even")
    if last in ("what", "where", "who", "just", "really", "myself,"):
        return last != "really" or before in ("feel", "is", "am")
    if last in ("say", "says", "said"):
        return not {"what", "that", "how", "more", "than", "to"} & set(said)
    if last in ("very", "of"):
        return last == "very" or before not in ("sick", "tired", "scared", "afraid", "proud", "think", "thought", "made", "take", "care", "ashamed", "rid", "out")
    if last == "while" and before == "a" or last in ("may", "march") and before in group("month_cues"):
        return False
    if last in ("her", "his", "their", "when", "while", "since", "though"):
        return last != "her" and last != "his" and last != "since"
    return last in group("unfinished") or last == ","


def bland(words: Words) -> bool:
    """Whether a turned clause says nothing by itself ("it is that")."""
    said = texts(words)
    if said[0] in ("that", "this", "these", "those"):
        return True
    if said[0] in ("it", "there", "he", "she", "they") and len(said) < 4 and said[1] in ("is", "was", "are", "were"):
        if said[-1] not in group("adjectives") and words[-1].kind != "feeling":
            return True
    if said[0] == "nothing" and said[1:2] in (["has"], ["does"], ["did"], ["is"]) and len(said) < 5:
        return True
    if len(said) == 2 and said[-1] not in verbs().past:
        return True
    content = [text for text in said if text not in _EMPTY and text != ","]
    if not content:
        return True
    return len(said) < 2 or (said[0] in ("it", "there") and len(content) < 1)


def tangled(words: Words) -> bool:
    """Whether too much is nested to be said back safely."""
    said = texts(words)
    if said.count("if") > 1 or said.count(",") > 4 or said.count("because") > 1:
        return True
    sayings = sum(text in _SAYINGS for text in said)
    if sayings > 2 or "whose" in said or said.count("that") > 3:
        return True
    if "like" in said:
        at = said.index("like")
        if at and said[at - 1] in ("am", "was", "is", "are", "were") and said[at + 1 : at + 2] not in (
            ["a"], ["that"], ["this"], ["the"], ["my"], ["an"], ["him"], ["her"], ["me"], []
        ):
            return True
    if any(early == late and early not in ("you", ",", "had", "that", "in", "so", "really", "very", "that", "down") for early, late in zip(said, said[1:], strict=False)):
        return True
    if said.count("when") > 1 or _crowded(words) or _clumsy(words):
        return True
    return bool(_POSITIVE & set(said)) and {"sure", "yeah", "oh"} & set(said[:2]) != set()


def _crowded(words: Words) -> bool:
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
    pairs = list(zip(said, said[1:], strict=False))
    return any(pair in pairs[place + 2 : place + 4] for place, pair in enumerate(pairs))


def _clumsy(words: Words) -> bool:
    """Whether the grammar is broken: "i want stop", "he is not agree", "my sister count"."""
    said = texts(words)
    forms = verbs()
    for place, text in enumerate(said[:-1]):
        following = said[place + 1]
        if text in ("want", "need") and following in ("stop", "quit", "go", "be", "do", "get", "come", "take"):
            return True
        if text in ("am", "is", "are") and place + 2 < len(said) and following == "not" and said[place + 2] in forms.base and (
            said[place + 2] not in group("adjectives") | forms.participle.keys() | {"like", "much", "fun", "work", "cool", "right"}
        ):
            return True
        if text == "my" and place == 0 and (following in group("people_nouns")) and place + 2 < len(said):
            verb = said[place + 2]
            if verb in forms.base and verb not in forms.past and verb not in ("have", "left") and not words[place + 2].kind:
                return True
        if words[place].kind == "time" and words[place + 1].kind != "time" and following in ("first", "second", "best", "worst"):
            return True
        if text == "then" and following in ("by", "from") and place + 3 >= len(said):
            return True
        if text in ("them", "it", "him", "her") and following in ("me", "him", "them"):
            return True
        if text == "like" and (following in ("today", "now", "again")) and place and said[place - 1] in ("feel", "feeling"):
            return True
        if text == "thought" and said[place + 1 : place + 3] == ["i", "am"]:
            return True
        if text == "go" and following in ("ok", "fine", "yeah", "no", "well") and place and said[place - 1] == "i":
            return True
        if text == "asking" and following in ("have", "do", "is", "are", "am"):
            return True
        if text == "mean" and place and said[place - 1] == "i" and len(said) < 4:
            return True
        if words[place].kind == "number" and following in forms.past and following not in forms.base | {"left": ""}.keys():
            return True
    return said[0] == "first"


_SAYINGS = frozenset("say says said tell tells told think thinks thought know knows knew".split())


def overlong(text: str, words: int) -> bool:
    """Whether a line is too long to be said back."""
    return len(text) > LONGEST_TEXT or words > LONGEST_WORDS


def verbless(words: Words) -> bool:
    """Whether no word of a clause can be its verb."""
    forms = verbs()
    said = texts(words)
    for place, text in enumerate(said):
        if text in _AUX:
            return False
        if place and said[place - 1] in ("my", "the", "a", "our", "his", "her", "no", "their", "your", "to", "of"):
            continue
        if words[place].kind == "substance" and place and words[place - 1].kind == "person" and text in forms.third:
            return False
        if words[place].kind in ("substance", "person", "role", "time"):
            continue
        if text in forms.base or text in forms.past or text in forms.third or text in forms.ing:
            return False
    return True
