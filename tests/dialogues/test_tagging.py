"""Substances, people, feelings and times are found as people type them, and nothing else."""

import pytest

from dialogues.listening.tagging import tagged


def values(text: str, tag: str) -> list[str]:
    """Return the values of `tag` in `text`, once each, in order."""
    return list(dict.fromkeys(v for token in tagged(text) if (v := token.value(tag))))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("back on the gear", "heroin"),
        ("on the brown again", "heroin"),
        ("bit of h", "heroin"),
        ("smoking crack", "crack"),
        ("bit of coke", "cocaine"),
        ("been on tina all weekend", "methamphetamine"),
        ("on the p again bro", "methamphetamine"),
        ("shabu every night", "methamphetamine"),
        ("took some speed", "amphetamine"),
        ("dropped an e", "mdma"),
        ("took a molly", "mdma"),
        ("few vallies", "diazepam"),
        ("xannies to sleep", "alprazolam"),
        ("popping bars", "alprazolam"),
        ("pregabs for sleep", "pregabalin"),
        ("off my zimmers", "zopiclone"),
        ("too much g", "ghb"),
        ("bump of k", "ketamine"),
        ("ket every weekend", "ketamine"),
        ("nangs", "nitrous oxide"),
        ("smoking spice", "synthetic cannabinoids"),
        ("few spliffs", "cannabis"),
        ("smoke some grass", "cannabis"),
        ("on acid", "lsd"),
        ("shrooms", "psilocybin"),
        ("poppers", "poppers"),
        ("meow meow", "mephedrone"),
        ("cut with tranq", "xylazine"),
        ("nitazenes in it", "nitazenes"),
        ("few cans", "alcohol"),
        ("bottle of wine a night", "alcohol"),
        ("elf bar", "nicotine"),
        ("sipping lean", "codeine"),
        ("my drinking", "alcohol"),
        ("3mmc", "mephedrone"),
        ("on bupe", "buprenorphine"),
        ("nurofen plus", "codeine"),
        ("kratom", "kratom"),
        ("chewing khat", "khat"),
    ],
)
def test_substances_are_known_by_their_street_names(text: str, canonical: str) -> None:
    """UK, US, Irish, AU, NZ and Canadian names alike."""
    assert values(text, "canonical") == [canonical]


@pytest.mark.parametrize(
    "text",
    [
        "crack on with it",
        "crack open a window",
        "i drink water all day",
        "ice cream with the kids",
        "brown bread",
        "the grass needs cutting",
        "my joints hurt",
        "speed up",
        "a blow to the head",
        "feel k today",
        "out of the blues",
        "it snowed",
        "we went to bars and clubs in town",
        "hit rock bottom",
        "wrote it on a tablet computer",
        "base camp",
        "a pot of tea",
        "give me an e mail",
        "charlie is my dog",
        "acid reflux",
        "change gear",
        "full of beans",
        "stuff like that",
        "a pint of milk",
        "smack him in the mouth",
        "bottle it up",
    ],
)
def test_ordinary_words_are_no_substances(text: str) -> None:
    """An ambiguous word counts only near a cue, and never inside a known phrase."""
    assert values(text, "canonical") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("herion", "heroin"),
        ("cocane", "cocaine"),
        ("fentenyl", "fentanyl"),
        ("xanex", "Xanax"),
        ("tramadole", "tramadol"),
        ("ketamin", "ketamine"),
        ("vodca", "vodka"),
        ("alchohol", "alcohol"),
        ("canabis", "cannabis"),
        ("methadon", "methadone"),
        ("gabapentine", "gabapentin"),
    ],
)
def test_misspelt_substances_are_said_back_rightly(typed: str, meant: str) -> None:
    """A typing error is understood and never repeated."""
    assert values(f"was on {typed} last year", "substance") == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "tescos",
        "scard",
        "mondy",
        "bottels",
        "baybs",
        "chemsex",
        "kieron",
        "my weekned",
        "valerie",
        "codie",
        "mesage me",
        "definately",
        "sposed",
        "probs",
        "hernia",
        "weekends",
        "marina",
        "lidl",
        "insta",
    ],
)
def test_no_false_guesses(text: str) -> None:
    """Unknown words are not bent into substances."""
    assert values(text, "canonical") == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("my mum knows", "your mum"),
        ("me da found out", "your da"),
        ("the missus left", "your missus"),
        ("his mum rang", "his mum"),
        ("a mate of mine died", "a mate"),
        ("the cops came", "the police"),
        ("the police came", "the police"),
        ("my other half", "your other half"),
        ("my brother's kids", "your brother"),
        ("staying at my mums", "your mum"),
        ("social services rang", "social services"),
        ("our kid is on it", "your our kid"),
        ("my key worker", "your key worker"),
        ("steve rang", "steve"),
        ("the dog needs walking", "your dog"),
        ("the doctor said", "the doctor"),
        ("my wee man", "your wee man"),
    ],
)
def test_people_are_said_back_from_the_other_side(text: str, person: str) -> None:
    """My mum is your mum; his mum stays his."""
    if person == "the police":
        assert values(text, "kin") == ["police"]
    elif person == "your our kid":
        assert values(text, "kin") == ["family"]
    else:
        assert values(text, "person")[0] == person


@pytest.mark.parametrize(
    "text", ["cheers mate", "alright pal", "the man on the bus", "nah bro", "da best"]
)
def test_nobody_is_meant_by_a_form_of_address(text: str) -> None:
    """Mate at the end of a line is the bot."""
    assert values(text, "person") == []


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("im shattered", "worn out"),
        ("so fed up", "tired of it"),
        ("bricking it", "scared"),
        ("feeling low", "low"),
        ("im gutted", "disappointed"),
        ("💔", "miserable"),
        ("head is all over the place", "confused"),
        ("pissed off", "angry"),
        ("ashamed of it", "ashamed"),
        ("on edge", "anxious"),
        ("lonley", "lonely"),
        ("two minds about it", "torn"),
        ("chuffed", "proud"),
        ("feel shit", "low"),
        ("in bits", "miserable"),
    ],
)
def test_feelings_are_adjectives_that_fit_you_are(text: str, feeling: str) -> None:
    """Slang and emoji become a plain word."""
    assert values(text, "feeling") == [feeling]


@pytest.mark.parametrize(
    "text",
    [
        "cut down to two",
        "calm down",
        "i lost my job",
        "i was so high",
        "got wasted",
        "sick of waiting tables",
        "my flat",
        "shit happens",
        "use alone",
        "found guilty",
        "bottle is empty",
        "low dose",
    ],
)
def test_these_are_no_feelings(text: str) -> None:
    """High and wasted are states; lost my job is an event."""
    assert not {"low", "lost", "lonely", "numb", "guilty", "happy"} & set(values(text, "feeling"))


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("last night", "past"),
        ("years ago", "long_ago"),
        ("2moro", "future"),
        ("every day", "habit"),
        ("right now", "now"),
        ("3 weeks ago", "past"),
        ("back in the day", "long_ago"),
        ("at weekends", "habit"),
    ],
)
def test_times_say_how_far_they_reach(text: str, reach: str) -> None:
    """Now, of late, long ago, to come, or again and again."""
    assert values(text, "reach") == [reach]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("my daughters boyfriend injects", "your daughter's boyfriend"),
        ("my mums boyfriend", "your mum's boyfriend"),
        ("my grandkids mother", "your grandkids' mother"),
        ("my sister's husband", "your sister's husband"),
    ],
)
def test_a_persons_person_keeps_the_owner(text: str, person: str) -> None:
    """Claim: "my daughters boyfriend" is the daughter's, with the apostrophe left out too."""
    assert values(text, "person")[-1] == person
