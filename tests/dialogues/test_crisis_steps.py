"""The tables of the danger talk hang together: every way leads to words, enough of them."""

import pytest

from dialogues.crisis import answers
from dialogues.crisis.scenarios import OPENINGS
from dialogues.crisis.step import BARRIERS, NEXT
from dialogues.crisis.steps import PLAN, STEPS
from dialogues.phrasing import Phrasebook

WORDINGS = 4
"""So many ways each thing can be said, so that nothing is said twice in a row."""
WORKED_OUT = {
    answers.YES, answers.NO, answers.UNSURE, answers.SILENCE, answers.UNCLEAR, "said_coping",
    "wants_person", "are_you_a_bot", "keep_it_secret", "thanks", "young",
    *(name for pair in answers.MEANS.values() for name in pair),
}  # fmt: skip
NOTICED = {"", NEXT, "check", "hurt_here"}
"""Asked by a notice, or no question of its own."""
ROWS = [(group, said, step) for group, rows in STEPS.items() for said, step in rows.items()]

ASKS = sorted(
    ({step.ask for _, _, step in ROWS} | {ask for row in OPENINGS.values() for ask in row.asks}
     | {*PLAN, "country"}) - NOTICED
)  # fmt: skip


@pytest.mark.parametrize(("group", "said"), [(group, said) for group, said, _ in ROWS])
def test_every_step_has_words_and_an_answer_that_leads_to_it(
    group: str, said: str, phrasebook: Phrasebook
) -> None:
    """At least four wordings, unless the step opens another talk or is a check's answer."""
    step = STEPS[group][said]
    if not step.opens and (group != "check" or step.say):
        assert len(phrasebook.wordings(step.say or f"danger/{group}/{said}")) >= WORDINGS

    assert said in {*answers.names(), *WORKED_OUT}


@pytest.mark.parametrize("ask", ASKS)
def test_every_question_can_be_asked_in_four_ways(ask: str, phrasebook: Phrasebook) -> None:
    """Persistence is never the same sentence again."""
    assert len(phrasebook.wordings(f"danger/ask/{ask}")) >= WORDINGS


@pytest.mark.parametrize("barrier", BARRIERS)
def test_every_barrier_has_an_honest_line(barrier: str, phrasebook: Phrasebook) -> None:
    """Answered in four ways, none of which promises anything."""
    wordings = [one.source.lower() for one in phrasebook.wordings(f"danger/barrier/{barrier}")]

    assert len(wordings) >= WORDINGS
    assert not [one for one in wordings if "won't bring" in one or "never bring" in one]


def test_every_group_that_a_talk_names_is_a_table() -> None:
    """And each table is used by a talk."""
    named = {group for row in OPENINGS.values() for group in row.groups}

    assert named == set(STEPS)


def test_a_step_that_opens_a_talk_names_one() -> None:
    """No dead end."""
    assert {step.opens for _, _, step in ROWS} - {""} <= set(OPENINGS)
