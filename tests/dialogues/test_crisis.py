"""The talk about danger: the number first, one question, persistence, and a clean way back."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.danger_talks import CALM, SCENARIOS, heard

from bot.transcripts import START
from dialogues.crisis import answers
from dialogues.crisis.minors import is_minor
from dialogues.crisis.saying import number_slots
from dialogues.crisis.scenarios import OPENINGS, Opening, family
from dialogues.crisis.state import DangerTalk
from dialogues.engine import Turn, respond
from dialogues.flow import MAIN, Flow
from dialogues.listening.datafiles import table
from dialogues.phrasing import Phrasebook
from dialogues.safety import Danger, Register, Scenario
from dialogues.session import Session, Target
from dialogues.stages import Stage

pytestmark = pytest.mark.usefixtures("_heard_once")

GRAVE = [row for row in OPENINGS.values() if row.key not in ("check", "police")]
DENIALS = ("no", "jk", "nah", "forget it", "im fine", "never mind", "lol joking", "whatever")
SAID = sorted(
    {text for row in table("crisis").values() for text in row["examples"]}
    | {"", "no", "yes", "ok", "idk", "maybe", "my mum", "uk", "us", "france", "thanks", "privacy"}
    | {"i dont know what to say about any of it", "are you a bot", "i want a person"}
)


def say(
    phrasebook: Phrasebook, session: Session, text: str, danger: Danger = CALM, *,
    hours: float = 0, seed: int = 1,
) -> Turn:  # fmt: skip
    """Return the turn of `text`, a minute after the last or `hours` later."""
    now = START + timedelta(minutes=session.turn + 1, hours=hours)
    rng = Random(f"{seed}:{session.turn}")
    session = Session.from_json(session.to_json())
    return respond(session, text, now=now, rng=rng, phrasebook=phrasebook, danger=danger)


def opened(phrasebook: Phrasebook, row: Opening, session: Session | None = None) -> Turn:
    """Return the first message of `row`."""
    return say(
        phrasebook, session or Session(flow=Flow.ENGAGING), "something happened", heard(row)
    )


def names_help(turn: Turn, phrasebook: Phrasebook) -> bool:
    """Return whether the reply names a number or a place where lines are listed."""
    topic = OPENINGS[turn.session.danger_talk.scenario].topic
    slots = number_slots(phrasebook, turn.session.country, topic, START.date())
    shown = turn.reply.lower()
    return any(
        slots[name].lower() in shown for name in ("emergency", "call", "web") if name in slots
    )


@pytest.mark.parametrize("country", ["", "gb", "us", "de", "elsewhere"])
@pytest.mark.parametrize("key", SCENARIOS)
def test_every_first_message_has_its_number_in_the_first_line(
    key: str, country: str, phrasebook: Phrasebook
) -> None:
    """At most five lines, one question at the end, and one tap to say it is no emergency."""
    turn = opened(phrasebook, OPENINGS[key], Session(flow=Flow.ENGAGING, country=country))
    emergency = number_slots(phrasebook, country, "suicide", START.date())["emergency"]
    lines = turn.reply.splitlines()

    assert turn.register is OPENINGS[key].register
    assert emergency in lines[0]
    assert len(lines) <= 5
    assert lines[-1].endswith("?")
    assert "Not an emergency" in turn.choices


@pytest.mark.parametrize("flow", Flow)
@pytest.mark.parametrize("stage", Stage)
def test_an_emergency_is_answered_from_every_state(
    flow: Flow, stage: Stage, phrasebook: Phrasebook
) -> None:
    """Whatever is going on, the notice comes, and the talk can go back to where it was."""
    session = Session(flow=flow, turn=3, awaiting="plan:when").with_target(
        Target("heroin", "gear", "", stage)
    )
    rng = Random(1)
    turn = respond(session, "he wont wake up", now=START, rng=rng, phrasebook=phrasebook)

    assert turn.register is Register.EMERGENCY
    assert turn.session.flow is Flow.EMERGENCY
    assert turn.session.left in MAIN
    assert turn.moves == (("NOTICE", "notice/emergency/overdose_other"),)


def talks() -> Iterator[DangerTalk]:
    """Yield every state a talk about danger can be in: each talk, with each of its questions."""
    for row in OPENINGS.values():
        for asked in (*row.asks, "country", "back", ""):
            yield DangerTalk(row.key, asked, row.asks, about="suicide", opened=1)
        yield DangerTalk(row.key, "", row.asks, about="suicide", opened=1, over=2)
    for part in ("sign", "helps", "plan_who", "place"):
        yield DangerTalk("suicide", part, ("thinking",), opened=1)


@pytest.mark.parametrize("state", list(talks()), ids=lambda s: f"{s.scenario}-{s.asked}-{s.over}")
def test_an_emergency_goes_first_in_every_state_of_a_danger_talk(
    state: DangerTalk, phrasebook: Phrasebook
) -> None:
    """A friend who does not wake is answered with the number in the first line at once."""
    session = Session(flow=Flow.CRISIS, turn=3, danger_talk=state)
    rng = Random(1)
    turn = respond(session, "he wont wake up", now=START, rng=rng, phrasebook=phrasebook)
    emergency = number_slots(phrasebook, "", "poison", START.date())["emergency"]

    assert turn.register is Register.EMERGENCY
    assert emergency in turn.reply.splitlines()[0]
    assert OPENINGS[turn.session.danger_talk.scenario].groups[-1] == "emergency"


@pytest.mark.parametrize("denial", DENIALS)
@pytest.mark.parametrize("row", GRAVE, ids=lambda row: row.key)
def test_no_single_denial_ends_a_talk(row: Opening, denial: str, phrasebook: Phrasebook) -> None:
    """The register stays, and the way to help stays in sight."""
    turn = say(phrasebook, opened(phrasebook, row).session, denial)

    assert turn.register is row.register
    assert turn.session.danger_talk.open
    assert names_help(turn, phrasebook)


@pytest.mark.parametrize("row", GRAVE, ids=lambda row: row.key)
@pytest.mark.parametrize("seed", range(6))
def test_a_talk_names_help_in_every_message_and_repeats_none(
    row: Opening, seed: int, phrasebook: Phrasebook
) -> None:
    """Eight answers of any kind: help is named until help came or the thread is taken up."""
    draw = Random(f"{row.key}:{seed}")
    turn = opened(phrasebook, row)
    replies = [turn.reply]
    for _ in range(8):
        before = turn.session
        turn = say(phrasebook, before, draw.choice(SAID), seed=seed)
        if not turn.session.danger_talk.open:
            break
        replies.append(turn.reply)
        if turn.register in (Register.EMERGENCY, Register.CRISIS) and before.danger_talk.open:
            plans = turn.session.danger_talk.asked in ("plan_who", "place")
            assert plans or names_help(turn, phrasebook), turn.reply

    assert len(set(replies)) == len(replies)


def test_no_emergency_in_one_tap_goes_back_to_the_question_that_stood(
    talk: Callable[..., list[Turn]],
) -> None:
    """The plan's question is asked again, and the plan goes on."""
    *_, asked = talk("i want to cut down my drinking", "make a plan", "two cans not six")
    _, back, on = talk("he wont wake up", "Not an emergency", "on friday", session=asked.session)

    assert back.register is Register.CONVERSATION
    assert back.moves[0][1] == "danger/any/stood_down"
    assert back.session.awaiting == asked.session.awaiting
    assert back.session.flow is asked.session.flow
    assert on.session.plan != asked.session.plan


def test_the_country_is_asked_once_and_after_the_numbers(phrasebook: Phrasebook) -> None:
    """Not in the first message; once answered it is known, and its numbers alone are shown."""
    turn = opened(phrasebook, OPENINGS["suicide"])
    asked = []
    for text in ("yes", "no plan", "uk", "my sister", "music", "no"):
        turn = say(phrasebook, turn.session, text)
        asked.append("danger/ask/country" in [template for _, template in turn.moves])

    assert asked == [False, True, False, False, False, False]
    assert turn.session.country == "gb"
    assert "911" not in turn.reply


def test_a_country_is_never_taken_from_help_us(phrasebook: Phrasebook) -> None:
    """Words that only look like a country name none."""
    turn = opened(phrasebook, OPENINGS["overdose_other"])

    assert say(phrasebook, turn.session, "please help us").session.country == ""


@pytest.mark.parametrize(
    ("key", "messages"),
    [
        ("suicide", ("jk", "i mean it, im fine", "my sister keeps texting")),
        ("overdose_self", ("i feel fine now", "forget it", "the dog is sick")),
    ],
)
def test_what_was_taken_back_is_come_back_to_once(
    key: str, messages: tuple[str, ...], phrasebook: Phrasebook
) -> None:
    """A few turns later one question, with a number; not twice."""
    turn = opened(phrasebook, OPENINGS[key])
    came = 0
    for text in (*messages, *["work is a pain", "my mum phoned", "it rained"] * 4):
        turn = say(phrasebook, turn.session, text)
        came += any(template.startswith("danger/back/") for _, template in turn.moves)

    assert turn.register is Register.CONVERSATION
    assert came == 1


def test_the_next_session_begins_by_coming_back_to_it(phrasebook: Phrasebook) -> None:
    """After a day an open talk is asked about, and "still there" takes it up again."""
    turn = say(phrasebook, opened(phrasebook, OPENINGS["suicide"]).session, "yes")
    back = say(phrasebook, turn.session, "hi", hours=20)
    still = say(phrasebook, back.session, "still bad", hours=20)

    assert back.moves == (("NOTICE", "danger/back/dying"),)
    assert back.register is Register.CRISIS
    assert still.register is Register.CRISIS


def test_a_check_is_settled_by_its_answer(phrasebook: Phrasebook) -> None:
    """Yes opens the talk, all fine goes back, and what is passed over is asked once more."""
    unsure = Danger(Register.CHECK, Scenario.SUICIDE_IDEATION)
    check = say(phrasebook, Session(flow=Flow.ENGAGING), "nobody will miss me", unsure)
    yes, fine, other = (say(phrasebook, check.session, text) for text in ("yes", "no", "the rent"))
    then = say(phrasebook, other.session, "my landlord again")

    assert (check.register, check.session.flow) == (Register.CHECK, Flow.CHECK)
    assert "All fine" in check.choices
    assert (yes.register, yes.session.danger_talk.scenario) == (Register.CRISIS, "suicide")
    assert "danger/ask/thinking" not in [template for _, template in yes.moves]
    assert (fine.register, other.register) == (Register.CONVERSATION, Register.CHECK)
    assert then.register is Register.CONVERSATION
    assert {fine.session.flow, then.session.flow} <= set(MAIN)


def test_a_plan_turns_a_crisis_into_an_emergency(phrasebook: Phrasebook) -> None:
    """Intent and a way: the emergency number, a person, distance from means."""
    turn = say(phrasebook, opened(phrasebook, OPENINGS["suicide"]).session, "yes")
    grave = say(phrasebook, turn.session, "yes tonight")

    assert grave.register is Register.EMERGENCY
    assert grave.moves[0][1] == "notice/emergency/dying"


def test_the_plan_for_a_bad_hour_is_in_their_words(phrasebook: Phrasebook) -> None:
    """What could be turned to "you" is read back; what was skipped is left out."""
    row = OPENINGS["suicide"]
    state = DangerTalk("suicide", "sign", (*row.asks, "country"), opened=1)
    turn = Turn("", (), Register.CRISIS, Session(flow=Flow.CRISIS, danger_talk=state), None, ())  # type: ignore[arg-type]
    for text in ("i stop answering my phone", "going for a walk", "my sister", "skip"):
        turn = say(phrasebook, turn.session, text)

    assert "you stop answering your phone" in turn.reply
    assert "your sister" in turn.reply
    assert "skip" not in turn.reply
    assert names_help(turn, phrasebook)
    assert not turn.session.danger_talk.open


def test_hearing_that_fails_is_answered_as_an_emergency(phrasebook: Phrasebook) -> None:
    """No scenario is known, and the number comes all the same."""
    turn = opened(phrasebook, OPENINGS["unsure"])

    assert turn.moves[0] == ("NOTICE", "notice/emergency/unsure")


def test_forgetting_is_heard_in_the_middle_of_danger(phrasebook: Phrasebook) -> None:
    """What a client asks of their data is answered whatever else is going on."""
    turn = opened(phrasebook, OPENINGS["suicide"])
    asked = say(phrasebook, turn.session, "delete everything about me")
    gone = say(phrasebook, asked.session, "yes")

    assert asked.moves[0][1] == "meta/any/forget_ask"
    assert gone.moves == (("NOTICE", "notice/forgotten"),)
    assert gone.session.danger_talk == DangerTalk()


def test_a_minor_is_helped_like_anybody_and_no_notes_are_kept(phrasebook: Phrasebook) -> None:
    """Told once; safety is never held back by age."""
    told = say(phrasebook, Session(flow=Flow.ENGAGING), "im 15")
    talked = say(phrasebook, told.session, "my mum means everything to me and i hate school")
    danger = opened(phrasebook, OPENINGS["overdose_other"], talked.session)

    assert told.moves[0] == ("NOTICE", "notice/minor")
    assert talked.session.notes == ()
    assert danger.register is Register.EMERGENCY


def test_a_talk_survives_json_and_shows_nothing(phrasebook: Phrasebook) -> None:
    """The session holds it whole; repr gives nobody away; a damaged one is refused."""
    talk = DangerTalk("suicide", "helps", ("thinking",), plan=(("sign", "CANARY"),), denied=1)
    session = Session(danger_talk=talk, country="gb")

    assert Session.from_json(session.to_json()) == session
    assert "CANARY" not in repr(session)
    assert "danger_talk" not in Session().to_json()


@settings(max_examples=600)
@given(row=st.sampled_from(GRAVE), seed=st.integers(0, 9),
       said=st.lists(st.sampled_from(SAID), min_size=1, max_size=9))  # fmt: skip
def test_any_answers_at_all_keep_the_promises(
    row: Opening, said: list[str], seed: int, phrasebook: Phrasebook
) -> None:
    """Never empty, never long, one question at most, and the number first in an emergency."""
    turn = opened(phrasebook, row)
    for text in said:
        turn = say(phrasebook, turn.session, text, seed=seed)
        if turn.register is Register.EMERGENCY and turn.session.danger_talk.open:
            slots = number_slots(phrasebook, turn.session.country, "suicide", START.date())
            assert slots["emergency"] in turn.reply.splitlines()[0]
        if turn.register is not Register.CONVERSATION:
            assert 1 <= len(turn.reply.splitlines()) <= 8
            assert turn.reply.count("?") - turn.reply.count('?"') <= 1


def test_hearing_knows_which_talk_is_open() -> None:
    """The context handed to hearing names a family it knows."""
    names = {family(DangerTalk(key)) for key in OPENINGS}

    assert names <= {scenario.value for scenario in Scenario} | {""}
    assert family(DangerTalk("suicide", over=3)) == ""
    assert family(DangerTalk("dying")) == "suicide_imminent"
    assert family(DangerTalk("check", about="assault")) == "assault"


@pytest.mark.parametrize("name", answers.names())
def test_every_answer_is_heard_in_its_examples_and_not_near_them(
    name: str, hear_as: object
) -> None:
    """The data file says what it means."""
    row = table("crisis")[name]
    last = (row.get("if_last") or [""])[0]
    missed = [text for text in row["examples"] if name not in hear_as(text, last)]  # type: ignore[operator]
    wrong = [text for text in row["near"] if name in hear_as(text, last)]  # type: ignore[operator]

    assert (missed, wrong) == ([], [])


@pytest.fixture(name="hear_as")
def _hear_as() -> Callable[[str, str], list[str]]:
    """Return a function that gives the answers heard in a text."""
    from dialogues.listening.hearing import hear

    return lambda text, asked: answers.found(hear(text, "en", ""), asked)


def test_no_wording_of_danger_holds_a_digit(phrasebook: Phrasebook) -> None:
    """Every number comes from the helpline file."""
    rooms = ("danger/", "notice/emergency/", "notice/crisis/", "notice/offer/", "notice/minor")
    held = [
        wording.source
        for room in rooms for template in phrasebook.templates(room)
        for wording in phrasebook.wordings(template) if re.search(r"\d", wording.source)
    ]  # fmt: skip

    assert held == []


def test_help_that_came_ends_the_talk_and_nothing_else_does_at_once(
    phrasebook: Phrasebook,
) -> None:
    """After "ambulance is here" the next message is ordinary talk."""
    turn = opened(phrasebook, OPENINGS["overdose_other"])
    here = say(phrasebook, turn.session, "ambulance is here")
    after = say(phrasebook, here.session, "im shaking man")

    assert here.register is Register.EMERGENCY
    assert after.register is Register.CONVERSATION
    assert replace(after.session.danger_talk, over=0).settled


def test_dying_said_outright_is_not_asked_again(phrasebook: Phrasebook) -> None:
    """Whether there is a plan is asked instead; what is only hinted at is asked about."""
    thoughts = heard(OPENINGS["suicide"])
    plain = say(phrasebook, Session(flow=Flow.ENGAGING), "i want to kill myself", thoughts)
    hint = say(phrasebook, Session(flow=Flow.ENGAGING), "better off without me", thoughts)

    assert plain.moves[0] == ("NOTICE", "notice/crisis/suicide_said")
    assert plain.session.danger_talk.asked == "plan"
    assert hint.session.danger_talk.asked == "thinking"


@pytest.mark.parametrize("row", GRAVE, ids=lambda row: row.key)
def test_a_goodbye_gets_the_number_and_no_question(row: Opening, phrasebook: Phrasebook) -> None:
    """The door stays open; whatever they write next is met by asking how it is now."""
    left = say(phrasebook, opened(phrasebook, row).session, "k bye")
    back = say(phrasebook, left.session, "hiya")

    assert "?" not in left.reply
    assert names_help(left, phrasebook)
    assert left.session.danger_talk.open
    assert back.moves[0][1].startswith("danger/back/")


def test_a_goodbye_to_a_check_gets_the_number_too(phrasebook: Phrasebook) -> None:
    """And is come back to as well."""
    unsure = Danger(Register.CHECK, Scenario.SUICIDE_IDEATION)
    check = say(phrasebook, Session(flow=Flow.ENGAGING), "nobody will miss me", unsure)
    left = say(phrasebook, check.session, "bye")
    back = say(phrasebook, left.session, "hi")

    assert left.moves[0] == ("NOTICE", "danger/crisis/leaving")
    assert "?" not in left.reply
    assert back.moves == (("NOTICE", "danger/back/dying"),)


def test_an_age_under_18_in_a_crisis_gets_lines_for_the_young(phrasebook: Phrasebook) -> None:
    """Their age's own line, the number as before, the question again, and no notes."""
    turn = opened(phrasebook, OPENINGS["suicide"], Session(flow=Flow.ENGAGING, country="gb"))
    young = say(phrasebook, turn.session, "im 15")
    slots = number_slots(phrasebook, "gb", "young", START.date())

    assert young.moves[0] == ("NOTICE", "danger/any/young")
    assert slots["call"] in young.reply
    assert young.session.danger_talk.asked == "thinking"
    assert is_minor(young.session)


def test_yeah_tell_me_is_a_yes_only_where_something_was_offered(phrasebook: Phrasebook) -> None:
    """To "shall I say what there is" it is; to "has anyone called" it asks what to do."""
    offered = DangerTalk("assault", "care", ("safe", "hurt", "care"), opened=1)
    called = DangerTalk("overdose_other", "called", ("breathing", "called"), opened=1)
    told, asked = (
        say(phrasebook, Session(flow=Flow.CRISIS, turn=2, danger_talk=talk), "yeah tell me")
        for talk in (offered, called)
    )

    assert told.moves[0] == ("NOTICE", "danger/assault/wants_care")
    assert asked.moves[1] == ("NOTICE", "danger/overdose/what_to_do")


def test_a_number_asked_for_amid_the_plan_is_given_and_the_plan_goes_on(
    phrasebook: Phrasebook,
) -> None:
    """What is asked of the bot is never taken down as a part of the plan."""
    state = DangerTalk("suicide", "sign", ("thinking", "country"), opened=1)
    number = say(
        phrasebook, Session(flow=Flow.CRISIS, turn=2, danger_talk=state), "whats the number"
    )

    assert names_help(number, phrasebook)
    assert number.session.danger_talk.asked == "sign"
    assert number.session.danger_talk.plan == ()


@pytest.mark.parametrize(
    ("text", "opens"), [("im gonna do it", "dying"), ("help me please", "check")]
)
def test_a_talk_about_dying_that_is_hardly_over_is_taken_up(
    text: str, opens: str, phrasebook: Phrasebook
) -> None:
    """The same words mean a goal in ordinary talk, and this a turn or two after it."""
    turn = opened(phrasebook, OPENINGS["suicide"])
    for denial in ("jk", "forget it"):
        turn = say(phrasebook, turn.session, denial)
    again = say(phrasebook, turn.session, text)
    fresh = say(phrasebook, Session(flow=Flow.ENGAGING), text)

    assert not turn.session.danger_talk.open
    assert again.session.danger_talk.scenario == opens
    assert fresh.register is Register.CONVERSATION


def test_withdrawal_is_answered_in_its_own_words(phrasebook: Phrasebook) -> None:
    """Nobody who stopped is asked what they took."""
    turn = opened(phrasebook, OPENINGS["body_self"])
    alone = say(phrasebook, turn.session, "im alone")
    unsure = Danger(Register.CHECK, Scenario.WITHDRAWAL_EMERGENCY)
    check = say(phrasebook, Session(flow=Flow.ENGAGING), "hm", unsure)

    assert ("NOTICE", "danger/body/alone") in alone.moves
    assert check.moves[0] == ("NOTICE", "danger/check/body")


@pytest.mark.parametrize(
    ("first", "stays"), [("he hits me", False), ("i want to die", True)]
)  # fmt: skip
def test_a_crisis_that_is_written_past_is_let_go_but_not_dying(
    talk: Callable[..., list[Turn]], first: str, stays: bool
) -> None:
    """Heard wrongly or not to be talked of: it lets go after a while and comes back once."""
    turns = talk(first, "the bus was late", "beans for tea", "its raining here", "and cold")
    later = talk("ok", "weekends mostly", "on the telly", "and the football",
                 session=turns[-1].session)  # fmt: skip

    assert turns[0].register is Register.CRISIS
    assert all(turn.register is Register.CRISIS for turn in turns[1:3])
    assert (turns[-1].register is Register.CRISIS) is stays
    assert stays or any("danger/back/" in code for turn in later for _, code in turn.moves)
