"""Whose words a span holds: what somebody is quoted for is never said back as the client's."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues.mirroring.grammar import any_of, group
from dialogues.mirroring.phrasing import Words, texts
from dialogues.mirroring.splitting import Span

_NARRATOR = any_of("i we")
_BE = any_of("is was are were am be")
_NEAR = 4
"""How many words before a verb of speech its speaker is looked for."""


def speech(words: Words) -> int:
    """Return the place of the verb somebody else's words are told with, -1 if there is none."""
    return _told(words, own=False)


def own_speech(words: Words) -> bool:
    """Whether the client tells here what they said themself: "i said course i do"."""
    return _told(words, own=True) >= 0


def quoted(found: Sequence[Span]) -> list[bool]:
    """Return for each span whether it is what somebody else said: "he goes | i can hear"."""
    out: list[bool] = []
    open_in = -1  # the clause in which somebody has begun to speak
    for place, span in enumerate(found):
        begins = speech(span.words) >= 0
        ended = place > 0 and _ends_in_speech(found[place - 1].words)
        spoken = not begins and not span.joined_by and (
            ended or (span.clause == open_in and not span.comma)
        )  # fmt: skip
        out.append(spoken)
        if begins:
            open_in = span.clause
        elif not spoken:
            open_in = -1
    return out


def after_speech(found: Sequence[Span], place: int) -> bool:
    """Whether a span comes on the heels of somebody's words, and may go on with them."""
    span = found[place]
    return place > 0 and not span.joined_by and speech(found[place - 1].words) >= 0


def _ends_in_speech(words: Words) -> bool:
    at = speech(words)
    return at >= 0 and at == len(words) - 1


def _told(words: Words, *, own: bool) -> int:
    said = texts(words)
    for place, text in enumerate(said):
        following = said[place + 1] if place + 1 < len(said) else ""
        like = text == "like" and place > 1 and said[place - 1] in _BE
        like = like and following in group("like_speech")
        if not like and (text not in group("speech") or not place):
            continue
        if text == "goes" and following in group("goes_where"):
            continue
        mine = bool(_NARRATOR & set(said[max(0, place - _NEAR) : place]))
        if mine == own:
            return place
    return -1
