"""Mirroring: saying a person's own words back, turned from "I" to "you".

It refuses whatever it is not sure of: a wrong mirror is worse than none.
"""

from dialogues.mirroring.answers import called, flip, thing
from dialogues.mirroring.echoes import echo
from dialogues.mirroring.keywords import keyword
from dialogues.mirroring.mirrors import Mirrored, mirror, mirrorings

__all__ = ["Mirrored", "called", "echo", "flip", "keyword", "mirror", "mirrorings", "thing"]
