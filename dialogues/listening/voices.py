"""Whose voice a frame is in, about whom, of what time, and whether it is only imagined.

One pass over a clause notes, for each token, the subject in force; every frame of the clause is
then placed by looking up its first token, so a long ramble costs no more than its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogues.listening.datafiles import wordlist
from dialogues.listening.frames import Frame
from dialogues.listening.heard import FrameHit
from dialogues.listening.words import Clause, Token

_NEAR = 4
"""Tokens before a frame in which "was" or "would" still governs it."""
_NEVER_PAST = frozenset({"steps", "goals", "return", "past", "matters"})
_HABITUAL = frozenset({"gives"})
_NEVER_ABOUT = frozenset({"matters", "supports"})
_NEVER_IMAGINED = frozenset({"fears", "goals", "matters"})
DEEDS = frozenset({"steps", "return", "past"})
"""Kinds of frame that tell of something done, which a "might", a "nearly" or a "to" undoes."""
_THEIRS = frozenset({"life", "matters", "supports", "costs"})
"""Kinds of frame that are not the client's where the person in them is somebody else's."""
_POSSESSED = ("his ", "her ", "their ")


@dataclass(slots=True)
class View:
    """What governs each token of one clause."""

    subjects: list[str]
    """The other person who is the subject at each token; empty for the client."""
    reports: list[str]
    """Who is being quoted at each token; empty for the client's own voice."""
    imagined: list[bool]
    over: list[bool]
    """Whether "used to" or a time long ago governs the token."""
    recent: bool
    """Whether the clause names a time of late."""
    undone: list[bool]
    """Whether what stands at the token is only thought of, meant, feared or all but done."""


def views(clauses: Sequence[Clause], language: str = "en") -> list[View]:
    """Return a view of each clause; pronouns are resolved to the person named last."""
    thread = _Thread()
    return [_view(clause, thread, language) for clause in clauses]


@dataclass(slots=True)
class _Thread:
    """What one clause hands on to the next."""

    named: str = ""
    """The person named last."""
    thing: bool = False
    """Whether a substance was named: without a person, "they" is what was taken."""
    subject: str = ""
    quoted: str = ""


def _view(clause: Clause, thread: _Thread, language: str) -> View:
    own = wordlist("own_subjects", language)
    others = wordlist("other_subjects", language)
    openers = wordlist("before_subject", language)
    said = wordlist("said_verbs", language)
    between = wordlist("between_subject_and_verb", language)
    opening = wordlist("opens_a_subject", language)
    tokens = clause.tokens
    ellipsis = (
        thread.subject if clause.joined_by in ("but", "and") and not _has_own(tokens, own) else ""
    )
    subject, quoting, fresh, since = ellipsis, thread.quoted, True, -1
    recent = any(token.value("reach") in ("past", "now") for token in tokens)
    view = View([], [], [], [], recent, undone(tokens, language))
    long_ago = any(token.value("reach") == "long_ago" for token in tokens)
    over = long_ago
    condition = False
    for place, token in enumerate(tokens):
        word = token.text
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        person = token.value("person")
        if person:
            thread.named = person
        thread.thing = thread.thing or bool(token.value("substance"))
        if word in own or (word == "they" and thread.thing and not thread.named):
            if since >= 0 and subject and not quoting:
                quoting = subject
            subject, fresh = "", False
        elif word in others or (word in ("people", "everyone", "everybody") and fresh):
            subject, fresh, since, quoting = _resolved(word, thread.named), False, -1, ""
        elif person and fresh and following is not None and "'s" not in word:
            mine = (
                place + 2 < len(tokens)
                and following.text == "and"
                and tokens[place + 2].text in own
            )
            if not mine and following.text not in ("and", ","):
                subject, since, quoting = person, -1, ""
        elif token.lemma in opening and tokens[place - 1].text in own:
            fresh = True  # "i meant my brother takes more"
        elif word not in openers and not token.value("time"):
            fresh = False
        if subject and token.lemma in said and since < 0:
            since = place
        elif since >= 0 and place - since > _NEAR and word not in between:
            since = -1
        if word == "to" and place and tokens[place - 1].text == "used":
            over = over or not (place > 1 and tokens[place - 2].lemma in ("be", "get"))
        condition = condition or _conditional(tokens, place, language)
        view.subjects.append(subject)
        view.reports.append(quoting)
        view.imagined.append(condition)
        view.over.append(over)
    last = tokens[-1] if tokens else None
    thread.subject = subject
    thread.quoted = subject if last is not None and last.lemma in said else ""
    return view


def _has_own(tokens: Sequence[Token], own: frozenset[str]) -> bool:
    return any(token.text in own or token.text == "my" for token in tokens)


def _resolved(word: str, named: str) -> str:
    if word in ("people", "everyone", "everybody"):
        return word
    return named if named and named not in ("the police", "social services") else word


def _conditional(tokens: Sequence[Token], place: int, language: str) -> bool:
    word = tokens[place].text
    if word not in wordlist("conditions", language):
        return False
    if word in ("would", "could", "might"):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        return following not in wordlist("no_condition_after", language)
    return not (word == "if" and place and tokens[place - 1].text in ("as", "know", "see", "what"))


def undone(tokens: Sequence[Token], language: str) -> list[bool]:
    """Return for each token whether a word before it says that it has not been done.

    "Maybe" and "if" hold to the end of the clause, "might" and "nearly" until the next "I".
    """
    lasting = wordlist("undone_lasting", language)
    passing = wordlist("undone_passing", language)
    subjects = wordlist("own_subjects", language)
    said = wordlist("undone_after_to", language)
    done = wordlist("done_before_to", language)
    out: list[bool] = []
    holds = thought = False
    for place, token in enumerate(tokens):
        before = tokens[place - 1].text if place else ""
        to = before == "to" and place > 1 and tokens[place - 2].lemma not in done
        out.append(holds or thought or to)
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.text in subjects:
            thought = False
        elif (before == "to" and token.text in said) or (
            token.text in lasting and not (token.text == "if" and before == "as")
        ):
            holds = True
        elif token.text in passing or (token.lemma == "go" and following == "to"):
            thought = True
    return out


def taken_back(clause: Clause, language: str) -> bool:
    """Return whether a clause does nothing but deny the one before it: "but i havent".

    "Didnt i" asks for a yes and denies nothing.
    """
    words = {token.text for token in clause.tokens}
    denies = not words.isdisjoint(("not", "never"))
    asks = bool(clause.tokens) and clause.tokens[-1].text in wordlist("own_subjects", language)
    return denies and not asks and words <= wordlist("taking_back", language)


def placed(hit: FrameHit, frame: Frame, clause: Clause, view: View, language: str) -> FrameHit:
    """Return `hit` with its time, its voice and whom it is about."""
    inside = clause.tokens[hit.start : hit.end]
    own = wordlist("own_subjects", language) | {"my", "myself"}
    mine = any(token.text in own for token in inside)
    others = wordlist("about_others", language)
    shared = (
        frame.kind in _NEVER_ABOUT
        or any(name in ("person", "who") for name, _ in hit.slots)
        or any(part in frame.name for part in others)
        or any(token.value("person") for token in inside)
    )
    about = "" if mine or shared else view.subjects[hit.start]
    if frame.kind in _THEIRS:
        about = about or next((value for _, value in hit.slots if _somebodys(value)), "")
    if (about == "they" and frame.kind == "gives") or (
        frame.kind == "costs" and about.rpartition(" ")[2] in wordlist("clinicians", language)
    ):
        about = ""  # "they stop the panic" of pills; what a doctor found is the client's
    quoted = view.reports[hit.start] or (view.reports[hit.end - 1] if mine else "")
    if quoted and not view.reports[hit.start] and view.subjects[hit.start]:
        quoted = ""  # the frame itself holds the reporting ("she wants me to stop")
    if quoted:
        about = ""
    return replace(
        hit,
        past=_past(hit, frame, clause, view, language),
        hypothetical=(
            frame.kind not in _NEVER_IMAGINED and hit.start > 0 and view.imagined[hit.start - 1]
        )
        or (frame.kind in DEEDS and view.undone[hit.start]),
        reported_by=quoted,
        about=about,
    )


def _somebodys(who: str) -> bool:
    """Return whether a person is somebody else's: "his wife", "your mate's wife"."""
    return who.startswith(_POSSESSED) or "'s " in who


def _past(hit: FrameHit, frame: Frame, clause: Clause, view: View, language: str) -> bool:
    if frame.kind in ("past", "return", "steps"):
        return False
    if view.over[hit.end - 1]:
        return True
    if frame.kind in _NEVER_PAST or view.recent:
        return False
    reach = max(0, hit.start - _NEAR) if frame.kind in _HABITUAL else max(0, hit.start - 2)
    stretch = clause.tokens[reach : hit.end]
    simple = wordlist("simple_past", language)
    for place, token in enumerate(stretch):
        perfect = any(one.lemma == "have" for one in stretch[max(0, place - 2) : place])
        if token.text in ("was", "were") and not perfect:
            return True
        if frame.kind in _HABITUAL and token.text in simple and not perfect:
            return True
    return False
