"""What tells no time, and which question would help: the words stand in `words.toml`."""

from __future__ import annotations

from dialogues.whens.reading import plain, read
from dialogues.whens.wording import UNCLEAR, wording

SHORT = 8
"""Words up to which a vague word is an answer to "when", and not talk."""


def unclear(text: str, language: str = "en") -> str:
    """Return why no time can be read from `text`: one of UNCLEAR, or "" for none of these.

    often: too often or too rarely; event: a day only they know ("payday"); anytime: whatever
    suits; vague: a time that could be any ("soon").
    """
    words = wording(language)
    said = plain(text, words).strip()
    wish = read(text, language)
    if wish is not None and (wish.days or wish.date or wish.offset is not None or wish.wait):
        return ""
    short = len(said.split()) <= SHORT
    for kind in UNCLEAR:
        if words.unclear[kind].search(said) and (kind in ("often", "event") or short):
            return "" if kind in ("anytime", "vague") and wish is not None and wish.timed else kind
    return ""
