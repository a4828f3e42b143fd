"""What the dialogue remembers of one client: a frozen record that goes through JSON.

It holds short phrases of the client's (turned to "you", at most 90 characters, at most 20 of
them) and never a message.
`to_json` and `from_json` are inverse; a field that is missing takes its default, so older
sessions stay readable; a newer version is refused.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, replace
from typing import Any

from dialogues.crisis.state import NONE, DangerTalk
from dialogues.errors import SessionUnreadable
from dialogues.flow import Flow
from dialogues.stages import Stage

VERSION = 1
NOTES = 20
"""The most notes kept; the oldest of no direction go first."""
PHRASE = 90
"""The most characters of a kept phrase."""
TAKEN_UP = 48
"""The most frames remembered as taken up."""
PENDING_TURNS = 4
"""Turns a safety offer stays open."""
DANGER_TURNS = 6
"""Turns after danger in which the bot takes no steps of its own."""
CODE = 6
"""Characters of one wording's code."""


@dataclass(frozen=True, slots=True)
class Target:
    """One change, or one substance, the client talks about; they stand side by side."""

    key: str
    """The substance's canonical name, or "" while none is named."""
    said: str = dataclasses.field(default="", repr=False)
    """The client's word for it."""
    goal: str = ""
    """The change they named, as in frames' `goal`; "" while none."""
    stage: Stage = Stage.UNCLEAR
    evidence: tuple[tuple[str, float], ...] = ()
    """Evidence for each stage event so far, fading."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the client said, kept for summaries and links."""

    frame: str
    talk: str
    """change, sustain or none."""
    turn: int
    phrase: str = dataclasses.field(default="", repr=False)
    """Their words turned to "you", or "" when only the meaning is known."""
    slots: tuple[tuple[str, str], ...] = dataclasses.field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """One client's conversation so far."""

    language: str = "en"
    flow: Flow = Flow.OPENING
    left: Flow = Flow.ENGAGING
    """Where the interruption under way returns to."""
    turn: int = 0
    seen: str = ""
    """When the last turn was, ISO 8601, or ""."""
    targets: tuple[Target, ...] = ()
    focus: str = ""
    """Key of the target in focus."""
    notes: tuple[Note, ...] = ()
    used: str = dataclasses.field(default="", repr=False)
    """Codes of every wording said, CODE characters each."""
    taken_up: tuple[str, ...] = ()
    """Frames reflected so far, latest last."""
    recent: tuple[str, ...] = ()
    """Template ids of the last moves, latest last."""
    last: str = ""
    """The frame taken up in the last turn, or ""."""
    offered: tuple[str, ...] = ()
    """What has been offered or asked once: "tolerance", "ruler_importance", "risk:alone"."""
    permissions: tuple[tuple[str, str, int], ...] = ()
    """Per topic of facts the last of offered, yes, no or asked, and the turn of it."""
    awaiting: str = ""
    """What the last reply asked for: "permission:menu:sleep", "ruler:importance", "plan:when"."""
    rulers: tuple[tuple[str, int], ...] = ()
    said: str = dataclasses.field(default="", repr=False)
    """The end of the bot's last reply: what the next message answers."""
    leaned: tuple[float, ...] = ()
    """How the talk leaned so far, and in the last message: six chances (`leaning.model.Trail`)."""
    plan: tuple[tuple[str, str], ...] = dataclasses.field(default=(), repr=False)
    quiet: bool = False
    """The client asked for no more questions."""
    statements: int = 0
    """Statement-only turns in a row."""
    reflections: int = 0
    complex: int = 0
    questions: int = 0
    missed: int = 0
    """Turns in a row that were not understood."""
    brief: int = 0
    """Turns in a row with a one-word answer."""
    discord: int = 0
    pending: str = ""
    """A safety offer that has had no answer yet."""
    pending_turn: int = 0
    """When it was made."""
    danger: int = 0
    """The turn of the last emergency or crisis notice; 0 if there was none."""
    danger_talk: DangerTalk = NONE
    """The talk about danger that is open, or was last."""
    country: str = ""
    """The country they said they are in, as the helplines name it; asked, never guessed."""
    summed: int = 0
    """The turn of the last summary."""
    since_summary: int = 0
    """Turns with content since the last summary."""

    @property
    def after_danger(self) -> bool:
        """Return whether an emergency or crisis notice was sent in the last few turns."""
        return bool(self.danger) and self.turn - self.danger <= DANGER_TURNS

    def target(self) -> Target:
        """Return the target in focus; an unnamed one if there is none."""
        for target in self.targets:
            if target.key == self.focus:
                return target
        return Target(self.focus)

    def with_target(self, target: Target) -> Session:
        """Return the session with `target` added or replaced, and in focus."""
        others = tuple(one for one in self.targets if one.key != target.key)
        return replace(self, targets=(*others, target)[-6:], focus=target.key)

    def used_codes(self) -> frozenset[str]:
        """Return the codes of all wordings said."""
        return frozenset(
            self.used[place : place + CODE] for place in range(0, len(self.used), CODE)
        )

    def to_json(self) -> str:
        """Return the session as compact JSON; defaults are left out."""
        return json.dumps(self.as_record(), ensure_ascii=False, separators=(",", ":"))

    def as_record(self) -> dict[str, Any]:
        """Return the session as plain JSON values, without what equals the default."""
        record: dict[str, Any] = {"version": VERSION}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if isinstance(value, Flow):
                value = value.value
            elif field.name == "targets":
                value = [
                    [one.key, one.said, one.goal, one.stage.value, [list(e) for e in one.evidence]]
                    for one in value
                ]
            elif field.name == "notes":
                value = [
                    [one.frame, one.talk, one.turn, one.phrase, [list(s) for s in one.slots]]
                    for one in value
                ]
            elif isinstance(value, DangerTalk):
                value = value.as_record()
            elif isinstance(value, tuple):
                value = [list(item) if isinstance(item, tuple) else item for item in value]
            record[field.name] = value
        return record

    @classmethod
    def from_json(cls, text: str | bytes) -> Session:
        """Return the session written by `to_json`; raises SessionUnreadable."""
        try:
            record = json.loads(text)
        except (ValueError, UnicodeDecodeError, RecursionError) as error:
            raise SessionUnreadable("the saved session is not JSON") from error
        return cls.from_record(record)

    @classmethod
    def from_record(cls, record: object) -> Session:
        """Return the session of plain JSON values; raises SessionUnreadable."""
        if not isinstance(record, dict) or not isinstance(record.get("version"), int):
            raise SessionUnreadable("the saved session has no version")
        if record["version"] > VERSION:
            raise SessionUnreadable(
                f"the saved session is of version {record['version']}; this program reads up to "
                f"{VERSION}: update Porchlight"
            )
        try:
            return cls(**{name: _read(name, record[name]) for name in record if name in _FIELDS})
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
            raise SessionUnreadable("the saved session is damaged") from error


_FIELDS = {field.name: field for field in dataclasses.fields(Session)}


def _read(name: str, value: Any) -> Any:
    if name in ("flow", "left"):
        return Flow(value)
    if name == "targets":
        return tuple(
            Target(
                str(key), str(said), str(goal), Stage(stage),
                tuple((str(event), float(weight)) for event, weight in evidence),
            )
            for key, said, goal, stage, evidence in value
        )  # fmt: skip
    if name == "notes":
        return tuple(
            Note(str(frame), str(talk), int(turn), str(phrase), _pairs(slots))
            for frame, talk, turn, phrase, slots in value
        )
    if name == "leaned":
        return tuple(float(chance) for chance in value)
    if name == "rulers":
        return tuple((str(which), int(number)) for which, number in value)
    if name == "permissions":
        return tuple((str(topic), str(answer), int(turn)) for topic, answer, turn in value)
    if name == "plan":
        return _pairs(value)
    if name == "danger_talk":
        return DangerTalk.from_record(value)
    kind = type(_FIELDS[name].default)
    if kind is tuple:
        if not isinstance(value, list):
            raise TypeError(name)
        return tuple(str(item) for item in value)
    if type(value) is not kind:
        raise TypeError(name)
    return value


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(text)) for name, text in value)
