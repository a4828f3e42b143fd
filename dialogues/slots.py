"""What the wordings of one reply may name, and which template a part means here."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogues import coupling, explaining, memory, offering, pacing
from dialogues.fitting import fits
from dialogues.hearts import another
from dialogues.listening.frames import Frames
from dialogues.mirroring.grammar import group
from dialogues.mirroring.hyphens import hyphened
from dialogues.parts import Part
from dialogues.phrasing import Phrasebook
from dialogues.ranking import stray
from dialogues.situation import Situation

PLACES = (
    "frame", "other", "last", "earlier", "stage", "family", "risk", "ruler", "height", "goal",
    "talk", "pair", "sudden", "danger", "door", "stay", "explained",
)  # fmt: skip
"""Every placeholder a template of `parts` may hold."""
EARLY = 2
"""Turns in which a question may still be small talk."""
RECENT = 24
"""How many of the last moves are kept to rotate techniques."""
PRONOUNS = frozenset(["they", "he", "she", "it", "them", "him", "her", "you", "we", "us"])
"""Nobody is named by these."""
ANY = ("a ", "an ", "some ")
"""Nor is anybody in particular by these: "a nurse"."""
AFFIRMED = "affirmation/frame/"
"""What names a deed of theirs; nobody is told of one that is guessed or doubtful."""
LATELY = 3
"""Turns back to which the other side of something said now is looked for."""
SPECIAL = frozenset({"question/preparation/key_question"})
"""Techniques with a row of their own, not taken by rotation."""


@dataclass(slots=True)
class Slots:
    """The slots of one reply."""

    situation: Situation
    phrasebook: Phrasebook
    rng: random.Random
    frames: Frames
    used: frozenset[str]
    extra: dict[str, str] = field(default_factory=dict)
    """Given by the caller: ruler, height, number, area, plan answers."""
    _now: dict[str, str] | None = None
    _fill: dict[str, str] | None = None

    def filled(self, text: str) -> str | None:
        """Return `text` with its placeholders filled, or None if one is not known here."""
        places = self.places()
        for name in PLACES:
            mark = f"<{name}>"
            if mark in text:
                value = places.get(name)
                if not value:
                    return None
                text = text.replace(mark, value)
        return text

    def templates(self, one: Part, phrasebook: Phrasebook, rng: random.Random) -> list[str]:
        """Return the templates of a part that exist here, in the order to try them."""
        found: list[str] = []
        for pattern in one.templates:
            template = self.filled(pattern)
            if template is None or (template.startswith(AFFIRMED) and self.situation.doubtful):
                continue
            if template.endswith(("/*", ")")):
                folder = _technique_names(template, phrasebook)
                rng.shuffle(folder)
                recent = self.situation.session.recent
                folder.sort(key=lambda name: _lately(recent, name))
                found.extend(name for name in folder if name not in SPECIAL)
            elif phrasebook.has(template):
                found.append(template)
        return found

    def places(self) -> Mapping[str, str]:
        """Return what each placeholder stands for here."""
        if self._fill is None:
            s = self.situation
            fill = {
                "stage": s.stage.value,
                "door": _door(s),
            }
            if s.session.brief == 0 and s.session.said and s.session.turn > 1:
                fill["stay"] = "more_of_it" if s.asked else "elaborate"
            if s.main is not None:
                fill["frame"] = s.main.name
            meant = [hit for hit in s.hits if not stray(hit, s.heard.words, s.frames)]
            other = next((hit for hit in meant[1:] if hit.name != meant[0].name), None)
            if other is not None:
                fill["other"] = other.name
            if s.session.last:
                fill["last"] = s.session.last
            if s.earlier_topics:
                fill["earlier"] = self.rng.choice(list(s.earlier_topics)[:5]).frame
            if s.family:
                fill["family"] = s.family
            if s.next_risks:
                fill["risk"] = self.rng.choice(s.next_risks)
            sign = {"change": "+", "sustain": "-"}.get(s.heard.talk.value)
            spoken = sign and any(one.endswith(sign) for one in s.heard.categories)
            if spoken and s.leans and not s.telling:
                fill["talk"] = s.heard.talk.value
            fill["sudden"] = offering.withdrawal_topic(s)
            if pair := offering.pair(s):
                fill["pair"] = pair
            if s.has("asks_what_you_mean", "why"):
                fill["explained"] = explaining.kind(s)
            if s.target.goal:
                fill["goal"] = s.target.goal
            self._fill = fill | self.extra
        return self._fill

    def fits(self, name: str) -> bool:
        """Return whether a deepening reflection makes sense here."""
        return fits(self, name)

    def second_mirror(self) -> bool:
        """Take a second clause to say back, if the message has one; return whether it has."""
        s = self.situation
        first = s.mirror
        if first is None or first.whole:
            return False
        clauses = len(s.heard.clauses) if s.telling else 0
        more = another(s.mirrors, first, clauses)
        if more is None:
            return False
        self.now()["mirror"] = more.text
        return True

    def for_template(self, template: str) -> dict[str, str]:
        """Return the slots a wording of `template` may name."""
        if template.startswith("summary/any/transitional"):
            return self._both_sides(whole_session=True)
        if template.startswith("summary/"):
            return self._summary()
        if template.startswith("agenda/"):
            return self._topics()
        if template.startswith(explaining.PREFIX):
            return explaining.slots(self.situation, self.phrasebook, self.rng)
        if template in ("question/any/back_to", "meta/any/explain"):
            return self._back_to()
        if template == "closing/any/leave_with":
            return self._leave_with()
        if template.startswith(("question/frame/", "reflection/frame/", "affirmation/frame/")):
            return {**self.now(), **self._frame_slots(template.rpartition("/")[2])}
        return self.now()

    def now(self) -> dict[str, str]:
        """Return the slots of this message."""
        if self._now is None:
            self._now = self._gather() | self.extra
        return self._now

    def _gather(self) -> dict[str, str]:
        s = self.situation
        slots: dict[str, str] = {}
        if s.mirror is not None:
            slots["mirror"] = s.mirror.text
        elif s.echo:
            slots["mirror"] = hyphened(s.echo, s.hyphens)
        thing = (s.amount or s.called or s.thing or s.keyword) if s.main is None else None
        if thing:
            slots["thing"] = hyphened(thing, s.hyphens)
        others = (s.reported or s.other) if s.main is None else None
        named = [others.reported_by or others.about] if others is not None else []
        near = s.people_near(s.main.clause) if s.main is not None else ()
        if s.telling and s.main is None and s.mirror is not None:
            near = s.people_near(s.mirror.clause)
        who = next(
            (
                one
                for one in (*named, *near, *(() if s.telling else s.heard.people))
                if one not in PRONOUNS and not one.endswith(" own") and not one.startswith(ANY)
            ),
            None,
        )
        if who in group("names"):
            who = who.capitalize()
        if who:
            slots["who"] = who
            slots["whose"] = _possessive(who)
        said = _bare(s.target.said)
        if said:
            slots["substance"] = said
        if s.emotions:
            strongest = max(s.emotions, key=lambda emotion: emotion.intensity)
            slots["feeling"] = strongest.name
        if s.main is not None:
            topic = memory.topic(s.main.name, self.phrasebook, self.rng)
            if topic:
                slots["topic"] = topic
        if s.target.goal or s.target.key:
            target = self.phrasebook.say(
                f"target/{s.target.goal or 'change'}",
                {"substance": said} if said else {},
                rng=self.rng,
            )
            if target:
                slots["target"] = target.text[:1].lower() + target.text[1:]
        return slots | self._both_sides(whole_session=False) | coupling.couple(s)

    def _frame_slots(self, frame: str) -> dict[str, str]:
        hit = next((hit for hit in self.situation.hits if hit.name == frame), None)
        if hit is not None:
            return dict(hit.slots)
        note = next((n for n in self.situation.session.notes if n.frame == frame), None)
        return dict(note.slots) if note else {}

    def _both_sides(self, *, whole_session: bool) -> dict[str, str]:
        """Return a sustain and a change gist, at least one of them from this message."""
        s = self.situation
        sides: dict[str, str] = {}
        both = {"sustain", "change"} <= s.side.keys()
        for talk in ("sustain", "change"):
            hit = None if whole_session else s.side.get(talk)
            if hit is not None and (both or memory.of_a_change(hit, s.frames)):
                gist = memory.gist_of(hit, self.phrasebook, self.rng)
                if gist:
                    sides[talk] = gist
        if not sides and not whole_session:
            return {}
        for talk in ("sustain", "change"):
            if talk not in sides:
                since = 0 if whole_session else s.session.turn - LATELY
                note = memory.latest(s.session.notes, self.frames, talk, since)
                gist = memory.gist(note, self.phrasebook, self.rng) if note else None
                if gist:
                    sides[talk] = gist
        return sides if len(sides) == 2 and sides["sustain"] != sides["change"] else {}

    def _summary(self) -> dict[str, str]:
        s = self.situation
        said: list[str | None] = (
            [note.phrase for note in pacing.told_notes(s)] if pacing.told(s) else []
        )
        if len(said) < 2:
            picked = memory.for_summary(s.session.notes, self.frames)
            said = [memory.gist(note, self.phrasebook, self.rng) for note in picked]
        return memory.numbered(said)

    def _back_to(self) -> dict[str, str]:
        """Return the topic of an earlier note, so that a question about it has its context.

        Each is gone back to once in a while, not the same one again and again.
        """
        notes = self.situation.earlier_topics
        known = list(dict.fromkeys(note.frame for note in notes if note.frame in self.frames.all))
        gone = sum(one == "question/any/back_to" for one in self.situation.session.recent)
        for frame in known[gone:6]:
            topic = memory.topic(frame, self.phrasebook, self.rng)
            if topic:
                return {"topic": topic}
        return {}

    def _topics(self) -> dict[str, str]:
        """Return the last two topics talked about."""
        frames = [note.frame for note in reversed(self.situation.session.notes) if note.frame]
        said = [memory.topic(one, self.phrasebook, self.rng) for one in dict.fromkeys(frames)]
        topics = [self.extra["topic"]] if "topic" in self.extra else [one for one in said if one]
        return dict(zip(("topic", "topic2"), dict.fromkeys(topics), strict=False))

    def _leave_with(self) -> dict[str, str]:
        """Return the gist of the latest note that does somebody good to take along."""
        kinds = ("goals", "strengths", "steps", "matters")
        notes = [n for n in self.situation.session.notes
                 if n.frame and self.frames.all[n.frame].kind in kinds]  # fmt: skip
        note = notes[-1] if notes else None
        gist = memory.gist(note, self.phrasebook, self.rng) if note else None
        return {"gist": gist} if gist else {}


def _technique_names(template: str, phrasebook: Phrasebook) -> list[str]:
    """Return the templates that "folder/*" or "folder/(a b)" stands for."""
    folder, _, names = template.rpartition("/")
    if names == "*":
        return list(phrasebook.templates(f"{folder}/"))
    return [f"{folder}/{name}" for name in names.strip("()").split()]


def _lately(recent: tuple[str, ...], name: str) -> int:
    """Return how lately a template was used: RECENT for the last move, 0 for long ago."""
    for back, template in enumerate(reversed(recent)):
        if template == name:
            return RECENT - back
    return 0


def _bare(said: str) -> str:
    """Return a noun without its article: "the gear" is "gear"."""
    first, _, rest = said.partition(" ")
    return rest if first in ("the", "my", "a", "some") and rest else said


def _door(s: Situation) -> str:
    """Return which easy opening fits: small talk early on, and after one short answer too many."""
    if s.session.turn <= EARLY:
        return "open_door"
    return "easy" if pacing.curt(s) else "onward"


def _possessive(who: str) -> str:
    return f"{who}'" if who.endswith("s") else f"{who}'s"
