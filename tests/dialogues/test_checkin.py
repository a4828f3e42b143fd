"""The machine of check-ins: complete, agreed to by the client alone, silent after one nudge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues import checkin
from dialogues.checkin import CheckIn, CheckInEvent


@pytest.mark.parametrize("state", CheckIn)
@pytest.mark.parametrize("event", CheckInEvent)
def test_every_state_and_event_is_a_row_or_stays(state: CheckIn, event: CheckInEvent) -> None:
    """Silence about a pair would be an accident, so each is either a move or listed."""
    row = checkin.TABLE[state].get(event)

    assert (row is None) == ((state, event) in checkin.STAYS)
    assert checkin.advance(state, event) == (row or state)


@given(st.lists(st.sampled_from([event for event in CheckInEvent if event.value != "agree"])))
def test_g17_nothing_but_a_yes_leads_out_of_a_proposal(events: list[CheckInEvent]) -> None:
    """Whatever else happens, it stays proposed or ends."""
    state = CheckIn.PROPOSED
    for event in events:
        state = checkin.advance(state, event)

    assert state in (CheckIn.PROPOSED, CheckIn.ENDED)


CLOCK = [CheckInEvent.COME_DUE, CheckInEvent.SEND, CheckInEvent.NUDGE, CheckInEvent.MISS,
         CheckInEvent.SKIP, CheckInEvent.AGAIN]  # fmt: skip


@given(st.lists(st.sampled_from(CLOCK), max_size=30))
def test_g19_unanswered_it_speaks_twice_at_most(events: list[CheckInEvent]) -> None:
    """Once sent, the clock alone never gets it to send again."""
    state, sent, nudged = CheckIn.AGREED, 0, 0
    for event in events:
        after = checkin.advance(state, event)
        sent += after is CheckIn.SENT and state is not CheckIn.SENT
        nudged += after is CheckIn.NUDGED and state is not CheckIn.NUDGED
        state = after

    assert sent <= 1
    assert nudged <= sent


@pytest.mark.parametrize("state", CheckIn)
def test_it_can_be_stopped_from_everywhere(state: CheckIn) -> None:
    """One word, in any state."""
    assert checkin.advance(state, CheckInEvent.STOP) is CheckIn.ENDED
