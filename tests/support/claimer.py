"""A process that does what is due until nothing is: `python -m support.claimer URL KEY_FILE`."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

from support.bench_checkins import NOW

from bot.checkins.ticking import Tick
from bot.store.opening import open_store
from bot.telegram.phrasebook import TelegramPhrasebook


async def main(url: str, key_file: Path) -> int:
    """Claim, write and commit, 50 at a time; return how many were done."""
    store = await open_store(url, key_file)
    tick = Tick(store, {"en": TelegramPhrasebook()}, lambda: random.Random(1))
    done, idle = 0, 0
    while idle < 3:  # what another process holds just now may come free
        some = await tick.some(NOW)
        done += some
        idle = 0 if some else idle + 1
    await store.close()
    return done


if __name__ == "__main__":
    print(asyncio.run(main(sys.argv[1], Path(sys.argv[2]))))
