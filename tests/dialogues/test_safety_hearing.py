"""Hearing danger: windows, vetoes, an open talk, whose danger it is, and failing closed."""

import numpy as np
import pytest

from dialogues.errors import DataError
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.safety import REGISTER_OF, Register, Scenario, assess, judging
from dialogues.safety.danger import Danger
from dialogues.safety.features import Part, features, parts, windows
from dialogues.safety.judging import pooled
from dialogues.safety.model import REGISTERS, Model, model
from dialogues.safety.weighing import alarm, decide
from dialogues.safety.whose import about_other
from dialogues.sense.sensing import sense

ALARMS = (Register.EMERGENCY, Register.CRISIS, Register.CHECK)
BORING = "signed on this morning and got the bus home because the van was full. " * 3


def message(text: str) -> tuple[Part, ...]:
    """Return the parts of a message."""
    return parts(clauses(tagged(text)))


def chance(text: str, before: str = "") -> float:
    """Return the chance of an alarm in a message."""
    said = message(text)
    seen = pooled(model(), said, sense([part.line for part in said]), before)
    assert seen is not None
    return alarm(model(), seen)


@pytest.mark.parametrize(
    "text",
    [
        "she's gone all floppy and she's making that snoring noise",
        "won't be a problem for anyone after tonight",
        "hes cold and hes not answering me and his nails have gone purple",
        "ah cannae wake him an his lips are blue",
        "mi hermano no despierta and he took pastillas",
    ],
)
def test_danger_without_its_usual_words_is_heard(text: str) -> None:
    """Indirect, in dialect, in two languages."""
    assert assess(text).register in ALARMS


def test_a_signal_in_the_middle_of_a_long_message_is_heard() -> None:
    """Windows of clauses keep the rest from drowning it."""
    assert assess(f"{BORING} he wont wake up and his lips are blue. {BORING}").register in ALARMS


def test_a_short_message_is_seen_once_and_a_long_one_in_stretches() -> None:
    """The whole comes first; every clause stands in some stretch."""
    short, long = message("he left. i cried"), message(BORING * 2)
    stretches = list(windows(long))

    assert list(windows(short)) == [short]
    assert stretches[0] == long
    assert {part for stretch in stretches[1:] for part in stretch} == set(long)
    assert all(len(stretch) < len(long) for stretch in stretches[1:])


def test_a_veto_takes_out_its_own_clause_only() -> None:
    """What else the message says is heard as ever."""
    assert message("im not suicidal") == ()
    assert assess("im not suicidal").register is Register.CONVERSATION
    assert assess("im not suicidal but he wont wake up").register is Register.EMERGENCY


@pytest.mark.parametrize(
    "text",
    ["what do i do if someone has a fit", "what should i do when somebody takes a seizure",
     "hi what to do if someone has a seizure", "does narcan hurt someone who hasnt taken opioids",
     "what happens if you give narcan to someone not on opioids",
     "can you give naloxone to somebody who isnt on opioids?"],
)  # fmt: skip
def test_a_question_somebody_trains_with_is_no_alarm(text: str) -> None:
    """Of nobody in particular, and all of the message: the card is given and nothing checked."""
    assert assess(text).register is Register.CONVERSATION


@pytest.mark.parametrize(
    "text",
    ["what do i do he's having a fit", "what do i do if someone has a fit and wont stop",
     "what do i do someone is having a fit", "someone has a fit what do i do",
     "what do i do if someone has a fit. hes on the floor", "what do i do if he has a fit",
     "what do i do if someone has a fit, shes shaking", "what do i do if my mate has a fit",
     "what do i do if someone has a fit. its been ages",
     "what do i do if someone had a fit in here",
     "what happens if you give narcan to someone not breathing",
     "what happens if you give narcan to someone not on opioids cos hes still out",
     "can you give narcan to someone who isnt on opioids hes gone blue",
     "ive given narcan to someone not on opioids"],
)  # fmt: skip
def test_a_question_with_somebody_in_it_stays_an_alarm(text: str) -> None:
    """A "he", a "my mate" or one word more, and it is heard as ever."""
    assert assess(text).register in (Register.EMERGENCY, Register.CHECK)


def test_a_clause_that_fulfils_a_rule_cannot_be_vetoed() -> None:
    """A rule is the stronger word."""
    assert message("i am not dying yet i feel suicidal")


def test_an_open_talk_makes_its_own_danger_nearer() -> None:
    """The same words weigh more when a friend lay there a minute ago."""
    said = "still nothing"

    assert chance(said, Scenario.OVERDOSE_OTHER) > chance(said)


def test_an_unknown_talk_before_changes_nothing() -> None:
    """A name the model does not know is no reason to fail."""
    assert assess("lovely day", before="weather") == assess("lovely day")


@pytest.mark.parametrize(
    ("text", "scenario", "other"),
    [
        ("he wont wake up", Scenario.OVERDOSE_OTHER, True),
        ("i cant feel my legs", Scenario.OVERDOSE_SELF, False),
        ("my son says he wants to die", Scenario.SUICIDE_IDEATION, True),
        ("i want to die", Scenario.SUICIDE_IDEATION, False),
        ("ive given the cat to my nan and feel calm now", Scenario.SUICIDE_IMMINENT, False),
        ("i think my mate is going to kill himself", Scenario.SUICIDE_IMMINENT, True),
        ("he hit me again", Scenario.VIOLENCE, False),
        ("he hit her again", Scenario.VIOLENCE, True),
        ("he broke my phone screen and hes pacing", Scenario.VIOLENCE, False),
        ("he has the only key", Scenario.VIOLENCE, False),
        ("shes being hit", Scenario.VIOLENCE, True),
        ("he broke my mates arm", Scenario.VIOLENCE, True),
        ("been writing letters to each of the kids", Scenario.SUICIDE_IMMINENT, False),
        ("said my goodbyes to everyone they dont know", Scenario.SUICIDE_IMMINENT, False),
        ("hes got a rope in my shed", Scenario.SUICIDE_IMMINENT, True),
    ],
)
def test_whose_danger_it_is(text: str, scenario: Scenario, other: bool) -> None:
    """ "He" who hits me is not the one in danger."""
    assert about_other(scenario, clauses(tagged(text))) is other


def test_every_scenario_has_a_register_and_is_known_to_the_model() -> None:
    """None can be heard that has no answer, none answered that cannot be heard."""
    assert set(REGISTER_OF) == set(Scenario)
    assert {*map(str, Scenario), "ordinary"} == set(model().classes)


def test_without_the_model_the_rules_still_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged file costs the indirect, never the plain."""

    def broken(language: str) -> Model:
        raise DataError("damaged")

    monkeypatch.setattr(judging, "model", broken)

    assert assess("he wont wake up") == Danger(
        Register.EMERGENCY, Scenario.OVERDOSE_OTHER, other=True
    )
    assert assess("lovely weather") == Danger(Register.CONVERSATION, None, sure=0.0)


def test_without_rules_and_model_every_message_is_an_emergency(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It interrupts rather than waves through."""

    def broken(*_: object) -> Model:
        raise DataError("damaged")

    monkeypatch.setattr(judging, "model", broken)
    monkeypatch.setattr(judging, "heard", broken)

    assert assess("lovely weather").register is Register.EMERGENCY


def test_a_rule_the_model_doubts_is_asked_about() -> None:
    """One direct question, not an alarm."""
    rule = next(one for part in message("he wont wake up") for one in part.rules)
    calm = np.array([float(name == "ordinary") for name in model().classes])

    assert decide(model(), calm, rule)[:2] == (Register.CHECK, Scenario.OVERDOSE_OTHER)


TALKED_ABOUT = (
    "the lift was broke again so i carried the shopping up four floors",
    "my aunt wants her ladder back before the weekend",
    "they changed the times at the library",
    "the cat was sick on the good rug",
)


@pytest.mark.parametrize("place", range(len(TALKED_ABOUT) + 1))
@pytest.mark.parametrize(
    "plainly",
    ["my mate isnt breathing", "shes gone blue", "ive taken all my tablets on purpose",
     "im going to hang myself tonight", "he wont wake up and his lips are blue"],
)  # fmt: skip
def test_a_plain_emergency_is_one_among_talk_of_other_things_too(plainly: str, place: int) -> None:
    """At its beginning, in its middle, at its end: the number stands in the first line."""
    clauses = list(TALKED_ABOUT)
    clauses.insert(place, plainly)

    assert assess(". ".join(clauses)).register is Register.EMERGENCY


@pytest.mark.parametrize(
    "text",
    ["hes turning blue (smurf costume) (paint wont come off) (wedding tomorrow)",
     "ive taken too many... photos of the dog. phone full.",
     "she's gone grey and she LOVES it"],
)  # fmt: skip
def test_a_short_message_is_what_stands_beside_it_too(text: str) -> None:
    """A joke is no emergency because one clause of it would be."""
    assert assess(text).register is not Register.EMERGENCY


def test_a_message_without_words_is_no_danger() -> None:
    """An emoji that means nothing to it, a dot, nothing."""
    assert [assess(text).register for text in ("", ".", "\n")] == [Register.CONVERSATION] * 3


def test_features_name_people_and_substances_alike() -> None:
    """So that "he isnt moving" tells something of "my mate isnt moving"."""
    one, two = features(message("he isnt moving")), features(message("my mate isnt moving"))

    assert "a:PERSON_be" in one & two


@pytest.mark.parametrize("text", ["help me please", "someone help me", "i need help now"])
def test_a_cry_for_help_is_asked_about(text: str) -> None:
    """It does not say what is wrong; nor does "help" alone, while "help now" is a command."""
    assert assess(text).register is Register.CHECK
    assert assess("Help.").register is Register.CHECK
    assert assess("help now").register is Register.CONVERSATION


def test_without_the_model_a_cry_for_help_is_still_asked_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whose danger it is stays open."""

    def broken(language: str) -> Model:
        raise DataError("damaged")

    monkeypatch.setattr(judging, "model", broken)

    assert assess("help me please") == Danger(Register.CHECK, None, sure=0.0)


def test_a_register_that_is_sure_draws_its_scenarios_up() -> None:
    """The two opinions are put together, and the chances still sum to 1."""
    known = model()
    even = np.zeros(len(known.classes) + len(REGISTERS))
    drawn = even.copy()
    drawn[len(known.classes) + REGISTERS.index("emergency")] = 3.0
    place = known.classes.index(Scenario.OVERDOSE_OTHER)

    assert known.chances(drawn)[place] > known.chances(even)[place]
    assert known.chances(drawn).sum() == pytest.approx(1)


def test_dialect_fulfils_a_rule() -> None:
    """Rules are looked for after dialect words are told plainly."""
    assert [
        rule.scenario for part in message("ah want tae kill masel") for rule in part.rules
    ] == [Scenario.SUICIDE_IDEATION]


@pytest.mark.parametrize(
    "text", ["S", "g", "x", "🙂", "benzos", "heroin", "my cousin", "asdf", "16", "london"]
)
def test_a_message_with_nothing_to_go_by_is_only_talk(text: str) -> None:
    """Nobody is taken for a child, or offered anything, for a letter or a bare name."""
    assert assess(text).register is Register.CONVERSATION


@pytest.mark.parametrize("text", ["me and my cousin", "so theres two things", "thanks 🙂"])
def test_a_few_vague_words_are_only_talk(text: str) -> None:
    """They look like nothing; the model has to say so."""
    assert assess(text).register is Register.CONVERSATION


def test_two_words_that_say_something_are_heard() -> None:
    """Short is not empty: a concept, or two kinds of substance, are something to go by."""
    assert not judging.bare(message("blue lips"))
    assert not judging.bare(message("benzos vodka"))
    assert not judging.bare(message("shes overdosed"))


@pytest.mark.parametrize(
    "text",
    [
        "gonna stop drinking cold turkey on monday",
        "stop drinking dead",
        "stopping the drink overnight",
        "chucking all my valium away tonight",
        "coming off my diazepam in one go",
    ],
)
def test_stopping_suddenly_plainly_told_is_an_offer(text: str) -> None:
    """It can bring on fits, so what helps is offered."""
    heard = assess(text)

    assert (heard.register, heard.scenario) == (Register.OFFER, Scenario.WITHDRAWAL_PLAN)


@pytest.mark.parametrize(
    "text",
    [
        "drinking a bottle of vodka every day",
        "chucking my weed away",
        "pour me a beer",
    ],
)
def test_daily_use_and_other_things_are_not_stopping(text: str) -> None:
    """An offer a turn early is one nobody asked for."""
    assert assess(text).scenario is not Scenario.WITHDRAWAL_PLAN


def test_stopping_long_ago_fulfils_no_rule() -> None:
    """What is past takes the rule back."""
    (part,) = message("i went cold turkey off benzos years ago")

    assert part.rules == ()


@pytest.mark.parametrize(
    ("text", "young"),
    [
        ("im 17 btw", True),
        ("im only fourteen", True),
        ("im in year 10", True),
        ("i'm fourteen weeks", False),
        ("im 16 stone", False),
        ("im fifteen minutes away", False),
        ("my head of year when i was a lad", False),
    ],
)
def test_an_age_plainly_told_is_heard_and_a_number_is_not_an_age(text: str, young: bool) -> None:
    """Somebody taken for a child loses their notes: it takes more than a number."""
    assert (assess(text).scenario is Scenario.MINOR) is young


def test_an_offer_below_its_bar_is_not_made() -> None:
    """What is costlier when wrong has to be surer."""
    known = model()
    chances = np.zeros(len(known.classes))
    chances[known.classes.index("ordinary")] = 0.05
    chances[known.classes.index(Scenario.WOUND)] = 0.3
    chances[known.classes.index(Scenario.MINOR)] = 0.39

    assert decide(known, chances, None)[0] is Register.CONVERSATION
    chances[known.classes.index(Scenario.MINOR)] = 0.41
    assert decide(known, chances, None)[:2] == (Register.OFFER, Scenario.MINOR)


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("he hits me", Register.CRISIS), ("i want to die", Register.CRISIS),
        ("i cant breathe", Register.EMERGENCY), ("my head is killing me", Register.CONVERSATION),
        ("kill me now lol", Register.CONVERSATION), ("im dead tired", Register.CONVERSATION),
    ],
)  # fmt: skip
def test_short_plain_lines_are_heard(text: str, register: Register) -> None:
    """A few words in a panic, and the same words as a way of speaking."""
    assert assess(text).register is register


def test_a_thought_is_no_plan() -> None:
    """Both are heard at once; only what is about to happen gets the call first."""
    assert assess("i want to kill myself").register is Register.CRISIS
    assert assess("im going to kill myself").register is Register.EMERGENCY


def test_lips_that_look_funny_are_asked_about_wherever_it_is_said() -> None:
    """In the middle of a question about opening hours too."""
    buried = (
        "also my lad has been asleep since 2 and his lips have a funny look to them "
        "but he had a long week, anyway is it open saturdays"
    )

    assert assess(buried).register in (Register.CHECK, Register.EMERGENCY)
    assert assess("shes happy with her lips, a bit of colour suits her").register is (
        Register.CONVERSATION
    )


@pytest.mark.parametrize(
    "text", ["im bleeding loads", "theres blood everywhere", "i took the lot"]
)
def test_what_may_be_grave_and_may_not_is_asked_about(text: str) -> None:
    """Few words that say no more: one question with the number."""
    assert assess(text).register in (Register.CHECK, Register.EMERGENCY)


@pytest.mark.parametrize(
    "text", ["my nose was bleeding a lot last week", "i took the lot to the tip", "bleeding hell"]
)
def test_blood_and_lots_of_other_kinds_are_not(text: str) -> None:
    """A nose, rubbish, a curse."""
    assert assess(text).register is Register.CONVERSATION
