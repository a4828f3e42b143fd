"""A part that dies ends the whole, and says so; nothing limps."""

from __future__ import annotations

import asyncio

import pytest

from bot.telegram.polling import SomebodyElsePolls
from bot.telegram.supervising import Supervisor, TaskDied


async def _for_ever() -> None:
    await asyncio.Event().wait()


async def _ends() -> None:
    return


async def _fails() -> None:
    raise ValueError("zanzibarcanary")


@pytest.mark.parametrize("part", [_ends, _fails])
async def test_a_part_that_ends_ends_the_watch(
    part: object, caplog: pytest.LogCaptureFixture
) -> None:
    """With its name and the class of the error, and no more."""
    supervisor = Supervisor()
    supervisor.start("poller", _for_ever())
    supervisor.start("sender", _ends() if part is _ends else _fails())
    with pytest.raises(TaskDied):
        await supervisor.watch(asyncio.Event())
    await supervisor.finish(0.01)

    assert "sender died" in caplog.text
    assert "zanzibarcanary" not in caplog.text


async def test_a_fault_with_a_mend_is_passed_on() -> None:
    """Its one line is what the operator reads."""

    async def conflict() -> None:
        raise SomebodyElsePolls("another program fetches updates")

    supervisor = Supervisor()
    supervisor.start("poller", conflict())
    with pytest.raises(SomebodyElsePolls):
        await supervisor.watch(asyncio.Event())
    await supervisor.finish(0.01)


async def test_told_to_stop_it_stops() -> None:
    """And what does not come to its end by itself is ended."""
    supervisor = Supervisor()
    supervisor.start("sender", _for_ever())
    stop = asyncio.Event()
    stop.set()
    await supervisor.watch(stop)
    await supervisor.finish(0.01)

    assert len(asyncio.all_tasks()) == 1
