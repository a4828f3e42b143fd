"""Facts in the talk: nothing without a yes or a question, offers once, and a way to people."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.transcripts import Transcript, play
from dialogues import telling
from dialogues.composing import Composer
from dialogues.engine import Turn, respond
from dialogues.errors import NotPermitted
from dialogues.facts import cards
from dialogues.facts.digits import unknown_digits
from dialogues.facts.permission import Answer, answer_on, noted, permitted
from dialogues.facts.topics import topics
from dialogues.flow import Flow
from dialogues.listening.frames import frames
from dialogues.listening.hearing import hear
from dialogues.phrasing import Phrasebook
from dialogues.session import Session, Target
from dialogues.situation import Situation
from dialogues.slots import Slots
from dialogues.stages import Stage

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
LATE = datetime(2027, 3, 1, 20, 0, tzinfo=UTC)
CARD = "information/card/"
Talk = Callable[..., list[Turn]]


def say(phrasebook: Phrasebook, session: Session, text: str, now: datetime = NOW) -> Turn:
    """Return the turn that `text` leads to."""
    rng = Random(f"1:{session.turn}")
    return respond(session, text, now=now, rng=rng, phrasebook=phrasebook)


def told(turn: Turn) -> list[str]:
    """Return the ids of the cards a reply tells from."""
    return sorted({name.removeprefix(CARD) for _, name in turn.moves if name.startswith(CARD)})


def without_leave(turn: Turn) -> list[str]:
    """Return the cards told in a reply without a yes or a question in the ledger."""
    known = {card.id: card for card in cards.every()}
    return [one for one in told(turn) if not permitted(turn.session, known[one].topic)]


def test_the_one_place_that_tells_refuses_without_a_yes_or_a_question(
    phrasebook: Phrasebook,
) -> None:
    """Offered is not enough; yes is, and so is asking."""
    session = Session(turn=3, seen=NOW.isoformat(), flow=Flow.ENGAGING)
    situation = Situation(session, hear("hm"), (), frames(), ())

    def composer() -> Composer:
        slots = Slots(situation, phrasebook, Random(1), frames(), frozenset())
        return Composer(slots, phrasebook, Random(1))

    for answer in (None, Answer.OFFERED, Answer.NO):
        given = noted(session, "wound", answer) if answer else session
        with pytest.raises(NotPermitted):
            telling.facts(composer(), given, "wound")
    for answer in (Answer.YES, Answer.ASKED):
        said = composer()
        telling.facts(said, noted(session, "wound", answer), "wound")
        assert [move.template for move in said.moves[:3]] == [f"{CARD}wound"] * 3


def test_no_other_module_names_a_card_to_say() -> None:
    """Lint M23 for the code: cards are told in one module; others only look for their name."""
    naming = {
        path.name for path in (ROOT / "dialogues").rglob("*.py")
        if ".template" in path.read_text("utf-8") and "on_topic" in path.read_text("utf-8")
    }  # fmt: skip

    assert naming - {"cards.py"} == {"telling.py"}


def test_no_fact_and_no_digit_is_told_that_may_not_be_in_any_transcript(
    transcripts: list[Transcript], phrasebook: Phrasebook
) -> None:
    """Lint M23 for the talk: the ledger holds a yes or a question for every card told.

    Digits stand in a file, or came from the client.
    """
    told_cards = 0
    for transcript in transcripts:
        said = ""
        for written, turn in play(transcript, phrasebook):
            said += f"\n{written['client']}"
            assert without_leave(turn) == [], transcript.title
            assert unknown_digits(turn.reply, said=said) == [], (transcript.title, turn.reply)
            told_cards += len(told(turn))

    assert told_cards > 5


def test_an_offer_holds_no_fact_and_a_yes_brings_at_most_three(talk: Talk) -> None:
    """Permission, facts, and what they make of it."""
    offer, facts = talk("bought some gear, first time in 3 months since jail", "yeah go on")

    assert told(offer) == []
    assert offer.session.permissions == (("tolerance", "offered", 1),)
    assert told(facts) == ["tolerance"]
    assert sum(name == f"{CARD}tolerance" for _, name in facts.moves) <= cards.FACTS
    assert answer_on(facts.session, "tolerance") is Answer.YES
    assert facts.moves[-1] == ("OQ", "information/any/after")


def test_a_no_is_taken_once_and_says_where_it_stands(talk: Talk) -> None:
    """The choice is theirs; the word brings it up; it is not offered again."""
    turns = talk(
        "used again last night after 4 months", "no thanks", "it was only a bit",
        "used again after 4 months off",
    )  # fmt: skip

    assert "safety" in turns[1].reply
    assert answer_on(turns[1].session, "tolerance") is Answer.NO
    for turn in turns[1:]:
        assert ("SEEK", "permission/any/tolerance") not in turn.moves
        assert told(turn) == []


def test_a_direct_question_is_permission(talk: Talk) -> None:
    """Asked, answered, and written down as asked."""
    (turn,) = talk("what is xylazine")

    assert told(turn) == ["xylazine"]
    assert answer_on(turn.session, "xylazine") is Answer.ASKED


def test_more_gives_the_next_card_until_there_is_none(talk: Talk) -> None:
    """Nothing twice, and an honest end."""
    turns = talk("how do i look after a wound", "more", "more")

    assert [told(turn) for turn in turns] == [["wound"], ["wound_care"], []]
    assert turns[2].moves[0][1] == "information/any/no_more"


def test_asked_again_it_is_told_again(talk: Talk) -> None:
    """Somebody asks twice for a reason."""
    first, second = talk("what is naloxone", "what is naloxone")

    assert told(first) == told(second) == ["naloxone"]


@pytest.mark.parametrize(
    ("session", "state"),
    [
        (Session(), "before the opening"),
        (Session(flow=Flow.PAUSED, turn=4), "paused"),
        (Session(flow=Flow.PLAN, turn=4, awaiting="plan:when"), "in a plan"),
        (Session(flow=Flow.RULER, turn=4, awaiting="ruler:importance"), "at a ruler"),
        (Session(flow=Flow.PERMISSION, turn=4, awaiting="permission:plan"), "at an offer"),
        (Session(flow=Flow.GOAL, turn=4, awaiting="goal"), "at a goal"),
        (Session(flow=Flow.CLOSING, turn=4), "closing"),
        (Session(flow=Flow.EVOKING, turn=4, quiet=True), "without questions"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize(
    ("typed", "template"),
    [("safety", "information/any/topics"), ("/safety", "information/any/topics"),
     ("numbers", "notice/numbers"), ("help now", "notice/numbers"),
     ("/help_now", "notice/numbers"), ("who can i call", "notice/numbers")],
)  # fmt: skip
def test_safety_and_numbers_are_a_word_away_in_any_state(
    session: Session, state: str, typed: str, template: str, phrasebook: Phrasebook
) -> None:
    """Whatever the bot was waiting for."""
    turn = say(phrasebook, session, typed)

    assert template in [name for _, name in turn.moves], state
    assert turn.choices


def test_every_tap_of_every_menu_opens_its_topic(phrasebook: Phrasebook) -> None:
    """From the first menu to the facts, by label."""
    start = Session(flow=Flow.ENGAGING, turn=2)
    menu = say(phrasebook, start, "safety")
    for label, name in zip(menu.choices, topics().menu, strict=False):
        opened = say(phrasebook, menu.session, label)
        parts = topics().all[name].parts
        if name == "mix":
            assert opened.session.awaiting == "mix:"
        elif not parts:
            assert told(opened) != [], name
        for part in opened.choices if parts else ():
            assert told(say(phrasebook, opened.session, part)) != [], (name, part)


def test_the_country_is_asked_and_only_its_lines_are_shown(phrasebook: Phrasebook) -> None:
    """First the combined numbers, then its own; call and text both."""
    first = say(phrasebook, Session(flow=Flow.ENGAGING, turn=2), "numbers")
    second = say(phrasebook, first.session, "scotland")

    assert unknown_digits(first.reply, country="", on=NOW.date()) == []
    assert "country" in first.reply
    assert second.session.country == "gb"
    assert unknown_digits(second.reply, country="gb", on=NOW.date()) == []
    assert {"116 123", "85258", "999"} <= {
        part for part in ("116 123", "85258", "999", "988") if part in second.reply
    }
    assert "988" not in second.reply


def test_a_country_not_on_file_gets_no_number_and_is_told_so(phrasebook: Phrasebook) -> None:
    """Nothing is lent; the site that lists lines everywhere is named."""
    first = say(phrasebook, Session(flow=Flow.ENGAGING, turn=2), "numbers")
    turn = say(phrasebook, first.session, "norway")

    assert not any(char.isdigit() for char in turn.reply)
    assert "findahelpline.com" in turn.reply
    assert "no lines on file" in turn.reply


def test_a_known_country_is_not_asked_again(phrasebook: Phrasebook) -> None:
    """Once is enough."""
    session = Session(flow=Flow.ENGAGING, turn=2, country="us")
    turn = say(phrasebook, session, "numbers")

    assert "988" in turn.reply
    assert "country are you" not in turn.reply


def test_after_facts_on_being_alone_the_numbers_are_the_spotting_lines(
    phrasebook: Phrasebook,
) -> None:
    """What was talked about comes first."""
    session = Session(flow=Flow.ENGAGING, turn=2, country="us")
    asked = say(phrasebook, session, "is there a line for using alone")
    turn = say(phrasebook, asked.session, asked.choices[-1])

    assert "877-696-1996" in turn.reply
    assert "1-800-799-7233" not in turn.reply


def test_a_number_past_its_date_says_check_this_number(phrasebook: Phrasebook) -> None:
    """And stands after the ones in their date."""
    session = Session(flow=Flow.ENGAGING, turn=2, country="ca")
    turn = say(phrasebook, session, "numbers", now=datetime(2026, 12, 24, tzinfo=UTC))

    assert "1-888-688-6677 (check this number)" in turn.reply
    assert turn.reply.index("988") < turn.reply.index("1-888-688-6677")


def test_a_card_past_its_date_says_so(phrasebook: Phrasebook) -> None:
    """Supply changes within months."""
    session = Session(flow=Flow.ENGAGING, turn=2, country="us")
    turn = say(phrasebook, session, "what is xylazine", now=LATE)

    assert turn.moves[0] == ("GI", "information/any/dated")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("how much ket can i take", "wants_dose"), ("give me a taper schedule", "wants_taper"),
        ("where can i buy some coke", "wants_source"), ("am i bipolar", "wants_diagnosis"),
        ("will i go to prison for it", "wants_legal"), ("beat a piss test", "wants_pass_test"),
        ("show me how to find a vein", "wants_technique"),
    ],
)  # fmt: skip
def test_what_is_not_done_here_is_refused_in_a_line_that_names_who_can(
    text: str, row: str, phrasebook: Phrasebook
) -> None:
    """No facts slip in beside it."""
    turn = say(phrasebook, Session(flow=Flow.ENGAGING, turn=2), text)

    assert turn.moves[0][1] == f"meta/any/{row}"
    assert told(turn) == []
    assert len(turn.reply) <= 200


def test_kinds_of_help_are_all_shown_when_asked_for_and_fit_the_stage_when_offered(
    phrasebook: Phrasebook,
) -> None:
    """Groups and therapy from action on, unless somebody asks."""
    start = Session(flow=Flow.EVOKING, turn=4)
    asked = say(phrasebook, start, "what kinds of help are there")
    early = start.with_target(Target("heroin", stage=Stage.PRECONTEMPLATION))
    later = start.with_target(Target("heroin", stage=Stage.ACTION))
    offered = [
        say(phrasebook, _waiting(one, "permission:help"), "yes").choices for one in (early, later)
    ]

    assert len(asked.choices) == len(offered[1]) == 5
    assert "Harm reduction services" in offered[0]
    assert "Support groups" not in offered[0]
    assert told(asked) == []


def _waiting(session: Session, awaiting: str) -> Session:
    return Session.from_record(session.as_record() | {"awaiting": awaiting})


def test_the_order_of_kinds_is_no_ladder(phrasebook: Phrasebook) -> None:
    """It changes with the chance given to it."""
    orders = {
        respond(
            Session(flow=Flow.EVOKING, turn=4), "what kinds of help are there",
            now=NOW, rng=Random(seed), phrasebook=phrasebook,
        ).choices
        for seed in range(12)
    }  # fmt: skip

    assert len(orders) > 3
    assert len({order[0] for order in orders}) > 1


def test_the_law_is_told_for_the_country_stated(phrasebook: Phrasebook) -> None:
    """Canada's own, or the one for any."""
    text = "will the police come if i call an ambulance"
    here = say(phrasebook, Session(flow=Flow.ENGAGING, turn=2, country="ca"), text)
    unknown = say(phrasebook, Session(flow=Flow.ENGAGING, turn=2), text)

    assert told(here) == ["law_ca"]
    assert told(unknown) == ["law_any"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("gonna have a drink and a few vallies tonight", "mix"),
        ("im gonna stop drinking tomorrow, cold turkey", "withdrawal"),
        ("bought some gear, first time in 3 months since jail", "tolerance"),
        ("been up 3 days on speed, work again monday", "stimulants"),
        ("im pregnant and gonna stop the methadone monday", "pregnancy"),
    ],
)
def test_a_time_critical_point_is_offered_and_only_once(text: str, topic: str, talk: Talk) -> None:
    """One sentence that there is one, and a question; then never again."""
    first, *rest = talk(text, "hm dunno", text, text)

    assert first.session.permissions[-1:] == ((topic, "offered", 1),)
    assert told(first) == []
    for turn in rest:
        assert ("SEEK", f"permission/any/{topic}") not in turn.moves


def test_a_mixture_asked_about_is_named_and_explained(talk: Talk) -> None:
    """In their own words, at its rating, with the reason; never below unsafe."""
    (turn,) = talk("can you mix ket and drink")

    assert "dangerous" in turn.reply
    assert told(turn) == ["mix_sedatives"]


def test_jessica_is_offered_one_point_and_left_her_choice(
    transcripts: list[Transcript], phrasebook: Phrasebook
) -> None:
    """One offer of tolerance or being alone, three facts at the most, no lecture, one question."""
    (jessica,) = [one for one in transcripts if one.path.stem == "jessica"]
    turns = [turn for _, turn in play(jessica, phrasebook)]
    offers = [
        name for turn in turns for _, name in turn.moves
        if name in ("permission/any/tolerance", "permission/any/alone", "permission/any/mix")
    ]  # fmt: skip
    facts = [name for turn in turns for code, name in turn.moves if name.startswith(CARD)]
    said = " ".join(turn.reply for turn in turns).lower()

    assert offers == ["permission/any/tolerance"]
    assert 1 <= len(facts) <= cards.FACTS
    assert all(turn.reply.count("?") <= 1 for turn in turns)
    assert not any(
        word in said
        for word in ("relapse", "should", "don't use", "think of your", "stay with you")
    )
    assert "naloxone" in said
    assert not any(name.startswith((CARD, "permission/")) for _, name in turns[-1].moves)


def test_a_plan_goes_on_after_a_look_at_safety(phrasebook: Phrasebook) -> None:
    """What was said so far is still there."""
    plan = (("change", "a night off"),)
    session = Session(flow=Flow.PLAN, turn=4, awaiting="plan:step", plan=plan)
    turn = say(phrasebook, session, "safety")

    assert turn.session.plan == plan


def test_every_turn_of_a_talk_about_facts_goes_through_json(talk: Talk) -> None:
    """The ledger is part of the session."""
    turns = talk("safety", "using alone", "more", "numbers", "ireland")

    assert turns[-1].session.country == "ie"
    assert Session.from_json(turns[-1].session.to_json()) == turns[-1].session
