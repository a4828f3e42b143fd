"""Other rooms beside the dialogue: what they write is one with the turn, or undone by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from support.pilot import Account, Pilot

from bot.store import notes
from bot.store.opening import Store
from bot.telegram.rooms import Room
from bot.telegram.tools import Tools
from bot.visit import Outgoing, Visit


class Writing(Room):
    """Writes a note for every message, and fails as it is told to."""

    def __init__(self) -> None:
        """Begin without faults."""
        self.faults: list[Exception] = []
        self.written = 0

    def hear(self, visit: Visit, tools: Tools, text: str) -> bool:
        """Write down the text, and answer it."""

        async def write(connection: AsyncConnection) -> Sequence[Outgoing]:
            await notes.write(connection, "heard", text)
            self.written += 1
            if self.faults:
                raise self.faults.pop()
            return [Outgoing(visit.chat, text=f"noted {text}")]

        visit.writes.append(write)
        return True


@pytest.fixture(name="room")
def _room() -> Writing:
    return Writing()


@pytest.fixture(name="pilot")
async def _pilot(kept: Store, room: Writing) -> AsyncIterator[Pilot]:
    pilot = await Pilot.start(kept, more=[room])
    yield pilot
    await pilot.stop()


async def heard(store: Store) -> str | None:
    """Return what was written last."""
    async with store.database.read() as connection:
        return await notes.read(connection, "heard")


async def test_what_a_room_writes_and_says_comes_with_the_turn(pilot: Pilot) -> None:
    """Written once, said once."""
    assert await Account(pilot, 5001).says("one") == ["noted one"]
    assert await heard(pilot.store) == "one"


async def test_what_fails_is_undone_alone_and_told(pilot: Pilot, room: Writing) -> None:
    """The update is done, nothing of the write stays, and the next one goes on."""
    client = Account(pilot, 5001)
    await client.says("one")
    room.faults = [RuntimeError("zanzibarcanary")]

    assert await client.says("two") == ["sorry"]
    assert await heard(pilot.store) == "one"
    assert (await pilot.counts())["handler_failed"] == 1
    assert await client.says("three") == ["noted three"]


async def test_a_fault_of_the_database_puts_the_turn_back(pilot: Pilot, room: Writing) -> None:
    """It is done again as a whole, and said once."""
    client = Account(pilot, 5001)
    room.faults = [OperationalError("x", {}, Exception("database is locked"))]
    await client.says("one")
    while not client.phone:
        await pilot.work()

    assert [one.text for one in client.phone] == ["noted one"]
    assert room.written == 2


async def test_a_room_that_does_nothing_changes_nothing() -> None:
    """Each of its verbs lets the turn go by."""
    room, nothing = Room(), None
    assert not room.link(nothing, nothing, "x")
    assert not room.tap(nothing, nothing, "x")
    assert not room.alarm(nothing, nothing, "x")
    assert not room.hear(nothing, nothing, "x")
    assert not room.media(nothing, nothing, nothing)
    assert not room.instead(nothing, nothing, nothing)
    assert room.command(nothing, "x") is None
    assert room.beside(nothing, nothing, nothing) == ("", ())
    assert room.recounted(nothing, nothing) == []
    assert room.record(nothing) == {}
