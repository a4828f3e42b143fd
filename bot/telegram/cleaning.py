"""What a message's text may hold before it is heard: nothing that breaks a log, a row or a line.

Null bytes and other control characters go, and so do the marks that turn the direction of
writing, with which a text could make a reply read backwards. Halves of characters become "�".
"""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """Return `text` without what nobody can read; never raises."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))
