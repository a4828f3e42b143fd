"""The seam for the safety work: obvious words interrupt from every state; it fails closed."""

import pytest

from dialogues import safety
from dialogues.safety import Register, Scenario, assess, register

EMERGENCIES = [
    "he wont wake up", "hes stopped breathing", "shes not breathing right", "hes od'd",
    "hes gone grey", "shes making a snoring noise and wont answer", "i took all my pills",
    "i took a load of pills to end it", "we need an ambulance", "shes having a seizure",
    "cant get him to wake up", "his lips are blue", "she has overdosed", "i just took too many",
    "my mate says hes gonna kill himself",
]  # fmt: skip
CRISES = [
    "i want to die", "i dont want to be here anymore", "thinking about ending it all",
    "id be better off dead", "no point being alive",
    "i feel suicidal", "i was raped",
]  # fmt: skip
ORDINARY = [
    "my mum says im killing myself", "i od last year", "he overdosed in 2019",
    "im killing myself laughing", "he was not breathing when i found him", "hes breathing fine",
    "cut myself off from mates", "the heat is killing me",
    "how do i know if someone is overdosing",
    "watched a film where she wouldnt wake up", "i dont want to die young", "dead tired",
    "naloxone training was about people who wont wake up", "im not suicidal",
    "ive got nobody to wake up with", "people who'd notice if i was gone for a week",
    "pissing blood some mornings", "sometimes i hear my mums voice telling me to get up",
    "the bit where he sinks in the carpet", "help with the bus", "stuck in a queue. help",
    "said my goodbyes to her in the home last week", "he was really out of it last night",
]  # fmt: skip
ASKED_ABOUT = [
    "HELP", "help!!!", "feeling like ending it", "said my goodbyes", "hes really out of it",
    "no point leaving a mess for folk", "think ive overdone it",
    "had me up against the fridge with his forearm",
]  # fmt: skip
THEIRS = ["my gf has cut her wrist", "partners wrist is cut", "hes cut his wrist"]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_plain_words_for_an_emergency_interrupt(text: str) -> None:
    """The obvious ones are heard."""
    assert register(text) is Register.EMERGENCY


def test_hurting_oneself_interrupts() -> None:
    """As a crisis or, where the wound may be fresh, as an emergency."""
    assert register("i cut myself last night") in (Register.CRISIS, Register.EMERGENCY)


@pytest.mark.parametrize("text", CRISES)
def test_plain_words_for_a_crisis_interrupt(text: str) -> None:
    """So are these."""
    assert register(text) is Register.CRISIS


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_does_not_interrupt(text: str) -> None:
    """Past, films, training, idioms and reported speech are talk."""
    assert register(text) is Register.CONVERSATION


@pytest.mark.parametrize("text", ASKED_ABOUT)
def test_what_is_said_sideways_is_asked_about(text: str) -> None:
    """One direct question, with help a tap away."""
    assert register(text) is Register.CHECK


def test_a_child_left_alone_is_met() -> None:
    """By a question, or at once: nothing says how long ago, nor how old they are."""
    assert register("i left the kids on their own") in (Register.CHECK, Register.EMERGENCY)


@pytest.mark.parametrize("text", THEIRS)
def test_a_wrist_of_theirs_is_their_own_danger(text: str) -> None:
    """It is not harm that somebody did to them."""
    heard = assess(text)

    assert heard.register in (Register.CRISIS, Register.EMERGENCY)
    assert heard.scenario in (Scenario.SUICIDE_IDEATION, Scenario.SUICIDE_IMMINENT)
    assert heard.other


def test_a_voice_that_says_anything_else_is_heard() -> None:
    """Only what a mother says in the morning is let be."""
    assert register("i hear my mums voice telling me to kill myself") is Register.CRISIS


def test_the_scenario_and_whose_it_is_are_told() -> None:
    """The reply depends on what the danger is and on who is in it."""
    other, own = assess("he wont wake up"), assess("i took all my pills")

    assert (other.register, other.scenario, other.other) == (
        Register.EMERGENCY, Scenario.OVERDOSE_OTHER, True
    )  # fmt: skip
    assert (own.register, own.other) == (Register.EMERGENCY, False)
    assert assess("lovely weather").scenario is None


def test_it_fails_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken check counts as an emergency."""

    def broken(text: str, language: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(safety, "tagged", broken)

    assert register("lovely weather") is Register.EMERGENCY
