"""An offer of a safety point is there with its question, wherever in a talk it falls due."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from dialogues.composing import LIMIT
from dialogues.engine import Turn, begin, respond
from dialogues.facts.topics import topics
from dialogues.flow import Flow
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
SEEDS = range(20)
DUE = {
    "withdrawal": [
        "gonna stop my xanax tomorrow been on them daily",
        "vodka a bottle a day for years, quitting on monday just like that",
        "on valium 60 mg every day and im binning the lot tonight",
    ],
    "tolerance": [
        "got a bag in front of me after 6 months of nothing",
        "out of jail this morning and going to score on the way home",
    ],
    "alone": ["about to have a shot in the toilets at work, nobody else in today"],
    "mix": ["got coke and a crate of beer, having both tonight and all weekend i reckon"],
    "wound": ["my arm where i inject is hot and swollen and theres pus coming out of it"],
    "tablets": ["im on 24 nurofen plus a day now and it is getting to be a habit"],
    "pregnancy": ["im 5 months pregnant and coming off my methadone this week"],
    "stimulants": ["been up since thursday on speed, still going"],
}
"""First messages by the topic of the offer that is due."""
CASES = [(topic, text) for topic, texts in DUE.items() for text in texts]


def answer(session: Session, text: str, seed: int, book: Phrasebook) -> Turn:
    """Return the turn that `text` leads to."""
    at = NOW + timedelta(minutes=session.turn)
    return respond(session, text, now=at, rng=Random(f"{seed}:{session.turn}"), phrasebook=book)


def asks(turn: Turn) -> str:
    """Return the topic of the offer a reply ends with, "" if there is none."""
    code, template = turn.moves[-1]
    asked = code == "SEEK" and "?" in turn.reply
    return template.rpartition("/")[2] if asked and template.startswith("permission/") else ""


@pytest.mark.usefixtures("_heard_once")
@pytest.mark.parametrize(("topic", "text"), CASES)
def test_an_offer_keeps_its_question_in_the_very_first_reply(
    topic: str, text: str, phrasebook: Phrasebook
) -> None:
    """The opening takes room; the reflection gives way, and "Yes" is answered with facts."""
    for seed in SEEDS:
        offer = answer(Session(), text, seed, phrasebook)

        assert offer.moves[0] == ("NOTICE", "notice/opening")
        assert (asks(offer), offer.choices) == (topic, ("Yes", "Not now")), offer.reply
        assert len(offer.reply) <= LIMIT
        facts = answer(offer.session, "Yes", seed, phrasebook)
        assert facts.moves[0][1].startswith(("information/", "notice/numbers")), facts.reply


@pytest.mark.usefixtures("_heard_once")
@pytest.mark.parametrize("topic", sorted(DUE))
def test_an_offer_is_there_later_in_a_talk_too(topic: str, phrasebook: Phrasebook) -> None:
    """After the opening, after a greeting, and after a day away."""
    for seed in SEEDS[:5]:
        opened = begin(Session(), now=NOW, phrasebook=phrasebook).session
        greeted = answer(Session(), "hiya", seed, phrasebook).session
        away = Session(flow=Flow.ENGAGING, turn=4, seen="2026-11-20T20:00:00+00:00")
        for session in (opened, greeted, away):
            turn = answer(session, DUE[topic][0], seed, phrasebook)
            assert (asks(turn), turn.choices) == (topic, ("Yes", "Not now")), turn.reply


@pytest.mark.usefixtures("_heard_once")
@pytest.mark.parametrize(
    ("topic", "text", "answered"),
    [
        ("tolerance", "how much gear do i take, first time in 3 months", "meta/any/wants_dose"),
        ("pregnancy", "dont judge me. pregnant and stopping my subs this week",
         "meta/any/lectured"),
        ("withdrawal", "are you a bot? gonna quit drinking tomorrow, its 2 bottles of vodka a day",
         "notice/bot"),
        ("alone", "who reads this? about to use by myself", "notice/privacy"),
    ],
)  # fmt: skip
def test_an_offer_that_is_due_stands_beside_the_answer_to_a_request(
    topic: str, text: str, answered: str, phrasebook: Phrasebook
) -> None:
    """Neither is lost, and "Yes" brings the facts."""
    for seed in SEEDS[:8]:
        turn = answer(Session(), text, seed, phrasebook)

        assert (asks(turn), turn.choices) == (topic, ("Yes", "Not now")), turn.reply
        assert answered in [template for _, template in turn.moves]
        facts = answer(turn.session, "Yes", seed, phrasebook)
        assert facts.moves[0][1].startswith("information/"), facts.reply


@pytest.mark.usefixtures("_heard_once")
@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("tolerance", ["off it 2 months", "might use tonight", "whats the risk"]),
        ("tolerance", ["home from rehab yesterday", "cant wait to score", "is it risky"]),
        ("tolerance", ["clean of gear 4 months", "ok what should i know before i go back"]),
        ("tolerance", ["any tips? using tonight first time since detox"]),
        ("wound", ["what do i do my arm is red and hot where i hit"]),
        ("mix_sedatives", ["g and vodka", "whats the danger"]),
    ],
)
def test_a_question_on_the_risk_is_answered_out_of_what_was_told(
    card: str, said: list[str], phrasebook: Phrasebook
) -> None:
    """No topic is named in it: it is the one that was offered, or the break, or what is due."""
    for seed in SEEDS[:4]:
        session = Session()
        for text in said:
            turn = answer(session, text, seed, phrasebook)
            session = turn.session

        assert f"information/card/{card}" in [template for _, template in turn.moves], turn.reply


def test_a_question_on_some_other_risk_gets_no_facts(phrasebook: Phrasebook) -> None:
    """Nothing was told of a break, or what was is no matter of life."""
    for said in (["left him in may", "is it dangerous going back"],
                 ["not smoked weed for 6 weeks", "having some later", "is it risky"]):  # fmt: skip
        session = Session()
        for text in said:
            turn = answer(session, text, 1, phrasebook)
            session = turn.session

        assert not any(code == "GI" for code, _ in turn.moves), turn.reply


def test_every_topic_that_may_be_offered_unasked_is_tried() -> None:
    """A topic that is given an offer needs a message here."""
    offered = {name for name, topic in topics().all.items() if topic.offer}

    assert {one.partition("_")[0] for one in offered} - {"serotonin"} == set(DUE)


def test_facts_asked_for_first_are_not_cut_for_the_opening(phrasebook: Phrasebook) -> None:
    """The same facts with the opening before them as without."""
    for text in ("how do meetings work", "what is naloxone", "what are nitazenes"):
        first = answer(Session(), text, 4, phrasebook)
        opened = begin(Session(), now=NOW, phrasebook=phrasebook).session
        later = answer(opened, text, 4, phrasebook)

        assert first.moves[1:] == later.moves
        assert sum(code == "GI" for code, _ in first.moves) > 1
