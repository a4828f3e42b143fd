"""A session goes through JSON unharmed, and a damaged one is refused in one sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.errors import SessionUnreadable
from dialogues.flow import Flow
from dialogues.session import VERSION, Note, Session, Target
from dialogues.stages import Stage

_text = st.text(max_size=30)
_targets = st.builds(
    Target, _text, _text, _text, st.sampled_from(Stage),
    st.lists(st.tuples(_text, st.floats(0, 2)), max_size=3).map(tuple),
)  # fmt: skip
_notes = st.builds(
    Note, _text, st.sampled_from(["change", "sustain", "none"]), st.integers(0, 999), _text,
    st.lists(st.tuples(_text, _text), max_size=2).map(tuple),
)  # fmt: skip
_sessions = st.builds(
    Session, flow=st.sampled_from(Flow), left=st.sampled_from(Flow), turn=st.integers(0, 9999),
    targets=st.lists(_targets, max_size=3).map(tuple),
    notes=st.lists(_notes, max_size=4).map(tuple),
    used=_text, taken_up=st.lists(_text, max_size=4).map(tuple), quiet=st.booleans(),
    rulers=st.lists(st.tuples(_text, st.integers(0, 10)), max_size=2).map(tuple),
    plan=st.lists(st.tuples(_text, _text), max_size=3).map(tuple),
)  # fmt: skip


@given(_sessions)
def test_a_session_survives_json(session: Session) -> None:
    """What is written is what is read."""
    assert Session.from_json(session.to_json()) == session


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "{}", '{"version":"1"}', '{"version":1,"flow":"nowhere"}',
             '{"version":1,"notes":[[1]]}', '{"version":1,"turn":"x"}', '{"version":1,"used":5}',
             '{"version":1,"taken_up":"abc"}', "\ufffd", "[" * 5000],
)  # fmt: skip
def test_a_damaged_session_is_refused(text: str) -> None:
    """One error class, whatever is wrong."""
    with pytest.raises(SessionUnreadable):
        Session.from_json(text)


def test_a_newer_session_is_refused_with_the_mend() -> None:
    """The message says to update."""
    with pytest.raises(SessionUnreadable, match="update Porchlight"):
        Session.from_json(json.dumps({"version": VERSION + 1}))


def test_an_older_session_takes_defaults() -> None:
    """Fields that are missing or unknown harm nothing."""
    session = Session.from_json('{"version":1,"turn":3,"gone":true}')

    assert session == Session(turn=3)


def test_repr_shows_nothing_a_client_said() -> None:
    """A session in a traceback gives nobody away."""
    session = Session(notes=(Note("x", "none", 1, "CANARY"),), plan=(("step", "CANARY"),))
    session = session.with_target(Target("heroin", "CANARY"))

    assert "CANARY" not in repr(session)
