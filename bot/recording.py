"""`--record FILE`: a conversation becomes a transcript test."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from bot.state import StateError
from dialogues.engine import Turn


@dataclass(slots=True)
class Recording:
    """A transcript in the making, written anew after every turn."""

    path: Path
    seed: int
    turns: list[str] = field(default_factory=list)

    def add(self, text: str, turn: Turn) -> None:
        """Add a turn and write the file; raises StateError."""
        heard = turn.heard
        says = [template for _, template in turn.moves]
        rows = [
            "[[turns]]",
            f"client = {_toml(text)}",
            f"hears = {_toml([hit.name for hit in heard.frames] if heard else [])}",
            f'talk = "{heard.talk.value if heard else "neutral"}"',
            f'stage = "{turn.session.target().stage.value}"',
            f'register = "{turn.register.value}"',
            f"says = {_toml(list(dict.fromkeys(says)))}",
        ]
        self.turns.append("\n".join(rows))
        head = f'title = "Recorded: say here what happens"\nseed = {self.seed}\n'
        try:
            self.path.write_text(head + "\n" + "\n\n".join(self.turns) + "\n", "utf-8")
        except OSError as error:
            raise StateError(f"{self.path}: cannot be written ({error.strerror})") from error


def _toml(value: str | list[str]) -> str:
    """Return a basic TOML string or list of strings; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
