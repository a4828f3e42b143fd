"""No dead words: every wording is reached by some conversation.

The library is played with several seeds, and every frame's examples are said in short talks of
their own, with a phrasebook that says first what has not been said yet: what stays unsaid then
cannot be reached, or hardly ever.
"""

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.danger_talks import danger_talks

from bot.transcripts import START, Transcript, play
from dialogues.engine import Turn, respond
from dialogues.facts.directory import read
from dialogues.flow import Flow
from dialogues.listening.datafiles import table
from dialogues.listening.frames import Frame, frames
from dialogues.phrasing import Phrasebook, Said
from dialogues.session import Session, Target
from dialogues.stages import Stage

SEEDS = 5
"""How often all of the library is played."""
AGAIN = 60
"""How often a transcript is played that has called for something that is still unsaid."""
ERRANDS = 40
"""How often the short talks under errands/ are played."""
ROUNDS = 18
"""How often every signal's examples and every number are said."""
MOST = 150
"""The most talks about one frame; they end once all its words have been said."""
ALSO = {
    "undecided": ["reflection/any/uncertain"], "torn": ["reflection/any/uncertain"],
    "not_ready": ["reflection/any/uncertain"], "humour": ["reflection/any/joke"],
}  # fmt: skip
"""Techniques that only these frames call for."""
TALKS = 600
"""The most short talks held in each stage; they end once its words have been said."""
LATE = datetime(2027, 12, 1, 20, 0, tzinfo=UTC)
"""After every card and number has run out."""
TINY = ("gist/", "topic/", "target/", "button/", "notice/", "information/line/", "danger/line/",
        "information/card/")  # fmt: skip
"""Words inside other wordings, and whole messages and cards that are counted by id."""

ROOMS = ("notice/telegram/", "notice/checkin/", "notice/peer/", "notice/coordinator/", "checkin/",
         "notice/still_a_bot", "peer/")  # fmt: skip
"""Words of rooms that the dialogue does not know; tests/bot reaches these."""


class CoveringPhrasebook(Phrasebook):
    """A phrasebook that prefers what it has never said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()
        self.called: set[str] = set()
        """Templates called for since this was last emptied."""

    def first(self, template: str, used: Collection[str]) -> Said | None:
        """Say the first wording, and count it."""
        said = super().first(template, used)
        if said is not None:
            self.said.add(said.code)
        return said

    def unsaid(self, templates: list[str]) -> bool:
        """Return whether a wording of one of `templates` has not been said."""
        return any(
            wording.code not in self.said
            for template in templates if self.has(template)
            for wording in self.wordings(template) if not wording.bare
        )  # fmt: skip

    def say(
        self, template: str, slots: Mapping[str, str], *, used: Collection[str] = (),
        rng: random.Random, asking: bool | None = None,
    ) -> Said | None:  # fmt: skip
        """Say an unsaid wording if one is ready, else any."""
        if not template.startswith(TINY):
            self.called.add(template)
        everything = {*used, *self.said}
        said = super().say(template, slots, used=everything, rng=rng, asking=asking)
        said = said or super().say(template, slots, used=used, rng=rng, asking=asking)
        if said is not None and not template.startswith(TINY):
            self.said.add(said.code)
        return said


def conversations(transcripts: list[Transcript], phrasebook: CoveringPhrasebook) -> Iterator[Turn]:
    """Yield the turns of all talks."""
    called: dict[Path, set[str]] = {}
    for seed in range(ERRANDS):
        for transcript in transcripts:
            if seed >= SEEDS and transcript.path.parent.name != "errands":
                continue
            phrasebook.called.clear()
            for _, reply in play(transcript, phrasebook, seed=seed, amplified=seed % 2 == 0):
                yield reply
            called.setdefault(transcript.path, set()).update(phrasebook.called)
    yield from _answers(phrasebook)
    yield from _facts(phrasebook)
    yield from danger_talks(phrasebook)
    for stage in Stage:
        yield from _in_stage(stage, phrasebook)
    for frame in frames().all.values():
        yield from _about(frame, phrasebook)
    for seed in range(SEEDS, AGAIN):
        for transcript in transcripts:
            if phrasebook.unsaid(sorted(called[transcript.path])):
                for _, reply in play(transcript, phrasebook, seed=seed):
                    yield reply


def _about(frame: Frame, phrasebook: CoveringPhrasebook) -> Iterator[Turn]:
    """Yield short talks about one frame until all its words have been said."""
    own = [f"{move}/frame/{frame.name}" for move in ("reflection", "question", "affirmation")]
    own += ALSO.get(frame.name, [])
    for number in range(MOST):
        if not phrasebook.unsaid(own):
            return
        offered = ("tolerance", "alone") if number % 3 else ()
        session = Session(flow=Flow.ENGAGING, turn=number % 2 * 3, offered=offered)
        for place in range(2):
            text = frame.examples[(number + place) % len(frame.examples)]
            session = replace(session, statements=place)
            rng = random.Random(f"{frame.name}:{number}:{place}")
            now = START + timedelta(minutes=place)
            turn = respond(session, text, now=now, rng=rng, phrasebook=phrasebook)
            session = turn.session
            yield turn


def _in_stage(stage: Stage, phrasebook: CoveringPhrasebook) -> Iterator[Turn]:
    """Yield short talks with somebody whose stage is known, on things of every kind."""
    examples = [frame.examples[0] for frame in frames().all.values() if frame.weight <= 3]
    own = [name for name in phrasebook.templates() if f"/{stage.value}/" in f"/{name}"]
    for number in range(TALKS):
        if number > 60 and not phrasebook.unsaid(own):
            return
        draw = random.Random(f"{stage.value}:{number}")
        session = Session(flow=Flow.EVOKING)
        for place in range(4):
            if place % 2 == 0:
                session = session.with_target(Target("heroin", "gear", "cut_down", stage))
                session = replace(session, statements=1)
            now = START + timedelta(minutes=place)
            text = draw.choice(examples) if number % 8 else "where do you think im at"
            turn = respond(session, text, now=now, rng=draw, phrasebook=phrasebook)
            session = turn.session
            yield turn


def _facts(phrasebook: CoveringPhrasebook) -> Iterator[Turn]:
    """Yield replies about places on file, facts past their date, menus, and offers of facts."""
    sample = (Path(__file__).parents[1] / "docs" / "directory.sample.toml").read_text("utf-8")
    directory = read("directory.sample.toml", sample)
    places = ["is there a needle exchange near me", "where is the nearest detox in exampleton",
              "where can i get naloxone in exampleton"]  # fmt: skip
    offers = ["id like to try na", "my arm is infected", "can i mix things",
              "im going cold turkey tomorrow",
              "can you mix weed and acid", "can you mix pregabalin with coke", "what is tranq",
              "safety", "what kinds of help are there", "stopping safely"]  # fmt: skip
    known = Target("heroin", "gear", "", Stage.ACTION)
    for number in range(ROUNDS):
        for text in (*places, *offers):
            session = Session(flow=Flow.EVOKING, turn=4, country="us")
            if "cold turkey" not in text:
                session = session.with_target(known)
            if text == "stopping safely":
                session = replace(session, awaiting="topics:")
            now = LATE if number % 2 else START
            rng = random.Random(f"{text}:{number}")
            turn = respond(
                session, text, now=now, rng=rng, phrasebook=phrasebook, directory=directory
            )
            yield turn
            then = {"what is tranq": "more", "my arm is infected": "no thanks",
                    "im going cold turkey tomorrow": "yes"}  # fmt: skip
            if text in then:
                yield respond(turn.session, then[text], now=now, rng=rng, phrasebook=phrasebook)


def _answers(phrasebook: CoveringPhrasebook) -> Iterator[Turn]:
    """Yield replies to numbers on a ruler, and to every signal's examples."""
    known = Target("heroin", "gear", "cut_down", Stage.CONTEMPLATION)
    asked = [
        (f"ruler:{ruler}", str(number)) for ruler in ("importance", "confidence")
        for number in range(11)
    ]  # fmt: skip
    signals = [("", text) for row in table("signals").values() for text in row["examples"]]
    called: dict[tuple[str, str], set[str]] = {}
    for number in range(ROUNDS):
        for awaiting, text in (*asked, *signals):
            before = called.setdefault((awaiting, text), set())
            if number > 4 and not phrasebook.unsaid(sorted(before)):
                continue
            phrasebook.called.clear()
            session = Session(flow=Flow.EVOKING, turn=3, awaiting=awaiting).with_target(known)
            rng = random.Random(f"{awaiting}:{text}:{number}")
            yield respond(session, text, now=START, rng=rng, phrasebook=phrasebook)
            before |= phrasebook.called


@pytest.mark.usefixtures("_leaned_once")
def test_every_wording_is_said(transcripts: list[Transcript]) -> None:
    """A wording that no conversation reaches is dead and has to go, or its way mended."""
    phrasebook = CoveringPhrasebook()
    notices = {one for one in phrasebook.templates("notice/") if not one.startswith(ROOMS)}
    notices |= set(phrasebook.templates("information/card/"))
    for turn in conversations(transcripts, phrasebook):
        notices -= {template for _, template in turn.moves}
    unreached = {}
    for template in phrasebook.templates():
        wordings = [one for one in phrasebook.wordings(template) if not one.bare]
        unsaid = sum(one.code not in phrasebook.said for one in wordings)
        if unsaid and not template.startswith((*TINY, *ROOMS)):
            unreached[template] = f"{unsaid} of {len(wordings)}"

    assert (unreached, notices) == ({}, set())
