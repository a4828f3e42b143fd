"""Short talks about danger that reach every step: each answer in each talk, at each question."""

import random
from collections.abc import Iterator
from datetime import timedelta

from bot.transcripts import START
from dialogues.crisis import answers
from dialogues.crisis.scenarios import OPENINGS, Opening
from dialogues.crisis.state import DangerTalk
from dialogues.crisis.steps import PLAN, STEPS
from dialogues.engine import Turn, respond
from dialogues.flow import Flow
from dialogues.listening.datafiles import table
from dialogues.phrasing import Phrasebook
from dialogues.safety import Danger, Register, Scenario
from dialogues.session import Session

CALM = Danger(Register.CONVERSATION, None)
ROUNDS = 14
ENDS = 5
"""In how many rounds each talk is also ended and come back to."""
CHECKED = (
    Scenario.OVERDOSE_OTHER, Scenario.OVERDOSE_SELF, Scenario.SUICIDE_IDEATION, Scenario.VIOLENCE,
    Scenario.WITHDRAWAL_EMERGENCY, Scenario.HARM_OTHERS, Scenario.PSYCHOSIS, None,
)  # fmt: skip
"""One scenario for each kind of check question."""
COUNTRIES = ("", "gb", "us", "ca", "au", "de", "elsewhere")
SCENARIOS = {
    "overdose_other": (Scenario.OVERDOSE_OTHER, True),
    "overdose_self": (Scenario.OVERDOSE_SELF, False),
    "body_other": (Scenario.WITHDRAWAL_EMERGENCY, True),
    "body_self": (Scenario.WITHDRAWAL_EMERGENCY, False),
    "child": (Scenario.CHILD_IN_DANGER, True),
    "dying": (Scenario.SUICIDE_IMMINENT, False),
    "dying_other": (Scenario.SUICIDE_IMMINENT, True),
    "attack": (Scenario.VIOLENCE, False),
    "harm_now": (Scenario.HARM_OTHERS, True),
    "unsure": (None, False),
    "suicide": (Scenario.SUICIDE_IDEATION, False),
    "suicide_other": (Scenario.SUICIDE_IDEATION, True),
    "violence": (Scenario.VIOLENCE, False),
    "violence_other": (Scenario.VIOLENCE, True),
    "assault": (Scenario.ASSAULT, False),
    "assault_other": (Scenario.ASSAULT, True),
    "harm": (Scenario.HARM_OTHERS, True),
    "psychosis": (Scenario.PSYCHOSIS, False),
    "psychosis_other": (Scenario.PSYCHOSIS, True),
    "police": (Scenario.POLICE_PRESENT, False),
}
"""What is heard for each talk to begin."""
OF_THE_BOT = {
    "wants_person": "i want to talk to a person", "are_you_a_bot": "are you a bot",
    "thanks": "thanks", "keep_it_secret": "promise not to tell anyone", "young": "im 15",
}  # fmt: skip


def heard(row: Opening) -> Danger:
    """Return what has to be heard for `row` to open."""
    scenario, other = SCENARIOS[row.key]
    return Danger(row.register, scenario, other)


def _unsaid(phrasebook: Phrasebook, template: str) -> bool:
    """Return whether a wording is left that the phrasebook, if it counts, has not said."""
    said = getattr(phrasebook, "said", frozenset())
    return any(wording.code not in said for wording in phrasebook.wordings(template))


def danger_talks(phrasebook: Phrasebook) -> Iterator[Turn]:
    """Yield first messages, every step of every talk, checks, and coming back."""
    for number in range(ROUNDS):
        country = COUNTRIES[number % len(COUNTRIES)]
        for key in SCENARIOS:
            yield from _steps(OPENINGS[key], number, country, phrasebook)
            if number < ENDS:
                yield from _ends(OPENINGS[key], number, country, phrasebook)
        yield from _plan(number, country, phrasebook)
        yield from _checks(number, country, phrasebook)
        yield _say(phrasebook, Session(flow=Flow.ENGAGING, country=country), "im 15", number)


def _say(
    phrasebook: Phrasebook, session: Session, text: str, number: int, danger: Danger = CALM
) -> Turn:
    rng = random.Random(f"{number}:{text}:{session.danger_talk.asked}")
    now = START + timedelta(minutes=session.turn)
    return respond(session, text, now=now, rng=rng, phrasebook=phrasebook, danger=danger)


def _in(talk: DangerTalk, country: str) -> Session:
    return Session(flow=Flow.CRISIS, turn=2, country=country, danger_talk=talk)


def _texts(said: str) -> Iterator[tuple[str, str]]:
    """Yield texts that are heard as `said`, with what has to have been asked before."""
    rows = table("crisis")
    if said in rows:
        last = (rows[said].get("if_last") or [""])[0]
        yield from ((text, last) for text in rows[said]["examples"])
    for ask, (yes, no) in answers.MEANS.items():
        yield from ((word, ask) for word, name in (("yes", yes), ("no", no)) if name == said)
    plain = {"yes": "yes", "no": "no", "unsure": "not sure", "silence": "", "said_coping": "music"}
    plain |= OF_THE_BOT | {"unclear": "it was the colour of the walls that day"}
    if said in plain:
        yield plain[said], "coping" if said == "said_coping" else ""


def _steps(row: Opening, number: int, country: str, phrasebook: Phrasebook) -> Iterator[Turn]:
    yield _say(phrasebook, Session(country=country), "something happened", number, heard(row))
    for group in row.groups:
        for said in STEPS[group]:
            say = STEPS[group][said].say or f"danger/{group}/{said}"
            if number and phrasebook.has(say) and not _unsaid(phrasebook, say):
                continue
            texts = list(_texts(said))
            text, asked = texts[number % len(texts)]
            asked = asked or ("" if said in ("yes", "no", "unsure") else row.asks[0])
            posed = row.asks[: number % 4]
            coming = ("coming",) if number % 3 == 1 else ()
            known = ("country",) if number % 2 else ()
            talk = DangerTalk(row.key, asked, (*posed, *coming, *known), opened=1 + number % 2)
            yield _say(phrasebook, _in(talk, country), text, number)
    for place in range(len(row.asks) + 1):
        talk = DangerTalk(row.key, "", row.asks[:place], opened=1)
        yield _say(phrasebook, _in(talk, country), "it was the colour of the walls", number)
    for named in ("canada", "france", "perth"):
        yield _say(phrasebook, _in(DangerTalk(row.key, "country", row.asks), ""), named, number)


def _ends(row: Opening, number: int, country: str, phrasebook: Phrasebook) -> Iterator[Turn]:
    for talk in (
        DangerTalk(row.key, "over", row.asks, drift=3),
        DangerTalk(row.key, row.asks[0], row.asks, denied=1),
    ):
        for text in ("yes", "no", "forget it", "not an emergency", "thanks"):
            yield _say(phrasebook, _in(talk, country), text, number)
    away = Session(flow=Flow.CRISIS, seen=(START - timedelta(hours=9)).isoformat(),
                   danger_talk=DangerTalk(row.key, row.asks[0], row.asks))  # fmt: skip
    back = _say(phrasebook, away, "hi", number)
    yield back
    yield _say(phrasebook, back.session, "still bad", number)
    due = Session(flow=Flow.ENGAGING, turn=9, danger_talk=DangerTalk(row.key, over=3))
    asked = _say(phrasebook, due, "it rained", number)
    yield asked
    yield _say(phrasebook, asked.session, "still bad", number)


def _plan(number: int, country: str, phrasebook: Phrasebook) -> Iterator[Turn]:
    said = ("i stop answering my phone", "going for a walk", "my sister", "giving them to my mum")
    for silent in (False, True):
        session = _in(DangerTalk("suicide", PLAN[0], ("thinking",), opened=1), country)
        for text in said:
            turn = _say(phrasebook, session, "skip" if silent else text, number)
            session = turn.session
            yield turn


def _checks(number: int, country: str, phrasebook: Phrasebook) -> Iterator[Turn]:
    for scenario in CHECKED:
        unsure = Danger(Register.CHECK, scenario, number % 2 == 1)
        first = _say(phrasebook, Session(country=country), "hm", number, unsure)
        yield first
        for text in ("yes", "all fine", "numbers to call", "the colour of the walls"):
            yield _say(phrasebook, first.session, text, number)
