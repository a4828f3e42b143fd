"""The one verb of listening: from a message to everything heard in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dialogues.listening.datafiles import wordlist
from dialogues.listening.frames import frames
from dialogues.listening.heard import Emotion, FrameHit, Heard
from dialogues.listening.signals import signals
from dialogues.listening.tagging import tagged
from dialogues.listening.talk import read
from dialogues.listening.voices import DEEDS, View, placed, taken_back, views
from dialogues.listening.words import Clause, Token, clauses

_REACH = 3
"""Tokens before a feeling in which "not" denies it and "so" raises it."""
_STRONGEST = 3
OF_THE_TALK = frozenset({
    "bots_words", "asks_what_you_do", "loop", "not_what_i_said", "so_what",
    "parrots", "dodged", "needled", "still_there", "about_bot",
})  # fmt: skip
"""Signals of a clause that is about the bot or the talk and says nothing of the person."""
_SIZES = frozenset({"small", "little"})
"""Feelings that are none where somebody says when it was: "not even when i was small"."""


def hear(text: str, language: str = "en", goal: str = "") -> Heard:
    """Return everything heard in `text`; `goal` is the change in focus ("stay_stable"), if any."""
    tokens = tagged(text, language)
    parts = clauses(tokens)
    sights = views(parts, language)
    known = frames(language)
    done = signals(text, tokens, parts, language)
    talk_itself = _of_the_talk(parts, done, language)
    hits = tuple(
        placed(hit, known.all[hit.name], parts[hit.clause], sights[hit.clause], language)
        for hit in _frames(parts, language)
        if hit.clause not in talk_itself
    )
    back = {place for place, part in enumerate(parts) if place and taken_back(part, language)}
    hits = tuple(
        replace(hit, hypothetical=True)
        if known.all[hit.name].kind in DEEDS and hit.clause + 1 in back else hit
        for hit in hits
    )  # fmt: skip
    talk, proba, categories = read(parts, hits, goal, language, sights, done)
    return Heard(
        clauses=parts,
        frames=hits,
        talk=talk,
        proba=proba,
        categories=categories,
        emotions=_emotions(parts, sights, language, talk_itself),
        substances=_unique(token.value("canonical") for token in tokens),
        people=_unique(token.value("person") for token in tokens),
        signals=done,
        words=sum(1 for token in tokens if token.raw[:1].isalnum()),
    )


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _of_the_talk(parts: Sequence[Clause], done: Sequence[str], language: str) -> frozenset[int]:
    """Return the places of the clauses about what the bot said: they say nothing of the person.

    "You said guilty" tells of no guilt, "i never said i was scared" of no fear.
    """
    if OF_THE_TALK.isdisjoint(done):
        return frozenset()
    return frozenset(
        place
        for place, part in enumerate(parts)
        if not OF_THE_TALK.isdisjoint(signals(part.text, part.tokens, [part], language))
    )


def _frames(parts: Sequence[Clause], language: str) -> list[FrameHit]:
    """Find frames where a denied denial ("cant say i dont enjoy it") reads as said."""
    affirmed: list[Clause] = []
    places: list[Sequence[int]] = []
    for part in parts:
        drop = _doubly_denied(part.tokens, language)
        kept = [place for place in range(len(part.tokens)) if place not in drop]
        affirmed.append(
            replace(part, tokens=tuple(part.tokens[place] for place in kept)) if drop else part
        )
        places.append(kept)
    return [
        replace(hit, start=places[hit.clause][hit.start], end=places[hit.clause][hit.end - 1] + 1)
        for hit in frames(language).find(affirmed)
    ]


def _doubly_denied(tokens: Sequence[Token], language: str) -> set[int]:
    """Return the places of the words that deny a denial, and of the denial itself."""
    openings = wordlist("denied_openings", language)
    drop: set[int] = set()
    for place, token in enumerate(tokens):
        if token.text != "not" or place in drop or place + 1 >= len(tokens):
            continue
        following = tokens[place + 1].text
        if following in ("not", "never", "without"):
            drop |= {place, place + 1}
        elif following in openings:
            for inner in range(place + 2, min(place + 8, len(tokens))):
                if tokens[inner].text == "not":
                    drop |= {place, place + 1, inner}
                    break
    return drop


def _emotions(
    parts: Sequence[Clause], sights: Sequence[View], language: str, left_out: frozenset[int]
) -> tuple[Emotion, ...]:
    found: dict[tuple[str, str], int] = {}
    for index, (part, sight) in enumerate(zip(parts, sights, strict=True)):
        if index in left_out or _hardly_felt(part, len(parts), language):
            continue
        drop = _doubly_denied(part.tokens, language)
        last = ""
        for place, token in enumerate(part.tokens):
            name = token.value("feeling") or ""
            if not name or name == last:
                last = name
                continue
            last = name
            reach = 0 if token.text.startswith(":") else _REACH
            before = [
                part.tokens[i].text for i in range(max(0, place - reach), place) if i not in drop
            ]
            theirs = sight.subjects[place] and "me" not in before
            after = "_".join(one.text for one in part.tokens[place + 1 : place + 3])
            over = after.startswith(tuple(wordlist("feeling_over", language)))
            as_a_child = token.text in _SIZES and "when" in before
            of_thing = of_a_thing(part.tokens, place, language)
            if theirs or over or as_a_child or of_thing or _denied(before, token, language):
                continue
            strength = _strength(int(token.value("intensity") or 2), before, language)
            kind = (name, token.value("family") or "")
            found[kind] = max(found.get(kind, 0), strength)
    return tuple(Emotion(name, strength, family) for (name, family), strength in found.items())


def _hardly_felt(part: Clause, of: int, language: str) -> bool:
    """Return whether one word that could be a feeling is none.

    "Fine. Ket" gives in, "tried NA. crap" marks what was named, "vodka. happy?" needles.
    """
    if len(part.tokens) != 1 or not part.tokens[0].raw[:1].isalpha():
        return False
    word = part.tokens[0]
    calm = word.value("family") == "calm"
    return part.question or (of > 1 and (calm or word.text in wordlist("poor_marks", language)))


def of_a_thing(tokens: Sequence[Token], place: int, language: str) -> bool:
    """Return whether a word that could be a feeling tells of what follows it.

    "A good job" is no calm, "spent 180" no tiredness, "it stops me getting angry" no anger.
    """
    token, after = tokens[place], tokens[place + 1 : place + 2]
    before = {one.text for one in tokens[max(0, place - 4) : place]}
    if not before.isdisjoint(wordlist("held_off", language)):
        return True
    either = token.value("family") == "calm" or token.text in wordlist("felt_or_done", language)
    if not either or not after or after[0].value("feeling") or not after[0].text[:1].isalnum():
        return False
    return after[0].text not in wordlist("after_a_feeling", language)


def _denied(before: Sequence[str], token: Token, language: str) -> bool:
    deniers = wordlist("deniers", language)
    if before[:1] == ["no"] and not deniers.isdisjoint(before[1:]):
        before = before[1:]  # "no not angry" answers and denies once
    return token.text not in deniers and sum(word in deniers for word in before) % 2 == 1


def _strength(plain: int, before: Sequence[str], language: str) -> int:
    if not wordlist("lowerers", language).isdisjoint(before):
        return max(1, plain - 1)
    if not wordlist("raisers", language).isdisjoint(before):
        return min(_STRONGEST, plain + 1)
    return plain
