"""The life of a check-in: one table, the third beside stages and flow.

A check-in is a hello at a time the client agreed to. Anybody may propose it, only the client
agrees to it. It comes due, is sent, and is answered or not; unanswered it is nudged once, then
there is silence: it rests as missed until the client takes it up again (one unanswered message
is the most anybody gets, guarantee G19). Stopping works from everywhere.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from dialogues.machines import build, step


class CheckIn(Enum):
    """Where one check-in stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    """Waiting for its time."""
    DUE = "due"
    """Its time has come, and what becomes of it is decided at once."""
    SENT = "sent"
    ANSWERED = "answered"
    NUDGED = "nudged"
    MISSED = "missed"
    PAUSED = "paused"
    ENDED = "ended"


class CheckInEvent(Enum):
    """What moves a check-in."""

    AGREE = "agree"
    DECLINE = "decline"
    COME_DUE = "come_due"
    SEND = "send"
    SKIP = "skip"
    """Not sent this time: it came too late, or another one still waits for an answer."""
    ANSWER = "answer"
    NUDGE = "nudge"
    MISS = "miss"
    SNOOZE = "snooze"
    """The client asked for it a little later."""
    AGAIN = "again"
    """There is a next time."""
    FINISH = "finish"
    """There is none."""
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


_C, _E = CheckIn, CheckInEvent
TABLE: dict[CheckIn, dict[CheckInEvent, CheckIn]] = {
    _C.PROPOSED: {_E.AGREE: _C.AGREED, _E.DECLINE: _C.ENDED},
    _C.AGREED: {_E.COME_DUE: _C.DUE, _E.FINISH: _C.ENDED, _E.PAUSE: _C.PAUSED},
    _C.DUE: {_E.SEND: _C.SENT, _E.SKIP: _C.AGREED, _E.MISS: _C.MISSED, _E.PAUSE: _C.PAUSED},
    _C.SENT: {
        _E.ANSWER: _C.ANSWERED,
        _E.NUDGE: _C.NUDGED,
        _E.MISS: _C.MISSED,
        _E.SNOOZE: _C.AGREED,
        _E.PAUSE: _C.PAUSED,
    },
    _C.NUDGED: {
        _E.ANSWER: _C.ANSWERED,
        _E.MISS: _C.MISSED,
        _E.SNOOZE: _C.AGREED,
        _E.PAUSE: _C.PAUSED,
    },
    _C.ANSWERED: {_E.AGAIN: _C.AGREED, _E.FINISH: _C.ENDED, _E.PAUSE: _C.PAUSED},
    _C.MISSED: {_E.RESUME: _C.AGREED, _E.FINISH: _C.ENDED},
    _C.PAUSED: {_E.RESUME: _C.AGREED, _E.FINISH: _C.ENDED},
    _C.ENDED: {},
}
for _state in CheckIn:
    if _state is not CheckIn.ENDED:
        TABLE[_state][CheckInEvent.STOP] = CheckIn.ENDED

STAYS: frozenset[tuple[CheckIn, CheckInEvent]] = frozenset(
    {
        # Nothing happens to what was not agreed to, and a yes or no counts once.
        *((_C.PROPOSED, event) for event in _E if event not in TABLE[_C.PROPOSED]),
        *((state, _E.AGREE) for state in _C if state is not _C.PROPOSED),
        *((state, _E.DECLINE) for state in _C if state is not _C.PROPOSED),
        # What has not come due is not sent, nudged, answered or missed.
        *(
            (_C.AGREED, event)
            for event in (
                _E.SEND, _E.SKIP, _E.ANSWER, _E.NUDGE, _E.MISS, _E.SNOOZE, _E.AGAIN, _E.RESUME,
            )
        ),
        *(
            (_C.DUE, event)
            for event in (
                _E.COME_DUE, _E.ANSWER, _E.NUDGE, _E.SNOOZE, _E.AGAIN, _E.FINISH, _E.RESUME,
            )
        ),
        # Sent once, nudged once.
        *(
            (_C.SENT, event)
            for event in (_E.COME_DUE, _E.SEND, _E.SKIP, _E.AGAIN, _E.FINISH, _E.RESUME)
        ),
        *(
            (_C.NUDGED, event)
            for event in (
                _E.COME_DUE, _E.SEND, _E.SKIP, _E.NUDGE, _E.AGAIN, _E.FINISH, _E.RESUME,
            )
        ),
        # An answer is an answer.
        *(
            (_C.ANSWERED, event)
            for event in (
                _E.COME_DUE, _E.SEND, _E.SKIP, _E.ANSWER, _E.NUDGE, _E.MISS, _E.SNOOZE, _E.RESUME,
            )
        ),
        # What rests wakes only when the client says so.
        *(
            (state, event)
            for state in (_C.MISSED, _C.PAUSED)
            for event in (
                _E.COME_DUE, _E.SEND, _E.SKIP, _E.ANSWER, _E.NUDGE, _E.MISS, _E.SNOOZE, _E.AGAIN,
                _E.PAUSE,
            )
        ),
        # Over is over.
        *((_C.ENDED, event) for event in _E),
    }
)  # fmt: skip
"""Every pair that changes nothing, written out."""

_MACHINE = build(TABLE, initial=CheckIn.PROPOSED)


@cache
def advance(state: CheckIn, event: CheckInEvent) -> CheckIn:
    """Return the state after `event`; the same state where the table has no row."""
    return step(_MACHINE, state, event) if event in TABLE[state] else state
