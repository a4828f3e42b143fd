"""Groups, channels and failures: what happens where no talk can happen."""

import logging
from typing import Any

import pytest
from support.client import Client, House, book

from bot.telegram.phrasebook import TelegramPhrasebook
from dialogues.phrasing import Said

CANARY = "zanzibarcanary"


def _group(kind: str = "supergroup") -> dict[str, Any]:
    return {"id": -100123, "type": kind, "title": "My mates"}


async def test_a_group_gets_one_polite_line_and_is_left() -> None:
    """G21: nothing is kept, and the line does not say what the bot is for."""
    client = Client(await House.open())
    await client.raw("message", {
        "message_id": 1, "date": 1, "chat": _group(), "text": f"/start {CANARY}",
        "from": {"id": 5, "is_bot": False, "first_name": "C"},
    })  # fmt: skip

    assert [one.kind for one in client.heard] == ["text", "leave"]
    assert client.reply == book().telegram("group")
    assert "emergency number" in client.reply
    assert all(one.chat == -100123 for one in client.heard)
    assert not client.visit.store


@pytest.mark.parametrize(("status", "said"), [("member", 2), ("left", 0), ("kicked", 0)])
async def test_being_added_to_a_group_is_enough_to_leave_it(status: str, said: int) -> None:
    """Being put out of one needs no answer, and makes nobody forgotten."""
    client = Client(await House.open())
    me = {"user": {"id": 12345, "is_bot": True, "first_name": "P"}}
    await client.raw("my_chat_member", {
        "chat": _group("channel"), "from": {"id": 5, "is_bot": False, "first_name": "C"},
        "date": 1, "old_chat_member": {**me, "status": "left"},
        "new_chat_member": {**me, "status": status, "until_date": 0},
    })  # fmt: skip

    assert len(client.heard) == said
    assert not client.visit.forget
    assert not client.visit.store


class Broken(TelegramPhrasebook):
    """A phrasebook that fails as soon as the dialogue wants to say something."""

    def say(self, *args: Any, **kwargs: Any) -> Said | None:
        """Fail."""
        raise RuntimeError(f"cannot say {CANARY}")


async def test_a_failure_is_told_and_counted_and_shows_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """G10: the reply is a template, the log a class name and a place in the code."""
    caplog.set_level(logging.DEBUG)
    broken = Broken()
    client = Client(await House.open(phrasebook=lambda language: broken))
    said = await client.send(f"my sister {CANARY} is worried about me")

    assert said == book().telegram("went_wrong")
    assert "handler_failed" in client.visit.counts
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text
    assert not client.kept


class BrokenInDanger(TelegramPhrasebook):
    """A phrasebook without the emergency's words."""

    def notice(self, template: str, slots: Any = None) -> str:
        """Fail for whatever is said in danger."""
        raise RuntimeError(CANARY)


async def test_a_failure_in_danger_still_gives_the_way_to_help() -> None:
    """It fails closed: the number comes, whatever is broken."""
    broken = BrokenInDanger()
    client = Client(await House.open(phrasebook=lambda language: broken))

    assert await client.send("my mate wont wake up") == book().telegram("help_now")


async def test_a_failure_keeps_what_was_known() -> None:
    """A person of whom there is a record keeps it, unchanged."""
    fine = Client(await House.open())
    await fine.send("it helps me sleep")
    before = fine.person.session
    broken = Broken()
    fine.house = await House.open(phrasebook=lambda language: broken)
    await fine.send("my sister is worried about me")

    assert fine.kept
    assert fine.person.session == before
