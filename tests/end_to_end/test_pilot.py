"""A pilot with the real process: a coordinator, two peer workers and a client, from nothing on."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from support.botapi import BotApi, Person
from support.process import ROOT, UNLIMITED, Porchlight

from bot.peers.voice import said
from bot.telegram.phrasebook import TelegramPhrasebook


def hears(person: Person) -> str:
    """Return the text of the next message."""
    return str(person.hears().body.get("text", ""))


def does(person: Person, text: str) -> str:
    """Return the reply to a text."""
    person.says(text)
    return hears(person)


def word(text: str) -> str:
    """Return the word of the link in a text."""
    found = re.search(r"start[= ]([\w-]+)", text)
    assert found, text
    return found[1]


def code(bot: Porchlight) -> str:
    """Return the code that the command line prints while the bot runs."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "coordinator"], cwd=ROOT, env=bot.environment(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return word(done.stdout)


@dataclass
class Cast:
    """Everybody of the pilot."""

    coordinator: Person
    one: Person
    two: Person
    client: Person


def gathered(telegram: BotApi, coordinator: Person, *, duty: bool = True) -> Cast:
    """Return everybody of a pilot, the client paired with the first peer worker.

    With `duty` both peer workers are on duty.
    """
    one, two, client = (
        telegram.person(name, username=f"{name.lower()}_q")
        for name in ("Perpetua", "Ottoline", "Zebulon")
    )
    for peer in (one, two):
        invitation = word(does(coordinator, "/invite"))
        peer.starts(invitation)
        hears(peer)
        peer.taps("Yes")
        hears(peer)
        hears(coordinator)
    link = word(does(one, "/pair"))
    assert one.hears().body["photo"]
    client.starts(link)
    hears(client)
    client.taps("Yes")
    hears(client)
    hears(one)
    for peer in (one, two) if duty else ():
        does(peer, "/duty on")
    return Cast(coordinator, one, two, client)


@pytest.fixture(scope="module", name="telegram")
def _telegram() -> Iterator[BotApi]:
    """Return an emulated Telegram without rate limits: what is said counts here."""
    with BotApi(pace=False) as api:
        yield api
        api.check()


@pytest.fixture(scope="module", name="running")
def _running(telegram: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Porchlight]:
    """Return a bot that runs without rate limits, and is started anew where a test kills it."""
    bot = Porchlight(tmp_path_factory.mktemp("pilot") / "home", telegram, **UNLIMITED)
    bot.starts()
    yield bot
    bot.dies()


@pytest.fixture(scope="module", name="coordinator")
def _coordinator(telegram: BotApi, running: Porchlight) -> Person:
    """Return somebody who has become coordinator by the command line's code."""
    person = telegram.person("Quirinalda", username="quirinalda_q")
    person.starts(code(running))
    hears(person)
    person.taps("Yes")
    assert "coordinator" in hears(person)
    return person


def test_a_pilot_from_nothing_to_a_talk_handed_over_and_forgotten(
    telegram: BotApi, coordinator: Person, words: TelegramPhrasebook
) -> None:
    """Paired, asked for, taken, relayed, in danger, handed over, ended, forgotten."""
    cast = gathered(telegram, coordinator)
    client, one, two = cast.client, cast.one, cast.two
    does(client, "weed is the only thing that helps me sleep")

    assert "helps you sleep" in does(client, "can i talk to a person")
    client.taps("Send this")
    assert hears(client) == said(words, "peer/asked")
    card, other = hears(one), hears(two)
    assert "You two are paired." in card
    assert "You two are paired." not in other
    assert "helps you sleep" in card
    two.taps("Take it")
    assert "through to" in hears(two)
    assert "with a colleague" in hears(one)
    assert "is here, a peer worker" in hears(client)
    client.says("hi. real person?")
    assert hears(two).endswith(":\nhi. real person?")
    two.says("yes. hi")
    assert hears(client).endswith(":\nyes. hi")

    danger = does(client, "i took too many pills and i want to die")
    assert any(digit in danger.splitlines()[0] for digit in "0123456789")
    assert hears(two).endswith("i want to die")
    assert "heard danger" in hears(two)

    two.taps("Hand over")
    assert "Asked: 1" in hears(two)
    assert "handed over" in hears(one)
    assert "has to hand over" in hears(client)
    one.taps("Take it")
    assert "through to" in hears(one)
    assert "out of it" in hears(two)
    assert "another peer worker" in hears(client)
    one.says("/end")
    assert "hard one" in hears(one)
    assert "the bot" in hears(client)

    does(client, "/forget")
    client.taps("Yes")
    assert hears(client) == words.telegram("forgotten")
    assert "pairing with" in hears(one)
    assert does(one, "/pairings") == said(words, "peer/no_pairings")
    _nobody_is_shown(telegram, cast)


def _nobody_is_shown(telegram: BotApi, cast: Cast) -> None:
    """Neither an id nor a name of anybody's stands in anything sent to anybody else."""
    people = (cast.coordinator, cast.one, cast.two, cast.client)
    for reader in people:
        seen = str(reader.texts)
        for other in people:
            for secret in (other.who["first_name"], other.who["username"], str(other.id)):
                assert secret not in seen
    between = [
        call for call in telegram.calls("sendMessage")
        if re.match(r"[A-Z][a-z]+ [a-z]+:\n", str(call.values["text"]))
    ]  # fmt: skip
    assert len(between) >= 3
    assert all(call.values["protect_content"] for call in between)


def test_a_talk_outlives_a_kill(
    telegram: BotApi, running: Porchlight, coordinator: Person, words: TelegramPhrasebook
) -> None:
    """Started again, it goes on where it was: nothing of it stood in memory alone."""
    cast = gathered(telegram, coordinator)
    assert does(cast.client, "/peer") == said(words, "peer/ask_bare")
    cast.client.taps("Nothing, ask them")
    hears(cast.client)
    hears(cast.one), hears(cast.two)
    running.dies()
    cast.one.taps("Take it")
    running.starts()
    assert "through to" in hears(cast.one)
    assert "is here" in hears(cast.client)
    running.dies()
    cast.client.says("are you still there")
    running.starts()

    assert hears(cast.one).endswith("are you still there")


def test_a_client_who_blocks_the_bot_leaves_a_line_with_the_peer_worker(
    telegram: BotApi, coordinator: Person, words: TelegramPhrasebook
) -> None:
    """Within a second or two, and nothing of them is left."""
    cast = gathered(telegram, coordinator, duty=False)
    cast.client.blocks()

    assert "pairing with" in hears(cast.one)
    assert does(cast.one, "/pairings") == said(words, "peer/no_pairings")


def test_the_code_from_the_command_line_makes_one_coordinator(
    telegram: BotApi, running: Porchlight, words: TelegramPhrasebook
) -> None:
    """Used, it is an old link; the coordinator's commands are nobody else's."""
    made = code(running)
    first, second = telegram.person(), telegram.person()
    first.starts(made)
    hears(first)
    first.taps("Yes")
    assert "coordinator" in hears(first)
    second.starts(made)

    assert hears(second) == words.telegram("old_link")
    hears(second)
    assert does(second, "/pilot") == words.telegram("unknown")
    assert "counts" in does(first, "/pilot")
