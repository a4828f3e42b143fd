"""Both state machines: the tables are complete, and a step leaves nothing behind."""

import pytest

from dialogues import flow, stages
from dialogues.flow import Flow, FlowEvent
from dialogues.stages import Stage, StageEvent


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("event", StageEvent)
def test_every_stage_and_event_is_a_row_or_stays(stage: Stage, event: StageEvent) -> None:
    """Silence about a pair would be an accident, so each is either a move or listed."""
    row = stages.TABLE[stage].get(event)

    assert (row is None) == ((stage, event) in stages.STAYS)
    assert stages.advance(stage, event) == (row or stage)


@pytest.mark.parametrize("place", Flow)
@pytest.mark.parametrize("event", FlowEvent)
def test_every_flow_and_event_is_a_row_or_stays(place: Flow, event: FlowEvent) -> None:
    """The same for the flow."""
    row = flow.TABLE[place].get(event)

    assert (row is None) == ((place, event) in flow.STAYS)
    assert flow.move(place, event) == (row or place)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.UNCLEAR])
def test_the_client_can_name_their_stage_from_anywhere(stage: Stage) -> None:
    """A correction leads from every stage to the one named."""
    assert {stages.advance(other, stages.correction(stage)) for other in Stage} == {stage}


def test_every_interruption_returns_where_it_left() -> None:
    """Each interruption can end in each place it can have come from."""
    for place in flow.INTERRUPTIONS.values():
        assert [flow.move(place, flow.back(to)) for to in flow.MAIN] == list(flow.MAIN)


def test_a_step_keeps_no_model() -> None:
    """Nothing of a session stays in the machine."""
    stages.advance(Stage.ACTION, StageEvent.USED_AGAIN)

    assert stages._MACHINE.models == []
