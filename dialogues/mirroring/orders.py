"""Whether a mirror would sound like an order: "i have to stop" as "you have to stop"."""

from __future__ import annotations

import re

OWN = re.compile(
    r"\byou(?: just| really| keep| do)? (?:feel|think|know|reckon|don't know if|wonder if)"
    r"(?:ing)? (?:like )?you (?:need to|have to|should|ought to)\b",
    re.IGNORECASE,
)
"""The client's own sense of what they should do, said back as theirs."""
_ORDER = re.compile(
    r"\byou (?:really |just )?(?:need to|have to|should|must|ought to|had better)\b", re.IGNORECASE
)


def ordering(text: str) -> bool:
    """Return whether `text` tells the client what to do, outside of what they feel they should."""
    return bool(_ORDER.search(OWN.sub("", text)))
