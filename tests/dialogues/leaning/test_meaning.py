"""A meaning that no pattern knows the words of: guessed from the sense of the whole message."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import numpy as np
import pytest

from dialogues import safety
from dialogues.engine import respond
from dialogues.leaning import meaning
from dialogues.leaning.meaning import meant
from dialogues.listening.heard import Heard, Talk
from dialogues.listening.hearing import hear
from dialogues.phrasing import Phrasebook
from dialogues.sense.encoder import VECTOR, WIDTH
from dialogues.sense.sensing import Sensed
from dialogues.session import Session

NAMES = ("costs_money", "helps_sleep", "new_works", "no_longer_a_frame")
ROUNDABOUT = "the gas man waves at me now and the card in the meter is borrowed"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _few_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        meaning, "encoder", lambda language: SimpleNamespace(names={"frame": NAMES})
    )


def sensed(**scores: float) -> Sensed:
    """Return what an encoder makes of a message of one chunk."""
    return ({"frame": np.array([scores.get(name, -6.0) for name in NAMES], np.float32)},)


def names(heard: Heard) -> list[str]:
    """Return the frames in what was heard."""
    return [hit.name for hit in heard.frames]


def test_what_no_pattern_knows_is_guessed_if_it_is_likely() -> None:
    """And said to be a guess."""
    heard = meant(hear(ROUNDABOUT), sensed(costs_money=2.0))

    assert names(heard) == ["costs_money"]
    assert heard.frames[0].guessed
    assert heard.as_json()["frames"][0]["guessed"]


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        (ROUNDABOUT, {"costs_money": -1.0}),
        (ROUNDABOUT, {"no_longer_a_frame": 3.0}),
        ("it helps me sleep", {"costs_money": 3.0, "helps_sleep": -4.0}),
        ("it helps me sleep", {"costs_money": -2.0}),
        ("are you a bot", {"costs_money": 3.0}),
        ("", {"costs_money": 3.0}),
    ],
)
def test_nothing_is_guessed_where_it_is_unlikely_or_something_was_heard(
    text: str, scores: Mapping[str, float]
) -> None:
    """A meaning that patterns know, and a message to the bot, are not guessed at."""
    heard = hear(text)

    assert names(meant(heard, sensed(**scores))) == names(heard)


@pytest.mark.parametrize(("score", "heard_as"), [(-0.2, []), (0.2, ["grief_loss"])])
def test_something_heavy_is_guessed_only_if_it_is_rather_likely(
    monkeypatch: pytest.MonkeyPatch, score: float, heard_as: list[str]
) -> None:
    """To be told of a death by mistake is worse than to be told of money."""
    monkeypatch.setattr(
        meaning, "encoder", lambda language: SimpleNamespace(names={"frame": ("grief_loss",)})
    )
    scores = ({"frame": np.array([score], np.float32)},)

    assert names(meant(hear(ROUNDABOUT), scores)) == heard_as


def test_a_frame_that_the_encoder_does_not_know_is_not_doubted() -> None:
    """It was written after the encoder was taught."""
    heard = hear("my dads in hospital")

    assert names(heard) == ["family_ill"]
    assert meant(heard, sensed(costs_money=2.0)) == heard


def test_a_guess_stands_beside_what_is_all_but_impossible() -> None:
    """What the rules heard is kept, and how likely it is."""
    heard = replace(hear("it helps me sleep"), talk=Talk.NEUTRAL)
    heard = meant(heard, sensed(costs_money=-0.5))

    assert names(heard) == ["helps_sleep", "costs_money"]
    assert [hit.guessed for hit in heard.frames] == [False, True]
    assert heard.frames[0].chance == pytest.approx(0.0025, abs=0.0001)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("", ["helps_sleep"]),
        (
            " and the bus was late on tuesday and the man at the stall sold me a kettle",
            [],
        ),
    ],
)
def test_what_is_all_but_impossible_is_let_go_in_a_long_message(
    told: str, kept: list[str]
) -> None:
    """Among many words some hit a pattern by the way."""
    heard = hear(f"it helps me sleep{told}")

    assert names(heard) == ["helps_sleep"]
    assert names(meant(heard, sensed(helps_sleep=-8.0))) == kept


def test_what_names_a_risk_is_not_let_go() -> None:
    """It hangs on single words, and staying alive may hang on it."""
    told = (
        "going exchange for new works and the bus was late and the stall had a kettle with no lid"
    )
    heard = hear(told)

    assert "new_works" in names(heard)
    assert "new_works" in names(meant(heard, sensed(new_works=-8.0)))


def test_a_guess_that_leans_the_other_way_is_dropped() -> None:
    """One of the two is wrong, and a side said back wrongly does harm."""
    heard = replace(hear(ROUNDABOUT), talk=Talk.SUSTAIN)

    assert not names(meant(heard, sensed(costs_money=2.0)))


def test_without_the_encoder_nothing_is_guessed() -> None:
    """What the rules hear stands."""
    heard = hear(ROUNDABOUT)

    assert meant(heard, ()) == heard


def test_a_guess_is_said_back_and_neither_counted_nor_remembered(phrasebook: Phrasebook) -> None:
    """The client can mend it; the stage and the notes do not rest on it."""
    danger = replace(safety.assess(ROUNDABOUT), sensed=())
    plain, guessed = (
        respond(
            Session(), ROUNDABOUT, now=NOW, rng=random.Random(1), phrasebook=phrasebook,
            danger=replace(danger, sensed=sensed_now),
        )
        for sensed_now in ((), with_talk(sensed(costs_money=2.0)))
    )  # fmt: skip

    assert names(guessed.heard) == ["costs_money"]
    assert not names(plain.heard)
    assert guessed.session.notes == plain.session.notes == ()
    assert guessed.session.target().evidence == plain.session.target().evidence


def test_nobody_is_told_of_a_deed_by_a_guess(
    phrasebook: Phrasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An affirmation rests on what was said."""
    monkeypatch.setattr(
        meaning, "encoder", lambda language: SimpleNamespace(names={"frame": ("told_someone",)})
    )
    scores = with_talk(({"frame": np.array([3.0], np.float32)},))
    danger = replace(safety.assess(ROUNDABOUT), sensed=scores)
    turns = [
        respond(
            Session(), ROUNDABOUT, now=NOW, rng=random.Random(seed), phrasebook=phrasebook,
            danger=danger,
        )
        for seed in range(8)
    ]  # fmt: skip

    assert all(names(turn.heard) == ["told_someone"] for turn in turns)
    assert not any(template.startswith("affirmation/") for t in turns for _, template in t.moves)


def with_talk(said: Sensed) -> Sensed:
    """Return it with no word on which way the message leans."""
    none = {"talk": np.zeros(4, np.float32), VECTOR: np.zeros(WIDTH, np.float32)}
    return tuple({**chunk, **none} for chunk in said)
