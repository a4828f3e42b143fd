"""What Telegram shows of the bot: set once, where it differs, and telling nobody anything."""

import re
from typing import Any

from support.client import TOKEN, Answers, book
from telegram.ext import ExtBot

from bot.telegram.commands import MENU
from bot.telegram.introducing import introduce

TELLING = re.compile(r"\b(drugs?|using|use|heroin|overdose|recovery|gear|addict\w*|substances?)\b")


def _shown() -> dict[str, Any]:
    return {
        "getMyCommands": [
            {"command": name, "description": book().telegram(f"menu_{name}")} for name in MENU
        ],
        "getMyDescription": {"description": book().telegram("description")},
        "getMyShortDescription": {"short_description": book().telegram("short_description")},
    }


async def _introduced(results: dict[str, Any]) -> tuple[int, list[tuple[str, dict[str, Any]]]]:
    request = Answers(results)
    bot: ExtBot[None] = ExtBot(TOKEN, request=request, get_updates_request=Answers())
    changed = await introduce(bot, ["en"], {"en": book()})
    return changed, request.calls


async def test_menu_and_descriptions_are_set_for_private_chats() -> None:
    """For everybody, and for the language by name."""
    empty = {"getMyCommands": [], "getMyDescription": {"description": ""},
             "getMyShortDescription": {"short_description": ""}}  # fmt: skip
    changed, calls = await _introduced(empty)
    menus = [given for name, given in calls if name == "setMyCommands"]

    assert changed == 6
    assert [given.get("language_code", "") for given in menus] == ["", "en"]
    assert all(given["scope"]["type"] == "all_private_chats" for given in menus)
    assert [one["command"] for one in menus[0]["commands"]] == list(MENU)


async def test_what_stands_already_is_not_set_again() -> None:
    """A restart asks and changes nothing."""
    changed, calls = await _introduced(_shown())

    assert changed == 0
    assert not [name for name, _ in calls if name.startswith("set")]


def test_what_is_shown_fits_and_tells_nobody_what_it_is_for() -> None:
    """Telegram's limits; and no word somebody at the phone could hold against them."""
    menu = [book().telegram(f"menu_{name}") for name in MENU]
    description, short = book().telegram("description"), book().telegram("short_description")

    assert all(1 <= len(text) <= 256 for text in menu)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in MENU)
    assert len(description) <= 512
    assert len(short) <= 120
    assert "bot" in description
    assert not TELLING.search(" ".join([*menu, *MENU, description, short]).lower())


def test_a_preview_on_a_locked_screen_tells_nothing() -> None:
    """The first line of each notice but the ones asked for by name is neutral."""
    asked = {"about", "safety", "help_now"}
    names = [name.rpartition("/")[2] for name in book().templates("notice/telegram/")]
    first = {name: book().telegram(name, **_slots()).splitlines()[0] for name in names
             if name not in asked}  # fmt: skip

    assert {name: line for name, line in first.items() if TELLING.search(line.lower())} == {}


def _slots() -> dict[str, str]:
    return {"number": "2", "thing": "x", "target": "x"}
