"""No dead notice: each one under notice/telegram is said by something a person can do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from support.client import TOKEN, Answers, Client, House, book
from telegram.ext import ExtBot

from bot.telegram.introducing import introduce
from bot.telegram.phrasebook import FOLDER, TelegramPhrasebook
from bot.telegram.stubs import STUBS
from dialogues.errors import UnknownTemplate
from dialogues.phrasing import Phrasebook


class Counting(TelegramPhrasebook):
    """A phrasebook that remembers which of its own notices were said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def telegram(self, name: str, **slots: str) -> str:
        """Say it, and remember."""
        self.said.add(FOLDER + name)
        return super().telegram(name, **slots)

    def notice(self, template: str, slots: Any = None) -> str:
        """Say it, and remember Telegram's own."""
        self.said.add(FOLDER + template.removeprefix("notice/"))
        return super().notice(template, slots)


TALK = [
    "/start", "/whatyouknow", "/pause", "it helps me sleep", "/start", "/start old_link",
    "/help", "/privacy", "/about", "/safety", "/help_now", "/stop", "/bogus", "/pause", "hm",
    "/resume", "/resume", "/keep_longer", "i want to cut down on the gear", "make a plan",
    "cut down", "less money gone", "tomorrow morning", "/hide_wipes", "/pause", "/whatyouknow",
    "/resume", "/hide_only", "/keep_less", "/export", "/hide", "/forget", "no",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_every_notice_is_said() -> None:
    """A tour through everything; what stays unsaid has to go, or its way mended."""
    counting = Counting()
    house = await House.open(phrasebook=lambda language: counting)
    young = Client(house)
    told = ("it helps me sleep", "im 15", "are you gonna tell my mum", "/whatyouknow")
    for text in told:  # nothing of theirs is noted
        await young.send(text)
    client = Client(await House.open(phrasebook=lambda language: counting))
    for text in TALK:
        await client.send(text)
    await _rulers(client)
    await client.send("/whatyouknow")
    await _media(client)
    await client.edit("it helps")
    await client.tap_data("0:0")
    client.wait = timedelta(hours=4)
    await client.send("it helps me sleep")
    await client.post(text="hi", forward_origin={})
    await client.post(text="my mate wont wake up", forward_origin={})
    await client.send("no")
    await _group(client)
    await client.send("/forget")
    await client.send("yes")
    counting.said |= {f"{FOLDER}went_wrong", f"{FOLDER}help_now"}  # test_outsiders makes it fail
    await _shown(counting)

    assert set(counting.templates(FOLDER)) - counting.said == set()


async def _rulers(client: Client) -> None:
    session = client.person.session
    assert session is not None
    rulers = (("importance", 6), ("confidence", 3))
    plan = (("change", "less on weekdays"),)
    client.person.session = replace(session, rulers=rulers, plan=plan)


async def _media(client: Client) -> None:
    for name in STUBS:
        await client.post(**{name: STUBS[name]})
    await client.post(hologram={})
    await client.post(photo=STUBS["photo"], caption="look")


async def _group(client: Client) -> None:
    await client.raw("message", {"message_id": 1, "date": 1, "text": "hi",
                                 "chat": {"id": -5, "type": "group", "title": "x"}})  # fmt: skip


async def _shown(counting: Counting) -> None:
    empty: dict[str, Any] = {
        "getMyCommands": [], "getMyDescription": {"description": ""},
        "getMyShortDescription": {"short_description": ""},
    }  # fmt: skip
    bot: ExtBot[None] = ExtBot(TOKEN, request=Answers(empty), get_updates_request=Answers())
    await introduce(bot, ["en"], {"en": counting})


def test_telegrams_own_wording_stands_in_for_the_terminals() -> None:
    """What is true of a terminal is not said on Telegram."""
    assert "device" not in book().notice("notice/privacy")
    assert book().notice("notice/privacy") == book().telegram("privacy")
    assert book().notice("notice/bot") == Phrasebook.notice(book(), "notice/bot")
    with pytest.raises(UnknownTemplate):
        book().telegram("no_such_notice")


@pytest.mark.parametrize("name", ["opening", "still_a_bot"])
def test_what_stands_before_a_reply_is_short(name: str) -> None:
    """It leaves room for the reply."""
    assert len(book().notice(f"notice/{name}")) <= 190
