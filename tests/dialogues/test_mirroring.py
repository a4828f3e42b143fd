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

from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses
from dialogues.mirroring import flip, mirror, mirrorings, thing

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
        start = time.perf_counter()
        mirrorings(ready)
        best = min(best, time.perf_counter() - start)
    return best


def test_time_grows_with_length_only() -> None:
    """Eight times the words take about eight times as long."""
    for unit in ("i like my dog ", "and i ", "if i had my ", ", my ", "me and ", "i was "):
        _seconds(unit * 5)
        short, long = _seconds(unit * 40), _seconds(unit * 320)
        assert long < max(short, 0.0005) * 8 * 6
