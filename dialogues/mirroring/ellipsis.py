"""Clauses without their "I'm" or "I": "skint again", "cant sleep", "been on it ten years"."""

from __future__ import annotations

from itertools import pairwise

from dialogues.mirroring.grammar import any_of, group, verbs
from dialogues.mirroring.phrasing import Word, Words, texts
from dialogues.mirroring.sentence import AUX, DETERMINERS, adverb_run, finite, put_me

SUBJECT = Word("i")

AM = Word("am", glued=True)

HAVE = Word("have", glued=True)

_LINKS = any_of(
    "and that when because i who if after before since until how what so but while where"
)

_OF_STATE = any_of(
    "of about with at to in on again now today tonight for from by that and as too "
    "since all because off out up over right really just most every this after but or , "
    "without inside always already yesterday"
)


_OWN_PLANS = any_of(
    "ask try call ring text tell talk speak walk move cook wait see start swap find write join "
    "stay save sell pay leave visit"
)
"""After "could" without a subject these are the person's own ideas: "could ask him"."""

_EFFECTS_AT_ALL = any_of("makes takes helps")
"""The same whatever comes after: "makes telly better"."""
_ONLY = any_of("thing one person place way")
"""With "only" before them: "only thing that works"."""
_EFFECTS = any_of(
    "helps keeps calms takes stops gives winds chills relaxes knocks numbs eases slows shuts "
    "quietens lifts settles warms sends makes"
)
"""What it does for somebody, with the "it" left out: "winds me down"."""
_CONDITIONS = any_of(
    "adhd add autism asthma arthritis copd ptsd bpd ocd anxiety depression epilepsy hep"
)
"""These somebody has: "got adhd" is "you've got ADHD"."""
_FROM_ME = tuple((how, "me") for how in ("off", "from", "to", "at", "with"))
"""What is done to somebody is not done by them: "took my works off me"."""


def elliptic(words: Words) -> Words | None:
    """Return a clause that began without its subject with "I", or None if that is not sure."""
    at = 0
    while at < len(words) and (
        words[at].text in group("adverbs") or words[at].text in group("intensifiers")
    ):
        at += 1
    if at >= len(words):
        return None
    word, rest = words[at], words[at + 1 :]
    if words[0].text == "maybe" and at == 1 and word.text in _OWN_PLANS | {"go", "get"}:
        return (SUBJECT, Word("might"), *words[1:]) if rest else None
    following = rest[0].text if rest else ""
    forms = verbs()
    has_i = "i" in texts(rest) or "we" in texts(rest)
    if word.text.endswith("ing") and put_me(rest):
        return None
    if word.text == "wish" and following not in any_of("i it they he she there we that my the"):
        return None
    if word.text in group("stative") and rest and following != "not":
        return (SUBJECT, *words)
    if word.text == "wanted" and following == "to":
        return (SUBJECT, *words)
    done = word.text in any_of("cried wept sobbed sulked panicked raged")
    if (word.kind == "feeling" and not done) or word.text in group("states"):
        fits = (
            not rest or following in _OF_STATE or rest[0].kind == "time" or following in forms.ing
        )
        if following == "off" and word.text != "pissed":
            fits = False
        return (SUBJECT, AM, *words) if fits and len(words) > 1 and "," not in following else None
    if at and words[0].text in any_of("too so very all both more less well rather bit then"):
        return None
    if word.text in forms.ing:
        return _ongoing(words, at)
    if word.text in any_of("can could do did would have had was am will should might"):
        return _helped(words, at)
    if word.text == "going" and following == "to":
        return (SUBJECT, AM, *words)
    if word.text in ("feels", "seems") and following == "like" and len(rest) > 2:
        return (Word("it"), *words)
    if at == 0 and word.text in _EFFECTS_AT_ALL and len(rest) > 1 and "you" not in texts(rest):
        return (Word("it"), *words) if finite(rest, 0) < 0 else None
    if texts(words[:1]) == ["only"] and word.text in _ONLY and finite(rest, 0) in (0, 1):
        return (Word("it"), Word("is", glued=True), Word("the"), *words)
    if word.text in ("called", "named") and rest[0:1] and rest[0].kind == "name":
        return None  # "called jan" is who somebody is, not whom they rang
    if word.text in _EFFECTS and following in ("me", "my") and len(rest) > 1:
        return None if words[0].text in any_of("not never only") else (Word("it"), *words)
    if word.text == "used" and following == "to" and rest[1:2] and rest[1].text == "be":
        return None
    if word.text in forms.past and rest:
        if (2 if word.text == "got" else 1) < sum(
            one.text in forms.past and one.text not in forms.base for one in words
        ) and not (_LINKS & set(texts(rest))):
            return None
        if word.text in group("took_past") and following in any_of(
            "down up off out my the it rough like two"
        ):
            return (SUBJECT, *words) if word.text in any_of("felt cut put did quit left") else None
        if word.text in group("not_past"):
            return None
        if word.text == "got":
            return _got(words, at)
        if (
            at == 0
            and following
            in any_of(
                "me my a the it on to out off back up down again in at through every some two "
                "for with by past over about going around into from him her them asleep and away "
                "like i more all"
            )
        ) or rest[0].kind in any_of("time substance number person name"):
            if any(pair in _FROM_ME for pair in pairwise(texts(rest))):
                return None
            if word.text in any_of(
                "made kept helped stopped started used worked happened came turned"
            ) and following in ("me", "him", "again"):
                return (
                    (SUBJECT, *words)
                    if word.text in ("started", "stopped", "used") and following == "again"
                    else None
                )
            return (SUBJECT, *words)
        return None
    if word.text in any_of("back on off in up out") and rest and not has_i:
        return _placed(words, at)
    return None


def _ongoing(words: Words, at: int) -> Words | None:
    for place in range(at + 1, len(words)):
        text = words[place].text
        if text in any_of(
            "i he she it they we because when and so who that before since if what how where "
            "why my , than"
        ):
            break
        if (
            words[place - 1].text not in DETERMINERS
            and words[place - 1].text not in ("to", "this", "of")
            and (
                text in AUX
                or (text in verbs().third and not text.endswith("s"))
                or (text in verbs().past and text not in verbs().base)
                or (
                    text in verbs().past
                    and place + 1 < len(words)
                    and words[place + 1].text in ("me", "him", "us")
                )
            )
            and text not in any_of("left used stuck bored tired")
        ):
            return None
        if text in any_of("helps makes keeps works gets does calms takes stops gives feels"):
            return None
        if text in verbs().ing and words[place - 1].text in any_of("it him her them"):
            return None
    if any(
        one.text in any_of("helps makes keeps gets calms takes stops gives")
        and after.text in any_of("me my us")
        for one, after in pairwise(words[at:])
    ):
        return None  # "talking to someone who has done it helps me"
    if len(words) - at < 2 or words[at].text in any_of(
        "being having nothing something everything during according including speaking "
        "asking testing saying winning moving"
    ):
        return None
    return (SUBJECT, AM, *words)


def _helped(words: Words, at: int) -> Words | None:
    text = words[at].text
    rest = words[at + 1 :]
    if not rest:
        return None
    end = adverb_run(words, at + 1)
    verb = words[end].text if end < len(words) else ""
    negated = rest[0].text == "not"
    if words[end + 1 : end + 2] and words[end + 1].text == "me":
        return None
    if text == "was":
        told = verb in any_of(
            "told sacked arrested raised evicted brought born going trying doing using drinking "
            "taking robbed mugged"
        )
        return (SUBJECT, *words) if told else None
    if text == "did" and (rest[0].text == "my" or rest[0].kind == "number") and len(rest) > 1:
        return (SUBJECT, *words) if "me" not in texts(rest) else None
    if text == "might":
        alone = verb in verbs().base and verb not in any_of(
            "be help hurt work happen matter take last"
        )
        return (SUBJECT, *words) if alone and "you" not in texts(rest) else None
    if text == "should":
        have = rest[1:] if negated else rest
        return (SUBJECT, *words) if have[:1] and have[0].text == "have" and len(have) > 1 else None
    if text == "am":
        return (SUBJECT, *words) if end < len(words) else None
    if text == "have":
        if negated:
            return (SUBJECT, *words) if verb in verbs().participle else None
        if rest[0].text == "to" and len(rest) > 2:
            return (SUBJECT, Word("have", glued=words[at].glued), *rest)
        return (
            (SUBJECT, HAVE, *rest)
            if verb in verbs().participle and verb not in verbs().base
            else None
        )
    if text == "had":
        if "since" in texts(rest):
            return (SUBJECT, HAVE, *words)
        return (
            (SUBJECT, *words)
            if rest[0].text in any_of("to a my two enough some no one another") and len(rest) > 1
            else None
        )
    if text == "could" and verb in _OWN_PLANS and end + 1 < len(words):
        return (SUBJECT, *words) if "you" not in texts(rest) else None
    if text in ("would", "could"):
        if verb in any_of("be help matter work happen") or (
            verb == "have" and words[end + 1 : end + 2] and words[end + 1].text == "been"
        ):
            return None
        return (
            (SUBJECT, *words)
            if negated or verb in any_of("rather love like do have") or "rather" in texts(rest[:1])
            else None
        )
    if text == "do" and negated:
        return (SUBJECT, *words) if verb in group("own_negated") and len(words) > 3 else None
    if text == "did":
        return (
            (SUBJECT, *words)
            if negated
            and verb in verbs().base
            and verb not in any_of("help work matter happen last mean")
            else None
        )
    if text in ("can", "will") and negated:
        return (
            (SUBJECT, *words)
            if verb in verbs().base
            and verb not in any_of("be help hurt work happen matter")
            and (verb != "go" or len(words) > 4)
            else None
        )
    return None


def _got(words: Words, at: int) -> Words | None:
    rest = words[at + 1 :]
    following = rest[0].text
    if following in any_of("any it this that you me him her"):
        return None
    if texts(rest)[-2:] == ["with", "me"] or following in _CONDITIONS:
        return (SUBJECT, HAVE, *words)
    past = any(
        word.text in any_of("last yesterday ago when then after finally")
        or word.text in verbs().past
        for word in rest
    )
    if (
        following in any_of("a an no two three nothing nobody nowhere loads one court")
        and not past
    ):
        return (SUBJECT, HAVE, *words)
    if following in ("to",):
        return (SUBJECT, HAVE, *words)
    return (SUBJECT, *words)


def _placed(words: Words, at: int) -> Words | None:
    """ "back in the same hostel", "off it since feb": a place or state without "I'm"."""
    said = texts(words)
    if finite(words, at + 1) > 0 or len(words) - at > 9 or "," in said:
        return None
    first, following = said[at], said[at + 1]
    fits = {
        "back": ("in", "on", "at", "to", "with", "home", "inside"),
        "on": ("it", "methadone", "subs", "my"),
        "off": ("it", "the"),
        "in": ("bits", "pieces", "recovery", "prison", "hospital", "rehab"),
        "up": ("since", "all", "at"),
        "out": ("of", "on"),
    }[first]
    if following not in fits and not (
        first in ("on", "off") and words[at + 1].kind == "substance"
    ):
        return None
    if following == "my" and said[at + 2 : at + 3] not in (["own"], ["script"]):
        return None
    if "since" in said[at:] or "for" in said[at + 2 :]:
        return (SUBJECT, HAVE, Word("been"), *words)
    return (SUBJECT, AM, *words)
