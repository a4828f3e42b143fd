"""How much a clause of a long message is worth saying back: the heart of it before the scene.

What counts for a clause, most first: what the client feels, wants or dreads; what they use or
leave be; a word that singles it out ("only", "nobody", "still"). What counts against it: that it
is somebody else's doing or saying, or mere coming, going and standing about.
"""

from __future__ import annotations

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.hearsay import own_speech, speech
from dialogues.mirroring.phrasing import Word, Words, texts
from dialogues.mirroring.sentence import AUX, NEW, subordinate

OWN = 2.0
"""That the client is who does or feels it."""
ABOUT_THEM = 1.0
"""That it is about them: "she trusts me"."""
THEIR_THING = 0.5
"""That somebody or something of theirs is in it: "my nephew's on the oil"."""
OTHERS = -1.0
"""That they are not in it."""
HEART = 3.0
"""A feeling, a wish, a dread."""
LEANING = 1.5
"""What they use, stop or can't do."""
SALIENT = 1.0
"""A word that singles it out."""
SCENE = -1.0
"""Coming and going."""
SAID = -2.5
"""What was said, by whomever."""
THIN = 1.5
"""What a clause of hardly any words loses."""
UNNAMED = 2.5
"""What a few words lose that end in "it", of which they say nothing."""
BRIEF, FULL = 4, 15
"""Words of a clause that is short, and of one that is long."""
WORTH = 1.0
"""From what a clause of a story is said back."""
TELLS = 2.0
"""From what it is said back beside a meaning, or as a second one."""

_I = any_of("i we")
_ME = any_of("me myself us i we mine")
_MY = any_of("my our")
_YOU = ("you ", "you'")
_IT = any_of("it that this there")
_SKIPPED = any_of("not been going to keep keeps kept got")
_HAVING = any_of("have has had got")
_WHAT = any_of("it that this them one")
_MOVES = any_of("frightens scares terrifies worries hurts kills haunts bothers upsets gets")
_NO_FEELING = any_of("got this that it just fine alright okay ok")
_STAYS_OFF = any_of("off clean sober")


def worth(words: Words, turned: str) -> float:
    """Return how much a clause is worth saying back: `words` as typed, `turned` as said back."""
    words = _main(words)
    said = texts(words)
    if said[0] not in NEW | _IT and turned.startswith(_YOU):
        words = (Word("i"), *words[said[0] == "you" :])  # "went home", "you get sick of it"
        said = texts(words)
    subject = next((place for place, text in enumerate(said) if text in NEW | _IT), -1)
    own = subject >= 0 and said[subject] in _I and subject < BRIEF
    mine = own or bool(_ME & set(said))
    score = OWN if own else ABOUT_THEM if mine else THEIR_THING if _MY & set(said) else OTHERS
    score += _inner(words, subject) if own else _shown(words, mine)
    score += SALIENT * bool(group("salient") & set(said)) * (own or mine or said[0] in _IT)
    if said[0] == "what" and said[1:2] and said[1] in _MOVES:
        score += HEART  # "what frightens me is that she wont know me"
    if speech(words) >= 0 or own_speech(words):
        score += SAID
    if len(said) < BRIEF:
        score -= THIN
    if len(said) <= BRIEF and said[-1] in _WHAT:
        score -= SALIENT  # "you wanted it"
    elif len(said) == BRIEF + 1 and said[-1] == "it":
        score -= UNNAMED  # "i can not face it"
    if len(said) > FULL:
        score -= SALIENT
    return score


def _main(words: Words) -> Words:
    """Return the main clause of a sentence that opens with "when …,"."""
    said = texts(words)
    if subordinate(words) and "," in said[:-1]:
        return words[said.index(",") + 1 :]
    return words


def _inner(words: Words, subject: int) -> float:
    """Return what the verb and its company say about the one who tells it."""
    said = texts(words)
    at = subject + 1
    while at < len(said) and said[at] in AUX | group("adverbs") | _SKIPPED:
        at += 1
    company = said[subject + 1 : at]
    after = said[at] if at < len(said) else ""
    verb = _base(after)
    if company[-1:] and company[-1] in _HAVING and after not in verbs().participle:
        verb = "have"
    score = 0.0
    if (verb in group("heart_verbs") and not _mere_miss(said[at:])) or _felt_by_them(words[at:]):
        score = HEART
    elif (
        verb in group("use_verbs")
        or any(word.kind == "substance" for word in words)
        or (verb == "think" and after.endswith("ing"))
        or after in _STAYS_OFF
    ):
        score = LEANING
    elif verb == "think" and len(said) - at < BRIEF:
        score = SAID
    elif {"not", "never"} & set(company) and verb not in group("knowing"):
        score = LEANING
    elif verb in group("scene_verbs") or after in group("mere"):
        score = SCENE
    return score


def _mere_miss(said: list[str]) -> bool:
    """Whether a bus was missed, not a person: "i missed the boiler man"."""
    return said[:1] == ["missed"] and bool(group("missable") & set(said[1:2]))


def _felt_by_them(words: Words) -> bool:
    """Whether a feeling is the client's own: not "had him in tears"."""
    return _felt(words) and not {"him", "her", "them"} & set(texts(words[:2]))


def _shown(words: Words, mine: bool) -> float:
    """Return what a clause says of a feeling if its subject is something else: "it was easier"."""
    if not _felt(words):
        return 0.0
    said = texts(words)
    if said[0] in _IT:
        return 0.0 if _a_thing(words) else HEART
    return HEART / 2 if mine or _MY & set(said) else 0.0


def _a_thing(words: Words) -> bool:
    """Whether the word of feeling names a thing: "there is a safe"."""
    return _feeling(words[-1]) and words[-2].text in ("a", "the")


def _felt(words: Words) -> bool:
    return any(_feeling(word) for word in words)


def _feeling(word: Word) -> bool:
    return word.kind == "feeling" and word.text not in _NO_FEELING


def _base(word: str) -> str:
    forms = verbs()
    for table in (forms.base, forms.past, forms.third, forms.ing, forms.participle):
        if word in table:
            return table[word]
    return word
