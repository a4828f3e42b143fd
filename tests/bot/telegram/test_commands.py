"""Every command in every state: answered, the same as its words, and the talk left as it was."""

import json
from collections.abc import Awaitable, Callable

import pytest
from support.client import Client, House, book

from bot.telegram.commands import COMMANDS, MENU
from bot.telegram.links import Links
from bot.telegram.words import Words

State = Callable[[Client], Awaitable[None]]
WIPES = {"forget"}


async def _fresh(client: Client) -> None:
    """Nobody has said anything."""


async def _started(client: Client) -> None:
    await client.send("/start")


async def _talking(client: Client) -> None:
    await client.send("it helps me sleep but my sister is worried")
    await client.send("i want to cut down on the gear")


async def _planning(client: Client) -> None:
    await _talking(client)
    await client.send("make a plan")


async def _paused(client: Client) -> None:
    await _talking(client)
    await client.send("/pause")


async def _asked(client: Client) -> None:
    await _talking(client)
    await client.send("/forget")


async def _in_danger(client: Client) -> None:
    await _talking(client)
    await client.send("my mate wont wake up")


async def _in_danger_before_consent(client: Client) -> None:
    await client.send("my mate wont wake up")


STATES = [_fresh, _started, _talking, _planning, _paused, _asked, _in_danger,
          _in_danger_before_consent]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.strip("_"))
async def test_every_command_answers_in_every_state(state: State) -> None:
    """G18: whatever is going on, a command is answered and the talk stays where it was."""
    house = await House.open()
    for name in COMMANDS:
        client = Client(house)
        await state(client)
        kept, before = client.kept, client.person.session
        await client.send(f"/{name}")

        assert client.reply
        assert "handler_failed" not in client.visit.counts
        assert client.kept == kept or client.visit.forget
        assert client.person.session == before or client.visit.forget or name in ASKED
        house = await House.open()


ASKED = ("safety", "help_now")
"""Commands that are a turn of the talk: facts and numbers, asked for outright."""


@pytest.mark.parametrize("name", sorted(COMMANDS))
async def test_typed_words_do_the_same_as_the_command(name: str) -> None:
    """The words of words.toml lead where the command leads."""
    words = Words.of(book()).commands
    said = [word for word, command in words.items() if command == name]
    house = await House.open()
    command, typed = Client(house), Client(house)
    for one in (command, typed):
        await _talking(one)
    await command.send(f"/{name}")
    for word in said:
        await typed.send(word.capitalize() + ".")
        if name != "hide":  # its line is drawn by chance
            assert typed.visit.counts == command.visit.counts

    assert said or name == "start"


async def test_start_welcomes_and_says_that_writing_on_means_yes() -> None:
    """The person learns that it is a bot and what is kept before anything is."""
    client = Client(await House.open())
    said = await client.send("/start")

    assert "bot" in said
    assert "Writing on means" in said
    assert not client.kept


async def test_start_again_ends_a_pause() -> None:
    """Pressing start means wanting to talk."""
    client = Client(await House.open())
    await _paused(client)
    await client.send("/start")

    assert "paused" not in client.person.settings


async def test_an_unknown_link_is_answered_kindly_and_welcomed() -> None:
    """An old invitation is no dead end."""
    client = Client(await House.open())
    said = await client.send("/start pair_0000")

    assert book().telegram("old_link") in said
    assert book().telegram("welcome") in said


async def test_a_links_own_room_takes_it() -> None:
    """A later room registers the beginning of its links."""
    house = await House.open()
    client = Client(house)
    taken = []

    def take(visit, rest):
        taken.append(rest)
        visit.say("taken")
        return True

    links = Links()
    links.register("pair_", take)
    client = Client(await House.open(links=links))

    assert await client.send("/start pair_0aZ-9") == "taken"
    assert taken == ["0aZ-9"]
    with pytest.raises(ValueError, match="taken"):
        links.register("pair_x", take)


async def test_an_unknown_command_looks_like_any_other_unknown_one() -> None:
    """G22: a command of a role one doesn't have is no different from nonsense."""
    client = Client(await House.open())
    said = {await client.send(text) for text in ("/bogus", "/admin", "/peer list", "/grant 5")}

    assert said == {book().telegram("unknown")}


async def test_a_command_with_danger_behind_it_is_danger() -> None:
    """Somebody in a hurry does not mind the slash."""
    client = Client(await House.open())
    await client.send("/help my mate wont wake up")

    assert client.visit.counts == ["turn_emergency"]


async def test_help_during_danger_is_a_cry_for_help() -> None:
    """The one word gives the way to help, not a list of words."""
    client = Client(await House.open())
    await _in_danger(client)

    assert "112" in (await client.send("help")).splitlines()[0]


async def test_a_paused_talk_hears_nothing_but_danger() -> None:
    """One line says how to go on; an emergency is heard and ends the pause."""
    client = Client(await House.open())
    await _paused(client)
    before = client.person.session

    assert await client.send("it helps me sleep") == book().telegram("paused")
    assert client.person.session == before
    assert (await client.send("my mate wont wake up")) != book().telegram("paused")
    assert await client.send("he is breathing now") != book().telegram("paused")


async def test_resume_goes_on_where_the_talk_was() -> None:
    """A tap on the button does what the word does."""
    client = Client(await House.open())
    await _paused(client)
    before = client.person.session

    assert await client.tap("Resume") == book().telegram("resumed")
    assert client.person.session == before
    assert await client.send("/resume") == book().telegram("not_paused")


async def test_what_is_kept_is_told_in_their_words() -> None:
    """Notes, words, wishes and until when."""
    client = Client(await House.open())
    await _talking(client)
    said = await client.send("/whatyouknow")

    assert "it helps you sleep" in said
    assert "gear" in said
    assert "this talk: 2." in said
    assert book().telegram("known_until_day") in said
    assert "Forget" in client.buttons


async def test_keeping_longer_is_asked_for_and_taken_back() -> None:
    """An opt-in of its own, by button or words, withdrawn the same way."""
    client = Client(await House.open())
    await _talking(client)
    await client.send("/privacy")
    await client.tap("Keep thirty days")
    assert client.person.settings["keep"] is True
    assert book().telegram("known_until_month") in await client.send("what you know")
    await client.tap("Keep one day")

    assert "keep" not in client.person.settings


async def test_with_nothing_kept_there_is_nothing_to_tell_or_send() -> None:
    """A wish about notes begins no record."""
    client = Client(await House.open())
    for text in ("/whatyouknow", "/export", "/keep_longer", "/hide_wipes"):
        assert await client.send(text) == book().telegram("nothing_kept")
        assert not client.kept


async def test_an_export_leaves_nothing_out() -> None:
    """The file holds the readable account and the whole record after it."""
    client = Client(await House.open())
    await _planning(client)
    await client.send("/export")
    file = next(one for one in client.heard if one.kind == "document")
    text = file.content.decode()
    record = json.loads(text[text.index("{") :])

    assert "it helps you sleep" in text
    assert record["session"] == json.loads(client.person.session.to_json())
    assert record["settings"].keys() == client.person.settings.keys()
    assert "12345" not in text
    assert str(client.chat) not in text


def test_the_menu_holds_commands_that_exist() -> None:
    """Telegram's menu and the table agree, but for a room's; and each has a description."""
    assert set(MENU) - set(COMMANDS) == {"checkins"}
    assert all(book().telegram(f"menu_{name}") for name in MENU)
