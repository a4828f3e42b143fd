"""Promises that hold in every conversation: random walks and anything at all as a message."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.measuring import messages_of
from bot.transcripts import START, Transcript
from dialogues.engine import Turn, begin, respond
from dialogues.phrasing import Phrasebook
from dialogues.safety import Register
from dialogues.session import CODE, Session

WALKS = 2000
BATCHES = 20
LENGTH = 14
LONG = 60
NASTY = [
    "", " ", "\n\n", "\x00", "{{ 7*7 }}", "{% for x in y %}", "{{ mirror.__class__ }}",
    "<b>hi</b>", "*bold* _it_ [a](http://x)", "😀😀😀", "שלום עולם", "مرحبا",
    "\u202egnirts",
    "a" * 4096, "no no no " * 400, "?" * 50, "\ud7ff", "ok\nok\nok", "1", "10", "11", "-3", "0",
    "i " * 500, "my mum says i say my mum says i", "' OR 1=1 --", "../../etc/passwd", "%s %d {0}",
]  # fmt: skip


def broken_promises(turn: Turn, session: Session) -> list[str]:
    """Return which promises `turn`, the answer to a message in `session`, breaks."""
    broken = []
    if not turn.reply.strip():
        broken.append("an empty reply")
    if "{{" in turn.reply or "}}" in turn.reply or "{%" in turn.reply:
        broken.append("an unrendered variable")
    if Session.from_json(turn.session.to_json()) != turn.session:
        broken.append("the session does not survive JSON")
    if turn.register is not Register.CONVERSATION or all(c == "NOTICE" for c, _ in turn.moves):
        return broken
    if turn.reply.count("?") > 1:
        broken.append("more than one question")
    if len(turn.reply.rpartition("\n\n")[2]) > 320:  # without a notice before it
        broken.append(f"{len(turn.reply)} characters")
    old = session.used_codes()
    new = turn.session.used[len(session.used) :]
    fresh = [new[place : place + CODE] for place in range(0, len(new), CODE)]
    if turn.session.used.startswith(session.used) and (
        set(fresh) & old or len(set(fresh)) < len(fresh)
    ):
        broken.append("a wording said twice")
    return broken


@pytest.mark.usefixtures("_heard_once")
@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_walks_keep_every_promise(
    batch: int, transcripts: list[Transcript], phrasebook: Phrasebook
) -> None:
    """2,000 walks over the library's messages and some nasty ones."""
    messages = messages_of(transcripts) + NASTY
    broken = []
    for number in range(WALKS // BATCHES):
        seed = batch * 1000 + number
        draw = Random(seed)
        now, replies = START, set()
        session = begin(Session(), now=now, phrasebook=phrasebook).session
        for _ in range(LONG if number == 0 else LENGTH):
            now += timedelta(minutes=1)
            text = draw.choice(messages)
            turn = respond(session, text, now=now, rng=Random(f"{seed}:{session.turn}"),
                           phrasebook=phrasebook)  # fmt: skip
            broken += [(seed, text[:60], promise) for promise in broken_promises(turn, session)]
            talks = turn.register is Register.CONVERSATION and turn.moves[0][0] != "NOTICE"
            if talks and turn.reply in replies:
                broken.append((seed, text[:60], "a reply said twice"))
            replies.add(turn.reply)
            session = turn.session

    assert broken[:5] == []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(st.text(max_size=300), st.sampled_from(NASTY)), seed=st.integers(0, 99))
def test_anything_at_all_gets_an_answer(text: str, seed: int, phrasebook: Phrasebook) -> None:
    """Whatever is typed, as a first message, the promises hold and nothing is raised."""
    turn = respond(Session(), text, now=START, rng=Random(seed), phrasebook=phrasebook)

    assert broken_promises(turn, Session()) == []


def test_the_same_seed_gives_the_same_talk(
    transcripts: list[Transcript], phrasebook: Phrasebook
) -> None:
    """The dialogue is a pure function of session, text, time and seed."""
    messages = messages_of(transcripts)[:40]

    def talk() -> list[str]:
        session, replies = Session(), []
        for place, text in enumerate(messages):
            turn = respond(session, text, now=START, rng=Random(place), phrasebook=phrasebook)
            session = turn.session
            replies.append(turn.reply)
        return replies

    assert talk() == talk()


def test_client_text_is_never_run_or_kept_whole(phrasebook: Phrasebook) -> None:
    """A template typed by a client is not evaluated, and a session keeps no message."""
    text = "i want {{ 7*7 }} and {% raw %} and <b>this</b> to be kept as it is by someone please"
    turn = respond(Session(), text, now=START, rng=Random(1), phrasebook=phrasebook)

    assert "49" not in turn.reply
    assert "<b>" not in turn.reply
    assert text not in turn.session.to_json()
