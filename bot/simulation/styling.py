"""How a simulated client types: slang, slips of the thumb, no punctuation, emoji, bursts."""

from __future__ import annotations

import random
import re
from collections.abc import Collection

from bot.simulation.banks import Banks

SLANG = 0.6
"""How often a word that has a slang twin is written as it."""
SLIP = 0.06
"""How often a word of five letters or more has two letters swapped, one left out or doubled."""
_WORD = re.compile(r"[a-z]{5,}")


def typed(text: str, styles: Collection[str], rng: random.Random, banks: Banks) -> str:
    """Return `text` as somebody of these styles would type it."""
    if "slang" in styles:
        for long, short in banks.slang.items():
            parts = re.split(rf"\b{re.escape(long)}\b", text)
            text = parts[0]
            for part in parts[1:]:
                text += (short if rng.random() < SLANG else long) + part
    if "typos" in styles:
        text = _WORD.sub(lambda found: _slipped(found[0], rng), text)
    if "bursts" in styles:
        text = re.sub(r",? (and|but|so) ", lambda found: f"\n{found[1]} ", text, count=1)
    if "no_apostrophes" in styles:
        text = text.replace("'", "")
    if "no_punctuation" in styles:
        text = re.sub(r"[.,?](?=\s|$)", "", text)
    if "emoji" in styles and rng.random() < 0.4:
        text = f"{text} {rng.choice(banks.emoji['sad' if rng.random() < 0.6 else 'plain'])}"
    if "capitals" in styles and rng.random() < 0.5:
        text = text.upper()
    return text


def _slipped(word: str, rng: random.Random) -> str:
    if rng.random() >= SLIP:
        return word
    place = rng.randrange(1, len(word) - 2)
    kind = rng.randrange(3)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] + word[place:]
