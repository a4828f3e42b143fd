"""No dead words: every wording, row of the policy and part is reached by a conversation.

The library is played with many seeds, and every frame's examples are said in short talks of
their own, until each wording has been said at least once.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bot.transcripts import START, Transcript, play
from dialogues.engine import Turn, respond
from dialogues.flow import Flow
from dialogues.listening.frames import frames
from dialogues.phrasing import Phrasebook
from dialogues.session import CODE, Session

SEEDS = 40
"""How often the library is played."""
ROUNDS = 60
"""How often each frame's examples are said."""
TINY = ("gist/", "topic/", "target/", "button/")
"""Files of words inside other wordings: checked by rendering, not by reach."""


def conversations(transcripts: list[Transcript], phrasebook: Phrasebook) -> Iterator[Turn]:
    """Yield turns, the likeliest to say something new first."""
    for seed in range(SEEDS):
        for transcript in transcripts:
            amplified = seed % 4 == 0
            for _, reply in play(transcript, phrasebook, seed=seed, amplified=amplified):
                yield reply
    for seed in range(ROUNDS):
        for frame in frames().all.values():
            session = Session(flow=Flow.ENGAGING)
            for place in range(2):
                text = frame.examples[(seed + place) % len(frame.examples)]
                rng = Random(f"{frame.name}:{seed}:{place}")
                now = START + timedelta(minutes=place)
                turn = respond(session, text, now=now, rng=rng, phrasebook=phrasebook)
                session = turn.session
                yield turn


def test_every_wording_is_said(transcripts: list[Transcript], phrasebook: Phrasebook) -> None:
    """A wording that no conversation reaches is dead and has to go, or its way mended."""
    wanted = {
        (template, wording.code)
        for template in phrasebook.templates()
        if not template.startswith((*TINY, "notice/"))
        for wording in phrasebook.wordings(template)
        if not wording.bare
    }
    codes: dict[str, set[str]] = {}
    for template, code in wanted:
        codes.setdefault(code, set()).add(template)
    notices = set(phrasebook.templates("notice/"))
    for turn in conversations(transcripts, phrasebook):
        used = turn.session.used
        for place in range(0, len(used), CODE):
            codes.pop(used[place : place + CODE], None)
        notices -= {template for _, template in turn.moves}
        if not codes and not notices:
            break
    unreached: dict[str, int] = {}
    for templates in codes.values():
        for template in templates:
            unreached[template] = unreached.get(template, 0) + 1

    assert (unreached, notices) == ({}, set())
