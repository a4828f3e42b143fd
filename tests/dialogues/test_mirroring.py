"""Saying a person's words back: right, or not at all."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.listening.frames import frames
from dialogues.listening.hearing import hear
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.memory import remember
from dialogues.mirroring import flip, mirror, mirrorings, thing
from dialogues.session import Session

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/mirror_pairs.jsonl")
    .read_text("utf-8")
    .splitlines()
]
MOST_REFUSED = 0.16
"""Share of the pairs with an answer that may be refused."""
_OWN = re.compile(r"\b(i'm|i've|me my|my|mine|myself)\b")
_WORDS = {word for pair in PAIRS for word in str(pair["client"]).split()}
_PIECES = st.sampled_from(
    [word for pair in PAIRS for word in pair["client"].split()]
    + ["imma", "innit", "yet", "just", "like", "said"]
    + [",", ".", "?", "!", "\n", "{{", "}}", "<b>", "😭", "\u202e", "\x00", "ï", "%"]
)


_NEVER_LAST = {"a", "an", "the", "your", "their", "and", "or", "but", "because", "if", "i", "than"}


def _plain(text: str) -> str:
    text = text.rstrip(".")
    return text[:1].lower() + text[1:]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["client"][:50])
def test_a_mirror_is_right_or_refused(pair: dict[str, Any]) -> None:
    """Every pair: one of the right answers, or none."""
    said = mirror(str(pair["client"]))
    if pair["mirror"] is None:
        assert said is None
    elif said is not None:
        assert _plain(said) in {_plain(right) for right in [pair["mirror"], *pair["also"]]}


def test_most_pairs_are_not_refused() -> None:
    """Refusing is safe, refusing everything is useless."""
    answered = [pair for pair in PAIRS if pair["mirror"] is not None]
    refused = sum(mirror(pair["client"]) is None for pair in answered)
    print(f"refused {refused} of {len(answered)}: {refused / len(answered):.0%}")
    assert refused / len(answered) <= MOST_REFUSED


def test_there_are_enough_pairs_and_refusals() -> None:
    """The pairs are many, different, and many of them ask for silence."""
    assert len(PAIRS) >= 450
    assert sum(pair["mirror"] is None for pair in PAIRS) >= 100
    assert len({pair["client"] for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("call my sister on friday", "call your sister on Friday"),
        ("leaving my card at home", "leaving your card at home"),
        ("ill ring my worker tomorrow", "ring your worker tomorrow"),
        ("i'd go for a walk with my dog", "go for a walk with your dog"),
        ("going to my mums instead", "going to your mum's instead"),
        ("not going to the pub", "not going to the pub"),
        ("cut down to 2 a day", "cut down to 2 a day"),
        (
            "getting my script from the chemist myself",
            "getting your script from the chemist yourself",
        ),
        ("by leaving the house", "leaving the house"),
        ("dunno", None),
        ("i left it", None),
        ("kill myself", None),
        ("tell me more", None),
        ("text you", None),
        ("<b>go</b> home", None),
        ("why", None),
        ("", None),
    ],
)
def test_a_plan_is_flipped(answer: str, said: str | None) -> None:
    """A planned step is said to the person."""
    assert flip(answer) == said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("my wife", "your wife"),
        ("wife", "your wife"),
        ("mum", "your mum"),
        ("stress", "stress"),
        ("the mornings", "the mornings"),
        ("my kids and my mum", "your kids and your mum"),
        ("work mostly", "work"),
        ("my sisters house", "your sister's house"),
        ("my fucking boss", "your boss"),
        ("loneliness and the cold", "loneliness and the cold"),
        ("the police", "the police"),
        ("payday", "payday"),
        ("tired", None),
        ("nothing", None),
        ("it", None),
        ("no", None),
        ("hi", None),
        ("{x}", None),
        ("my sister does", None),
        ("the wife knows", None),
        ("the thing", None),
        ("", None),
    ],
)
def test_a_thing_is_named(answer: str, said: str | None) -> None:
    """A short answer gives its noun phrase, or nothing."""
    assert thing(answer) == said


def test_a_thing_may_come_from_a_clause() -> None:
    """A clause will do as well as a text."""
    assert thing(clauses(tagged("my dog"))[0]) == "your dog"


def test_clauses_come_alone_and_joined_in_order() -> None:
    """Each clause by itself, then with the next, in message order."""
    found = mirrorings(clauses(tagged("i love him but i cant live with him")))
    assert [(one.text, one.clause, one.whole) for one in found] == [
        ("you love him", 0, False),
        ("you love him, and you can't live with him", 0, True),
        ("you can't live with him", 1, False),
    ]


def test_a_danger_silences_the_whole_message() -> None:
    """Beside a danger nothing harmless is said back."""
    assert mirrorings(clauses(tagged("i took too many pills and i feel weird"))) == ()


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_a_mirror_is_always_fit_to_say(text: str) -> None:
    """No markup, nothing unturned, nothing long, whatever was typed."""
    found = [one.text for one in mirrorings(clauses(tagged(text)))]
    for said in [*found, mirror(text), flip(text), thing(text)]:
        if said is None:
            continue
        assert 0 < len(said) <= 110
        assert not set(said) & set("{}<>\n\r\t\x00\u202e")
        assert not _OWN.search(said.lower()), said
        assert not said.startswith("i ")
        assert said == said.strip()
        assert not said.endswith((".", ","))
    for said in found:
        assert said.split()[-1] not in _NEVER_LAST, said


def test_a_word_alone_breaks_nothing() -> None:
    """Every single word is answered or refused."""
    for word in _WORDS | {"imma", "ima"}:
        for text in (
            word,
            f"i am {word}",
            f"{word} and my",
            f"no but {word}",
            f"so {word}, {word}",
        ):
            mirrorings(clauses(tagged(text)))
            mirror(text)
            flip(text)
            thing(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    """Any text at all is answered or refused."""
    mirrorings(clauses(tagged(text)))
    mirror(text)
    flip(text)
    thing(text)


def _seconds(text: str) -> float:
    ready = clauses(tagged(text))
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        mirrorings(ready)
        best = min(best, time.process_time() - start)
    return best


def test_time_grows_with_length_only() -> None:
    """Eight times the words take about eight times as long."""
    for unit in ("i like my dog ", "and i ", "if i had my ", ", my ", "me and ", "i was "):
        _seconds(unit * 5)
        short, long = _seconds(unit * 40), _seconds(unit * 320)
        assert long < max(short, 0.0005) * 8 * 6


@pytest.mark.parametrize(
    ("client", "said"),
    [
        # A day that is done, missed or got through is no date.
        ("if i can do monday i can do tuesday", "if you can do Monday, you can do Tuesday"),
        ("i hate sunday", "you hate Sunday"),
        ("my brothers coming over sunday", "your brother's coming over on Sunday"),
        ("want to smoke it not bang it", "you want to smoke it, not bang it"),
        ("i miss the buzz not the rattle", "you miss the buzz, not the rattle"),
        ("i dont want to stop just cut down", "you don't want to stop, just cut down"),
        (
            "sometimes i use with her sometimes on my own",
            "sometimes you use with her, sometimes on your own",
        ),
        (
            "half of me wants to stop the other half couldnt care less",
            "half of you wants to stop, and the other half couldn't care less",
        ),
        (
            "judge said do the app so here i am doing the app",
            "the judge said do the app so here you are doing the app",
        ),
    ],
)
def test_days_and_joins_are_written_well(client: str, said: str | None) -> None:
    """What the last step, the writing down, gets right."""
    assert mirror(client) == said


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("valium dont touch me", "valium doesn't touch you"),
        ("im in me dressing gown", "you're in your dressing gown"),
        ("i dont have it in me anywhere", "you don't have it in you anywhere"),
        ("my little girl says mummys gone sleepy", "your little girl says mummy's gone sleepy"),
        ("everyones got an opinion on my drinking", "everyone's got an opinion on your drinking"),
        ("it does its job of keeping me up", "it does its job of keeping you up"),
        ("i nodded off on the till at work", "you nodded off on the till at work"),
        ("i flushed em", "you flushed them"),
        ("im no having it in the house", "you're not having it in the house"),
        ("told my gp about the fits", "you told your GP about the fits"),
        ("mate came round with some", "your mate came round with some"),
        ("mate i cant cope with it", "you can't cope with it"),
        (
            "got an appointment thursday with the nurse",
            "you've got an appointment on Thursday with the nurse",
        ),
        ("tramadol keep me going", "tramadol keeps you going"),
        ("need them fent strips", "you need those fent strips"),
        ("told them lies for years", "you told them lies for years"),
        ("been drinking since dads funeral", "you've been drinking since your dad's funeral"),
        ("im in a group for mums who take codeine", "you're in a group for mums who take codeine"),
        ("i missed my own cousins wedding", "you missed your own cousin's wedding"),
        ("all my friends drink", "all your friends drink"),
        ("my mates all do ket", "your mates all do ket"),
        ("me and mum dont talk", "you and your mum don't talk"),
        ("not being funny but i know all this", "you know all this"),
        ("got one good mate", "you've got one good mate"),
        ("im sick of it mate", "you're sick of it"),
        ("i go group tuesdays", "you go to group on Tuesdays"),
        ("went the meeting last night", "you went to the meeting last night"),
        ("im bored and half want to jack it in", "you're bored and half want to jack it in"),
        ("my mate lets me stay at his", "your mate lets you stay at his"),
        ("i cant go out with no money", "you can't go out with no money"),
        ("nobody texts me less its about a bag", "nobody texts you unless it's about a bag"),
    ],
)
def test_what_is_spoken_is_mended(client: str, said: str | None) -> None:
    """Spoken forms come back as they would be written, and nobody's mum is made up."""
    assert mirror(client) == said


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("i just want one sunday i can remember", "you just want one Sunday you can remember"),
        (
            "i dont drink on the days i have the girls",
            "you don't drink on the days you have the girls",
        ),
        ("ceiling and me we know each other well on the nights i dont smoke", None),
        (
            "some days i want to quit some days i dont",
            "some days you want to quit, and some days you don't",
        ),
        (
            "sometimes i want to stop and sometimes i dont",
            "sometimes you want to stop, and sometimes you don't",
        ),
        ("wanted it. didnt", None),
        ("weed used to be funny now i sit there scared", "now you sit there scared"),
        (
            "i dont do it cos i like it i do it cos i have to",
            "you don't do it because you like it",
        ),
        ("i look at my kids and think what have i done", None),
        ("woke up in a city i dont live in", "you woke up in a city you don't live in"),
        ("im tired mate everything is grey", "you're tired, and everything is grey"),
        ("want to, cant", "you want to, and you can't"),
        ("two pints and im funny", "two pints and you're funny"),
        ("no buzz in it and i still go", "you still go"),
        ("3 rehabs. then i walk past the shop", None),
        ("3 rehabs. then i moved to my sisters", "you moved to your sister's"),
        (
            "my hands find it when i smoke. when i dont they hunt",
            "your hands find it when you smoke",
        ),
        ("he dont even ask no more thats worse", "he doesn't even ask any more"),
        (
            "its just tingles it goes away after a day",
            "it's just tingles, and it goes away after a day",
        ),
        ("soon as he answers im having one", "soon as he answers, you're having one"),
        ("they bet me fifty bucks i cant", None),
    ],
)
def test_what_belongs_together_stays_together(client: str, said: str | None) -> None:
    """No "not", no "when" and no other half is lost on the way."""
    assert mirror(client) == said


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("might go saturday", "you might go on Saturday"),
        ("might help", None),
        (
            "boss already wrote me up for being late",
            "your boss already wrote you up for being late",
        ),
        ("my po made me do it", "your PO made you do it"),
        ("i take eight or so a day, some days ten", "you take eight or so a day"),
        (
            "i done it before when i was in the gym 4 months no smoke",
            "you did it before when you were in the gym, 4 months no smoke",
        ),
        ("maybe go to my cousins for a weekend", "you might go to your cousin's for a weekend"),
        ("did my 28 days in a big house", "you did your 28 days in a big house"),
        ("got court on thursday", "you've got court on Thursday"),
        ("dude moved into my back bedroom and wont leave", None),
        ("idk what im doing tbh", None),
        ("he rings and i dont even think", None),
        ("i said its fine eleven times today who am i telling", None),
        ("we done sober october me n the girls", None),
        ("should have someone there", "you feel you should have someone there"),
        ("should have stayed in", "you wish you'd stayed in"),
        ("got adhd", "you've got ADHD"),
        ("got my cat with me", "you've got your cat with you"),
        ("been the same dose for years", None),
        ("been the party girl since i was 14", "you've been the party girl since you were 14"),
        ("talking to someone who done it himself helps me stay off", None),
        ("its only weekends whats the harm", None),
        ("hes 6 yrs clean so why not me", None),
        ("if i dont dose by 6 i be throwing up", None),
        ("my son he smell my cup", None),
        ("im 71", None),
        ("judge gave me drug court so here i am drug court", None),
    ],
)
def test_who_and_what_is_sure_or_it_is_not_said(client: str, said: str | None) -> None:
    """The right subject is put in, and a broken clause is left alone."""
    assert mirror(client) == said


@pytest.mark.parametrize(
    ("client", "kept"),
    [
        ("it helps me sleep", "it helps you sleep"),
        ("she keeps me right, my sister", ""),
        ("its when im on my own in the flat", ""),
    ],
)
def test_what_leans_on_an_earlier_word_is_not_kept_for_a_summary(client: str, kept: str) -> None:
    """Later nobody knows who "she" is, or what "it's when" was about."""
    heard = hear(client)
    notes = remember(Session(), heard, mirrorings(heard.clauses), frames("en")).notes
    assert {note.phrase for note in notes} <= {kept}
