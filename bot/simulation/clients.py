"""A simulated client in talk: what they say next, and how being heard or pushed changes it.

A reply that takes up the theme just spoken of, or says their words back, opens the next layer;
two layers of their own change talk move the stage.
A closed question, a second question running, or a reply that has nothing of theirs in it, pushes:
the next thing said holds on to things as they are, and pushed often enough the stage goes back.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from bot.simulation.banks import Banks, Theme
from bot.simulation.profiles import Profile
from bot.simulation.styling import typed
from dialogues.turn import Turn

ANSWERS = 0.85
"""How often something that was asked for is answered."""
SAYS_YES = 0.65
"""How often an offer is taken up."""
SHORT = {"curt": 0.4, "hostile": 0.15, "anxious": 0.12, "joking": 0.12}
"""How often somebody of this personality says next to nothing; 0.07 for the others."""
OWN = 0.07
"""How often a remark has to do with the personality and nothing else."""
PUSHED_BACK = 3
"""Pushes after which somebody who was of two minds no longer is."""
WORDY = 0.6
"""How often somebody wordy adds a second thing of the same kind."""
RULER = {
    "precontemplation": (1, 3), "contemplation": (3, 6), "preparation": (6, 9),
    "action": (6, 9), "maintenance": (8, 10), "return": (3, 7),
}  # fmt: skip
"""The numbers somebody at this stage gives."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a simulated client says, and what they mean by it."""

    text: str = field(repr=False)
    talk: str
    """change, sustain, both or neutral."""
    about: str
    """theme:sleep:2, stage, arrive, plan, steps, answer:…, short, own, push, open."""
    frames: frozenset[str] = frozenset()
    """Any of these may be heard in it; empty where nothing in particular is meant."""


@dataclass(slots=True)
class Client:
    """A simulated client as the talk goes on."""

    profile: Profile
    banks: Banks
    rng: random.Random
    stage: str = ""
    depth: dict[str, int] = field(default_factory=dict)
    """How many layers of each theme may be spoken of."""
    told: dict[str, int] = field(default_factory=dict)
    """How many layers of each theme have been."""
    theme: int = 0
    change: int = 0
    """Change talk since the stage last moved."""
    pushed: int = 0
    annoyed: bool = False
    alarmed: bool = False
    """Whether the last reply took them to be in danger, which none of them is."""
    since: int = 0
    """Turns at this stage."""
    asked: bool = False
    last: Said | None = None
    lines: set[str] = field(default_factory=set)

    def first(self) -> Said:
        """Return what the client opens with."""
        self.stage = self.profile.stage
        talk = self.banks.stages[self.stage]
        return self._kept(self._of(talk.open, talk.talk, "open"))

    def answer(self, turn: Turn) -> Said:
        """Return what the client says to a reply."""
        self._take_in(turn)
        self.since += 1
        self.stage, moved = self._moved()
        if moved:
            self.change = self.pushed = self.since = 0
            talk = self.banks.stages[self.stage]
            arrived = self._of(talk.arrive, talk.talk, "arrive")
            if arrived is not None:
                return self._kept(arrived)
        awaiting = turn.session.awaiting
        said = None
        if self.alarmed and self.rng.random() < ANSWERS:
            said = self._asked_for("danger")
        elif awaiting and self.rng.random() < ANSWERS:
            said = self._asked_for(awaiting)
        return self._kept(said or self._says())

    def leave(self) -> Said:
        """Return a goodbye."""
        return self._kept(self._of(self.banks.answers["wrapping"], "neutral", "leaving"))

    def _take_in(self, turn: Turn) -> None:
        """Let the reply open something, or close it."""
        templates = [template for _, template in turn.moves]
        tails = {template.rpartition("/")[2] for template in templates if "/frame/" in template}
        words = {"reflection/any/mirror", "reflection/any/double_sided", "goal/any/named"}
        last = self.last
        heard = last is not None and bool((last.frames & tails) or words.intersection(templates))
        asks = any(code in ("OQ", "CQ") for code, _ in turn.moves)
        reflects = any(code in ("SR", "CR", "SUMMARY", "AF") for code, _ in turn.moves)
        pushes = any(code == "CQ" for code, _ in turn.moves) or (
            asks and self.asked and not reflects
        )
        self.asked = asks
        self.alarmed = turn.register.value in ("emergency", "crisis", "check")
        self.annoyed = self.alarmed or pushes
        if pushes:
            self.pushed += 1
        elif heard and last is not None and last.about.startswith("theme:"):
            name = last.about.split(":")[1]
            self.depth[name] = max(self.depth.get(name, 1), self.told.get(name, 0) + 1)

    def _moved(self) -> tuple[str, bool]:
        """Return the stage now, and whether it has just moved."""
        stage = self.stage
        if stage == "contemplation" and self.pushed >= PUSHED_BACK:
            return "precontemplation", True
        onward = {
            "precontemplation": ("contemplation", self.change >= 2),
            "contemplation": ("preparation", self.change >= 6 and self.rng.random() < 0.25),
            "preparation": ("action", self.since >= 8 and self.rng.random() < 0.15),
            "action": ("return", self.since >= 8 and self.rng.random() < 0.1),
            "return": ("contemplation", self.change >= 2),
        }
        to, due = onward.get(stage, (stage, False))
        return (to, True) if due else (stage, False)

    def _asked_for(self, awaiting: str) -> Said | None:
        kind = awaiting.partition(":")[0]
        if kind in ("permission", "stage"):
            name = f"{kind}:{'yes' if self.rng.random() < SAYS_YES else 'no'}"
        else:
            name = ":".join(awaiting.split(":")[:2])
            name = name if name in self.banks.answers else kind
        lines = self.banks.answers.get(name)
        if lines is None:
            return None
        number = self.rng.randint(*RULER[self.stage])
        text = self.profile.fill(self.rng.choice(lines), number=number)
        return Said(self._typed(text), "neutral", f"answer:{name}")

    def _says(self) -> Said:
        manner = self.profile.personality
        if self.annoyed and self.rng.random() < 0.5:
            said = self._of(manner.push, "neutral", "push")
            if said is not None:
                return said
        roll = self.rng.random()
        short = SHORT.get(manner.name, 0.07)
        said = None
        if roll < short:
            said = self._of(manner.short, "neutral", "short")
        elif roll < short + OWN:
            said = self._of(manner.own, "neutral", "own")
        return said or self._matter()

    def _matter(self) -> Said:
        """Return something that matters to them, as the stage has it."""
        stage, roll = self.stage, self.rng.random()
        talk = self.banks.stages[stage]
        goal = self.profile.goal
        said = None
        if stage == "preparation" and roll < 0.5:
            said = self._of(goal.plan, "change", "plan")
        elif stage == "action" and roll < 0.5:
            said = self._of(goal.steps, "change", "steps")
        elif roll < (0.45 if stage in ("maintenance", "return", "precontemplation") else 0.3):
            said = self._of(talk.lines, talk.talk, "stage")
        said = said or self._on_a_theme() or self._of(talk.lines, talk.talk, "stage")
        if said is not None:
            return said
        text = self.profile.fill(self.rng.choice(self.profile.personality.short))
        return Said(self._typed(text), "neutral", "short")

    def _on_a_theme(self) -> Said | None:
        themes = self.profile.themes
        deep = self.stage not in ("precontemplation", "contemplation")
        for step in range(len(themes)):
            theme = themes[(self.theme + step) % len(themes)]
            layer = self._layer(theme, deep)
            bank = theme.layers[layer]
            said = self._of(bank.lines, bank.talk, f"theme:{theme.name}:{layer + 1}", theme.frames)
            if said is None:
                continue
            if self.profile.wordy and self.rng.random() < WORDY:
                more = self._of(bank.lines, bank.talk, said.about)
                said = replace(said, text=f"{said.text}. {more.text}") if more else said
            self.theme = (self.theme + step) % len(themes)
            self.told[theme.name] = max(self.told.get(theme.name, 0), layer + 1)
            if layer == len(theme.layers) - 1 or self.rng.random() < 0.25:
                self.theme += 1
            return said
        return None

    def _layer(self, theme: Theme, deep: bool) -> int:
        """Return the place of the layer that is spoken of: as deep as they were heard."""
        if deep:
            return self.rng.choice((1, 2)) if self.stage == "return" else 2
        if self.pushed and self.rng.random() < 0.5:
            return 0
        return min(self.depth.get(theme.name, 1), len(theme.layers)) - 1

    def _of(
        self, lines: tuple[str, ...], talk: str, about: str,
        frames: frozenset[str] = frozenset(),
    ) -> Said | None:  # fmt: skip
        """Return a line not said yet, dressed as this person would; None if all are said."""
        left = [line for line in lines if line not in self.lines]
        if not left:
            return None
        line = self.rng.choice(left)
        self.lines.add(line)
        text = self.profile.fill(line, sofar=self.rng.choice(self.profile.goal.sofar))
        if about.startswith(("theme", "stage")):
            text = self._dressed(text)
        return Said(self._typed(text), talk, about, frames)

    def _dressed(self, text: str) -> str:
        manner = self.profile.personality
        likely = 0.6 if manner.name == "rambling" else 0.18
        if manner.before and self.rng.random() < likely:
            text = f"{self.rng.choice(manner.before)} {text}"
        if manner.after and self.rng.random() < likely:
            text = f"{text}, {self.rng.choice(manner.after)}"
        return text

    def _typed(self, text: str) -> str:
        return typed(text, self.profile.styles, self.rng, self.banks)

    def _kept(self, said: Said | None) -> Said:
        if said is None:
            raise ValueError("a bank has no lines")
        self.last = said
        if said.talk in ("change", "both"):
            self.change += 1
        return said
