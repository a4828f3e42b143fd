"""Lint M24: a message of the danger talk that leads nowhere.

It has to hold a way to help (a number, or the site that lists them), a next step (a question, or
something to do), and may not end the talk: handing people over is where such talks fail, and
an end is the worst of it (the rubric of VERA-MH counts both).
"""

from __future__ import annotations

import re

_WAY = re.compile(
    r"\d{3}|\d[\d -]+\d|\b[a-z0-9-]+\.(?:org|com|net|ie|au|nz|uk|ca)\b", re.IGNORECASE
)
_STEP = re.compile(
    r"\?|\b(?:call|ring|text|write|type|dial|tilt|breathe|breaths?|roll|turn|stay|shout|give|get|"
    r"put|say|tell|ask|keep|open|unlock|move|go|spray|check|watch|lay|tap|send|read|show|sit|"
    r"wait|hold|clear|cool|leave|hand|use|answer|reach)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\bgood ?bye\b|\bbye\b|"
    r"\b(?:must|have to|need to|will|am going to|'ll) (?:now )?(?:end|close|stop) "
    r"(?:this|the|our) (?:chat|talk|conversation)\b|"
    r"\b(?:chat|talk|conversation) (?:is (?:now )?|has )(?:over|ended|closed)\b|"
    r"\bcan(?:not|'t) (?:talk|chat|speak) (?:about|to you)\b|"
    r"\bnothing (?:more|else) (?:i|we) can (?:do|say)\b|"
    r"\bi(?:'m| am) (?:leaving|done) here\b",
    re.IGNORECASE,
)


def dead_end(message: str) -> str:
    """Return what makes a danger message a dead end ("way", "step" or "end"), or ""."""
    if _END.search(message):
        return "end"
    if not _WAY.search(message):
        return "way"
    return "" if _STEP.search(_WAY.sub("", message)) else "step"
