"""Which of several meanings is taken up first."""

from dataclasses import replace

import pytest

from dialogues.listening.frames import frames
from dialogues.listening.heard import FrameHit
from dialogues.ranking import ranked

KNOWN = frames()


def named(kind: str, weight: int, but: str = "") -> str:
    """Return a frame of that kind and weight."""
    return next(
        n for n, one in KNOWN.all.items() if (one.kind, one.weight) == (kind, weight) and n != but
    )


LIGHT, HEAVY = named("gives", 3), named("costs", 4)
FIRST, LAST = FrameHit(LIGHT, 0, 0, 2), FrameHit(HEAVY, 1, 0, 2)


def first(*hits: FrameHit, lately: tuple[str, ...] = ()) -> str:
    """Return the name of the frame that is taken up."""
    return ranked(hits, KNOWN, lately)[0].name


def test_weight_comes_first_and_the_last_of_two_alike() -> None:
    """A reason outweighs a habit; people end with what matters."""
    assert first(LAST, FIRST) == HEAVY
    assert ranked((FIRST, replace(FIRST, clause=2)), KNOWN, ())[0].clause == 2


def test_the_sense_of_the_message_can_turn_the_order() -> None:
    """Of two of one weight the likelier is taken up, though it came first."""
    other = replace(LAST, name=named("gives", 3, but=LIGHT), chance=0.02)
    assert first(replace(FIRST, chance=0.4), other) == LIGHT
    assert first(replace(FIRST, chance=0.4), replace(LAST, chance=0.004)) == HEAVY


def test_what_was_just_reflected_or_is_only_imagined_comes_later() -> None:
    """So that the talk moves on, and stays with what is."""
    assert first(FIRST, LAST, lately=(HEAVY,)) == LIGHT
    assert ranked((replace(FIRST, clause=2, past=True), FIRST), KNOWN, ())[0].clause == 0


@pytest.mark.parametrize(
    "hit", [replace(FIRST, reported_by="your mum"), replace(FIRST, about="your mate")]
)
def test_what_others_say_or_do_is_not_the_clients_own(hit: FrameHit) -> None:
    """It is taken up otherwise."""
    assert ranked((hit,), KNOWN, ()) == ()
