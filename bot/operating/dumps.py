"""No core dumps: one would hold what people are writing at that moment (G01)."""

from __future__ import annotations

import contextlib
import sys


def forbid() -> None:
    """Let the system write no dump of this process; where it has no such limit, do nothing."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
