"""Mirroring: saying a person's own words back, turned from "I" to "you".

It refuses whatever it is not sure of: a wrong mirror is worse than none.
"""

from dialogues.mirroring.answers import called, flip, thing
from dialogues.mirroring.echoes import echo
from dialogues.mirroring.keywords import keyword
from dialogues.mirroring.mirrors import Mirrored, mirror, mirrorings
from dialogues.mirroring.retelling import entire, retold

__all__ = [
    "Mirrored",
    "called",
    "echo",
    "entire",
    "flip",
    "keyword",
    "mirror",
    "mirrorings",
    "retold",
    "thing",
]  # fmt: skip
