"""The one use of `transitions`: a table in, one step out, nothing kept.

One machine per table is built at import.
A throw-away model takes each step and is removed again, so that no session is ever held.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from transitions import Machine

S = TypeVar("S", bound=Enum)
E = TypeVar("E", bound=Enum)


class _Model:
    """What a machine moves for the length of one step."""


def build(table: Mapping[S, Mapping[E, S]], *, initial: S) -> Machine:
    """Return a machine with a row per (state, event) of `table`."""
    rows = [
        {"trigger": event.value, "source": source, "dest": target}
        for source, row in table.items()
        for event, target in row.items()
    ]
    return Machine(
        model=None,
        states=type(initial),
        initial=initial,
        transitions=rows,
        auto_transitions=False,
        ignore_invalid_triggers=True,
        send_event=False,
    )


def step(machine: Machine, state: S, event: Enum) -> S:
    """Return the state after `event`; `state` itself where the table has no row."""
    model: Any = _Model()
    machine.add_model(model, initial=state)
    try:
        if event.value in machine.events:
            model.trigger(event.value)
        after: S = model.state
        return after
    finally:
        machine.remove_model(model)


def mermaid(table: Mapping[S, Mapping[E, S]], *, initial: S, skip: tuple[str, ...] = ()) -> str:
    """Return the table as a Mermaid state diagram; events that begin with `skip` are left out."""
    lines = ["stateDiagram-v2", f"    [*] --> {initial.value}"]
    for source, row in table.items():
        by_target: dict[str, list[str]] = {}
        for event, target in row.items():
            if not event.value.startswith(skip or ("\0",)):
                by_target.setdefault(target.value, []).append(event.value)
        for to, events in by_target.items():
            lines.append(f"    {source.value} --> {to}: {', '.join(events)}")
    return "\n".join(lines) + "\n"
