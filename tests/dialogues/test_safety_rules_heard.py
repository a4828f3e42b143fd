"""What danger.toml's rules hear in plain words that name no danger, and what is left alone."""

import pytest

from dialogues.safety import Register, Scenario, assess

ALARMS = (Register.EMERGENCY, Register.CRISIS, Register.CHECK)


@pytest.mark.parametrize(
    "text",
    [
        "i just want to switch off and not get switched back on",
        "dont think ill be bothering anyone by this time next week",
        "cant do another xmas. wont be doing another one either",
        "like being here",
        "feel like such a burden",
        "wanna die fr",
        "wanna sleep n never wake up",
        "ive been keeping back my amitriptyline every week since august",
        "got the hose pipe measured for the exhaust",
        "took the lot",
        "took a load of iron tablets hours ago and i feel fine now",
        "i drank the whole of my methadone for the week",
        "how long before paracetamol does the liver damage",
        "how would i know if antifreeze is going to hurt me",
        "on my own, done way more than i meant to of the brown",
        "chest like someone sat on it since the sniff",
        "my uncle came in my room again",
        "im 15 n i took my nans pills nd i feel sick n dizzy",
        "im 30 weeks and ive stopped feeling the baby move",
        "im not allowed money or a phone of my own",
        "my grandson pushed me over for my purse",
        "hes locked in the loo and gone quiet",
        "was stood up on the motorway bridge there for ages",
        "the kid picked up my foil",
        "you asked so ill tell you, yes, tonight, with the insulin",
        "its a long story. it ends friday",
        "tonight with the belt",
        "turned round and the baby had my spoon",
        "caught my son with my pipe in his hand",
    ],
)
def test_what_names_no_danger_is_asked_about(text: str) -> None:
    """Each is a sign of the reference's sections 1.1, 1.2 or 5.4."""
    assert assess(text).register in ALARMS


@pytest.mark.parametrize(
    "text",
    [
        "switched the phone off and not switched it back on since",
        "my daughter picked up my script for me",
        "nurse comes tonight with the insulin",
        "my tag, it ends friday thank god",
        "the baby picked up a cold",
        "the kids got into my bag of sweets",
        "i wont be here for christmas, im off to my sisters in spain",
        "like living with a teenager",
        "i dont want to be a burden on the nhs",
        "i feel like a burden in this team at work",
        "cakes to die for",
        "sleep and never wake up before noon, thats my sundays",
        "been putting my meds aside in a dosette box so i dont forget",
        "replaced the hose and the exhaust on the van",
        "took the lot to the tip, house is empty",
        "the dog ate a whole packet of biscuits and was sick on the stairs",
        "had all my methadone this week, proud of it",
        "how many paracetamol can you take with codeine",
        "dont let the dog drink antifreeze they say",
        "drank more than i meant to last night",
        "weight off my chest telling you that",
        "my brother comes in my room without knocking, again",
        "im 15 and my mates all vape",
        "not felt the baby move yet, im only 15 weeks",
        "im not allowed to see my kids till the court says so",
        "my grandson pushed me on the swing",
        "he's gone over to his mum's for tea",
        "was suicidal in 2015, im in a different place these days",
        "i had a fit of the giggles in the meeting",
        "he locked himself in the bathroom in a huff after we argued",
        "stood on the bridge for ages waiting for the bus",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str) -> None:
    """The past, a way of speaking, an errand."""
    assert assess(text).register not in ALARMS


@pytest.mark.parametrize(
    "text",
    ["day 2 off the cider", "48 hours off the wine, bit sweaty", "binned all my pregabs today"],
)
def test_the_first_days_without_bring_an_offer(text: str) -> None:
    """Fits come within two days of the last drink (the reference's S-WD-ALC)."""
    heard = assess(text)

    assert (heard.register, heard.scenario) == (Register.OFFER, Scenario.WITHDRAWAL_PLAN)


@pytest.mark.parametrize(
    "text",
    ["day 40 off the cider", "two days off the fags", "day 3 without coffee", "two days off work"],
)
def test_other_days_bring_none(text: str) -> None:
    """After those days, or without what brings fits, there is nothing to offer."""
    assert assess(text).scenario is not Scenario.WITHDRAWAL_PLAN


def test_a_fit_and_a_face_are_those_of_who_has_them() -> None:
    """ "Had a fit" is the writer's own; so is "half my face"."""
    assert not assess("had a fit this morning, stopped me bars on friday").other
    assert not assess("half my face has gone funny").other
    assert assess("hes having a fit").other


def test_a_child_is_in_danger_only_if_one_is_spoken_of() -> None:
    """Else it is somebody grown up who swallowed it."""
    drank = assess("the g was for three of us and she drank it thinking its water, now shes jelly")

    assert drank.scenario is Scenario.OVERDOSE_OTHER
    assert assess("the baby's got one of my blues in her mouth").scenario is (
        Scenario.CHILD_IN_DANGER
    )


def test_what_one_is_not_let_have_is_asked_about_and_a_mothers_rule_is_not() -> None:
    """Control without a blow (5.4 G)."""
    assert assess("she wont let me have my own card").register in ALARMS
    assert assess("mum wont let me have my phone til ive done my homework").register not in ALARMS
