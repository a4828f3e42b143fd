"""Telegram's limits kept: evenly over all, apart for each chat, silent when told to be."""

from __future__ import annotations

import asyncio

import pytest

from bot.telegram import pacing
from bot.telegram.pacing import Pacer


class Seconds:
    """Steady seconds that go when told to."""

    def __init__(self) -> None:
        """Start somewhere."""
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


async def test_a_chat_waits_its_second_and_others_do_not() -> None:
    """From one message to the next."""
    clock = Seconds()
    pacer = Pacer(100_000, 1, clock)
    await pacer.take(7)

    assert (pacer.wait(7), pacer.wait(8)) == (1.0, 0.0)
    clock.now += 1
    assert pacer.wait(7) == 0


async def test_told_to_wait_a_chat_waits_as_long() -> None:
    """And nobody else."""
    pacer = Pacer(100_000, 1, Seconds())
    pacer.flooded(7, 30)

    assert (pacer.wait(7), pacer.wait(8)) == (30.0, 0.0)
    assert await pacer.spare()


async def test_several_chats_told_to_wait_mean_everybody() -> None:
    """Until the longest of it is over."""
    clock = Seconds()
    pacer = Pacer(100_000, 1, clock)
    for chat in (1, 2, 3):
        pacer.flooded(chat, 5)

    assert not await pacer.spare()
    clock.now += 5
    assert await pacer.spare()


async def test_what_nobody_waits_for_leaves_room_for_messages() -> None:
    """It goes only when the line is free."""
    pacer = Pacer(1, 1, Seconds())

    assert await pacer.spare()
    assert not await pacer.spare()


async def test_messages_leave_evenly() -> None:
    """No second holds more than its share: the tenth waits for nine shares."""
    loop = asyncio.get_running_loop()
    pacer = Pacer(200, 1, loop.time)
    began = loop.time()
    for chat in range(11):
        await pacer.take(chat)

    assert loop.time() - began >= 10 / 200 * 0.9


async def test_no_more_chats_are_remembered_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many write."""
    monkeypatch.setattr(pacing, "CHATS", 3)
    pacer = Pacer(100_000, 1, Seconds())
    for chat in range(5):
        await pacer.take(chat)

    assert [pacer.wait(chat) for chat in range(5)] == [0, 0, 1, 1, 1]
