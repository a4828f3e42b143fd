"""`late.py FILE COMMAND...`: porchlight with its clock ahead by as many seconds as FILE says."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
AHEAD = Path(sys.argv[1])

sys.path[0] = str(ROOT)  # not this folder: its modules are called like others

from bot import clock  # noqa: E402 - found by the line before

_now = clock.now


def _later() -> datetime:
    return _now() + timedelta(seconds=float(AHEAD.read_text("utf-8")))


clock.now = _later

from bot.cli import main  # noqa: E402 - takes the clock from the line before

sys.exit(main(sys.argv[2:]))
