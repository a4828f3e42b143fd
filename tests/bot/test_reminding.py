"""It says that it is a bot at the start, in each new run and at intervals, wherever it talks."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from support.client import START, Client, House

from bot import clock, terminal
from bot.reminding import STILL
from bot.talk import Talk
from dialogues.phrasing import Phrasebook

SAID = ("my sister is worried about me", "i had a quiet evening", "work drags on", "dunno really")
LINE = Phrasebook("en").notice(STILL)


@pytest.fixture(name="talk")
def _talk() -> Talk:
    """Return a conversation in the terminal that has been opened at START."""
    talk = Talk.start("en", 5, None, None)
    talk.begin(START)
    return talk


def told(talk: Talk, minutes: int, count: int) -> list[int]:
    """Say `count` messages so many minutes apart; return the places of those answered with it."""
    at, found = START, []
    for place in range(1, count + 1):
        at += timedelta(minutes=minutes)
        turn = talk.say(SAID[place % len(SAID)], at)
        assert (LINE in turn.reply) == (("NOTICE", STILL) in turn.moves)
        if turn.reply.startswith(LINE):
            found.append(place)
    return found


async def test_seventy_messages_in_seven_hours_hear_it_alike_here_and_on_telegram(
    talk: Talk,
) -> None:
    """The terminal once said it at the start and never again."""
    client = Client(await House.open(), wait=timedelta(minutes=6))
    await client.send("it helps me sleep")
    there = [
        place
        for place in range(1, 71)
        if (await client.send(SAID[place % len(SAID)])).startswith(LINE)
    ]

    assert told(talk, 6, 70) == there == [30, 60]


def test_it_says_so_hourly_to_somebody_under_eighteen(talk: Talk) -> None:
    """The same code, so the same hours."""
    talk.say("im 15", START)

    assert told(talk, 20, 9) == [3, 6, 9]


def test_no_line_stands_before_an_emergency_number(talk: Talk) -> None:
    """It waits until nobody's safety comes first."""
    turn = talk.say("my mate wont wake up", START + timedelta(hours=5))

    assert LINE not in turn.reply


def test_a_new_run_in_the_terminal_says_it_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sits down again is told again, though the session goes on."""
    file = tmp_path / "s.json"
    first = Talk.start("en", 5, file, None)
    first.begin(START)
    first.say("it helps me sleep", START)
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(minutes=5))
    out = StringIO()
    again = Talk.start("en", 5, file, None)
    terminal.converse(again, StringIO("hi\nmy sister is worried\n"), out, hint="")

    assert " ".join(out.getvalue().split()).count(LINE) == 1


def test_one_line_a_run_is_one_talk(tmp_path: Path) -> None:
    """A script that carries the session is not told before every line."""
    file, found = tmp_path / "s.json", []
    for place in range(5):
        talk = Talk.start("en", 5, file, None)
        talk.carry_on()
        at = START + timedelta(hours=place if place < 4 else 7)
        found.append(LINE in talk.say("my sister is worried", at).reply)

    assert found == [False, False, False, False, True]
