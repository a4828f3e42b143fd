"""Whose voice, of what time, how strongly felt: everything heard in a message."""

from time import process_time

import pytest

from dialogues.listening.heard import FrameHit
from dialogues.listening.hearing import hear


def hit(text: str, name: str) -> FrameHit | None:
    """Return the first hit of frame `name` in `text`."""
    return next((one for one in hear(text).frames if one.name == name), None)


@pytest.mark.parametrize(
    ("text", "frame", "who"),
    [
        ("my mate uses alone", "uses_alone", "your mate"),
        ("he keeps using alone", "uses_alone", "he"),
        ("they keep using alone", "uses_alone", "they"),
        ("my brother is late for work again", "work_at_risk", "your brother"),
    ],
)
def test_what_others_do_is_about_them(text: str, frame: str, who: str) -> None:
    """A frame under another subject is theirs."""
    found = hit(text, frame)

    assert found is not None
    assert found.about == who
    assert not found.own


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("i use alone", "uses_alone"),
        ("using alone again", "uses_alone"),
        ("it helps me sleep", "helps_sleep"),
        ("my mum died and it helps me sleep", "helps_sleep"),
        ("my boss has noticed", "work_at_risk"),
        ("doctor said fatty liver on the scan", "liver_stomach"),
        ("they stop the panic", "eases_anxiety"),
        ("i take vallies. they stop the panic", "eases_anxiety"),
    ],
)
def test_what_the_client_says_of_themself_is_their_own(text: str, frame: str) -> None:
    """With or without a subject."""
    found = hit(text, frame)

    assert found is not None
    assert found.own


@pytest.mark.parametrize(
    ("text", "frame", "who"),
    [
        ("my mum says i want to stop", "stop_goal", "your mum"),
        ("my worker reckons i want to cut down", "cut_down_goal", "your worker"),
    ],
)
def test_what_others_say_of_the_client_is_reported(text: str, frame: str, who: str) -> None:
    """The person is kept as they would be said back."""
    found = hit(text, frame)

    assert found is not None
    assert found.reported_by == who


def test_telling_someone_is_no_report_by_them() -> None:
    """The subject decides who speaks."""
    found = hit("i told my mum i want to stop", "stop_goal")

    assert found is not None
    assert found.own


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("back then it helped me sleep", True),
        ("it helped me sleep years ago", True),
        ("it helps me sleep", False),
        ("it has always helped me sleep", False),
    ],
)
def test_time_that_is_over(text: str, past: bool) -> None:
    """Long ago and simple past are over; the present perfect is not."""
    found = hit(text, "helps_sleep")

    assert found is not None
    assert found.past is past


def test_only_imagined() -> None:
    """Under an if."""
    found = hit("if it helped me sleep i would take it", "helps_sleep")

    assert found is None or found.hypothetical


@pytest.mark.parametrize(
    ("text", "emotions"),
    [
        ("im scared", {"scared": 2}),
        ("im not scared", {}),
        ("im so scared", {"scared": 3}),
        ("a bit scared", {"scared": 1}),
        ("he is angry", {}),
        ("it makes me sad", {"sad": 2}),
        ("never been so lonely", {}),
        ("so lonely and worn out", {"lonely": 3, "worn out": 3}),
        ("its not that im not scared", {"scared": 2}),
        ("my mum is worried", {}),
        ("im not happy", {"sad": 2}),
    ],
)
def test_emotions_know_denial_strength_and_whose_they_are(
    text: str, emotions: dict[str, int]
) -> None:
    """Not scared is not scared; his anger is his."""
    assert {one.name: one.intensity for one in hear(text).emotions} == emotions


def test_a_denied_denial_is_heard_as_said() -> None:
    """Cant say I dont enjoy it: they do."""
    assert hit("cant say i dont enjoy it", "only_pleasure") is not None
    assert hit("cant say i enjoy it", "only_pleasure") is None


def test_places_of_frames_fit_the_clauses_given_back() -> None:
    """Even where words were dropped to undo a denied denial."""
    for text in (
        "cant say i dont enjoy it",
        "i want to stop but it helps me sleep",
        "its not that it doesnt help me sleep",
    ):
        heard = hear(text)
        for one in heard.frames:
            assert 0 <= one.start < one.end <= len(heard.clauses[one.clause].tokens)


def test_substances_and_people_are_named_once_in_order() -> None:
    """Canonical substances; people as said back."""
    heard = hear(
        "my mum and my mate found my gear and the weed, more gear than weed. my mum cried"
    )

    assert heard.substances == ("heroin", "cannabis")
    assert heard.people == ("your mum", "your mate")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "🦄",
        "....",
        "?",
        "\u202e",
        "-",
        "'",
        "a" * 5000,
        "not " * 1500,
        "😭" * 3000,
    ],
)
def test_anything_can_be_heard(text: str) -> None:
    """Nothing a phone can send breaks listening."""
    assert hear(text).words >= 0


def test_time_grows_with_the_length_only() -> None:
    """A ramble of 4,096 characters costs about as many times more as it is longer."""
    piece = (
        "i use it because my mum said she was scared and i never told my mate it helps me sleep "
    )
    hear(piece * 3)
    short = min(_seconds(piece * 6) for _ in range(3))
    long = min(_seconds(piece * 46) for _ in range(3))

    assert long < 25 * short


def _seconds(text: str) -> float:
    start = process_time()
    hear(text)
    return process_time() - start
