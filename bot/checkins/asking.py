"""Whether a message is about check-ins; the words stand in `data/<language>/asks.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot import datafiles

LONGEST = 200
"""Characters of a message that can be a request; what is longer is talk."""
KINDS = ("ask", "list", "stop", "skip", "change", "later", "here", "go_on", "no", "yes",
         "nothing", "why", "watch", "quiet", "hush", "hours",
         "who", "lead", "undo", "clock", "about")  # fmt: skip
_MARKS = re.compile(r"[^\w ]+")


def asks(kind: str, text: str, language: str = "en") -> bool:
    """Return whether the message asks for this: one of KINDS."""
    plain = _plain(text)
    return len(text) <= LONGEST and any(one.search(plain) for one in _table(language)[kind])


def about(text: str, language: str = "en") -> str:
    """Return what is to be brought up, if the request itself says so, else ""."""
    for pattern in _table(language)["about"]:
        found = pattern.search(text.strip())
        if found:
            return found["words"].strip(" .?")
    return ""


def bare(text: str, language: str = "en") -> str:
    """Return what is to be brought up without the "can you ask me" before it."""
    for pattern in _table(language)["lead"]:
        text = pattern.sub("", text.strip())
    return text


def _plain(text: str) -> str:
    bare = text.casefold().replace("'", "").replace("’", "")
    return " ".join(_MARKS.sub(" ", bare).split())


@cache
def _table(language: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return datafiles.read("bot.checkins", "asks", language, _compiled)


def _compiled(table: Mapping[str, Any]) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return {
        kind: tuple(re.compile(pattern, re.IGNORECASE) for pattern in table[kind])
        for kind in KINDS
    }
