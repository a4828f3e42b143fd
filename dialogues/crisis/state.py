"""What is remembered of a talk about danger: few fields, all plain JSON values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DangerTalk:
    """One talk about danger, open or over."""

    scenario: str = ""
    """Which talk it is, as a key of `scenarios.SCENARIOS`."""
    asked: str = ""
    """What its last message asked, as a file of danger/ask, or ""."""
    posed: tuple[str, ...] = ()
    """Everything asked so far, in order; nothing of it is asked unprompted again."""
    about: str = ""
    """For a check: the scenario it may be."""
    denied: int = 0
    """How often they took it back."""
    drift: int = 0
    """Messages in a row that answered nothing."""
    opened: int = 0
    """The turn it began."""
    over: int = 0
    """The turn it ended; 0 while it is open."""
    settled: bool = False
    """Whether help came, or it was no emergency: nothing to come back to in a few turns."""
    due: bool = False
    """Whether the next reply comes back to it."""
    asked_later: bool = False
    """Whether it was come back to a few turns after."""
    asked_next_time: bool = False
    """Whether it was come back to in a later session."""
    awaiting: str = ""
    """What the conversation was waiting for when danger broke in."""
    plan: tuple[tuple[str, str], ...] = dataclasses.field(default=(), repr=False)
    """The plan for a bad hour so far: part and their words, turned to "you"."""

    @property
    def open(self) -> bool:
        """Return whether the talk is under way."""
        return bool(self.scenario) and not self.over

    def as_record(self) -> dict[str, Any]:
        """Return plain JSON values, without what equals the default."""
        return {
            field.name: [list(one) if isinstance(one, tuple) else one for one in value]
            if isinstance(value, tuple)
            else value
            for field in dataclasses.fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> DangerTalk:
        """Return the talk of `as_record`; raises TypeError or ValueError for anything else."""
        values: dict[str, Any] = {}
        for field in dataclasses.fields(cls):
            if field.name not in record:
                continue
            value = record[field.name]
            if field.name == "plan":
                value = tuple((str(part), str(said)) for part, said in value)
            elif field.name == "posed":
                value = tuple(str(one) for one in value)
            elif type(value) is not type(field.default):
                raise TypeError(field.name)
            values[field.name] = value
        return cls(**values)


NONE = DangerTalk()
"""No danger has been talked about."""
