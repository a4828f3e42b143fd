"""What one message led to: the reply, the session after it, and the trace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dialogues.listening.heard import Heard
from dialogues.safety import Register
from dialogues.session import Session


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message led to."""

    reply: str = field(repr=False)
    choices: tuple[str, ...]
    """Labels that may be tapped, or typed as words."""
    register: Register
    session: Session
    heard: Heard = field(repr=False)
    moves: tuple[tuple[str, str], ...]
    """MITI code and template id of each move, in order."""

    def as_json(self) -> dict[str, Any]:
        """Return the turn as the command line prints it (without the seed)."""
        target = self.session.target()
        return {
            "reply": self.reply,
            "choices": list(self.choices),
            "register": self.register.value,
            "stage": target.stage.value,
            "flow": self.session.flow.value,
            "target": {"substance": target.key, "goal": target.goal},
            "heard": self.heard.as_json(),
            "moves": [{"code": code, "template": template} for code, template in self.moves],
        }
