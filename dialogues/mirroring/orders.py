"""Whether a mirror would sound like an order or a challenge: "you have to", "why would you"."""

from __future__ import annotations

import re

OWN = re.compile(
    r"\byou(?: just| really| keep| do)? (?:feel|think|know|reckon|don't know if|wonder if)"
    r"(?:ing)? (?:like )?you (?:need to|have to|should|ought to)\b",
    re.IGNORECASE,
)
"""The client's own sense of what they should do, said back as theirs."""
_ORDER = re.compile(
    r"\byou (?:really |just )?(?:need to|have to|should|must|ought to|had better)\b"
    r"|\bwhy (?:would|should|don't|didn't|do|did) you\b",
    re.IGNORECASE,
)


def ordering(text: str) -> bool:
    """Return whether `text` tells or challenges the client, beside what they feel they should."""
    return bool(_ORDER.search(OWN.sub("", text)))
