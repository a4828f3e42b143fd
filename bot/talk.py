"""One conversation outside Telegram: a session, its seed, its file, its transcript."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import clock, state
from bot.recording import Recording
from dialogues.engine import Turn, begin, respond
from dialogues.listening.hearing import hear
from dialogues.phrasing import Phrasebook
from dialogues.session import Session


@dataclass(slots=True)
class Talk:
    """A conversation that goes on turn by turn."""

    session: Session
    phrasebook: Phrasebook
    seed: int
    file: Path | None = None
    recording: Recording | None = None

    @classmethod
    def start(
        cls, language: str, seed: int | None, file: Path | None, record: Path | None
    ) -> Talk:
        """Return a new conversation, or the one in `file`; raises StateError, UnknownLanguage."""
        session = state.load(file, language) if file else Session(language=language)
        phrasebook = Phrasebook(session.language)
        chosen = clock.new_seed() if seed is None else seed
        recording = Recording(record, chosen) if record else None
        hear("", session.language)  # loads the data files now, not while somebody waits
        gc.freeze()
        gc.enable()
        return cls(session, phrasebook, chosen, file, recording)

    def begin(self, at: datetime | None = None) -> Turn:
        """Return the opening message."""
        return self._kept(begin(self.session, now=at or clock.now(), phrasebook=self.phrasebook))

    def say(self, text: str, at: datetime | None = None) -> Turn:
        """Return the turn that `text` leads to, after it has been kept."""
        turn = respond(
            self.session,
            text,
            now=at or clock.now(),
            rng=clock.chance(self.seed, self.session.turn),
            phrasebook=self.phrasebook,
        )
        if self.recording:
            self.recording.add(text, turn)
        return self._kept(turn)

    def _kept(self, turn: Turn) -> Turn:
        self.session = turn.session
        if self.file:
            state.save(self.file, self.session)
        return turn
