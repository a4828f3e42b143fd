"""Who a simulated client is: drawn once, by seed, before they say a word."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.simulation.banks import Banks, Goal, Personality, Theme

STAGES = ("precontemplation", "contemplation", "preparation", "action", "maintenance", "return")
STAGE_WEIGHTS = (25, 30, 15, 12, 6, 12)
"""How often each stage is drawn: most who write are not, or not yet, about to change."""
STYLES = ("slang", "typos", "no_punctuation", "no_apostrophes", "emoji", "bursts", "capitals")
STYLE_CHANCES = (0.4, 0.35, 0.4, 0.5, 0.2, 0.15, 0.05)


@dataclass(frozen=True, slots=True)
class Profile:
    """One simulated client at the outset."""

    stage: str
    substance: str
    word: str
    """What they call it."""
    use: str
    using: str
    used: str
    goal: Goal
    personality: Personality
    wordy: bool
    """Whether they mostly say two things at once."""
    styles: frozenset[str]
    who: str
    """The person they speak of most."""
    themes: tuple[Theme, ...]
    """What they would talk about, in order; the deepest layers are hidden at first."""

    def fill(self, line: str, *, number: int = 5, sofar: str = "") -> str:
        """Return a bank's line with its slots filled."""
        for name, value in (
            ("sofar", sofar), ("sub", self.word), ("use", self.use), ("using", self.using),
            ("used", self.used), ("who", self.who), ("goal", self.goal.goal),
            ("number", str(number)),
        ):  # fmt: skip
            line = line.replace("{" + name + "}", value)
        return line


def draw(rng: random.Random, banks: Banks) -> Profile:
    """Return a client drawn from the banks."""
    substance = rng.choice(sorted(banks.substances))
    names = banks.substances[substance]
    goals = [one for one in banks.goals if one.name != "switch" or substance in ("heroin", "meth")]
    return Profile(
        stage=rng.choices(STAGES, STAGE_WEIGHTS)[0],
        substance=substance,
        word=rng.choice(names["words"]),
        use=names["use"],
        using=names["using"],
        used=names["used"],
        goal=rng.choice(goals),
        personality=rng.choice(banks.personalities),
        wordy=rng.random() < 0.3,
        styles=frozenset(
            style for style, chance in zip(STYLES, STYLE_CHANCES, strict=True)
            if rng.random() < chance
        ),
        who=rng.choice(banks.people),
        themes=tuple(rng.sample(banks.themes, 4)),
    )  # fmt: skip
