"""No dead words: every wording is reached by some conversation.

The library is played with several seeds, and every frame's examples are said in short talks of
their own, with a phrasebook that says first what has not been said yet: what stays unsaid then
cannot be reached, or hardly ever.
"""

import random
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta

from bot.transcripts import START, Transcript, play
from dialogues.engine import Turn, respond
from dialogues.flow import Flow
from dialogues.listening.frames import frames
from dialogues.phrasing import Phrasebook, Said
from dialogues.session import Session, Target
from dialogues.stages import Stage

SEEDS = 8
"""How often the library is played."""
ROUNDS = 10
"""How often each frame's examples are said."""
TALKS = 150
"""Short talks held in each stage."""
TINY = ("gist/", "topic/", "target/", "button/", "notice/")
"""Words inside other wordings, and whole messages that are counted by id."""


class CoveringPhrasebook(Phrasebook):
    """A phrasebook that prefers what it has never said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def say(
        self, template: str, slots: Mapping[str, str], *, used: Collection[str] = (),
        rng: random.Random, asking: bool | None = None,
    ) -> Said | None:  # fmt: skip
        """Say an unsaid wording if one is ready, else any."""
        everything = {*used, *self.said}
        said = super().say(template, slots, used=everything, rng=rng, asking=asking)
        said = said or super().say(template, slots, used=used, rng=rng, asking=asking)
        if said is not None and not template.startswith(TINY):
            self.said.add(said.code)
        return said


def conversations(transcripts: list[Transcript], phrasebook: Phrasebook) -> Iterator[Turn]:
    """Yield the turns of all talks."""
    for seed in range(SEEDS):
        for transcript in transcripts:
            for _, reply in play(transcript, phrasebook, seed=seed, amplified=seed % 2 == 0):
                yield reply
    for stage in Stage:
        yield from _in_stage(stage, phrasebook)
    for number in range(ROUNDS):
        for frame in frames().all.values():
            session = Session(flow=Flow.ENGAGING)
            for place in range(2):
                text = frame.examples[(number + place) % len(frame.examples)]
                rng = random.Random(f"{frame.name}:{number}:{place}")
                now = START + timedelta(minutes=place)
                turn = respond(session, text, now=now, rng=rng, phrasebook=phrasebook)
                session = turn.session
                yield turn


def _in_stage(stage: Stage, phrasebook: Phrasebook) -> Iterator[Turn]:
    """Yield short talks with somebody whose stage is known, on things of every kind."""
    examples = [frame.examples[0] for frame in frames().all.values() if frame.weight <= 3]
    for number in range(TALKS):
        draw = random.Random(f"{stage.value}:{number}")
        session = Session(flow=Flow.EVOKING)
        for place in range(4):
            if place % 2 == 0:
                session = session.with_target(Target("heroin", "gear", "cut_down", stage))
            now = START + timedelta(minutes=place)
            text = draw.choice(examples)
            turn = respond(session, text, now=now, rng=draw, phrasebook=phrasebook)
            session = turn.session
            yield turn


def test_every_wording_is_said(transcripts: list[Transcript]) -> None:
    """A wording that no conversation reaches is dead and has to go, or its way mended."""
    phrasebook = CoveringPhrasebook()
    notices = set(phrasebook.templates("notice/"))
    for turn in conversations(transcripts, phrasebook):
        notices -= {template for _, template in turn.moves}
    unreached = {}
    for template in phrasebook.templates():
        wordings = [one for one in phrasebook.wordings(template) if not one.bare]
        unsaid = sum(one.code not in phrasebook.said for one in wordings)
        if unsaid and not template.startswith(TINY):
            unreached[template] = f"{unsaid} of {len(wordings)}"

    assert (unreached, notices) == ({}, set())
