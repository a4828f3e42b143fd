"""Everything the policy may look at for one turn, gathered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dialogues.amounts import amount
from dialogues.facts.directory import EMPTY, Directory
from dialogues.hearts import TELLING_WORDS, beside, felt, heart
from dialogues.leaning.meaning import DOUBTFUL
from dialogues.listening.frames import Frame, Frames
from dialogues.listening.heard import Emotion, FrameHit, Heard, Talk
from dialogues.mirroring import Mirrored, called, echo, entire, keyword, retold, thing
from dialogues.mirroring.worth import TELLS
from dialogues.ranking import foremost, ranked
from dialogues.risks import RISKS
from dialogues.safety import Scenario
from dialogues.session import Note, Session, Target
from dialogues.stages import Stage

CONTENT_WORDS = 3
"""From how many words on a message is taken to have content of its own."""
SURE = 0.55
"""From which share on the direction of a message is taken for clear."""
JOINED_WORDS = 16
"""The most words of two clauses said back as one."""
EARLY = 4
"""Up to which turn a message may be about coming here."""
STORY_WORDS = 70
"""From how many words on a message is a story."""
RISKS_ASKED = 4
"""The most risk/set/setting questions in one session."""
HEAVY = (
    "grief_loss", "anniversary", "trauma", "unsafe_relationship", "overwhelmed", "hopeless",
    "overdose_scare", "breakup",
)  # fmt: skip
"""Frames beside which the bot takes no step of its own and sums nothing up."""


@dataclass(frozen=True)
class Situation:
    """One message in its session, as the policy sees it."""

    session: Session
    """With the evidence and notes of this message in it."""
    heard: Heard
    mirrors: tuple[Mirrored, ...]
    frames: Frames
    earlier: tuple[Note, ...]
    """Notes from before this message."""
    amplified: bool = False
    """Whether amplified reflections may be used; in text they read as mockery too easily."""
    scenario: Scenario | None = None
    """What kind of danger was heard, if any."""
    directory: Directory = EMPTY
    """The operator's local services."""
    hyphens: tuple[str, ...] = ()
    """The words typed with a hyphen."""

    @cached_property
    def thing(self) -> str | None:
        """Return a short noun phrase from an elliptical answer."""
        clauses = self.heard.clauses
        return thing(clauses[0]) if len(clauses) == 1 else None

    @cached_property
    def called(self) -> str | None:
        """Return the name that is all a message gives: "called jan", "his name was tyson"."""
        clauses = self.heard.clauses
        return called(clauses[0]) if len(clauses) == 1 else None

    @cached_property
    def keyword(self) -> str | None:
        """Return a noun phrase from a message that cannot be said back."""
        return keyword(self.heard.clauses)

    @cached_property
    def echo(self) -> str | None:
        """Return a short message turned to "you" as it stands, if no more can be said back."""
        said = self.heard.clauses if self.main is None and not self.mirrors else ()
        return echo(said) or retold(said)

    @cached_property
    def target(self) -> Target:
        """Return the target in focus."""
        return self.session.target()

    @property
    def stage(self) -> Stage:
        """Return the stage in focus."""
        return self.target.stage

    @cached_property
    def hits(self) -> tuple[FrameHit, ...]:
        """Return the client's own frames, the one to take up first at the front."""
        heard, clauses = self.heard.frames, self.heard.clauses
        if self.telling:
            heard = tuple(hit for hit in heard if not beside(hit, clauses[hit.clause]))
        return ranked(heard, self.frames, self.session.taken_up)

    @cached_property
    def main(self) -> FrameHit | None:
        """Return the frame to take up, if any."""
        return foremost(self.hits, self.heard.words, self.frames, bool(self.mirrors))

    @property
    def guessed(self) -> bool:
        """Return whether the frame to take up is a guess."""
        return self.main is not None and self.main.guessed

    @property
    def doubtful(self) -> bool:
        """Return whether the frame to take up is a guess, or hardly meant by the sense of it."""
        chance = self.main.chance if self.main is not None else None
        return self.guessed or (chance is not None and chance < DOUBTFUL)

    def frame(self, hit: FrameHit) -> Frame:
        """Return the frame of a hit."""
        return self.frames.all[hit.name]

    def kinds(self, *kinds: str) -> bool:
        """Return whether an own frame of one of `kinds` was heard."""
        return any(self.frame(hit).kind in kinds for hit in self.hits)

    def named(self, *names: str) -> bool:
        """Return whether an own frame of one of `names` was heard."""
        return any(hit.name in names for hit in self.hits)

    @property
    def main_weight(self) -> int:
        """Return the weight of the frame to take up, 0 if there is none."""
        return self.frame(self.main).weight if self.main else 0

    @cached_property
    def texts(self) -> frozenset[str]:
        """Return the words of the message, each once."""
        return frozenset(one.text for part in self.heard.clauses for one in part.tokens)

    def people_near(self, clause: int) -> tuple[str, ...]:
        """Return the people named in one clause."""
        found = (token.value("person") for token in self.heard.clauses[clause].tokens)
        return tuple(one for one in found if one)

    def main_kind(self, *kinds: str) -> bool:
        """Return whether the frame to take up is of one of `kinds`."""
        return self.main is not None and self.frame(self.main).kind in kinds

    def main_named(self, *names: str) -> bool:
        """Return whether the frame to take up is one of `names`."""
        return self.main is not None and self.main.name in names

    @cached_property
    def side(self) -> dict[str, FrameHit]:
        """Return the first own frame for each direction: change, sustain."""
        sides: dict[str, FrameHit] = {}
        for hit in self.hits:
            sides.setdefault(self.frame(hit).talk, hit)
        return sides

    @property
    def reported(self) -> FrameHit | None:
        """Return the first frame somebody else is quoted for."""
        return next((hit for hit in self.heard.frames if hit.reported_by), None)

    @property
    def other(self) -> FrameHit | None:
        """Return the first frame about somebody else."""
        return next((hit for hit in self.heard.frames if hit.about), None)

    @cached_property
    def mirror(self) -> Mirrored | None:
        """Return the clause to say back, if any.

        Of a long message its heart. Else that of the main frame, joined with others if several
        were heard and it does not get long; without a frame one said back whole, then one with a
        feeling, then the longest.
        """
        if not self.mirrors:
            return None
        main, clauses = self.main, self.heard.clauses
        if self.telling and main is None:
            return heart(self.mirrors, len(clauses))
        if self.telling and main is not None:
            return heart(self.mirrors, len(clauses), -1 if main.guessed else main.clause, TELLS)
        if main is not None:
            same = [mirrored for mirrored in self.mirrors if mirrored.clause == main.clause]
            if same:
                several = len({hit.clause for hit in self.hits}) > 1
                fuller = [one for one in same if one.words <= JOINED_WORDS] if several else []
                return max(fuller, key=lambda one: one.words) if fuller else same[0]
        feeling = self._feeling_clause()
        best = max(self.mirrors, key=lambda m: (m.whole, m.clause == feeling, min(m.words, 10)))
        return best if main is not None else entire(best, clauses)

    def _feeling_clause(self) -> int:
        for index, clause in enumerate(self.heard.clauses):
            if any(token.value("feeling") for token in clause.tokens):
                return index
        return -1

    @property
    def amount(self) -> str | None:
        """Return a short answer that is an amount or a number, as typed: "40 a week"."""
        return amount(self.heard, self.session.language)

    @property
    def of_services(self) -> bool:
        """Return whether the last reply was about facts or services."""
        told = ("information/", "meta/any/asks_them", "meta/any/wants_info", "meta/any/what_if")
        return any(one.startswith(told) for one in self.session.recent[-3:])

    @property
    def early(self) -> bool:
        """Return whether the talk has hardly begun."""
        return self.session.turn <= EARLY

    @property
    def asked(self) -> bool:
        """Return whether the last reply ended with a question."""
        return self.session.said.rstrip().endswith("?")

    @property
    def content(self) -> bool:
        """Return whether the message says something of its own."""
        return bool(
            self.hits or self.heard.words >= CONTENT_WORDS or self.heard.emotions
            or self.heard.people or self.heard.substances
        )  # fmt: skip

    @property
    def weighty(self) -> bool:
        """Return whether a meaning of some weight was voiced, whatever else was said."""
        return any(self.frame(hit).weight >= 3 for hit in self.hits)

    @property
    def telling(self) -> bool:
        """Return whether the message tells something at length."""
        return self.heard.words >= TELLING_WORDS

    @property
    def story(self) -> bool:
        """Return whether the message is as long as a story."""
        return self.heard.words >= STORY_WORDS

    def talk(self, *talks: Talk) -> bool:
        """Return whether the whole message points one of these ways."""
        return self.heard.talk in talks

    @property
    def leans(self) -> bool:
        """Return whether the whole message points clearly one way."""
        return dict(self.heard.proba).get(self.heard.talk.value, 0.0) >= SURE

    def has(self, *signals: str) -> bool:
        """Return whether one of `signals` was heard."""
        return self.heard.has(*signals)

    def offered(self, *names: str) -> bool:
        """Return whether one of `names` has been offered in this session."""
        return any(name in self.session.offered for name in names)

    @property
    def family(self) -> str:
        """Return the family of the strongest feeling that was named, or ""."""
        if self.emotions:
            return max(self.emotions, key=lambda emotion: emotion.intensity).family
        return ""

    @cached_property
    def emotions(self) -> tuple[Emotion, ...]:
        """Return the feelings to take up; of a long message those in the clause said back."""
        if not self.telling:
            return self.heard.emotions
        return felt(self.heard, self.mirror)

    @property
    def heavy(self) -> bool:
        """Return whether grief, fear for life or a strong feeling was voiced."""
        strong = any(emotion.intensity >= 3 for emotion in self.heard.emotions)
        return strong or self.named(*HEAVY)

    @property
    def lately_heavy(self) -> bool:
        """Return whether something heavy was taken up in the last few moves."""
        return any(one.rpartition("/")[2] in HEAVY for one in self.session.recent[-8:])

    @property
    def fresh_notes(self) -> list[Note]:
        """Return the notes this message gave."""
        return [note for note in self.session.notes if note.turn == self.session.turn]

    @property
    def risk_due(self) -> bool:
        """Return whether one risk/set/setting question may be asked now."""
        lately = "question/risk" in " ".join(self.session.recent[-8:])
        return not lately and len(self._risks_asked) < RISKS_ASKED and bool(self.next_risks)

    @property
    def next_risks(self) -> tuple[str, ...]:
        """Return the risk/set/setting questions still open for the frame to take up."""
        known = self._risks_asked
        if self.named("uses_alone"):
            known |= {"alone", "who"}
        for frames, questions in RISKS:
            if self.main is not None and self.main.name in frames:
                return tuple(risk for risk in questions if risk not in known)
        return ()

    @property
    def _risks_asked(self) -> set[str]:
        asked = (name.partition(":") for name in self.session.offered)
        return {risk for kind, _, risk in asked if kind == "risk"}

    @property
    def earlier_topics(self) -> Sequence[Note]:
        """Return earlier notes that can be linked to, latest first."""
        main = self.main.name if self.main else ""
        return [note for note in reversed(self.earlier) if note.frame and note.frame != main]
