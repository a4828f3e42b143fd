"""One conversation outside Telegram: a session, its seed, its file, its transcript."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot import clock, reminding, state
from bot.operating.models import warnings
from bot.recording import Recording
from dialogues.crisis.minors import is_minor
from dialogues.engine import Turn, begin, respond
from dialogues.facts.directory import EMPTY, Directory
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
    directory: Directory = field(default=EMPTY, repr=False)
    """Services near the place this runs for."""
    told: int = 0
    """When it last said that it is a bot, in unix seconds; 0: this run has not yet."""

    @classmethod
    def start(
        cls,
        language: str,
        seed: int | None,
        file: Path | None,
        record: Path | None,
        directory: Directory = EMPTY,
    ) -> Talk:
        """Return a new conversation, or the one in `file`; raises StateError, UnknownLanguage."""
        session = state.load(file, language) if file else Session(language=language)
        phrasebook = Phrasebook(session.language)
        chosen = clock.new_seed() if seed is None else seed
        recording = Recording(record, chosen) if record else None
        hear("", session.language)  # loads the data files now, not while somebody waits
        for line in warnings(session.language):
            sys.stderr.write(f"{line}\n")
        gc.freeze()
        gc.enable()
        return cls(session, phrasebook, chosen, file, recording, directory)

    def carry_on(self) -> None:
        """Take a session from a file as told when it was last seen: one line a run is one talk."""
        if self.session.seen:
            self.told = int(datetime.fromisoformat(self.session.seen).timestamp())

    def begin(self, at: datetime | None = None) -> Turn:
        """Return the opening message."""
        now = at or clock.now()
        turn = begin(self.session, now=now, phrasebook=self.phrasebook)
        return self._kept(self._reminded(turn, now))

    def say(self, text: str, at: datetime | None = None) -> Turn:
        """Return the turn that `text` leads to, after it has been kept."""
        now = at or clock.now()
        turn = respond(
            self.session,
            text,
            now=now,
            rng=clock.chance(self.seed, self.session.turn),
            phrasebook=self.phrasebook,
            directory=self.directory,
        )
        if self.recording:
            self.recording.add(text, turn)
        return self._kept(self._reminded(turn, now))

    def _reminded(self, turn: Turn, now: datetime) -> Turn:
        """Return the turn, with the line before it that it is a bot when that is due."""
        told, self.told = self.told, reminding.noted(turn, now, self.told)
        if not reminding.owed(turn, now, told, young=is_minor(turn.session)):
            return turn
        self.told = int(now.timestamp())
        lead = self.phrasebook.notice(reminding.STILL)
        moves = (("NOTICE", reminding.STILL), *turn.moves)
        return replace(turn, reply=f"{lead}\n\n{turn.reply}", moves=moves)

    def _kept(self, turn: Turn) -> Turn:
        self.session = turn.session
        if self.file:
            state.save(self.file, self.session)
        return turn
