"""Every signal is heard in its examples, not in its near misses; the worked-out ones too."""

import re
from pathlib import Path

import pytest

from dialogues.listening.signals import signal_rules, signals
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses


def heard(text: str) -> tuple[str, ...]:
    """Return the signals of `text`."""
    tokens = tagged(text)
    return signals(text, tokens, clauses(tokens))


@pytest.mark.parametrize("name", signal_rules().rows)
def test_signal_is_heard_in_its_examples_and_not_in_its_near_misses(name: str) -> None:
    """Data test: every example, no near miss; enough of both."""
    row = signal_rules().rows[name]
    missed = [text for text in row["examples"] if name not in heard(text)]
    wrong = [text for text in row["near"] if name in heard(text)]

    assert (missed, wrong) == ([], [])
    assert len(row["examples"]) >= 8
    assert len(row["near"]) >= 4


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", 6), ("a six", 6), ("maybe 7/10", 7), ("about 4 i guess", 4), ("3 or 4", 3),
        ("10 out of 10", 10), ("id say a 5", 5), ("0", 0), ("like a 2 tbh", 2), ("8 lol", 8),
        ("ten", 10), ("6 because i want my kids back", 6), ("its about a 3 today", 3),
        ("between 3 and 4", 3), ("6.5", 6), ("7 out of ten", 7),
    ],
)  # fmt: skip
def test_answer_to_a_scale_is_a_number(text: str, number: int) -> None:
    """A number on its own, hedged or not, is an answer to a ruler."""
    assert f"number:{number}" in heard(text)


@pytest.mark.parametrize(
    "text",
    ["3 days", "$40", "£40 a day", "im 15", "20ml", "2 cans a night", "one of my mates",
     "i have 3 kids", "11", "i went to ten meetings", "50/50", "no one"],
)  # fmt: skip
def test_other_numbers_are_no_answer_to_a_scale(text: str) -> None:
    """Amounts, prices and ages are not."""
    assert not any(signal.startswith("number:") for signal in heard(text))


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("🐌🐌", "emoji_only"), ("🦄", "emoji_only"), ("", "empty"), ("...", "empty"),
        ("asdfghjkl", "nonsense"), ("sdkfjhs dkjfh", "nonsense"), ("hjkl", "nonsense"),
        ("I AM SO SICK OF THIS", "capitals"), ("i tried to stop but", "unfinished"),
        ("its just that i cant-", "unfinished"), ("i want to cut down because", "unfinished"),
        ("estoy muy mal y no puedo dormir", "other_language"),
        ("je sais pas quoi faire avec tout ça", "other_language"),
        ("do you think that works?", "question"), ("does it get easier?", "question"),
        ("how long does it take", "question"), ("???", "asks_what_you_mean"),
        ("are you ok with that", "question"),
    ],
)  # fmt: skip
def test_what_no_pattern_can_say(text: str, signal: str) -> None:
    """Shape of the message."""
    assert signal in heard(text)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("why do i keep doing this", "question"), ("how did i end up here?", "question"),
        ("who wouldnt?", "question"), ("I dont know", "capitals"), ("OK", "capitals"),
        ("LSD and MDMA last night with a mate", "capitals"), ("xans", "nonsense"),
        ("tbh idk", "nonsense"), ("i do it when im on my own", "question"),
        ("my mate Aoife and me", "other_language"), ("heroin-free now", "unfinished"),
        ("what a day that was", "question"), ("when i use i feel normal", "question"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it(text: str, signal: str) -> None:
    """Questions to oneself, acronyms, slang."""
    assert signal not in heard(text)


@pytest.mark.parametrize(
    ("text", "signal"),
    [("👍", "yes"), ("👎", "no"), ("😂", "laugh"), ("🙏", "thanks"), ("👋", "greeting")],
)
def test_an_emoji_that_says_something_is_not_an_emoji_only(text: str, signal: str) -> None:
    """It is an answer like a typed one; a sad face is a feeling."""
    assert heard(text) == (signal,)
    assert heard("😭😭") == ()


TYPED = {
    "privacy": "asks_who_reads", "forget": "asks_forget", "my reasons": "my_reasons",
    "sum up": "wants_summary", "where am I": "asks_stage", "ideas": "wants_ideas",
    "make a plan": "wants_plan", "just listen": "just_listen", "no questions": "stop_questions",
    "something else": "something_else", "pause": "pause", "help now": "asks_numbers",
    "hide": "asks_hide",
}  # fmt: skip
"""What the notices tell people to type."""
BUTTONS = {
    "ideas": "wants_ideas", "just_listen": "just_listen", "keep_talking": "questions_ok",
    "my_reasons": "my_reasons", "no": "no", "not_now": "not_yet", "plan": "wants_plan",
    "something_else": "something_else", "stop": "pause", "yes": "yes",
    "more": "wants_more", "numbers": "asks_numbers", "safety": "asks_safety",
}  # fmt: skip
TEMPLATES = Path(__file__).parents[2] / "templates" / "en"


def wordings(path: Path) -> list[str]:
    """Return the lines of a template that can be said."""
    return [
        line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("{#")
    ]


@pytest.mark.parametrize("notice", ["help", "opening", "opening_again", "privacy"])
def test_every_word_a_notice_says_to_type_gives_its_signal(notice: str) -> None:
    """In any case, with a full stop, alone."""
    said = " ".join(wordings(TEMPLATES / "notice" / f"{notice}.j2"))
    quoted = re.findall(r'"([^"]+)"', said)

    assert quoted
    for text in quoted:
        for typed in (text, text.upper(), text.capitalize() + ".", f" {text} "):
            assert TYPED[text] in heard(typed), typed


ELSEWHERE = frozenset({
    "all_fine", "help_is_here", "not_an_emergency",
    "export", "forget", "hide_only", "hide_wipes", "keep_less", "keep_longer", "pause", "resume",
})  # fmt: skip
"""Buttons of the danger talk and of Telegram: the tests of those rooms hold them.

Those of peer workers ("peer_...") are held in tests/bot/peers.
"""


@pytest.mark.parametrize(
    "path",
    sorted(
        one
        for one in (TEMPLATES / "button").glob("*.j2")
        if one.stem not in ELSEWHERE and not one.stem.startswith("peer_")
    ),
    ids=lambda p: p.stem,
)
def test_every_button_gives_its_signal(path: Path) -> None:
    """What a button says is what is sent when it is pressed."""
    assert all(BUTTONS[path.stem] in heard(label) for label in wordings(path))


@pytest.mark.parametrize(
    "text",
    ["about 6 or 7 a day now", "6 a night", "like 3 or 4 each weekend", "2 every morning"],
)
def test_an_amount_by_the_day_is_no_answer_to_a_scale(text: str) -> None:
    """How many of them is another matter."""
    assert not any(signal.startswith("number:") for signal in heard(text))


def test_a_plain_message_has_no_signal() -> None:
    """Most talk does nothing to the conversation."""
    assert heard("my mum found my stash and now she wont talk to me") == ()
