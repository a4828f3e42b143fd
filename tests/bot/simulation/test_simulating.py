"""Simulated clients: drawn by seed, changed by how they are answered, measured and listed."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from bot.cli import main
from bot.simulation.banks import Banks, banks
from bot.simulation.clients import Client
from bot.simulation.judging import faults
from bot.simulation.profiles import STAGES, draw
from bot.simulation.runs import Talked, simulate, talk
from bot.simulation.styling import typed
from bot.simulation.summing import summed
from bot.transcripts import START
from dialogues.engine import respond
from dialogues.errors import DataError
from dialogues.listening.frames import frames
from dialogues.phrasing import Phrasebook
from dialogues.session import Session
from dialogues.turn import Turn

PEOPLE = 20


@pytest.fixture(scope="module")
def talks() -> list[Talked]:
    """Twenty talks of twenty turns."""
    return simulate(PEOPLE, 20, seed=1, jobs=1)


@pytest.fixture(scope="module")
def known() -> Banks:
    """What they may say."""
    return banks()


def client(known: Banks, stage: str, number: int = 0) -> Client:
    """Return a client at a stage who says what is on their mind and types plainly."""
    rng = random.Random(number)
    warm = next(one for one in known.personalities if one.name == "warm")
    profile = replace(
        draw(rng, known), stage=stage, personality=warm, styles=frozenset(), wordy=False
    )
    return Client(profile, known, rng)


def reply(moves: list[tuple[str, str]]) -> Turn:
    """Return a turn of these moves, as a client would get it."""
    turn = respond(Session(), "hm", now=START, rng=random.Random(1), phrasebook=Phrasebook())
    return replace(turn, moves=tuple(moves), session=replace(turn.session, awaiting=""))


def test_every_frame_a_theme_names_is_one_that_listening_knows(known: Banks) -> None:
    """A theme cannot be heard by a frame there is not."""
    named = {frame for theme in known.themes for frame in theme.frames}

    assert named <= frames().all.keys()


def test_the_banks_hold_hundreds_of_lines_and_fill_every_slot(known: Banks) -> None:
    """There is enough to say for a talk without saying it twice."""
    lines = [line for theme in known.themes for layer in theme.layers for line in layer.lines]
    lines += [line for stage in known.stages.values() for line in stage.lines + stage.arrive]
    lines += [line for goal in known.goals for line in goal.plan + goal.steps]
    profile = draw(random.Random(1), known)

    assert len(set(lines)) > 350
    assert not [line for line in lines if "{" in profile.fill(line, sofar="a week")]


def test_a_language_nobody_speaks_is_one_clear_line() -> None:
    """An unknown language is refused by name."""
    with pytest.raises(DataError, match="no simulated clients speak 'xx'"):
        banks("xx")


def test_clients_are_of_every_stage_and_personality(known: Banks) -> None:
    """Three hundred draws reach every kind of client."""
    drawn = [draw(random.Random(number), known) for number in range(300)]

    assert {one.stage for one in drawn} == set(STAGES)
    assert {one.personality.name for one in drawn} == {p.name for p in known.personalities}
    assert {one.goal.name for one in drawn} == {goal.name for goal in known.goals}


def test_the_same_seed_gives_the_same_talk_and_another_does_not() -> None:
    """A talk is a pure function of number, turns and seed."""
    assert talk(3, 8, seed=5) == talk(3, 8, seed=5)
    assert talk(3, 8, seed=5) != talk(3, 8, seed=6)


def test_several_processes_give_the_same_talks_as_one() -> None:
    """How the work is shared changes nothing."""
    assert simulate(22, 3, seed=2, jobs=2) == simulate(22, 3, seed=2, jobs=1)


def test_being_heard_opens_what_lies_under_it(known: Banks) -> None:
    """A reflection of the theme just spoken of brings the next layer, another does not."""
    depths = {"heard": 0, "unheard": 0}
    for number in range(30):
        for kind in depths:
            one = client(known, "contemplation", number)
            one.first()
            said = one._on_a_theme()
            assert said is not None
            one.last = said
            frame = sorted(said.frames)[0] if kind == "heard" else "nothing_of_the_kind"
            one.answer(reply([("CR", f"reflection/frame/{frame}")]))
            name = said.about.split(":")[1]
            depths[kind] += one.depth.get(name, 1) > 1

    assert depths == {"heard": 30, "unheard": 0}


def test_pushing_brings_sustain_talk_and_in_the_end_another_stage(known: Banks) -> None:
    """Closed questions bring what reflections do not."""
    talked: dict[str, Counter[str]] = {"pushed": Counter(), "reflected": Counter()}
    back = 0
    for number in range(12):
        for kind, moves in (
            ("pushed", [("CQ", "question/any/closed")]),
            ("reflected", [("CR", "reflection/any/double_sided")]),
        ):
            one = client(known, "contemplation", number)
            one.first()
            for _ in range(6):
                talked[kind][one.answer(reply(moves)).talk] += 1
            back += one.stage == "precontemplation"
    share = {kind: counts["sustain"] / counts.total() for kind, counts in talked.items()}

    assert share["pushed"] > 1.5 * share["reflected"]
    assert back == 12  # every pushed one, and none of the others


def test_what_is_asked_for_is_answered(known: Banks) -> None:
    """A ruler gets a number that suits the stage."""
    turn = reply([("OQ", "ruler/importance/ask")])
    asked = replace(turn, session=replace(turn.session, awaiting="ruler:importance"))
    answers = []
    for number in range(30):
        one = client(known, "precontemplation", number)
        one.first()
        answers.append(one.answer(asked))

    numbers = [said for said in answers if said.about == "answer:ruler"]
    assert len(numbers) > 15
    assert all(set("123") & set(said.text) for said in numbers)


def test_typing_keeps_the_words_and_changes_their_look(known: Banks) -> None:
    """Each style does what its name says."""
    rng = random.Random(1)
    plain = "i don't know, because it's the only thing that helps, and i'm tired"

    assert typed(plain, (), rng, known) == plain
    assert "'" not in typed(plain, ("no_apostrophes",), rng, known)
    assert "\n" in typed(plain, ("bursts",), rng, known)
    assert not set(typed(plain, ("no_punctuation",), rng, known)) & set(",.")
    slang = {typed(plain, ("slang",), random.Random(n), known) for n in range(20)}
    assert any("cos" in one for one in slang)
    slips = {typed(plain, ("typos",), random.Random(n), known) for n in range(20)}
    assert any(one != plain for one in slips)


def test_twenty_talks_are_faithful(talks: list[Talked]) -> None:
    """The short form of the run of a thousand: the figures that must always hold."""
    lines = "\n".join(summed(talks, 1, 5))

    assert "no evidence about people" in lines
    assert "wordings said twice           0 of" in lines
    assert "replies said twice            0" in lines
    assert "two statements in a row       0" in lines
    ratio = float(lines.split("reflections : questions")[1].split()[0])
    share = float(lines.split("complex reflections")[1].split()[0].rstrip("%"))
    assert ratio >= 2
    assert share >= 50


def test_the_worst_turns_are_listed_with_reasons_worst_first(talks: list[Talked]) -> None:
    """The list is in order, as long as asked, and its repr holds no words."""
    found = sorted(
        (fault for one in talks for fault in faults(one)), key=lambda fault: -fault.worth
    )
    lines = list(summed(talks, 1, 3))

    assert any(f"[{found[0].person}." in line for line in lines)
    assert sum("  client: " in line for line in lines) == 3
    assert "client" not in repr(found[0])


def test_a_reply_that_leaves_nothing_is_a_dead_end(talks: list[Talked]) -> None:
    """Nothing of theirs, no question and no offer: nothing to answer."""
    one = talks[0]
    turn = one.turns[2] | {
        "reply": "Right.", "choices": [], "register": "conversation",
        "moves": [{"code": "EMPH", "template": "emphasis/any/choice"}],
    }  # fmt: skip
    said = replace(one, turns=[turn, turn | {"reply": "Yes."}])

    reasons = [fault.reasons for fault in faults(said)]
    assert ["dead end" in one for one in reasons] == [True, True]


def test_the_command_prints_the_report_and_writes_the_talks(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it writes is read by `fidelity`."""
    code = main(["simulate", "--people", "2", "--turns", "3", "--worst", "1", "--out",
                 f"{tmp_path}/talks"])  # fmt: skip

    out = capsys.readouterr()
    assert code == 0
    assert out.out.startswith("== 2 simulated clients, 6 turns, seed 1")
    assert main(["fidelity", f"{tmp_path}/talks/00000.jsonl"]) == 0


@pytest.mark.parametrize("wrong", [["--people", "0"], ["--turns", "-2"], ["--seed", "x"]])
def test_a_wrong_number_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is run."""
    with pytest.raises(SystemExit):
        main(["simulate", *wrong])

    assert "error: argument" in capsys.readouterr().err
